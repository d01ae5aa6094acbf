"""The sheet: the one widget that shows and edits all values."""
