"""What a person can do: one function each, the only door for writing."""
