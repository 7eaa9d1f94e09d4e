"""Every command of the main window with its words and its key: the one table that menus and help are made from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from kompetanse_desktop.text import N_, say


@dataclass(frozen=True)
class Command:
    """A name for code, the words of the menu, the key, and the menu it stands in ("" for none)."""

    name: str
    words: str
    key: str
    menu: str


ROUND, EDIT, PROPOSAL, HELP = N_("Round"), N_("Edit"), N_("Proposal"), N_("Help")

COMMANDS = (
    Command("new_round", N_("New round …"), "Ctrl+N", ROUND),
    Command("edit_round", N_("Change the round …"), "", ROUND),
    Command("import", N_("Take in a list …"), "Ctrl+I", ROUND),
    Command("paste", N_("Paste a list"), "Ctrl+Shift+V", ROUND),
    Command("template", N_("Save an empty list …"), "", ROUND),
    Command("-", "", "", ROUND),
    Command("send", N_("Send the round …"), "", ROUND),
    Command("fetch", N_("Fetch a round …"), "", ROUND),
    Command("remove", N_("Remove the round …"), "", ROUND),
    Command("---", "", "", ROUND),
    Command("innstilling", N_("Recommendation …"), "Ctrl+P", ROUND),
    Command("export", N_("Export as a table or data …"), "Ctrl+E", ROUND),
    Command("--", "", "", ROUND),
    Command("quit", N_("Quit"), "Ctrl+Q", ROUND),
    Command("undo", N_("Undo"), "Ctrl+Z", EDIT),
    Command("redo", N_("Redo"), "Ctrl+Y", EDIT),
    Command("search", N_("Search"), "Ctrl+F", EDIT),
    Command("timeline", N_("Timeline"), "Ctrl+H", EDIT),
    Command("up", N_("Move up"), "Alt+Up", PROPOSAL),
    Command("down", N_("Move down"), "Alt+Down", PROPOSAL),
    Command("lane_left", N_("Move to the lane to the left"), "Alt+Left", PROPOSAL),
    Command("lane_right", N_("Move to the lane to the right"), "Alt+Right", PROPOSAL),
    Command("moveTo", N_("Move to …"), "Ctrl+M", PROPOSAL),
    Command("amount", N_("Set the amount"), "F2", PROPOSAL),
    Command("withdraw", N_("Withdrawn, or counts again"), "", PROPOSAL),
    Command("help", N_("Keys and help"), "F1", HELP),
    Command("where", N_("Data and copies …"), "", HELP),
)


def make_actions(owner: QObject) -> dict[str, QAction]:
    """Make a QAction for each command, by name, in the language in use."""
    made: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(say(command.words) if command.words else "", owner)
        if not command.words:
            action.setSeparator(True)
        if command.key:
            action.setShortcut(QKeySequence(command.key))
        action.setObjectName(f"action.{command.name}")
        made[command.name] = action
    return made


def key_table() -> list[tuple[str, str]]:
    """Give (key, what it does) for the help, made from the commands themselves."""
    from_commands = [
        (QKeySequence(c.key).toString(QKeySequence.SequenceFormat.NativeText), say(c.words)) for c in COMMANDS if c.key
    ]
    return [
        *from_commands,
        (say("Arrow keys"), say("Walk from card to card and from lane to lane")),
        (say("Enter"), say("Go to the details of the card")),
        (say("Esc"), say("Give up a drag, or leave the search")),
    ]
