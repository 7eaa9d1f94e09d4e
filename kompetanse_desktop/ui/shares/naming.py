"""What the groups of a sharing are called."""

from __future__ import annotations

from kompetanse_desktop import labels
from kompetanse_desktop.domain.owners import OwnerKind
from kompetanse_desktop.domain.sharing import Grouping
from kompetanse_desktop.text import N_, say

GROUPING = {
    Grouping.NETWORK: N_("By network"),
    Grouping.OWNER_KIND: N_("By kind of owner"),
    Grouping.UNIVERSITY: N_("By UH"),
}
HEADING = {
    Grouping.NETWORK: N_("Network"),
    Grouping.OWNER_KIND: N_("Kind of owner"),
    Grouping.UNIVERSITY: N_("UH"),
}
NONE = {Grouping.NETWORK: N_("no network"), Grouping.UNIVERSITY: N_("No UH partner")}


def share_name(grouping: Grouping, name: str) -> str:
    """Give the words for one group; networks and universities are called as they came in."""
    if not name:
        return say(NONE[grouping])
    return say(labels.OWNER_KIND[OwnerKind(name)]) if grouping is Grouping.OWNER_KIND else name
