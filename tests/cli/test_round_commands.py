"""Rounds sent, fetched and removed on the command line, and a damaged library put together again."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kompetanse_desktop import cli
from kompetanse_desktop.actions import Session
from kompetanse_desktop.store.lock import Lock
from tests.cli.conftest import ROUND, SAMPLES, WORKBOOK, Run, Said
from tests.helpers.round_files import data_of, packed

ID = "kompetanseloftet-vestland-2021"
TITLE = "Nærleik, ro og språk i barnehagen"
"""Something that stands in no other round, to look for."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give where a round is sent to."""
    return tmp_path / "runde.kompetanse"


@pytest.fixture
def elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give the command line of somebody else, with a library of their own."""

    def command(*words: object, lang: str = "en") -> Said:
        capsys.readouterr()
        code = cli.main(["--data-dir", str(tmp_path / "other"), "--lang", lang, *(str(word) for word in words)])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return command


@contextmanager
def window(data_dir: Path) -> Iterator[None]:
    """Let a window hold the library while a block runs."""
    lock = Lock.take(data_dir / "library.db", window=True)
    try:
        yield
    finally:
        lock.release()


def refused(answer: Said, part: str = "") -> None:
    """See that a command said no in one line, and nothing else."""
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1), answer
    assert part in answer.err


def everything(run: Run) -> list[str]:
    """Give what there is to see of the library."""
    return [run(*words, "--json").out for words in (("round", "list"), ("proposals",), ("journal",), ("budget",))]


# Sending


def test_send(filled: Run, file: Path) -> None:
    filled("move", "21-01", "prioritised")
    before = everything(filled)
    answer = filled("round", "send", file)
    assert (answer.code, answer.out, answer.err) == (0, f"{file}\n", "")
    data = data_of(file.read_bytes())
    assert (data["round"]["id"], data["journal"], data["notes"]) == (ID, None, False)
    answer = filled("round", "send", file, "--journal", "--notes", "--json")
    assert answer.data == {"file": str(file), "journal": True, "notes": True}
    data = data_of(file.read_bytes())
    assert ([entry["action"] for entry in data["journal"]], data["notes"]) == (["new_round", "import", "move"], True)
    assert everything(filled) == before


def test_send_another_round_than_the_one_in_use(filled: Run, file: Path) -> None:
    filled(*ROUND, "--county", "Rogaland")
    assert filled("round", "send", file, "--round", ID).code == 0
    assert data_of(file.read_bytes())["round"]["id"] == ID
    assert filled("round", "list").out.splitlines()[1].startswith("* kompetanseloftet-rogaland")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("runde.json",), "ends in .kompetanse"),
        (("",), "ends in .kompetanse"),
        (("/nowhere/at/all/runde.kompetanse",), "/nowhere/at/all"),
        (("x" * 300 + ".kompetanse",), "xxx"),
        (("runde.kompetanse", "--round", "nowhere"), "There is no round called «nowhere»."),
    ],
)
def test_send_refused(filled: Run, words: tuple[str, ...], part: str) -> None:
    for language in ("nn", "nb", "en"):
        answer = filled("round", "send", *words, lang=language)
        refused(answer)
    assert part in answer.err
    assert list(Path.cwd().iterdir()) == []


def test_send_with_no_round_or_over_something_else(run: Run, file: Path) -> None:
    refused(run("round", "send", file), "There is no round yet.")
    run(*ROUND)
    file.write_text("Kjære forum")
    refused(run("round", "send", file), "already something else")
    assert file.read_text() == "Kjære forum"


# Fetching


def test_fetch_a_new_round(filled: Run, elsewhere: Run, file: Path) -> None:
    filled("move", "21-01", "prioritised")
    filled("round", "send", file, "--journal")
    answer = elsewhere("round", "fetch", file)
    assert (answer.code, answer.out, answer.err) == (0, "Taken in from runde.kompetanse\n", "")
    assert everything(elsewhere) == everything(filled)
    again = elsewhere("round", "fetch", file)
    assert (again.code, again.err) == (0, "")
    assert again.out == "The round is here already, just as it is in the file.\n"


def test_fetch_as_data(filled: Run, elsewhere: Run, file: Path) -> None:
    filled("round", "send", file, "--journal")
    data = elsewhere("round", "fetch", file, "--json").data
    made_at = data_of(file.read_bytes())["made_at"]
    assert data == {
        "round": ID,
        "relation": "new",
        "made_at": made_at,
        "journal": 2,
        "notes": False,
        "new_actions": 2,
        "differences": [],
        "message": "Taken in from runde.kompetanse",
    }
    data = elsewhere("round", "fetch", file, "--json").data
    assert (data["relation"], data["new_actions"], "message" in data) == ("same", 0, False)


def test_fetch_what_goes_on_from_ours(filled: Run, elsewhere: Run, file: Path) -> None:
    filled("round", "send", file, "--journal")
    elsewhere("round", "fetch", file)
    elsewhere("move", "21-01", "prioritised")
    elsewhere("amount", "21-01", 700_000, "--reason", "Delvis")
    back = file.with_name("tilbake.kompetanse")
    elsewhere("round", "send", back, "--journal")
    answer = filled("round", "fetch", back)
    assert (answer.code, answer.out, answer.err) == (0, "Taken in from tilbake.kompetanse: 2 actions\n", "")
    assert everything(filled) == everything(elsewhere)
    older = filled("round", "fetch", file)
    assert (older.code, older.err) == (0, "")
    assert older.out == "The round is here already, and more has been done here since the file was made.\n"
    assert filled("undo").code == 0
    assert filled("budget", "--json").data["recommended"] == 978_000


def differing(filled: Run, elsewhere: Run, file: Path) -> None:
    filled("round", "send", file, "--journal")
    elsewhere("round", "fetch", file)
    elsewhere("move", "21-01", "prioritised")
    elsewhere("amount", "21-02", 700_000)
    filled("move", "21-03", "reserve")
    elsewhere("round", "send", file, "--journal")


def test_fetch_what_differs_shows_it_and_changes_nothing(filled: Run, elsewhere: Run, file: Path) -> None:
    differing(filled, elsewhere, file)
    before = everything(filled)
    answer = filled("round", "fetch", file)
    assert answer.code == 1
    assert sorted(line.replace("\u00a0", " ") for line in answer.out.splitlines()) == [
        "21-01 Lane, here: Unhandled; in the file: Prioritised",
        "21-02 Recommended, here: –; in the file: 2021: 700 000 kr",
        "21-03 Lane, here: Reserve; in the file: Unhandled",
    ]
    assert answer.err == f"The round «{ID}» is here already, and differs. Use --as replace or --as beside.\n"
    answer = filled("round", "fetch", file, "--json")
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert answer.data["relation"] == "differs"
    first = {"ref": "21-01", "field": "lane", "here": "Unhandled", "in_file": "Prioritised"}
    assert (len(answer.data["differences"]), first in answer.data["differences"]) == (3, True)
    assert everything(filled) == before


def test_fetch_in_the_place_of_ours(filled: Run, elsewhere: Run, file: Path) -> None:
    differing(filled, elsewhere, file)
    before = filled("proposals", "--json").out
    answer = filled("round", "fetch", file, "--as", "replace")
    assert (answer.code, answer.out, answer.err) == (0, "Made as it is in runde.kompetanse\n", "")
    assert filled("proposals", "--json").out == elsewhere("proposals", "--json").out
    assert filled("undo").out.startswith("Undone: Made as it is in runde.kompetanse\n")
    assert filled("proposals", "--json").out == before


def test_fetch_beside_ours(filled: Run, elsewhere: Run, file: Path) -> None:
    differing(filled, elsewhere, file)
    before = filled("proposals", "--json").out
    answer = filled("round", "fetch", file, "--as", "beside", "--json")
    assert (answer.code, answer.data["round"]) == (0, f"{ID}-2")
    assert [one["id"] for one in filled("round", "list", "--json").data] == [ID, f"{ID}-2"]
    assert filled("proposals", "--json").out == elsewhere("proposals", "--json").out
    filled("round", "use", ID)
    assert filled("proposals", "--json").out == before


def test_fetch_makes_a_backup_as_other_work_does(run: Run, elsewhere: Run, file: Path) -> None:
    elsewhere(*ROUND)
    elsewhere("round", "send", file)
    run("round", "fetch", file)
    assert [one["why"] for one in run("backup", "--list", "--json").data] == ["work"]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (None, "There is no file"),
        (b"", "isn't whole"),
        (b"PK\x03\x04", "isn't whole"),
        (gzip.compress(b"{}"), "isn't a round from this program"),
        (gzip.compress(b'{"format": "kompetanse-round", "version": 9, "program": "7.3"}'), "version 7.3"),
        (gzip.compress(b'{"format": "kompetanse-round", "version": 9, "program": "7\\n\\u001b[31m"}'), "version 7"),
    ],
    ids=["gone", "empty", "zip", "other", "newer", "colourful"],
)
def test_fetch_refused(filled: Run, file: Path, content: bytes | None, part: str) -> None:
    if content is not None:
        file.write_bytes(content)
    before = everything(filled)
    for choice in ((), ("--as", "replace"), ("--as", "beside")):
        for language in ("nn", "nb", "en"):
            answer = filled("round", "fetch", file, *choice, lang=language)
            refused(answer)
            assert answer.err.rstrip("\n").isprintable()
        assert part in answer.err
    assert everything(filled) == before


def test_fetch_of_something_else_in_the_name_of_a_round(filled: Run, file: Path, data_dir: Path) -> None:
    for other in (WORKBOOK, data_dir / "library.db", data_dir, Path("/dev/zero")):
        refused(filled("round", "fetch", other))
    filled("round", "send", file)
    data = data_of(file.read_bytes())
    data["proposals"][0]["titel"] = data["proposals"][0].pop("title")
    file.write_bytes(packed(data))
    refused(
        filled("round", "fetch", file),
        "At proposals[0] in the file there is something this program doesn't know: titel",
    )


def test_nothing_to_replace(filled: Run, elsewhere: Run, file: Path) -> None:
    filled("round", "send", file)
    refused(elsewhere("round", "fetch", file, "--as", "replace"), f"There is no round called «{ID}».")
    assert elsewhere("round", "list", "--json").data == []


@pytest.mark.parametrize(
    "words", [("send",), ("fetch",), ("remove",), ("fetch", "x.kompetanse", "--as", "merge"), ("fetch", "a", "b")]
)
def test_wrong_usage(run: Run, words: tuple[str, ...], data_dir: Path) -> None:
    answer = run("round", *words)
    assert (answer.code, answer.out) == (2, "")
    assert "Usage:" in answer.err
    assert list(data_dir.iterdir()) == []


# Removing


def test_remove(filled: Run) -> None:
    filled(*ROUND, "--county", "Rogaland")
    filled("round", "use", ID)
    answer = filled("round", "remove", ID)
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0] == "Removed: Kompetanseløftet · Vestland 2021"
    assert lines[1] == "These copies still hold it:"
    assert len(lines) == 3
    assert lines[2].endswith("-work.db")
    assert [(one["id"], one["current"]) for one in filled("round", "list", "--json").data] == [
        ("kompetanseloftet-rogaland-2021", True)
    ]
    refused(filled("round", "use", ID), f"There is no round called «{ID}».")
    refused(filled("round", "remove", ID), f"There is no round called «{ID}».")


def test_remove_the_last_round_and_take_it_back_from_a_copy(filled: Run, data_dir: Path) -> None:
    copy = data_dir / "copy.db"
    filled("backup", copy)
    before = everything(filled)
    for left in (data_dir / "backups").iterdir():
        left.unlink()
    answer = filled("round", "remove", ID, "--json")
    assert answer.data == {"removed": ID, "still_in": [], "not_readable": []}
    refused(filled("budget"), "There is no round yet.")
    assert filled("restore", copy).code == 0
    assert everything(filled) == before


def test_remove_tells_of_copies_that_cannot_be_read(filled: Run, data_dir: Path) -> None:
    (good,) = (data_dir / "backups").iterdir()
    filled("backup")
    bad = max((data_dir / "backups").iterdir())
    bad.write_bytes(b"\0" * 5000)
    answer = filled("round", "remove", ID, "--json")
    assert answer.data == {"removed": ID, "still_in": [str(good)], "not_readable": [str(bad)]}
    filled(*ROUND)
    lines = filled("round", "remove", ID).out.splitlines()
    assert lines[-2:] == ["These copies can't be read, and may hold it:", f"  {bad}"]


def test_a_removed_round_leaves_no_trace_in_the_library(run: Run, elsewhere: Run, file: Path, data_dir: Path) -> None:
    elsewhere(*ROUND)
    elsewhere("import", WORKBOOK)
    elsewhere("round", "send", file, "--journal")
    data = data_of(file.read_bytes())
    for one in data["proposals"]:
        one["title"], one["need"] = f"{TITLE} {one['ref']}", TITLE * 500  # long ones lie in pages of their own
    file.write_bytes(packed({**data, "journal": None}))
    run(*ROUND, "--county", "Rogaland")
    assert run("round", "fetch", file).code == 0
    run("move", "21-01", "prioritised")
    run("round", "use", "kompetanseloftet-rogaland-2021")
    library = data_dir / "library.db"
    assert TITLE.encode() in library.read_bytes(), "else this test shows nothing"
    run("backup")
    assert run("round", "remove", ID).code == 0
    for part in (TITLE, ID, "Vestland"):
        assert part.encode() not in library.read_bytes(), part
    assert sorted(one.name for one in data_dir.iterdir()) == ["backups", "library.db", "library.db.lock"]
    assert any(TITLE.encode() in one.read_bytes() for one in (data_dir / "backups").iterdir()), "backups still have it"


# Odd names and texts


ODD = b"l\xe6ring\x1b[31m\n\t\xe2\x80\xae"
"""A name that is no text: another system's letters, a colour, a line break, and a sign that turns what follows."""


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name can be any bytes")
def test_files_with_names_that_are_no_text(run: Run, elsewhere: Run, tmp_path: Path) -> None:
    run(*ROUND)
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/" + ODD)
    Path(f"{odd}.csv").write_bytes((SAMPLES / "behovsmeldingar-enkel.csv").read_bytes())
    taken = run("import", f"{odd}.csv")
    assert (taken.code, taken.err) == (0, "")
    sent = run("round", "send", f"{odd}.kompetanse", "--journal")
    assert (sent.code, sent.out.count("\n"), sent.out.rstrip("\n").isprintable()) == (0, 1, True)
    for choice in ((), ("--as", "beside")):
        fetched = elsewhere("round", "fetch", f"{odd}.kompetanse", *choice)
        assert (fetched.code, fetched.err) == (0, "")
        assert fetched.out == "Taken in from l?ring[31m .kompetanse\n"
    elsewhere("round", "use", ID)
    elsewhere("move", "21-01", "reserve")
    replaced = elsewhere("round", "fetch", f"{odd}.kompetanse", "--as", "replace")
    assert (replaced.code, replaced.err) == (0, "")
    for line in (*elsewhere("journal").out.splitlines(), *run("journal").out.splitlines()):
        assert line.isprintable() or "\u00a0" in line
    assert run("round", "send", f"{odd}.kompetanse", "--journal").code == 0
    assert elsewhere("round", "fetch", f"{odd}.kompetanse").code in (0, 1)
    assert list(tmp_path.rglob("report-*")) == []


def test_texts_of_a_file_obey_nobody(filled: Run, elsewhere: Run, file: Path) -> None:
    filled("round", "send", file)
    data = data_of(file.read_bytes())
    data["proposals"][0]["title"] = "ein\nto \u202e700\u2066"
    file.write_bytes(packed(data))
    assert elsewhere("round", "fetch", file).code == 0
    ref = data["proposals"][0]["ref"]
    said = elsewhere("amount", ref, 123_000).out
    assert "\u202e" not in said
    shown = elsewhere("proposals").out
    assert any(f"{ref}  ein to 700" in line for line in shown.splitlines())
    differing = filled("round", "fetch", file)
    assert differing.code == 1
    assert [line.split(" Title")[0] for line in differing.out.splitlines()] == [ref], "one line, whatever is in it"
    assert elsewhere("proposals", "--json").out.count("ein\\nto \u202e700\u2066") == 1, "as data it is as it is"


# While a window has the library


@pytest.mark.parametrize("command", ["fetch", "remove", "new", "use", "recover"])
def test_what_writes_waits_for_the_window(filled: Run, file: Path, data_dir: Path, command: str) -> None:
    filled("round", "send", file)
    before = everything(filled)
    words = {
        "fetch": ("round", "fetch", file, "--as", "beside"),
        "remove": ("round", "remove", ID),
        "new": ROUND,
        "use": ("round", "use", ID),
        "recover": ("recover",),
    }[command]
    if command == "recover":
        library = data_dir / "library.db"
        library.write_bytes(library.read_bytes()[:9000])
    damaged = (data_dir / "library.db").read_bytes()
    with window(data_dir):
        for language in ("nn", "nb", "en"):
            answer = filled(*words, lang=language)
            refused(answer)
    assert "open in another window" in answer.err
    assert (data_dir / "library.db").read_bytes() == damaged
    if command != "recover":
        assert everything(filled) == before
    assert filled(*words).code == 0, "and then it goes"


def test_a_round_is_sent_while_the_window_has_the_library(filled: Run, file: Path, data_dir: Path) -> None:
    with window(data_dir):
        answer = filled("round", "send", file, "--journal")
    assert (answer.code, answer.err) == (0, "")
    assert data_of(file.read_bytes())["round"]["id"] == ID


# Recovering


def damage(data_dir: Path) -> None:
    library = data_dir / "library.db"
    library.write_bytes(library.read_bytes()[:9000])


def test_recover_what_is_whole(filled: Run, data_dir: Path) -> None:
    before = (data_dir / "library.db").read_bytes(), everything(filled)
    answer = filled("recover")
    assert (answer.code, answer.out, answer.err) == (0, "The library is whole. Nothing was done.\n", "")
    assert filled("recover", "--json").data == {"damaged": False}
    assert ((data_dir / "library.db").read_bytes(), everything(filled)) == before


def test_recover_a_damaged_library(filled: Run, data_dir: Path) -> None:
    filled("backup")
    before = everything(filled)
    damage(data_dir)
    left = (data_dir / "library.db").read_bytes()
    for words in (("budget",), ("move", "21-01", "reserve"), ("round", "list")):
        refused(filled(*words), "damaged")
    answer = filled("recover")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0].startswith("Kompetanseløftet · Vestland 2021: ")
    kept = next(data_dir.glob("library-damaged-*.db"))
    assert lines[-1] == f"The damaged file is kept as {kept}."
    assert kept.read_bytes() == left
    assert everything(filled) == before
    assert filled("recover").out == "The library is whole. Nothing was done.\n"


def test_recover_as_data(filled: Run, data_dir: Path) -> None:
    filled("backup")
    filled("move", "21-01", "prioritised")
    damage(data_dir)
    data = filled("recover", "--json").data
    (kept,) = data_dir.glob("library-damaged-*.db")
    assert (data["damaged"], data["kept"]) == (True, str(kept))
    (one,) = data["rounds"]
    assert (list(one), one["id"]) == (["id", "from", "lacks"], ID)


def test_recover_what_is_gone(filled: Run, data_dir: Path) -> None:
    filled("backup")
    before = everything(filled)
    (data_dir / "library.db").unlink()
    refused(filled("budget"), "is gone, but there are copies of it")
    data = filled("recover", "--json").data
    assert (data["damaged"], data["kept"]) == (True, None)
    assert [one["from"] for one in data["rounds"]] == ["backup"]
    assert everything(filled) == before


def test_recover_in_words_of_each_language(filled: Run, data_dir: Path) -> None:
    for language in ("nn", "nb", "en"):
        filled("backup")
        damage(data_dir)
        answer = filled("recover", lang=language)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith("Kompetanseløftet · Vestland 2021: ")
    with Session.open(data_dir, write=False) as session:
        assert len(session.required().proposals) == 11


def test_recover_where_there_is_nothing_to_recover(run: Run, data_dir: Path) -> None:
    answer = run("recover")
    assert (answer.code, answer.out) == (0, "The library is whole. Nothing was done.\n")
    (data_dir / "library.db").write_text("not a library " * 100)
    answer = run("recover", "--json")
    refused(answer, "isn't a library of this program")
    assert (data_dir / "library.db").read_text() == "not a library " * 100
    assert json.loads(run("backup", "--list", "--json").out) == []
