"""What a person can do: one function each, the only door for writing."""

from kompetanse_desktop.actions.copies import backup, restore
from kompetanse_desktop.actions.handling import (
    assess,
    set_amount,
    set_cell,
    set_conditions,
    set_note,
    set_reason,
    withdraw,
)
from kompetanse_desktop.actions.history import redo, undo
from kompetanse_desktop.actions.moves import move
from kompetanse_desktop.actions.rounds import edit_round, new_round, take_in, use_round
from kompetanse_desktop.actions.session import Session

__all__ = [
    "Session",
    "assess",
    "backup",
    "edit_round",
    "move",
    "new_round",
    "redo",
    "restore",
    "set_amount",
    "set_cell",
    "set_conditions",
    "set_note",
    "set_reason",
    "take_in",
    "undo",
    "use_round",
    "withdraw",
]
