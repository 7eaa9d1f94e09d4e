"""A list of 50,000 rows to the preview, against the bare library reading it; and 5,000 taken in, whole."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import xlsxwriter

from kompetanse_desktop import actions, text
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Board
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange import plan, reading, tables
from tests.benchmarks.goals import Result
from tests.domain.values import a_round
from tests.helpers.rounds import YEAR, fill

ROWS, TAKEN_IN = 50_000, 5_000
MOST_TIMES_BARE = 2
MOST_CPU_MS = 2_000
SETTLED = 0.5
"""Seconds for a waiting reader process to have loaded what it needs."""
HEADINGS = (
    "Løpenr", "Tittel på tiltaket", "Søkjar", "Nettverk", "Målgruppe", "UH-partnar", "Tal tilsette", "Søkt 2021 eigar",
    "Søkt 2021 UH", "Kompetansebehov",
)  # fmt: skip
BARE = """
import sys, time
from python_calamine import CalamineWorkbook

begun, cpu = time.perf_counter(), time.process_time()
with CalamineWorkbook.from_path(sys.argv[1]) as book:
    rows = book.get_sheet_by_index(0).to_python()
print(time.process_time() - cpu, time.perf_counter() - begun)
"""
"""In a process of its own, as ours: in one that holds much already, the garbage collector would slow it by half."""
NEEDS = "Kartlegginga viser at personalet treng felles kunnskap om tidleg innsats, del {}."


def write_list(path: Path, rows: int) -> None:
    """Write a list of ten columns, as a network would: words, whole kroner, a text of its own in each row."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Behovsmeldingar")
        sheet.write_row(0, 0, HEADINGS)
        for n in range(1, rows + 1):
            words = (f"21-{n:05}", f"Inkluderande praksis, del {n}", f"Kommune {n % 97}", f"Nettverk {n % 4}")
            more = (("Barnehage, skule", "PPT", "Skule")[n % 3], ("HVL", "UiB, HVL")[n % 2])
            amounts = (20 + n % 300, 100_000 + n % 37 * 10_000, 50_000 + n % 11 * 10_000)
            sheet.write_row(n, 0, (*words, *more, *amounts, NEEDS.format(n % 5_000)))


@dataclass
class _Turn:
    """What one turn took, in seconds of processor time and by the clock; ``understood`` comes after the cells."""

    bare_cpu: float
    bare: float
    ours_cpu: float
    ours: float
    understood: float


def _turn(path: Path) -> _Turn:
    told = subprocess.run([sys.executable, "-c", BARE, str(path)], check=True, capture_output=True).stdout
    bare_cpu, bare = map(float, told.split())
    tables.get_ready()  # as the window does before a file is chosen
    time.sleep(SETTLED)
    empty = RoundState(a_round(), {}, {}, Board({}))
    gc.collect()  # what the turn before left is not this one's to clear away
    with _noted_cells() as noted:
        cpu, begun = cpu_seconds(), time.perf_counter()
        found = reading.read(path, year=YEAR)
        plan.plan(found, empty)
        taken, used = time.perf_counter() - begun, cpu_seconds() - cpu
    assert len(found.rows) == ROWS
    assert found.sum_requested > ROWS
    return _Turn(bare_cpu, bare, used, taken, begun + taken - noted[0])


@contextmanager
def _noted_cells() -> Iterator[list[float]]:
    """Note when the cells have been read, by the process for it and all that is told between."""
    noted: list[float] = []
    read = tables.read_tables

    def watched(*arguments: Any, **named: Any) -> tables.Tables:
        found = read(*arguments, **named)
        noted.append(time.perf_counter())
        return found

    tables.read_tables = watched
    try:
        yield noted
    finally:
        tables.read_tables = read


def cpu_seconds() -> float:
    """Give the processor time of this process and of those it has waited for."""
    return sum(os.times()[:4])


def _taken_in(folder: Path, path: Path) -> tuple[float, float]:
    """Take a whole list in, and give the processor time until the preview and of all, in milliseconds."""
    with Session.open(folder) as session:
        fill(session, 0)
        begun = cpu_seconds()
        state = session.state
        assert state is not None
        planned = plan.plan(reading.read(path, year=YEAR), state)
        previewed = cpu_seconds()
        actions.take_in(session, planned.change())
        taken = cpu_seconds()
        state = session.state
        assert state is not None
        assert len(state.proposals) == TAKEN_IN
    return (previewed - begun) * 1000, (taken - begun) * 1000


def measure(folder: Path, repetitions: int) -> list[Result]:
    """Read the list in turns with the bare library, and take in a shorter one in libraries of their own."""
    text.use("nn")
    large, small = folder / "stor.xlsx", folder / "liten.xlsx"
    write_list(large, ROWS)
    write_list(small, TAKEN_IN)
    turns = [_turn(large) for _ in range(repetitions + 1)][1:]
    taken = [_taken_in(folder / f"library-{n}", small) for n in range(repetitions + 1)][1:]
    return [_preview_result(turns), _taken_result(taken)]


def _preview_result(turns: list[_Turn]) -> Result:
    """Hold processor time against processor time: two processes at once suffer more than one from a busy machine."""
    bare_cpu, bare, ours_cpu, ours, understood = (
        statistics.median(getattr(turn, field.name) for turn in turns) for field in fields(_Turn)
    )
    basis = (
        f"{ours_cpu:.2f} s / {bare_cpu:.2f} s of processor time; by the clock {ours:.2f} s / {bare:.2f} s, "
        f"the last {understood:.2f} s to understand it; medians of {len(turns)}"
    )
    what = f"{ROWS:,} × {len(HEADINGS)} xlsx to preview: × bare"
    return Result(what, ours_cpu / bare_cpu, MOST_TIMES_BARE, "×", basis)


def _taken_result(taken: list[tuple[float, float]]) -> Result:
    previewed, whole = (statistics.median(column) for column in zip(*taken, strict=True))
    basis = f"of processor time; {previewed:.0f} ms until the preview, medians of {len(taken)}"
    return Result(f"{TAKEN_IN:,} rows taken in, whole", whole, MOST_CPU_MS, "ms", basis)
