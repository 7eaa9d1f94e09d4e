"""Tables in and out: lists from the networks, and the figures as data."""
