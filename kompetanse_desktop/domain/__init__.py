"""What a forum does, in plain Python: no window, no file, no database, no other package."""
