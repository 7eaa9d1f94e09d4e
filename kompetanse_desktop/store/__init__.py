"""The local copy: one SQLite file that keeps every round, every decision and its history."""
