"""Finishing: checks, a look at the document, and writing it."""
