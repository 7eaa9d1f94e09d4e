"""Tagged PDF on top of reportlab: content that knows what it is, for screen readers and archives."""
