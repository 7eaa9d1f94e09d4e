"""The room's screen: what is shown to everybody in the meeting, and the operator's hand on it."""
