"""The recommendation as a document: layout, accessible tagging, fonts."""
