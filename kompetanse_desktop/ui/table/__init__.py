"""The table of everything: the same proposals as the board, a row each."""
