"""A file is there whole or not at all, whichever part writes it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kompetanse_desktop import durable
from kompetanse_desktop.domain.saying import Refusal


def test_a_new_and_a_replaced_file(tmp_path: Path) -> None:
    path = tmp_path / "innstilling.pdf"
    durable.write(b"one", path)
    durable.write(b"two", path)
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["innstilling.pdf"]


def test_a_finished_file_is_put_in_its_place(tmp_path: Path) -> None:
    path, finished = tmp_path / "library.db", tmp_path / "new"
    path.write_bytes(b"old")
    finished.write_bytes(b"new")
    durable.put(finished, path)
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["library.db"]


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    durable.write(b"one", tmp_path / "ours")
    (tmp_path / "theirs").write_bytes(b"one")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "theirs").stat().st_mode


def test_a_file_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    durable.write(b"one", Path("x.pdf"))
    assert os.listdir(tmp_path) == ["x.pdf"]


@pytest.mark.parametrize("where", ["no/such/folder/x.pdf", ".", f"{'x' * 300}.pdf", "..", "æ" * 250])
def test_where_nothing_can_be_written(tmp_path: Path, where: str) -> None:
    with pytest.raises(Refusal, match=r"^The file .+ can't be written\.$"):
        durable.write(b"one", tmp_path / where)
    assert os.listdir(tmp_path) == []
    finished = tmp_path / "new"
    finished.write_bytes(b"new")
    with pytest.raises(Refusal, match=r"^The file .+ can't be written\.$"):
        durable.put(finished, tmp_path / where)


def test_no_name_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refusal, match="can't be written"):
        durable.write(b"one", Path(""))
    assert os.listdir(tmp_path) == []


def test_a_file_that_another_program_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, finished = tmp_path / "x.pdf", tmp_path / "new"
    path.write_bytes(b"old")
    finished.write_bytes(b"new")

    def in_use(*args: object) -> None:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(os, "replace", in_use)
    with pytest.raises(Refusal, match="in use"):
        durable.write(b"new", path)
    with pytest.raises(Refusal, match="in use"):
        durable.put(finished, path)
    assert path.read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["new", "x.pdf"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "innstilling.pdf"
    path.write_bytes(b"old")

    def fails(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, step, fails)
    with pytest.raises(Refusal, match="can't be written"):
        durable.write(b"new", path)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["innstilling.pdf"]
    finished = tmp_path / "new"
    finished.write_bytes(b"new")
    with pytest.raises(Refusal, match="can't be written"):
        durable.put(finished, path)
    assert path.read_bytes() == b"old"


def test_what_does_not_read_back_the_same_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"something else")
    with pytest.raises(Refusal):
        durable.write(b"new", tmp_path / "innstilling.pdf")
    assert os.listdir(tmp_path) == []


def test_a_folder_that_cannot_be_synced_holds_the_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        sync(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    durable.write(b"new", tmp_path / "innstilling.pdf")
    assert (tmp_path / "innstilling.pdf").read_bytes() == b"new"
