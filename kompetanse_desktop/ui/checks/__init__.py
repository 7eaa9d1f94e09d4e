"""Every remark of the round in one list: what stops, what warns, by which rule, and what was answered."""
