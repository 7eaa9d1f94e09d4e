"""The local copy: what it costs to keep an action, to open a long history, to go far back, to have many rounds."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest import mock

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Board, Lane
from kompetanse_desktop.domain.budget import budget
from kompetanse_desktop.domain.change import Change, Edit, apply
from kompetanse_desktop.domain.difference import edits_to_make
from kompetanse_desktop.domain.round import Round, Scheme
from kompetanse_desktop.domain.saying import Saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import digest, journal
from kompetanse_desktop.store.journal import Entry
from tests.benchmarks.drags import timed
from tests.benchmarks.goals import Result, percentile
from tests.benchmarks.start import OURS, ROOT, until_usable
from tests.helpers.rounds import YEAR, proposal

PROPOSALS, SMALL = 1000, 20
MOST_TIMES_BARE = 3
ENTRIES, MOST_TIMES_EMPTY = 50_000, 1.3
STEPS, MOST_MS_BACK = 1000, 2000
ROUNDS, MOST_TIMES_ONE = 20, 1.5
PRAGMAS = (
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",
)
SCREEN = {
    "screens": [
        {
            "name": "laptop",
            "x": 0,
            "y": 0,
            "width": 1920,
            "height": 1080,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
    ]
}
"""As wide as people have: on the one that Qt makes up, 800 pixels wide, each word of a card is a line."""
BEGUN = datetime(2021, 3, 1, 8, tzinfo=UTC)


def measure(folder: Path, repetitions: int) -> list[Result]:
    """Measure all of it; ``repetitions`` starts of the program, and 60 times as many actions."""
    return [
        *_actions(folder / "actions", 60 * repetitions),
        *_long_history(folder / "history", repetitions),
        *_far_back(folder / "back"),
        *_many_rounds(folder / "rounds", repetitions),
    ]


# Libraries, made in one go


def a_round(count: int, id: str) -> RoundState:
    """Invent a round, its proposals in all four lanes."""
    terms = Round(id, Scheme.KOMPETANSELOFTET, "Vestland", YEAR, count * 150_000, date(YEAR, 4, 15))
    made = [proposal(number) for number in range(1, count + 1)]
    lanes = {lane: [one.ref for one in made[at::4]] for at, lane in enumerate(Lane)}
    return RoundState(terms, {one.ref: one for one in made}, {}, Board(lanes))


def first_entry(state: RoundState) -> Entry:
    """Give the entry that makes all of it."""
    change = Change("new_round", Saying("The round's terms changed"), edits_to_make(state))
    remaining = (None, budget(state).remaining)
    return journal.following(None, state.round.id, change, remaining, BEGUN, state=digest.of_state(state))


def history(state: RoundState, count: int) -> tuple[RoundState, list[Entry]]:
    """Do so many things in a round, some minutes after each other; what is said of one card after the other."""
    entries, refs = [first_entry(state)], sorted(state.proposals)
    for number in range(1, count):
        last, ref = entries[-1], refs[number % len(refs)]
        old = state.standings.get(ref)
        edit = Edit(ref, old, replace(state.standing(ref), reason=f"Grunn nummer {number}"))
        after = apply(state, (edit,))
        entries.append(
            journal.following(
                last,
                state.round.id,
                Change("reason", Saying("The round's terms changed"), (edit,)),
                (last.remaining_after, last.remaining_after),
                BEGUN + timedelta(minutes=3 * number),
                state=digest.after(last.state or "", state, (edit,), after),
            )
        )
        state = after
    return state, entries


def make(data_dir: Path, *rounds: tuple[RoundState, list[Entry]]) -> Path:
    """Make a library of these rounds, the last one in use."""
    with Session.open(data_dir) as session:
        for state, entries in rounds:
            session.take_round(state, entries, Change("fetch_round", Saying("The round's terms changed"), ()))
    return data_dir


# One action


class Bare:
    """Plain sqlite3 on a copy of the library: the same rows in the same tables, as safely kept."""

    def __init__(self, file: Path) -> None:
        self.db = sqlite3.connect(file, isolation_level=None)
        for pragma in PRAGMAS:
            self.db.execute(f"PRAGMA {pragma}").fetchall()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def keep(self, entry: dict[str, object], table: str, row: dict[str, object]) -> None:
        """Write an entry of the journal and one row of another table in a transaction."""
        self.db.execute("BEGIN")
        self.db.execute(f"INSERT INTO journal VALUES ({', '.join(f':{name}' for name in entry)})", entry)
        self.db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join(f':{name}' for name in row)})", row)
        self.db.execute("COMMIT")


def _last_row(db: sqlite3.Connection, query: str, *values: object) -> dict[str, object]:
    cursor = db.execute(query, values)
    return {column[0]: cell for column, cell in zip(cursor.description, cursor.fetchone(), strict=True)}


def _actions(folder: Path, repetitions: int) -> list[Result]:
    state = a_round(PROPOSALS, "vestland")
    make(folder, (state, [first_entry(state)]))
    shutil.copy(folder / "library.db", folder / "bare.db")
    refs = sorted(state.proposals)
    ours: dict[str, list[float]] = {"move": [], "amount": []}
    bare: dict[str, list[float]] = {"move": [], "amount": []}
    with Session.open(folder, window=True) as session, closing(Bare(folder / "bare.db")) as least:
        db = session._library.db.conn
        for number in range(repetitions + 10):
            ref = refs[number * 37 % PROPOSALS]
            lanes = list(Lane)
            lane = lanes[(lanes.index(session.required().board.lane_of(ref)) + 1) % 4]
            deeds: dict[str, tuple[Callable[[], object], str]] = {
                "move": (lambda: actions.move(session, ref, lane, number % 200 + 1), "placement"),  # noqa: B023
                "amount": (lambda: actions.set_amount(session, ref, 50_000 + number), "standing"),  # noqa: B023
            }
            for name, (deed, table) in deeds.items():
                ours[name].append(timed(deed))
                entry = _last_row(db, "SELECT * FROM journal ORDER BY number DESC LIMIT 1")
                row = _last_row(db, f"SELECT * FROM {table} WHERE ref = ?", ref)
                bare[name].append(timed(lambda: least.keep(entry, table, row)))  # noqa: B023
    return [_action_result(name, ours[name][10:], bare[name][10:]) for name in ours]


def _action_result(name: str, ours: list[float], bare: list[float]) -> Result:
    most, least = percentile(ours, 99), percentile(bare, 99)
    middle = f"medians {statistics.median(ours):.2f} and {statistics.median(bare):.2f} ms of {len(ours)}"
    return Result(
        f"{name} kept, {PROPOSALS:,} proposals: p99 × bare",
        most / least,
        MOST_TIMES_BARE,
        "×",
        f"{most:.2f} ms / {least:.2f} ms, {middle}",
    )


# A long history


def _budget_asked(data_dir: Path) -> None:
    words = [sys.executable, "-m", "kompetanse_desktop.cli", "--data-dir", str(data_dir), "budget", "--json"]
    answer = subprocess.run(words, cwd=ROOT, capture_output=True, check=True)
    assert "remaining" in json.loads(answer.stdout)


def _opened(data_dir: Path) -> None:
    Session.open(data_dir, window=True).close()


def _in_turns(do: Callable[[Path], None], one: Path, other: Path, repetitions: int) -> tuple[float, float]:
    """Give the medians, in ms, of doing the same with two folders in turns."""
    for folder in (one, other):
        do(folder)
    pairs = [(timed(lambda: do(one)), timed(lambda: do(other))) for _ in range(repetitions)]
    first, second = (statistics.median(column) for column in zip(*pairs, strict=True))
    return first, second


def _long_history(folder: Path, repetitions: int) -> list[Result]:
    state = a_round(200, "vestland")
    after, entries = history(state, ENTRIES)
    long = make(folder / "long", (after, entries))
    empty = make(folder / "empty", history(after, 2))
    results = []
    for what, do, times in (("command", _budget_asked, repetitions), ("library", _opened, 5 * repetitions)):
        ours, least = _in_turns(do, long, empty, times)
        basis = f"{ours:.1f} ms / {least:.1f} ms, medians of {times}"
        results.append(Result(f"{ENTRIES:,} entries: {what} × empty", ours / least, MOST_TIMES_EMPTY, "×", basis))
    return results


# Far back


def _far_back(folder: Path) -> list[Result]:
    state = a_round(PROPOSALS, "vestland")
    after, entries = history(state, STEPS + 2)
    results = []
    with Session.open(make(folder / "at-once", (after, entries)), window=True) as session:
        taken = timed(lambda: actions.return_to(session, 2))
        assert len(session.required().standings) == 1
        results.append(
            Result(f"{STEPS:,} actions taken back at once", taken, MOST_MS_BACK, "ms", "one entry, a copy first")
        )
    with Session.open(make(folder / "one-by-one", (after, entries)), window=True) as session:
        begun = time.perf_counter()
        for _ in range(STEPS):
            actions.undo(session)
        taken = (time.perf_counter() - begun) * 1000
        assert len(session.required().standings) == 1
        results.append(Result(f"{STEPS:,} actions undone one by one", taken, MOST_MS_BACK, "ms", f"{STEPS:,} entries"))
    return results


# Many rounds


def _many_rounds(folder: Path, repetitions: int) -> list[Result]:
    one = make(folder / "one", history(a_round(SMALL, "ei-lita"), 5))
    many = make(folder / "many", *(history(a_round(PROPOSALS, f"runde-{n}"), 5) for n in range(ROUNDS)))
    screen = folder / "screen.json"
    screen.write_text(json.dumps(SCREEN))
    bytecode = folder / "bytecode"
    with mock.patch.dict(os.environ, {"QT_QPA_PLATFORM": f"offscreen:configfile={screen}"}):
        for data_dir in (one, many):
            until_usable(OURS, bytecode, str(data_dir))
        pairs = [
            (until_usable(OURS, bytecode, str(many)).seconds, until_usable(OURS, bytecode, str(one)).seconds)
            for _ in range(repetitions)
        ]
    ours, least = (statistics.median(column) for column in zip(*pairs, strict=True))
    basis = f"{ours * 1000:.0f} ms / {least * 1000:.0f} ms, medians of {repetitions}"
    what = f"start, {ROUNDS} rounds × {PROPOSALS:,} × one of {SMALL}"
    return [Result(what, ours / least, MOST_TIMES_ONE, "×", basis)]
