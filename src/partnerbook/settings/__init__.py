"""The person's own: settings, themes, keys, recent workbooks, and the folders where they lie."""
