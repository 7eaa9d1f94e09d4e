"""Taking in a list: choose, look through, take in."""
