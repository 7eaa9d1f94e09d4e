"""Rounds sent and fetched from the command line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kompetanse_desktop import cli
from tests.cli.conftest import ROUND, Run, Said

FILE = "runde.kompetanse"
ID = "kompetanseloftet-vestland-2021"


@pytest.fixture
def elsewhere(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give the command line of somebody else, in the same folder."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()

    def command(*words: object) -> Said:
        capsys.readouterr()
        code = cli.main(["--data-dir", str(folder), "--lang", "en", *(str(word) for word in words)])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return command


def test_a_round_goes_over_and_comes_back(filled: Run, elsewhere: Run) -> None:
    assert filled("move", "21-01", "prioritised").code == 0
    sent = filled("round", "send", FILE, "--journal", "--json")
    assert (sent.code, sent.data) == (0, {"file": FILE, "journal": True, "notes": False})
    fetched = elsewhere("round", "fetch", FILE, "--json")
    assert fetched.code == 0
    assert (fetched.data["round"], fetched.data["relation"], fetched.data["journal"]) == (ID, "new", 3)
    assert elsewhere("proposals", "--json").data == filled("proposals", "--json").data
    assert elsewhere("journal", "--json").data == filled("journal", "--json").data
    assert elsewhere("amount", "21-01", 500_000).code == 0
    assert elsewhere("round", "send", "attende.kompetanse", "--journal").out.strip() == "attende.kompetanse"
    back = filled("round", "fetch", "attende.kompetanse", "--json").data
    assert (back["relation"], back["new_actions"]) == ("ahead", 1)
    assert [(one["ref"], one["field"]) for one in back["differences"]] == [("21-01", "recommended")]
    assert filled("journal", "--json").data == elsewhere("journal", "--json").data
    assert filled("undo").code == 0


def test_without_the_history(filled: Run, elsewhere: Run) -> None:
    assert filled("round", "send", FILE).code == 0
    assert json.loads(gzip.decompress(Path(FILE).read_bytes()))["journal"] is None
    assert elsewhere("round", "fetch", FILE).out.strip() == f"Taken in from {FILE}"
    assert [entry["action"] for entry in elsewhere("journal", "--json").data] == ["fetch_round"]


def test_the_same_round_and_an_older_one(filled: Run) -> None:
    filled("round", "send", FILE, "--journal")
    said = filled("round", "fetch", FILE)
    assert (said.code, said.out) == (0, "The round is here already, just as it is in the file.\n")
    filled("move", "21-01", "reserve")
    said = filled("round", "fetch", FILE)
    assert said.code == 0
    assert "more has been done here" in said.out
    assert len(filled("journal", "--json").data) == 3


def test_a_round_that_differs(filled: Run, elsewhere: Run) -> None:
    filled("round", "send", FILE, "--journal")
    elsewhere("round", "fetch", FILE)
    filled("move", "21-01", "reserve")
    elsewhere("move", "21-02", "prioritised")
    elsewhere("round", "send", FILE, "--journal")
    before = filled("proposals", "--json").data
    said = filled("round", "fetch", FILE)
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "--as replace" in said.err
    assert "--as beside" in said.err
    assert said.out.splitlines() == [
        "21-01 Lane, here: Reserve; in the file: Unhandled",
        "21-02 Lane, here: Unhandled; in the file: Prioritised",
    ]
    said = filled("round", "fetch", FILE, "--json")
    assert (said.code, said.data["relation"]) == (1, "differs")
    assert said.data["differences"][1] == {
        "ref": "21-02",
        "field": "lane",
        "here": "Unhandled",
        "in_file": "Prioritised",
    }
    assert filled("proposals", "--json").data == before
    assert filled("round", "fetch", FILE, "--as", "replace").out.strip() == f"Made as it is in {FILE}"
    assert filled("proposals", "--json").data == elsewhere("proposals", "--json").data
    assert filled("undo").code == 0
    assert filled("proposals", "--json").data == before
    beside = filled("round", "fetch", FILE, "--as", "beside", "--json")
    assert beside.data["round"] == f"{ID}-2"
    assert [(one["id"], one["current"]) for one in filled("round", "list", "--json").data] == [
        (ID, False),
        (f"{ID}-2", True),
    ]


def test_another_round_than_the_one_in_use(filled: Run, elsewhere: Run) -> None:
    filled(*ROUND)
    assert filled("round", "send", FILE, "--round", ID).code == 0
    assert [one["current"] for one in filled("round", "list", "--json").data] == [False, True]
    elsewhere("round", "fetch", FILE)
    assert len(elsewhere("proposals", "--json").data) == 11
    said = filled("round", "send", FILE, "--round", "ingen")
    assert (said.code, said.err) == (1, "There is no round called «ingen».\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("send", "runde.zip"), "ends in .kompetanse"),
        (("send", "inga/runde.kompetanse"), "can't be written"),
        (("send", "mine.kompetanse"), "already something else in mine.kompetanse"),
        (("fetch", "inga.kompetanse"), "There is no file inga.kompetanse"),
        (("fetch", "mine.kompetanse"), "can't be read"),
        (("fetch", "."), "can't be read"),
    ],
)
def test_refused_in_one_line(filled: Run, words: tuple[str, ...], said: str) -> None:
    Path("mine.kompetanse").write_text("something of mine")
    answer = filled("round", *words)
    assert answer.code == 1
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert answer.out == ""
    assert Path("mine.kompetanse").read_text() == "something of mine"


def test_nothing_to_replace_and_nothing_to_send(filled: Run, elsewhere: Run) -> None:
    filled("round", "send", FILE)
    said = elsewhere("round", "fetch", FILE, "--as", "replace")
    assert (said.code, said.err) == (1, f"There is no round called «{ID}».\n")
    assert "no round yet" in elsewhere("round", "send", "ny.kompetanse").err
    assert elsewhere("round", "fetch", FILE, "--as", "beside").code == 0
    assert [one["id"] for one in elsewhere("round", "list", "--json").data] == [ID]


def test_wrong_usage(run: Run) -> None:
    for words in (("send",), ("fetch",), ("fetch", FILE, "--as", "take"), ("send", FILE, "--everything")):
        assert run("round", *words).code == 2
