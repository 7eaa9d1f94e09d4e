"""The whole job with the keyboard alone, at a real window: what came out is what the command line says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.sitting import program, seen

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

WORKBOOK = Path(__file__).parent.parent / "exchange" / "samples" / "behovsmeldingar-kompetanseloftet-2021-doeme.xlsx"
WANTED = {
    "unhandled": [],
    "prioritised": ["21-05", "21-02", "21-01", "21-07", "21-06", "21-03"],
    "reserve": ["21-08", "21-04", "21-11"],
    "declined": ["21-10", "21-09"],
}
"""The order given, which none of the lists has."""
REDUCED = {"21-02": 700_000}
REMAINING = 412_000


class Library:
    """A round without proposals, and the command line to look into it with."""

    def __init__(self, folder: Path) -> None:
        self.options = ("--lang", "nn", "--data-dir", str(folder / "data"))
        self.pdf = folder / "innstilling.pdf"
        self.ask(
            *("round", "new", "--scheme", "kompetanseloftet", "--county", "Vestland", "--year", "2021"),
            *("--frame", "5300000", "--committed", "400000", "--deadline", "2021-04-15"),
        )

    def ask(self, *words: str) -> str:
        """Do something on the command line, and give what it wrote."""
        result = subprocess.run(
            [*program(), *self.options, *words], capture_output=True, text=True, encoding="utf-8", timeout=60
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    def data(self, command: str) -> Any:
        """Give what a command tells as data."""
        return json.loads(self.ask(command, "--json"))


@pytest.fixture(scope="module", params=["steps_keyboard.py", "steps_tree.py"], ids=["keys", "tree"])
def job(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Any]:
    """Do the job at a desk: by keys, and by what the accessibility tree lets one do."""
    library = Library(tmp_path_factory.mktemp("job"))
    given = (str(WORKBOOK), json.dumps(WANTED), str(library.pdf))
    return library, seen(request.param, *given, *program(), *library.options)


def test_the_eleven_stand_in_the_order_given(job: tuple[Library, Any]) -> None:
    library, told = job
    assert told["board"] == WANTED
    listed = library.data("proposals")
    for lane, refs in WANTED.items():
        standing = sorted((one["position"], one["ref"]) for one in listed if one["lane"] == lane)
        assert [ref for _, ref in standing] == refs


def test_only_one_is_reduced_after_two_slips_are_undone(job: tuple[Library, Any]) -> None:
    library, told = job
    assert told["reduced"] == "«Rettleiing i PP-tenesta» avkorta til 700\u00a0000\u00a0kr"
    assert told["undone"].startswith("Angra: ")
    listed = library.data("proposals")
    assert {one["ref"]: one["recommended"] for one in listed if one["recommended"] != one["requested"]} == REDUCED
    assert [entry["kind"] for entry in library.data("journal")].count("undo") == 2


def test_the_money_on_the_screen_is_that_of_the_command_line(job: tuple[Library, Any]) -> None:
    library, told = job
    assert told["remaining"] == "412\u00a0000\u00a0kr"
    assert library.data("budget")["remaining"] == REMAINING


def test_the_innstilling_is_on_the_disk(job: tuple[Library, Any]) -> None:
    library, _ = job
    written = library.pdf.read_bytes()
    assert written.startswith(b"%PDF-")
    assert b"%%EOF" in written[-1024:]
