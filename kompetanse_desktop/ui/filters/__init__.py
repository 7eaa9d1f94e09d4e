"""The filter: what is looked at for now."""
