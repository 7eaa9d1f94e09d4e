"""What was done in the round, day by day, and the way back to any of it."""
