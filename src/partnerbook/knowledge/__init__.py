"""What the checks, the advice and the help know, as data files with their sources."""
