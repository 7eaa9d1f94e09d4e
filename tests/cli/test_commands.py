"""Each command: what it answers in words and as data, what it keeps."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kompetanse_desktop import actions
from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.answers import Reply
from kompetanse_desktop.domain.checks import all_checks
from tests.cli.conftest import ROUND, SAMPLES, WORKBOOK, Run

BUDGET = {
    "frame": 5_300_000,
    "committed": 400_000,
    "set_aside": 0,
    "available": 4_900_000,
    "requested": 7_768_000,
    "recommended": 0,
    "remaining": 4_900_000,
}


def test_rounds(run: Run) -> None:
    assert run("round", "list", "--json").data == []
    made = run(*ROUND)
    assert (made.code, made.out, made.err) == (0, "kompetanseloftet-vestland-2021\n", "")
    second = run(*ROUND, "--places", 2, "--set-aside", "100 000", "--json").data
    assert second == {
        "id": "kompetanseloftet-vestland-2021-2",
        "scheme": "kompetanseloftet",
        "county": "Vestland",
        "year": 2021,
        "frame": 5_300_000,
        "committed": 400_000,
        "set_aside": 100_000,
        "deadline": "2021-04-15",
        "places": 2,
        "current": True,
    }
    used = run("round", "use", "kompetanseloftet-vestland-2021")
    assert used.out == "In use: Kompetanseløftet · Vestland 2021\n"
    assert [one["current"] for one in run("--json", "round", "list").data] == [True, False]
    listed = run("round", "list").out.splitlines()
    assert [line[0] for line in listed] == ["*", " "]


def test_import_answers_as_the_contract_says(run: Run) -> None:
    run(*ROUND)
    answer = run("import", WORKBOOK, "--json")
    assert (answer.code, answer.err) == (0, "")
    data = answer.data
    assert list(data) == [
        *("accepted", "rejected", "file", "reason", "sum_requested", "new", "changed", "unchanged", "missing", "notes")
    ]
    assert [len(data["accepted"]), data["rejected"], data["file"], data["reason"]] == [11, [], "ok", None]
    assert [data[name] for name in ("sum_requested", "new", "changed", "unchanged", "missing")] == [
        *(7_768_000, 11, 0, 0, 0)
    ]
    for row in data["accepted"]:
        assert list(row) == ["row", "ref", "title", "applicant", "network", "requested", "notes"]
    again = run("import", WORKBOOK, "--json").data
    assert [again["new"], again["unchanged"]] == [0, 11]
    assert len(run("journal", "--json").data) == 2, "nothing new, nothing kept"


def test_a_dry_run_keeps_nothing(run: Run) -> None:
    run(*ROUND)
    tried = run("import", WORKBOOK, "--dry-run")
    assert "Accepted: 11" in tried.out
    assert tried.out.endswith("Nothing was kept.\n")
    assert run("proposals", "--json").data == []


def test_import_of_text_with_columns_and_of_a_sheet(run: Run) -> None:
    run(*ROUND)
    plain = run("import", SAMPLES / "behovsmeldingar-enkel.csv", "--columns", "title=Tittel,network=Nettverk", "--json")
    assert (plain.code, len(plain.data["accepted"]), plain.data["sum_requested"]) == (0, 11, 7_768_000)
    assert run("import", WORKBOOK, "--sheet", "Nowhere").code == 1


def test_a_row_that_may_be_here_is_asked_about(run: Run, tmp_path: Path) -> None:
    run(*ROUND)
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("Løpenr;Søkjar;Tittel;Søkt 2021\n21-01;Voss;Lese;5000\n", encoding="utf-8")
    second.write_text("Løpenr;Søkjar;Tittel;Søkt 2021\n21-1;Voss;Lese;6000\n;Voss;Skrive;7000\n", encoding="utf-8")
    run("import", first)
    asked = run("import", second, "--json").data
    assert [asked[name] for name in ("new", "changed", "missing", "sum_requested")] == [1, 0, 0, 7000]
    assert asked["rejected"] == [
        {
            "row": 2,
            "ref": "21-1",
            "field": "ref",
            "text": "21-1",
            "reason": "It looks like «21-01», which is here already. Say whether it is the same.",
        }
    ]
    assert [p["requested"] for p in run("proposals", "--json").data] == [5000, 7000]
    answered = run("import", second, "--same", "2=21-01,3=rad-3", "--json").data
    assert [answered[name] for name in ("new", "changed", "unchanged", "missing")] == [0, 1, 1, 0]
    assert [p["requested"] for p in run("proposals", "--json").data] == [6000, 7000]
    again = run("import", second, "--json").data
    assert [again[name] for name in ("new", "changed", "unchanged", "rejected")] == [0, 0, 2, []]


def test_several_files_and_a_table_among_others(run: Run, tmp_path: Path) -> None:
    run(*ROUND)
    head = "Løpenr;Søkjar;Tittel;Søkt 2021\n"
    for name, row in (("a.csv", "1;Voss;Lese;5000\n"), ("b.csv", "2;Eid;Rekne;6000\n")):
        (tmp_path / name).write_text(head + row, encoding="utf-8")
    both = run("import", tmp_path / "a.csv", tmp_path / "b.csv", "--json").data
    assert (both["new"], both["sum_requested"]) == (2, 11_000)
    two = tmp_path / "to.csv"
    two.write_text(f"{head}3;Odda;Om;1000\n\nTittel;Søkjar;Beløp;Merknad\nSymje;Odda;2000;x\n", encoding="utf-8")
    tables = [run("import", two, "--table", n, "--dry-run", "--json") for n in (1, 2, 3, 0)]
    assert [t.data["sum_requested"] for t in tables] == [1000, 2000, 0, 0]
    assert [t.code for t in tables] == [0, 0, 1, 1]


def test_a_file_that_is_refused(run: Run, tmp_path: Path) -> None:
    run(*ROUND)
    rubbish = tmp_path / "list.xlsx"
    rubbish.write_bytes(b"PK\x03\x04 rubbish")
    for file in (rubbish, tmp_path / "missing.xlsx", tmp_path):
        words, data = run("import", file), run("import", file, "--json")
        assert (words.code, words.out, words.err.count("\n")) == (1, "", 1)
        assert (data.code, data.data["file"], data.data["accepted"]) == (1, "refused", [])
        assert data.data["reason"] in data.err
    assert len(run("journal", "--json").data) == 1


def test_proposals(filled: Run) -> None:
    filled("move", "21-06", "prioritised")
    filled("move", "21-09", "declined", "--reason", "Vidareutdanning")
    listed = filled("proposals", "--json").data
    assert len(listed) == 11
    assert listed[0] == {
        "ref": "21-06",
        "title": "Språkmiljø for dei minste",
        "lane": "prioritised",
        "position": 1,
        "requested": 572_000,
        "recommended": 572_000,
        "reason": None,
        "withdrawn": False,
    }
    assert [listed[1][name] for name in ("ref", "lane", "reason")] == ["21-09", "declined", "Vidareutdanning"]
    assert [one["position"] for one in listed[2:]] == list(range(1, 10))
    words = filled("proposals").out
    assert "Språkmiljø for dei minste" in words
    assert "572\u00a0000\u00a0kr" in words


def test_move_amount_undo_redo(filled: Run) -> None:
    moved = filled("move", "21-02", "prioritised", "--json").data
    assert moved == {
        "action": "move",
        "message": "«Rettleiing i PP-tenesta» moved from Unhandled to Prioritised",
        "refs": ["21-02"],
        "remaining": 4_050_000,
    }
    filled("move", "21-01", "prioritised", "--position", 1)
    assert [one["ref"] for one in filled("proposals", "--json").data[:2]] == ["21-01", "21-02"]
    reduced = filled("amount", "21-02", "700 000", "--reason", "Ramma")
    assert reduced.out == (
        "«Rettleiing i PP-tenesta» reduced to 700\u00a0000\u00a0kr\nRemaining: 3\u00a0222\u00a0000\u00a0kr\n"
    )
    assert filled("amount", "21-02", "700000").out.startswith("Nothing changed.\n")
    assert filled("undo", "--json").data["remaining"] == 3_072_000
    redone = filled("redo", "--json").data
    assert (redone["action"], redone["remaining"]) == ("redo", 3_222_000)
    filled("amount", "21-02", 10, "--year", 2022)
    assert filled("budget", "--json").data["remaining"] == 3_222_000
    assert filled("redo").err == "There is nothing to redo.\n"


def test_journal(filled: Run) -> None:
    filled("move", "21-02", "prioritised")
    filled("undo")
    entries = filled("journal", "--json").data
    assert [(e["number"], e["action"], e["kind"]) for e in entries] == [
        (1, "new_round", "do"),
        (2, "import", "do"),
        (3, "move", "do"),
        (4, "move", "undo"),
    ]
    assert [(e["remaining_before"], e["remaining_after"]) for e in entries[2:]] == [
        (4_900_000, 4_050_000),
        (4_050_000, 4_900_000),
    ]
    assert entries[3]["target"] == 3
    assert "Undone: «Rettleiing i PP-tenesta»" in filled("journal").out


def test_budget(filled: Run) -> None:
    data = filled("budget", "--json").data
    assert {name: data[name] for name in BUDGET} == BUDGET
    assert list(data) == [*BUDGET, "later_years", "by_network", "cut"]
    assert set(data["by_network"]) == {"Nettverk Nord", "Nettverk Sør", "Indre", "Kyst"}
    assert data["cut"] is None
    for ref in ("21-01", "21-02", "21-03", "21-05", "21-06", "21-07", "21-04"):
        filled("move", ref, "prioritised")
    assert filled("budget", "--json").data["cut"] == {"after": "21-07", "missing": 218_000}
    assert "The money ends after 21-07; 218\u00a0000\u00a0kr is missing." in filled("budget").out


def test_a_cut_above_the_first(run: Run, tmp_path: Path) -> None:
    run(*ROUND[:-1], 5_299_999)
    run("import", WORKBOOK)
    run("move", "21-03", "prioritised")
    assert run("budget", "--json").data["cut"] == {"after": None, "missing": 1_059_999}
    assert "doesn't reach the first" in run("budget").out


def test_an_answered_check_says_so(filled: Run, data_dir: Path) -> None:
    with Session.open(data_dir) as session:
        late = next(check for check in all_checks(session.required()) if check.code == "late")
        actions.answer_check(session, late, "Snow on the pass", Reply.ACCEPTED)
    found = filled("checks", "--json").data
    assert [check.get("answer") for check in found if check["code"] == "late"] == [
        {"reply": "accepted", "note": "Snow on the pass"}
    ]
    assert sum("answer" in check for check in found) == 1
    assert "(The round's own terms) – accepted: Snow on the pass" in filled("checks").out


def test_checks(filled: Run) -> None:
    found = filled("checks", "--json").data
    assert {"code", "severity", "ref", "message", "source"} == set(found[0])
    assert ("late", "21-11") in {(check["code"], check["ref"]) for check in found}
    assert "21-11: Received 16.04.2021, after the deadline 15.04.2021." in filled("checks").out


def test_document_and_exports_say_the_same(filled: Run, tmp_path: Path) -> None:
    filled("move", "21-01", "prioritised")
    for name in ("out.pdf", "out.xlsx", "out.csv", "out.json"):
        command = "innstilling" if name.endswith(".pdf") else "export"
        answer = filled(command, tmp_path / name, "--json")
        assert (answer.code, answer.data["file"]) == (0, str(tmp_path / name))
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    exported = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert exported["budget"] == filled("budget", "--json").data
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file, delimiter=";"))) == 12


@pytest.mark.slow
def test_selftest(run: Run, data_dir: Path) -> None:
    answer = run("selftest", "--json")
    assert {part["part"]: part["detail"] for part in answer.data if not part["works"]} == {}
    assert answer.code == 0
    assert list(data_dir.iterdir()) == [], "it works on throw-away data"
