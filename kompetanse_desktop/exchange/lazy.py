"""A sequence whose members are made when somebody looks at them: a list of 50,000 rows is shown 30 at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Lazy(Sequence[T], Generic[T]):
    """``count`` members, the one at ``at`` made by ``make(at)`` the first time it is asked for, and then kept.

    ``make`` must give the same each time. Equal to another sequence with equal members.
    """

    __slots__ = ("_count", "_made", "_make")

    def __init__(self, count: int, make: Callable[[int], T]) -> None:
        self._count = count
        self._make = make
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            places = range(self._count)[at]
            return Lazy(len(places), lambda index: self._at(places[index]))
        return self._at(range(self._count)[at])

    def _at(self, at: int) -> T:
        made = self._made
        if at not in made:
            made[at] = self._make(at)
        return made[at]

    def __iter__(self) -> Iterator[T]:
        return map(self._at, range(self._count))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, (str, bytes)):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"{list(self)!r}"
