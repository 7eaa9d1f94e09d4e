"""The board: models over the forum's order, painted cards, and lanes that take drops."""
