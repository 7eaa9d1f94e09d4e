"""Where cards lie: whatever is measured or guessed, rows follow each other without gap or overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.ui.board.rows import Rows

heights = st.lists(st.integers(20, 200), max_size=30)


@given(heights, st.data())
def test_every_height_of_the_lane_is_in_one_row(given: list[int], data: st.DataObject) -> None:
    refs = tuple(map(str, range(len(given))))
    rows = Rows(lambda row: given[row], 50)
    strip_row = data.draw(st.integers(-1, len(given) - 1))
    rows.arrange(refs, strip_row, 30)
    rows.see(0, data.draw(st.integers(0, 4000)))
    bottom = 0
    for row in range(len(refs)):
        assert rows.top(row) == bottom
        assert rows.row_at(bottom) == rows.row_at(bottom + rows.height(row) - 1) == row
        assert rows.gap_at(bottom) == row
        assert rows.gap_at(bottom + rows.height(row) - 1) == row + 1
        bottom += rows.height(row)
    assert (rows.total, rows.top(len(refs)), rows.row_at(bottom)) == (bottom, bottom, len(refs))


def test_only_what_is_seen_is_measured() -> None:
    asked: list[int] = []
    rows = Rows(lambda row: asked.append(row) or 80, 50)  # type: ignore[func-returns-value]
    refs = tuple(map(str, range(10_000)))
    rows.arrange(refs, -1, 0)
    assert (rows.total, asked) == (500_000, [])
    assert rows.see(1000, 1300)
    assert asked == [20, 21, 22, 23]
    assert not rows.see(1000, 1300), "once is enough"
    rows.arrange(("new", *refs), -1, 0)
    assert rows.top(25) - rows.top(21) == 320, "a card keeps its height where it moves"
    rows.arrange(refs, -1, 0, ["21"])
    assert rows.height(21) == 50
    rows.forget(60)
    rows.arrange(refs, 3, 30)
    assert rows.total == 600_030
