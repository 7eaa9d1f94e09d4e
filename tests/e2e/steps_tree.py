"""The whole job through the accessibility tree alone, as an assistive tool does it; tells what was seen as JSON.

dbus-run-session -- /usr/bin/python3 tests/e2e/steps_tree.py PICTURES LIST WANTED PDF kompetanse-desktop …

No mouse, and not one key: all of it can be done so. One thing can't, and goes another way here: Qt's tree opens the
list of lanes in the box of «Move to …», but has no action that chooses in it. The commands of the menus move a card to
the lane beside, and the box gives it its place.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from desk import Atspi, Desk, NotThere, picture_on_failure
from reading_the_board import LANES, Board

AMOUNT = "700000"


class Tree:
    """Does things through the interfaces of what is in the tree."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.board = Board(desk)

    def press(self, ident: str) -> None:
        """Do the first thing that can be done with a shown widget."""
        assert Atspi.Action.do_action(self.desk.find(ident).get_action_iface(), 0)

    def order(self, command: str) -> None:
        """Give a command of the menus, which need not be open for it."""
        bar = next(node for node in self.desk.walk() if node.get_role_name() == "menu bar")
        wanted = f"action.{command}"
        item = next(node for node in self.desk.walk(bar) if (node.get_accessible_id() or "").endswith(wanted))
        assert Atspi.Action.do_action(item.get_action_iface(), 0)

    def choose(self, ref: str) -> None:
        """Choose a card, and wait until the details show it."""
        lane, before = self.board.place_of(ref)
        cards = self.board.lanes[lane].get_selection_iface()
        Atspi.Selection.clear_selection(cards)
        assert Atspi.Selection.select_child(cards, before)
        self.desk.wait_until(lambda: self._are_details_of(ref), f"the details of {ref}")

    def _are_details_of(self, ref: str) -> bool:
        details = self.desk.find("proposal.details")
        return any(ref in (node.get_name() or "") for node in self.desk.walk(details))

    def write(self, node: Any, text: str) -> None:
        """Write a text in a field, instead of what is there."""
        assert Atspi.EditableText.set_text_contents(node.get_editable_text_iface(), text)

    def go(self, node: Any) -> None:
        """Put the keyboard somewhere."""
        assert Atspi.Component.grab_focus(node.get_component_iface())

    def file_box(self, file: str) -> None:
        """Write a file's name in the box for files, and press its button."""
        name = box = self.desk.find("fileNameEdit")
        self.write(name, file)
        while box.get_role_name() not in ("dialog", "file chooser"):
            box = box.get_parent()
        button = next(
            node
            for node in self.desk.walk(box)
            if node.get_role_name() == "push button" and node.get_state_set().contains(Atspi.StateType.IS_DEFAULT)
        )
        assert Atspi.Action.do_action(button.get_action_iface(), 0)

    def move_to_place(self, ref: str, place: int) -> None:
        """Move a card within its lane with «Move to …»."""
        self.choose(ref)
        self.press("action.moveTo")
        number = self.desk.find("moveTo.position").get_value_iface()
        assert Atspi.Value.set_current_value(number, place)
        self.press("moveTo.accept")

    def rank(self, wanted: dict[str, list[str]]) -> None:
        """Move every card to its lane and place: each to the end of its lane; one goes there by its place."""
        for lane in LANES[1:]:
            for ref in wanted[lane]:
                self.choose(ref)
                for step in range(LANES.index(lane)):
                    self.order("lane_right")
                    there = LANES[step + 1]
                    self.desk.wait_until(lambda ref=ref, there=there: ref in self.board.refs()[there], ref)
        self.board.wait_for(wanted)


def main(pictures: str, listed: str, wanted_json: str, pdf: str, *command: str) -> None:
    """Do the steps; each thing seen goes into the answer."""
    seen: dict[str, object] = {}
    wanted: dict[str, list[str]] = json.loads(wanted_json)
    with Desk("1280x720") as desk, picture_on_failure(desk, Path(pictures, "tree.png")):
        desk.start(command)
        desk.find("board.unhandled")
        tree = Tree(desk)
        tree.press("action.import")
        tree.file_box(listed)
        desk.find("import.preview")
        tree.press("import.accept")
        desk.wait_until(lambda: len(tree.board.refs()["unhandled"]) == 11, "the eleven cards")
        tree.rank(wanted)

        first, second, *rest = wanted["prioritised"]
        tree.choose(second)
        before = desk.said("budget.remaining")
        amount = desk.find("proposal.recommended")
        tree.go(amount)
        tree.write(amount, AMOUNT)
        tree.go(desk.find("proposal.reason"))
        desk.wait_until(lambda: desk.said("budget.remaining") != before, "the reduced amount")
        seen["reduced"] = desk.said("board.lastAction")

        tree.move_to_place(second, 1)
        tree.board.wait_for(wanted | {"prioritised": [second, first, *rest]})
        tree.move_to_place(first, len(rest) + 2)
        tree.board.wait_for(wanted | {"prioritised": [second, *rest, first]})
        tree.press("board.undo")
        tree.board.wait_for(wanted | {"prioritised": [second, first, *rest]})
        tree.press("board.undo")
        tree.board.wait_for(wanted)
        seen["undone"] = desk.said("board.lastAction")
        seen["board"] = tree.board.refs()
        seen["remaining"] = desk.said("budget.remaining")

        tree.press("action.innstilling")
        tree.press("innstilling.save")
        tree.file_box(pdf)
        desk.wait_until(Path(pdf).exists, "the document")
    print(json.dumps(seen, ensure_ascii=False))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except NotThere as missing:
        sys.exit(f"{missing}")
