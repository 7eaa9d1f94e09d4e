"""Every command of the main window with its words and its key: the one table that menus and help are made from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from kompetanse_desktop.text import N_, say
from kompetanse_desktop.ui import icons


@dataclass(frozen=True)
class Command:
    """A name for code, the words of the menu, the key, the menu it stands in ("" for none), and its icon.

    ``also`` is a second key for the same, which the help doesn't mention.
    """

    name: str
    words: str
    key: str
    menu: str
    icon: str = ""
    also: str = ""


ROUND, EDIT, PROPOSAL, VIEW, HELP = N_("Round"), N_("Edit"), N_("Proposal"), N_("View"), N_("Help")

COMMANDS = (
    Command("new_round", N_("New round …"), "Ctrl+N", ROUND, "plus"),
    Command("edit_round", N_("Change the round …"), "", ROUND, "note"),
    Command("import", N_("Take in a list …"), "Ctrl+I", ROUND, "take_in"),
    Command("paste", N_("Paste a list"), "Ctrl+Shift+V", ROUND),
    Command("template", N_("Save an empty list …"), "", ROUND),
    Command("-", "", "", ROUND),
    Command("send", N_("Send the round …"), "", ROUND, "out"),
    Command("fetch", N_("Fetch a round …"), "", ROUND),
    Command("remove", N_("Remove the round …"), "", ROUND),
    Command("---", "", "", ROUND),
    Command("innstilling", N_("Recommendation …"), "Ctrl+P", ROUND, "recommendation"),
    Command("verify", N_("Check a document …"), "", ROUND, "check"),
    Command("paper", N_("Print a form for the meeting …"), "", ROUND),
    Command("export", N_("Export as a table or data …"), "Ctrl+E", ROUND, "table"),
    Command("print_table", N_("Print the table …"), "Ctrl+Shift+P", ROUND),
    Command("--", "", "", ROUND),
    Command("quit", N_("Quit"), "Ctrl+Q", ROUND),
    Command("undo", N_("Undo"), "Ctrl+Z", EDIT, "undo"),
    Command("redo", N_("Redo"), "Ctrl+Y", EDIT, "redo"),
    Command("lock", N_("Lock the board"), "Ctrl+L", EDIT, "lock"),
    Command("search", N_("Search"), "Ctrl+F", EDIT, "search"),
    Command("timeline", N_("Timeline"), "Ctrl+H", EDIT, "clock"),
    Command("checks", N_("Checks"), "Ctrl+K", EDIT, "check"),
    Command("up", N_("Move up"), "Alt+Up", PROPOSAL),
    Command("down", N_("Move down"), "Alt+Down", PROPOSAL),
    Command("lane_left", N_("Move to the lane to the left"), "Alt+Left", PROPOSAL),
    Command("lane_right", N_("Move to the lane to the right"), "Alt+Right", PROPOSAL),
    Command("moveTo", N_("Move to …"), "Ctrl+M", PROPOSAL, "move"),
    Command("amount", N_("Set the amount"), "F2", PROPOSAL, "note"),
    Command("reduce_all", N_("Reduce all …"), "Ctrl+R", PROPOSAL),
    Command("mend", N_("What would mend it"), "F4", PROPOSAL, "warn"),
    Command("withdraw", N_("Withdrawn, or counts again"), "", PROPOSAL),
    Command("projector", N_("Show on the room's screen"), "F5", VIEW, "screen"),
    Command("table", N_("Board or table"), "Ctrl+T", VIEW, "table"),
    Command("filter", N_("Filter"), "Ctrl+Shift+F", VIEW, "filter"),
    Command("clear_filter", N_("Clear the filter"), "Ctrl+Shift+L", VIEW),
    Command("shares", N_("Shares …"), "Ctrl+Shift+S", VIEW),
    Command("bar_network", N_("Bar by network"), "", VIEW),
    Command("bar_owner_kind", N_("Bar by kind of owner"), "", VIEW),
    Command("bar_university", N_("Bar by UH"), "", VIEW),
    Command("-views", "", "", VIEW),
    Command("details", N_("Show or hide the details"), "Ctrl+D", VIEW, "details"),
    Command("larger", N_("Larger text"), "Ctrl++", VIEW, "plus", also="Ctrl+="),
    Command("smaller", N_("Smaller text"), "Ctrl+-", VIEW, "minus"),
    Command("normal_size", N_("Text at 100 %"), "Ctrl+0", VIEW),
    Command("help", N_("Keys and help"), "F1", HELP, "help"),
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
            action.setShortcuts([QKeySequence(key) for key in (command.key, command.also) if key])
        if command.icon:
            action.setIcon(icons.icon(command.icon))
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
        ("B", say("The neutral page for the room, and back, while something is shown")),
        ("Ctrl+1 – Ctrl+6", say("The pages the room can be shown")),
        ("Ctrl+PgUp / Ctrl+PgDn", say("Turn a list that is longer than the room's screen")),
        ("F11", say("Cover the only screen with what the room sees; Esc gives it back")),
    ]
