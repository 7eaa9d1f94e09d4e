"""Tables over several pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.documents import style
from kompetanse_desktop.documents.tagged.flowables import Text
from kompetanse_desktop.documents.tagged.structure import Role
from kompetanse_desktop.documents.tagged.table import Cell, Row, Table
from kompetanse_desktop.documents.usertext import UserText

PAGE = 300.0


def text(content: str) -> Text:
    return Text(UserText().runs(content), style.CELL)


def row(content: str, *, total: bool = False) -> Row:
    return Row((Cell((text(content),), "Row"), Cell((text("1"),))), total)


def table(*rows: Row) -> Table:
    head = Row((Cell((text("Tiltak"),), "Column"), Cell((text("Sum"),), "Column")))
    return Table([120, 60], [head], rows, style.LIST, PAGE)


def pages_of(whole: Table) -> list[Table]:
    """Divide a table as a frame would: first 100 points, then whole pages."""
    pages, rest, room = [], whole, 100.0
    while rest.wrap(180, room)[1] > room:
        parts = rest.split(180, room)
        if parts:
            pages.append(parts[0])
            rest = parts[1]
        else:
            assert room < PAGE, "nothing fits a whole page"
        room = PAGE
    return [*pages, rest]


def lines_of(part: Table) -> list[str]:
    return [
        "".join(run.text for run in line.runs)
        for each in part.rows
        for line_text in each.cells[0].texts
        for line in line_text._lines
    ]


@given(st.lists(st.integers(1, 200), min_size=1, max_size=30))
def test_no_line_is_lost_and_every_part_fits(lengths: list[int]) -> None:
    rows = [row(" ".join(f"r{n}w{i}" for i in range(length))) for n, length in enumerate(lengths)]
    whole = table(*rows)
    whole.wrap(180, PAGE)
    expected = lines_of(whole)
    pages = pages_of(whole)
    assert [line for page in pages for line in lines_of(page)] == expected
    assert all(page.wrap(180, PAGE)[1] <= PAGE + 0.01 for page in pages)
    assert [page.continued for page in pages] == [False] + [True] * (len(pages) - 1)
    assert all(page.head and page.rows for page in pages)


def test_a_row_shorter_than_a_page_is_not_divided() -> None:
    pages = pages_of(table(row("kort"), row("ord " * 120)))
    assert [len(page.rows) for page in pages] == [1, 1]


def test_a_sum_row_is_not_left_alone() -> None:
    for count in range(3, 40):
        pages = pages_of(table(*(row(f"r{n}") for n in range(count)), row("Sum", total=True)))
        assert len(pages[-1].rows) > 1, count


def test_parts_share_the_structure() -> None:
    whole = table(*(row(f"r{n}") for n in range(40)))
    whole.wrap(180, PAGE)
    pages = pages_of(whole)
    assert len(pages) > 2
    assert {id(page.node) for page in pages} == {id(whole.node)}
    assert whole.node is not None
    head, body = whole.node.children
    assert (head.role, body.role) == (Role.TABLE_HEAD, Role.TABLE_BODY)
    assert [len(head.children), len(body.children)] == [1, 40]
    assert [cell.scope for cell in head.children[0].children] == ["Column", "Column"]
    assert [(cell.role, cell.scope) for cell in body.children[0].children] == [
        (Role.HEADER_CELL, "Row"),
        (Role.CELL, None),
    ]
