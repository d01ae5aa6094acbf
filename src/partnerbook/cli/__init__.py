"""The command line: one file a command; only the one that opens the interface loads it."""
