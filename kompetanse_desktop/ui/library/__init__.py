"""The local copy in the window: where it lies, its copies, and rounds that are sent, fetched and removed."""
