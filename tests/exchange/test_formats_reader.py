"""The reader process: stopped at once, limited in time, unable to harm, and never believed more than it must be."""

from __future__ import annotations

import io
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import reader, wire
from kompetanse_desktop.exchange.kinds import Outer
from kompetanse_desktop.exchange.tables import PHASES, Cancelled, get_ready, put_away, read_tables
from kompetanse_desktop.exchange.values import Value
from tests.exchange.corpus import packing

DATA = packing.xlsx()


def score(rows: Sequence[Sequence[Value]]) -> int:
    """Tell nothing of headings: there is no text here."""
    return 0


@pytest.fixture(autouse=True)
def _none_waits() -> Iterator[None]:
    put_away()
    yield
    put_away()


@pytest.fixture
def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let another program be the reader: ``pretended_reader``, which a test writes into its folder."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(reader, "READER", "pretended_reader")
    return iter(())


def write_reader(folder: Path, code: str) -> None:
    """Write the program that pretends to be the reader."""
    start = """
        import sys, time
        from kompetanse_desktop.exchange import wire
        def tell(*messages):
            for message in messages:
                sys.stdout.buffer.write(message if isinstance(message, bytes) else wire.pack(message))
            sys.stdout.buffer.flush()
    """
    (folder / "pretended_reader.py").write_text(textwrap.dedent(start) + textwrap.dedent(code), encoding="utf-8")


def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Remember the processes that are started from now on."""
    started: list[subprocess.Popen[bytes]] = []
    start = reader._started

    def remembered() -> reader._Process:
        made = start()
        started.append(made.process)
        return made

    monkeypatch.setattr(reader, "_started", remembered)
    return started


@pytest.mark.usefixtures("pretend")
def test_a_reading_is_stopped_at_once_when_the_user_cancels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reader(tmp_path, "time.sleep(60)")
    started = processes(monkeypatch)
    asked: list[float] = []

    def cancelled() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 5

    with pytest.raises(Cancelled, match=r"The reading of liste\.xlsx was stopped"):
        read_tables(DATA, "liste.xlsx", score, cancelled=cancelled)
    assert len(asked) == 6
    assert reader.LOOK_UP <= 0.05
    assert [process.returncode is not None for process in started] == [True]


def test_a_reading_that_was_cancelled_before_it_began_reads_nothing() -> None:
    with pytest.raises(Cancelled):
        read_tables(DATA, "liste.xlsx", score, cancelled=lambda: True)


def test_cancelled_is_a_refusal() -> None:
    assert issubclass(Cancelled, Refusal)


@pytest.mark.usefixtures("pretend")
def test_a_reader_that_never_answers_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reader(tmp_path, "time.sleep(60)")
    started = processes(monkeypatch)
    monkeypatch.setattr(reader, "SECONDS", 0.2)
    with pytest.raises(Refusal, match="took too long"):
        read_tables(DATA, "liste.xlsx", score)
    assert [process.returncode is not None for process in started] == [True]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.usefixtures("pretend")
def test_a_reader_that_has_used_up_its_processor_time_took_too_long(tmp_path: Path) -> None:
    write_reader(tmp_path, "import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)")
    with pytest.raises(Refusal, match="took too long"):
        read_tables(DATA, "liste.xlsx", score)


def test_the_process_may_end_without_taking_the_program_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "READER", "kompetanse_desktop.exchange.no_such_reader")
    with pytest.raises(Refusal, match="is damaged"):
        read_tables(DATA, "liste.xlsx", score)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.usefixtures("pretend")
def test_the_limits_hold_in_the_process(tmp_path: Path) -> None:
    """Neither memory nor a file: both end as the message that says so."""
    write_reader(
        tmp_path,
        """
        from kompetanse_desktop.exchange import reader_process
        reader_process.limit()
        held = 0
        try:
            bytearray(4_000_000_000)
        except MemoryError:
            held += 1
        try:
            with open("skrive.txt", "wb", buffering=0) as file:
                file.write(b"x")
        except OSError:
            held += 1
        tell(wire.SheetHead("", 1), wire.Rows([[held]]), wire.End())
        """,
    )
    (sheet,) = read_tables(DATA, "liste.xlsx", score).sheets
    assert sheet.rows == [[2]]
    Path("skrive.txt").unlink(missing_ok=True)


END = wire.pack(wire.End())
LIES = {
    "nothing": b"",
    "no message": b"\0\0\0\x04abcd",
    "cut off": END[:-1],
    "too long": b"\xff\xff\xff\xff",
    "rows of no sheet": wire.pack(wire.Rows([["x"]])) + END,
    "a day that isn't there": wire.pack(wire.SheetHead("", 1)) + wire.pack(wire.Rows([["x"]], days=[(3, 0, 1)])) + END,
    "no day": wire.pack(wire.SheetHead("", 1)) + wire.pack(wire.Rows([["x"]], days=[(0, 0, -5)])) + END,
    "no moment": wire.pack(wire.SheetHead("", 1)) + wire.pack(wire.Rows([["x"]], times=[(0, 0, "x")])) + END,
    "an unknown sentence": wire.pack(wire.Refused("{file.__class__}")),
    "cells within cells": b"\0\0\0\x13" + msgspec.msgpack.encode({"type": "rows", "rows": [[[1]]]}),
}


@pytest.mark.usefixtures("pretend")
@pytest.mark.parametrize("lie", LIES)
def test_what_makes_no_sense_is_not_believed(tmp_path: Path, lie: str) -> None:
    write_reader(tmp_path, f"tell({LIES[lie]!r})")
    with pytest.raises(Refusal, match="is damaged"):
        read_tables(DATA, "liste.xlsx", score)


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST_ANSWER", 1_000)
    endless = io.BytesIO(wire.pack(wire.Rows([["x" * 300]])) * 5)
    with pytest.raises(ValueError, match="too long"):
        list(wire.messages(endless))


@pytest.mark.usefixtures("pretend")
def test_an_unknown_note_is_left_out_and_a_share_beyond_all_is_all(tmp_path: Path) -> None:
    write_reader(tmp_path, 'tell(wire.Step("reading", 7.0), wire.Step("gøymt", 0.5), wire.End(["finst ikkje"]))')
    told: list[tuple[str, float]] = []
    tables = read_tables(DATA, "liste.xlsx", score, progress=lambda *step: told.append(step))
    assert tables.notes == []
    assert told == [("reading", 1.0)]


def test_a_module_beside_the_list_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "msgspec.py", "zipfile.py"):
        (tmp_path / name).write_text("raise SystemExit(9)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(read_tables(DATA, "liste.xlsx", score).sheets) == 1


def test_progress_is_counted_and_ends_with_all() -> None:
    told: list[tuple[str, float]] = []
    read_tables(
        packing.xlsx({"Ein": [["a"]] * 9_000, "To": [["b"]]}), "x.xlsx", score, progress=lambda *s: told.append(s)
    )
    assert {phase for phase, _ in told} == set(PHASES)
    assert all(0 < done <= 1 for _, done in told)
    looking = [done for phase, done in told if phase == "looking"]
    assert looking == sorted(looking)
    assert [done for phase, done in told if phase == "taking"] == [4_000 / 9_000, 8_000 / 9_000, 1.0, 1.0]
    assert told[-1] == ("reading", 1.0)


def test_one_process_waits_at_most_and_is_used_for_the_next_file(monkeypatch: pytest.MonkeyPatch) -> None:
    started = processes(monkeypatch)
    get_ready()
    get_ready()
    assert len(started) == 1
    read_tables(DATA, "liste.xlsx", score)
    assert len(started) == 1
    assert started[0].returncode is not None
    read_tables(DATA, "liste.xlsx", score)
    assert len(started) == 2


def test_a_process_that_died_while_it_waited_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    started = processes(monkeypatch)
    get_ready()
    started[0].kill()
    started[0].wait()
    assert len(read_tables(DATA, "liste.xlsx", score).sheets) == 1
    assert len(started) == 2


def test_a_process_that_waits_ends_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its standard input is closed when the program is gone, however that went."""
    started = processes(monkeypatch)
    get_ready()
    assert started[0].stdin is not None
    started[0].stdin.close()
    assert started[0].wait(timeout=30) == 0


def test_what_libraries_print_does_not_mix_with_the_messages() -> None:
    settle = "from kompetanse_desktop.exchange import reader_process as r; out = r._settle()"
    code = f"{settle}; print('x'); out.write(b'y'); out.flush()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout == b"y"


def test_a_large_sheet_comes_whole_and_in_order() -> None:
    rows = [[number, f"rad {number}"] for number in range(12_345)]
    (sheet,) = read_tables(packing.xlsx({"Ark1": rows}), "stor.xlsx", score).sheets
    assert [row[0] for row in sheet.rows] == list(range(12_345))


def test_plain_text_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started = processes(monkeypatch)
    assert read_tables(b"Tittel;x\na;b\n", "x.csv", score).sheets[0].rows[1] == ["a", "b"]
    assert started == []
    assert Outer.TEXT == "text"
