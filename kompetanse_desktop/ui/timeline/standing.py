"""Which entries of a journal still stand and which were taken back: a pure rule over their numbers and targets."""

from __future__ import annotations


class Standing:
    """Tells it in one pass from the newest entry to the oldest, and as new ones are laid on top.

    An entry that stands takes back the entry it has as its target: an undo the deed that it undid, a
    redo the undo that it took back. One that doesn't stand takes back nothing any more.
    """

    def __init__(self) -> None:
        self._taken_back: set[int] = set()
        self._targets: dict[int, int] = {}

    def older(self, number: int, target: int | None) -> bool:
        """Take the entry just before the oldest one seen, and tell whether it stands."""
        stands = number not in self._taken_back
        if target is not None:
            self._targets[number] = target
            if stands:
                self._taken_back.add(target)
        return stands

    def newer(self, number: int, target: int | None) -> set[int]:
        """Take an entry after the newest one seen; give those that stood and don't any more, or the other way."""
        other_than_before = set()
        if target is not None:
            self._targets[number] = target
        while target is not None:
            other_than_before.add(target)
            self._taken_back ^= {target}
            target = self._targets.get(target)  # unknown where it isn't read yet: then it is told by ``older``
        return other_than_before

    def stands(self, number: int) -> bool:
        """Tell whether an entry stands, as far as has been seen."""
        return number not in self._taken_back
