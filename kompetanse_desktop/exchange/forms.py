"""What PDF forms and XFDF have in common: names of fields that serve as headings, and what a ticked box says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

YES, NO = "ja", "nei"
"""What a box says that is ticked, and one that isn't: the words that lists use, whatever language is spoken."""


@dataclass(frozen=True)
class Form:
    """One filled-in form: the names of its fields, and beside each what is written in it."""

    headings: Sequence[str]
    values: Sequence[str]


def plain_name(name: str) -> str:
    """Make a field's own name readable: «Side1[0].sokt_belop_2021[0]» is «sokt belop 2021»."""
    last = re.sub(r"\[[0-9]+\]", "", name).rpartition(".")[2]
    return " ".join(last.replace("_", " ").split())


def with_unique_names(names: Sequence[str], instead: Sequence[str] | None = None) -> list[str]:
    """Give readable names, each only once: of those that are alike, ``instead`` or a number tells them apart."""
    readable = [plain_name(name) for name in names]
    if instead is not None:
        twice = {name for name, count in Counter(readable).items() if count > 1}
        readable = [plain_name(own) if name in twice else name for name, own in zip(readable, instead, strict=True)]
    seen: Counter[str] = Counter()
    unique = []
    for name in readable:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique


def yes_or_no(value: str) -> str:
    """Give ja or nei for what forms call the states of a box, so spelt; other text as it is."""
    return {"Yes": YES, "On": YES, "Off": NO}.get(value.strip(), value)
