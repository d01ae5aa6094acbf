"""What a partner program is: immutable models, their declarations, addresses and edits."""
