"""Making and changing a round."""
