"""The frame around the pages, in layers: what is drawn, typing, findings."""
