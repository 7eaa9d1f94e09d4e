"""What the tests of tables in and out share: English words, the sample lists, and small lists made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from kompetanse_desktop import text

SAMPLES = Path(__file__).parent / "samples"
Rows = Sequence[Sequence[object]]


@pytest.fixture(autouse=True)
def english(words: text.Words) -> text.Words:
    """Speak English, so that a test reads as the code does."""
    return text.use("en")


@pytest.fixture
def sample_workbook() -> Path:
    """Give the networks' workbook: title rows, merged cells, amounts as text, a sum row, a second sheet."""
    return SAMPLES / "behovsmeldingar-kompetanseloftet-2021-doeme.xlsx"


@pytest.fixture
def sample_csv() -> Path:
    """Give the short list: semicolons, cp1252, totals only."""
    return SAMPLES / "behovsmeldingar-enkel.csv"


MakeBook = Callable[..., Path]


@pytest.fixture
def make_book(tmp_path: Path) -> MakeBook:
    """Give a maker of workbooks: sheets of rows by name, and merged areas of the first."""

    def make(sheets: Rows | Mapping[str, Rows], merges: Sequence[str] = (), name: str = "liste.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            for title, rows in (sheets if isinstance(sheets, Mapping) else {"Ark1": sheets}).items():
                sheet = book.add_worksheet(title)
                for number, row in enumerate(rows):
                    for column, value in enumerate(row):
                        if value is not None:
                            sheet.write(number, column, value)
            for area in merges:
                first = book.worksheets()[0]
                first.merge_range(area, "")
                for number, row in enumerate(sheets if not isinstance(sheets, Mapping) else ()):
                    for column, value in enumerate(row):
                        if value is not None:
                            first.write(number, column, value)
        return path

    return make


@pytest.fixture
def make_text(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of text files."""

    def make(content: str | bytes, name: str = "liste.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make
