"""The pages of the room's screen, each laid out from a value before anything is painted."""
