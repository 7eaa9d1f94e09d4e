"""A file is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kompetanse_desktop.documents import durable
from kompetanse_desktop.domain.saying import Refusal


def test_a_new_and_a_replaced_file(tmp_path: Path) -> None:
    path = tmp_path / "innstilling.pdf"
    durable.write(b"one", path)
    durable.write(b"two", path)
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["innstilling.pdf"]


@pytest.mark.parametrize("where", ["no/such/folder/x.pdf", "."])
def test_where_nothing_can_be_written(tmp_path: Path, where: str) -> None:
    with pytest.raises(Refusal, match="can't be written"):
        durable.write(b"one", tmp_path / where)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "innstilling.pdf"
    path.write_bytes(b"old")

    def fails(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, step, fails)
    with pytest.raises(Refusal):
        durable.write(b"new", path)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["innstilling.pdf"]


def test_what_does_not_read_back_the_same_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"something else")
    with pytest.raises(Refusal):
        durable.write(b"new", tmp_path / "innstilling.pdf")
    assert os.listdir(tmp_path) == []
