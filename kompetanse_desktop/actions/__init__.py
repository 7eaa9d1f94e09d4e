"""What a person can do: one function each, the only door for writing.

Each is loaded when it is first asked for: a window opens before anybody sends a round or makes a copy, and
what those need would be most of what there is to load.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kompetanse_desktop.actions.answers import answer_check, take_back_answer
    from kompetanse_desktop.actions.backups import (
        WHY,
        NoBackupFirst,
        backup,
        backups_folder,
        compare,
        holding,
        is_changed,
        is_due,
        keep_backup,
        list_backups,
        restore,
        restore_here,
        saved_at,
    )
    from kompetanse_desktop.actions.finishing import (
        Document,
        Finished,
        document_with,
        documents,
        draft,
        finish,
        frozen,
        is_current,
        keep_document,
        keep_signature,
        signed_rounds,
        versions,
    )
    from kompetanse_desktop.actions.handling import (
        assess,
        divide_as_requested,
        mark_seen,
        set_amount,
        set_cell,
        set_conditions,
        set_note,
        set_reason,
        withdraw,
    )
    from kompetanse_desktop.actions.history import redo, return_to, undo
    from kompetanse_desktop.actions.moves import move
    from kompetanse_desktop.actions.phrases import reasons_used
    from kompetanse_desktop.actions.recovery import examine, look_for_rescue, recover, recover_here
    from kompetanse_desktop.actions.reducing import reduce_all
    from kompetanse_desktop.actions.remembered import forget_columns, remember_columns, remembered_columns
    from kompetanse_desktop.actions.round_files import Arrival, Choice, Relation, fetch_round, look_at, send_round
    from kompetanse_desktop.actions.rounds import edit_round, new_round, remove_round, take_in, use_round
    from kompetanse_desktop.actions.session import Session
    from kompetanse_desktop.store.backups import Holding, Kept, Why
    from kompetanse_desktop.store.comparison import Compared
    from kompetanse_desktop.store.recovery import Found, Rescue, Saved
    from kompetanse_desktop.store.refusals import Damaged, DiskRefusal, Held, Missing, TooNew

__all__ = [
    "Document",
    "Finished",
    "document_with",
    "documents",
    "draft",
    "finish",
    "frozen",
    "is_current",
    "keep_document",
    "keep_signature",
    "signed_rounds",
    "versions",
    "Arrival",
    "Choice",
    "Compared",
    "Damaged",
    "DiskRefusal",
    "Found",
    "Held",
    "Holding",
    "Kept",
    "Missing",
    "NoBackupFirst",
    "Relation",
    "Rescue",
    "Saved",
    "Session",
    "TooNew",
    "WHY",
    "Why",
    "answer_check",
    "assess",
    "backup",
    "backups_folder",
    "compare",
    "divide_as_requested",
    "edit_round",
    "examine",
    "fetch_round",
    "forget_columns",
    "holding",
    "is_changed",
    "is_due",
    "keep_backup",
    "list_backups",
    "look_at",
    "look_for_rescue",
    "mark_seen",
    "move",
    "new_round",
    "reasons_used",
    "recover",
    "recover_here",
    "redo",
    "reduce_all",
    "remember_columns",
    "remembered_columns",
    "remove_round",
    "restore",
    "restore_here",
    "return_to",
    "saved_at",
    "send_round",
    "set_amount",
    "set_cell",
    "set_conditions",
    "set_note",
    "set_reason",
    "take_back_answer",
    "take_in",
    "undo",
    "use_round",
    "withdraw",
]

_WHERE = {
    "actions.answers": "answer_check take_back_answer",
    "actions.backups": "WHY NoBackupFirst backup backups_folder compare holding is_changed is_due keep_backup "
    "list_backups restore restore_here saved_at",
    "actions.handling": "assess divide_as_requested mark_seen set_amount set_cell set_conditions set_note set_reason "
    "withdraw",
    "actions.history": "redo return_to undo",
    "actions.moves": "move",
    "actions.phrases": "reasons_used",
    "actions.recovery": "examine look_for_rescue recover recover_here",
    "actions.reducing": "reduce_all",
    "actions.remembered": "forget_columns remember_columns remembered_columns",
    "actions.round_files": "Arrival Choice Relation fetch_round look_at send_round",
    "actions.rounds": "edit_round new_round remove_round take_in use_round",
    "actions.session": "Session",
    "actions.finishing": "Document Finished document_with documents draft finish frozen is_current keep_document "
    "keep_signature signed_rounds versions",
    "store.backups": "Holding Kept Why",
    "store.comparison": "Compared",
    "store.recovery": "Found Rescue Saved",
    "store.refusals": "Damaged DiskRefusal Held Missing TooNew",
}
"""The names of this package by the module each comes from. A test compares it with the imports above."""
_MODULES = {name: module for module, names in _WHERE.items() for name in names.split()}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"there is no action called {name!r}")
    found: object = getattr(importlib.import_module(f"kompetanse_desktop.{module}"), name)
    globals()[name] = found  # asked for only once
    return found
