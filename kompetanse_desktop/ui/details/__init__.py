"""The panel beside the board: facts, fields and history of one proposal."""
