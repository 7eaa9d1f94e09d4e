"""The whole way on the command line: from the networks' list to an innstilling, with the sums of the example."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
WORKBOOK = ROOT / "tests" / "exchange" / "samples" / "behovsmeldingar-kompetanseloftet-2021-doeme.xlsx"


@pytest.fixture
def program(data_dir: Path) -> Any:
    """Give the program as a script calls it: a new process for each command."""

    def call(*words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            [sys.executable, "-m", "kompetanse_desktop.cli", "--data-dir", str(data_dir), "--lang", "nn"]
            + [str(word) for word in words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert result.returncode == code, result.stderr
        return result

    return call


def test_from_the_list_to_the_innstilling(program: Any, tmp_path: Path) -> None:
    def data(*words: object) -> Any:
        return json.loads(program(*words, "--json").stdout)

    def money() -> tuple[int, int]:
        budget = data("budget")
        return budget["recommended"], budget["remaining"]

    # Førebu
    program(
        *("round", "new", "--scheme", "kompetanseloftet", "--county", "Vestland", "--year", 2021),
        *("--frame", 5_300_000, "--deadline", "2021-04-15", "--committed", 400_000),
    )
    before = data("import", WORKBOOK, "--dry-run")
    taken = data("import", WORKBOOK)
    assert before == taken
    assert (len(taken["accepted"]), taken["rejected"], taken["sum_requested"]) == (11, [], 7_768_000)
    assert money() == (0, 4_900_000)

    # Prioriter
    left = [3_922_000, 3_072_000, 2_012_000, 1_234_000, 662_000, 262_000]
    for ref, remaining in zip(("21-01", "21-02", "21-03", "21-05", "21-06", "21-07"), left, strict=True):
        assert data("move", ref, "prioritised")["remaining"] == remaining
    data("amount", "21-02", 700_000, "--reason", "Ramma rekk ikkje til heile tiltaket.")
    assert money() == (4_488_000, 412_000)

    # Over ramma: alt er synleg, og innstillinga let seg ikkje gjere ferdig
    document = tmp_path / "innstilling.pdf"
    assert data("move", "21-04", "prioritised")["remaining"] == -68_000
    assert data("budget")["cut"] == {"after": "21-07", "missing": 68_000}
    assert "over_frame" in {check["code"] for check in data("checks") if check["severity"] == "stop"}
    refused = program("innstilling", document, code=1)
    assert "68\u00a0000\u00a0kr" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert not document.exists()

    # Ein glepp: angre, gjer om att, og flytt det bort
    assert data("undo")["remaining"] == 412_000
    assert data("redo")["remaining"] == -68_000
    assert data("move", "21-04", "reserve")["remaining"] == 412_000
    data("move", "21-09", "declined", "--reason", "Vidareutdanning for enkeltpersonar er ikkje eit kollektivt tiltak.")

    # Innstill
    program("innstilling", document)
    assert document.read_bytes().startswith(b"%PDF-")
    for suffix in ("csv", "json", "xlsx"):
        program("export", tmp_path / f"innstilling.{suffix}")
    exported = json.loads((tmp_path / "innstilling.json").read_text("utf-8"))
    assert exported["budget"] == data("budget")
    assert (exported["budget"]["recommended"], exported["budget"]["remaining"]) == (4_488_000, 412_000)

    # Alt som er gjort, står i journalen, og ein kopi har alt
    journal = data("journal")
    assert [entry["kind"] for entry in journal[-6:-2]] == ["undo", "redo", "do", "do"]
    assert [entry["action"] for entry in journal[-2:]] == ["version", "document"]
    assert [entry["number"] for entry in journal] == list(range(1, 17))
    copy = tmp_path / "kopi.db"
    program("backup", copy)
    program("undo")
    program("restore", copy)
    assert data("journal") == journal


def test_a_list_sent_again_does_not_touch_the_forums_work(program: Any, tmp_path: Path) -> None:
    program(
        *("round", "new", "--scheme", "kompetanseloftet", "--county", "Vestland", "--year", 2021),
        *("--frame", 5_300_000, "--deadline", "2021-04-15"),
    )
    plain = tmp_path / "liste.csv"
    plain.write_text(
        "Løpenr;Søkjar;Tittel;Søkt beløp 2021\n21-01;Nordeide kommune;Ein skule;978 000\n"
        "21-02;Dalbygd;To skular;5 000\n",
        encoding="utf-8",
    )
    program("import", plain)
    program("move", "21-01", "prioritised")
    program("amount", "21-01", 900_000, "--reason", "Ramma")
    plain.write_text(
        "Løpenr;Søkjar;Tittel;Søkt beløp 2021\n21-01;Nordeide kommune;Ein skule for alle;1 000 000\n"
        "21-03;Fjordvik;Tre skular;6 000\n",
        encoding="utf-8",
    )
    answer = json.loads(program("import", plain, "--json").stdout)
    assert [answer[name] for name in ("new", "changed", "unchanged", "missing")] == [1, 1, 0, 1]
    listed = {one["ref"]: one for one in json.loads(program("proposals", "--json").stdout)}
    assert set(listed) == {"21-01", "21-02", "21-03"}, "what the new list lacks is still here"
    first = listed["21-01"]
    assert (first["title"], first["requested"]) == ("Ein skule for alle", 1_000_000)
    assert (first["lane"], first["recommended"], first["reason"]) == ("prioritised", 900_000, "Ramma")
