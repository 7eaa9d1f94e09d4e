"""What merged cells mean for a list: a name counts for all rows of the merge, an amount for none by itself."""

from __future__ import annotations

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange.finding import Table
from kompetanse_desktop.exchange.values import Value

MOST_MERGED = 1_000_000


class Merged:
    """The tall merged cells of one table: ``lent`` is what they lend to the rows below their first, by row.

    ``shared`` are the columns of amounts that several rows have in common, by row. Columns are counted
    from the table's first. Raises Refusal for merged areas beyond all reason.
    """

    def __init__(self, table: Table, amounts: set[int], file: str) -> None:
        self.lent: dict[int, list[tuple[int, Value]]] = {}
        self.shared: dict[int, frozenset[int]] = {}
        rows, blank = table.sheet.rows, table.grid.blank
        tall = [
            merge
            for merge in table.sheet.merges
            if merge.bottom > merge.top and merge.top >= table.first and merge.top < table.bottom
        ]
        if sum(min(merge.bottom, len(rows)) - merge.top for merge in tall) > MOST_MERGED:
            raise Refusal(
                "{file} has far more cells than a list of proposals. Copy the list to a new workbook and take in that.",
                file=file,
            )
        for merge in tall:
            column = merge.left - table.left
            if not 0 <= column < len(table.headings) or merge.left >= len(rows[merge.top]):
                continue
            inside = [at for at in range(merge.top, min(merge.bottom, table.bottom - 1) + 1) if not blank[at]]
            if column in amounts:
                for at in inside if len(inside) > 1 else ():
                    self.shared[at] = self.shared.get(at, frozenset()) | {column}
                continue
            for at in inside:
                if at > merge.top:
                    self.lent.setdefault(at, []).append((column, rows[merge.top][merge.left]))
