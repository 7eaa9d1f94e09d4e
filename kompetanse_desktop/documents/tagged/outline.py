"""The outline (bookmarks) that a reader shows beside the document."""

from __future__ import annotations

from collections.abc import Iterable

from pikepdf import Array, Name, OutlineItem, Page, Pdf

from kompetanse_desktop.documents.tagged.structure import Bookmark

MOST_SIBLINGS = 50
"""More than this beside each other are put in groups: a long chain breaks validators of signatures."""


def write_outline(pdf: Pdf, bookmarks: Iterable[Bookmark]) -> None:
    """Write the headings as an outline; levels below the first two are folded in."""
    pages = list(pdf.pages)
    top: list[OutlineItem] = []
    below: list[OutlineItem] = []
    for bookmark in bookmarks:
        item = _item(bookmark.title, pages[bookmark.page], bookmark.top)
        if bookmark.level <= 2 or not top:
            below = item.children
            top.append(item)
        else:
            below.append(item)
    for item in top:
        item.is_closed = True
        item.children[:] = _grouped(item.children)
    with pdf.open_outline() as outline:
        outline.root[:] = top


def _item(title: str, page: Page, top: float) -> OutlineItem:
    return OutlineItem(title, destination=Array([page.obj, Name.XYZ, None, round(top, 2), None]))


def _grouped(items: list[OutlineItem]) -> list[OutlineItem]:
    if len(items) <= MOST_SIBLINGS:
        return list(items)
    groups = []
    for start in range(0, len(items), MOST_SIBLINGS):
        members = items[start : start + MOST_SIBLINGS]
        group = OutlineItem(f"{start + 1}–{start + len(members)}", destination=members[0].destination)
        group.is_closed = True
        group.children.extend(members)
        groups.append(group)
    return groups
