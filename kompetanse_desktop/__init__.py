"""Rank proposals for state grants in a forum's meeting, and write the recommendation."""

__version__ = "0.1.0"
