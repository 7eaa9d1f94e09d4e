"""One writer: told who it is, and seen through when it is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kompetanse_desktop.store import lock
from kompetanse_desktop.store.lock import Lock, holder_of, writing
from kompetanse_desktop.store.refusals import Held

HOLDER = """
import sys, time
from pathlib import Path
from kompetanse_desktop.store.lock import Lock
held = Lock.take(Path(sys.argv[1]), window=sys.argv[2] == "window")
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def other(file: Path, request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    """Give another process that holds the lock."""
    command = [sys.executable, "-c", HOLDER, str(file), request.param]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.parametrize("other", ["window"], indirect=True)
def test_a_window_is_not_waited_for_and_is_named(file: Path, other: subprocess.Popen[str]) -> None:
    began = time.monotonic()
    with pytest.raises(Held, match=f"open in another window .*process {other.pid}") as told:
        Lock.take(file, window=True)
    assert time.monotonic() - began < lock.WAIT_SECONDS
    assert told.value.holder is not None
    assert told.value.holder.process == other.pid


@pytest.mark.parametrize("other", ["command"], indirect=True)
def test_a_lock_left_by_a_killed_program_is_seen_through(file: Path, other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait()
    assert holder_of(file) is not None, "it said who it was, and could not take that back"
    with writing(file):
        told = holder_of(file)
        assert told is not None
        assert told.process == os.getpid()
    assert holder_of(file) is None


@pytest.mark.parametrize("other", ["command"], indirect=True)
def test_a_command_is_waited_for_a_moment(
    file: Path, other: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            other.kill()
            other.wait()

    monkeypatch.setattr(lock.time, "sleep", sleep)
    Lock.take(file, window=False).release()
    assert len(waits) >= 3


def test_it_is_told_when_a_command_takes_too_long(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.05)
    with writing(file), pytest.raises(Held, match="A command is writing"):
        Lock.take(file, window=False)


def test_without_a_word_of_who_it_is_it_still_holds(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.0)
    with writing(file):
        for nonsense in (b"", b"{", b"[]", b'{"process": "x"}'):
            file.with_name(f"{file.name}.holder").write_bytes(nonsense)
            with pytest.raises(Held, match="in use by another program"):
                Lock.take(file, window=False)


def test_releasing_twice_is_as_good_as_once(file: Path) -> None:
    first = Lock.take(file, window=False)
    first.release()
    with writing(file):
        first.release()
        assert holder_of(file) is not None
