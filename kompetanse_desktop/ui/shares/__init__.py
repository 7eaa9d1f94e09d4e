"""How the money is shared: the pieces of the bar, and the small table of shares."""
