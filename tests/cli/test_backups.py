"""Backups on the command line: asked for, listed, taken back, and made by themselves without being in the way."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kompetanse_desktop.actions import backups as actions_backups
from tests.cli.conftest import ROUND, WORKBOOK, Run


def listed(run: Run) -> list[tuple[str, str]]:
    """Give the backups as (name, why), the newest first."""
    return [(one["name"], one["why"]) for one in run("backup", "--list", "--json").data]


def whys(run: Run) -> list[str]:
    return [why for _, why in listed(run)]


def test_where_it_was_asked_for_and_back_again(filled: Run, tmp_path: Path, data_dir: Path) -> None:
    copy = tmp_path / "copy.db"
    assert filled("backup", copy, "--json").data == {"file": str(copy)}
    filled("move", "21-01", "prioritised")
    answer = filled("restore", copy, "--json").data
    assert Path(answer["kept"]).parent == data_dir / "backups"
    assert filled("budget", "--json").data["recommended"] == 0
    assert "kept in" in filled("restore", copy).out
    assert filled("restore", WORKBOOK).code == 1


def test_in_the_folder_of_backups(filled: Run, data_dir: Path) -> None:
    before = listed(filled)
    answer = filled("backup")
    made = Path(answer.out.strip())
    assert (answer.code, made.parent, made.is_file()) == (0, data_dir / "backups", True)
    assert listed(filled) == [(made.name, "asked"), *before]
    other = filled("backup", "--json").data["file"]
    assert other not in (str(made), None)


def test_the_list(filled: Run, data_dir: Path) -> None:
    filled("backup")
    (one, *_) = filled("backup", "--list", "--json").data
    assert list(one) == ["name", "file", "at", "why", "size"]
    assert Path(one["file"]) == data_dir / "backups" / one["name"]
    assert one["size"] == Path(one["file"]).stat().st_size
    at = datetime.fromisoformat(one["at"])
    assert at.utcoffset() is not None
    line = filled("backup", "--list").out.splitlines()[0]
    assert line.startswith(f"{one['name']}  {at:%d.%m.%Y %H:%M}  because somebody asked  ")
    assert re.search(r"  \d+\u00a0kB$", line)
    assert "fordi nokon bad om det" in filled("backup", "--list", lang="nn").out


def test_an_empty_list(run: Run) -> None:
    assert run("backup", "--list").out == "There are no backups yet.\n"
    assert run("backup", "--list", "--json").data == []
    refused = run("backup")
    assert (refused.code, refused.err) == (1, "There is no library to copy yet.\n")


def test_one_or_the_other(filled: Run, tmp_path: Path) -> None:
    answer = filled("backup", tmp_path / "copy.db", "--list")
    assert answer.code == 2
    assert "can't be used together" in answer.err
    assert not (tmp_path / "copy.db").exists()


def test_back_by_the_name_in_the_list(filled: Run) -> None:
    filled("backup")
    name, _ = listed(filled)[0]
    filled("move", "21-01", "prioritised")
    assert filled("restore", name).code == 0
    assert filled("budget", "--json").data["recommended"] == 0
    assert whys(filled)[0] == "restore"


def test_after_work(run: Run) -> None:
    run(*ROUND)
    assert whys(run) == ["work"], "there was none"
    run("import", WORKBOOK)
    assert whys(run) == ["work"], "nothing to lose before the first list, and ten minutes have not gone"


def test_every_ten_minutes_of_work(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = whys(filled)
    now = datetime.now().astimezone()
    monkeypatch.setattr(actions_backups, "_now", lambda: now + timedelta(minutes=9))
    filled("move", "21-01", "prioritised")
    assert whys(filled) == before
    monkeypatch.setattr(actions_backups, "_now", lambda: now + timedelta(minutes=15))
    for words in (("budget",), ("proposals",), ("round", "list"), ("import", WORKBOOK, "--dry-run"), ("redo",)):
        filled(*words)
        assert whys(filled) == before, "nothing was written"
    filled("move", "21-02", "prioritised")
    assert whys(filled) == ["work", *before]
    filled("move", "21-03", "prioritised")
    assert whys(filled) == ["work", *before]


def test_one_that_cannot_be_made_is_told_and_stops_nothing(run: Run, data_dir: Path) -> None:
    (data_dir / "backups").write_text("in the way")
    made = run(*ROUND)
    assert (made.code, made.out) == (0, "kompetanseloftet-vestland-2021\n")
    assert (
        made.err
        == f"It was done, but no backup could be made: The folder {data_dir / 'backups'} can't be written to.\n"
    )
    assert run(*ROUND, "--json").data["id"] == "kompetanseloftet-vestland-2021-2"
    assert run("budget").err == ""


def test_an_import_waits_for_its_backup(filled: Run, data_dir: Path) -> None:
    more = data_dir.parent / "more.csv"
    more.write_text("Løpenr;Søkjar;Tittel;Søkt beløp 2021\n21-99;Os kommune;Tidleg hjelp;100 000\n", "utf-8")
    for file in (data_dir / "backups").iterdir():
        file.unlink()
    (data_dir / "backups").rmdir()
    (data_dir / "backups").write_text("in the way")
    before = filled("proposals", "--json").out
    for language in ("nn", "nb", "en"):
        refused = filled("import", more, lang=language)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert refused.err.startswith("No copy could be put away first, so nothing was done: The folder ")
    assert filled("proposals", "--json").out == before
    taken = filled("import", more, "--no-backup")
    assert taken.code == 0
    assert filled("proposals", "--json").out != before
    (data_dir / "backups").unlink()
    more.write_text(more.read_text("utf-8").replace("21-99", "21-98").replace("hjelp", "innsats"), "utf-8")
    assert filled("import", more).err == ""
    assert "import" in whys(filled)
