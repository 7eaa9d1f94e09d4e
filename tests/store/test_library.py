"""The library file: whole after any change, refused when it isn't ours, unharmed when the disk says no."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from kompetanse_desktop.domain.board import Lane, Place
from kompetanse_desktop.domain.change import Change, Edit, apply
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.store import journal, ranks
from kompetanse_desktop.store.connection import connect
from kompetanse_desktop.store.journal import Entry
from kompetanse_desktop.store.library import Library, Stale
from kompetanse_desktop.store.migrations import migrations
from kompetanse_desktop.store.refusals import Damaged
from kompetanse_desktop.store.shape import APPLICATION_ID, SHAPE, VERSION, migrate, shape
from tests.domain.test_change import changes
from tests.domain.values import a_proposal, a_round

NOW = datetime(2021, 4, 20, 10, 30, 15, 123456, tzinfo=UTC)


def keep(library: Library, last: Entry | None, change: Change, after: RoundState) -> Entry:
    entry = journal.following(last, after.round.id, change, (None, 0), NOW)
    library.keep(entry, change.edits, after)
    return entry


def started(library: Library, *titles: str) -> tuple[Entry, RoundState]:
    """Keep a round with proposals by these titles, unhandled."""
    state = RoundState(a_round())
    entry = keep(library, None, Change("new_round", Saying("New"), (Edit("", None, state.round),)), state)
    edits = tuple(
        edit
        for at, title in enumerate(titles, 1)
        for edit in (
            Edit(title, None, a_proposal(title, 5)),
            Edit(title, None, Place(Lane.UNHANDLED, at)),
        )
    )
    if not edits:
        return entry, state
    state = apply(state, edits)
    return keep(library, entry, Change("import", Saying("In"), edits), state), state


def move(library: Library, last: Entry, state: RoundState, ref: str, place: Place) -> tuple[Entry, RoundState]:
    edits = (Edit(ref, state.board.place_of(ref), place),)
    after = apply(state, edits)
    return keep(library, last, Change("move", Saying("Moved"), edits), after), after


# Opening


def test_the_settings_that_make_a_commit_durable(library: Library) -> None:
    def pragma(name: str) -> object:
        return library.db.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("journal_mode") == "delete"
    assert pragma("synchronous") == 3, "EXTRA"
    for name in ("foreign_keys", "recursive_triggers", "cell_size_check", "secure_delete"):
        assert pragma(name) == 1, name
    assert pragma("trusted_schema") == 0
    assert (pragma("application_id"), pragma("user_version")) == (APPLICATION_ID, VERSION)


def test_every_step_of_the_shape_is_counted(library: Library) -> None:
    assert len(migrations.applied(library.db.utils)) == VERSION
    assert migrations.pending(library.db.utils) == []
    assert all(
        table.strict for table in library.db.utils.tables if table.name not in ("_sqlite_migrations", "sqlite_sequence")
    )


def test_the_digest_of_the_shape_is_that_of_this_version(library: Library) -> None:
    assert shape(library.db) == SHAPE, "after a new step it is this one"
    library.db.execute("CREATE TABLE elsewhere (by TEXT)")
    library.db.execute("ANALYZE")
    assert shape(library.db) == SHAPE, "what others put there is none of ours"
    library.db.execute("CREATE TRIGGER other AFTER INSERT ON round BEGIN DELETE FROM proposal; END")
    assert shape(library.db) != SHAPE


def test_opening_again_changes_nothing(library: Library, file: Path) -> None:
    started(library, "a")
    before = file.read_bytes()
    Library.open(file).close()
    assert file.read_bytes() == before


def test_a_step_that_fails_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library.open(file)
    _, state = started(library, "a")
    library.close()

    def fails(db: Database) -> None:
        db.execute("DELETE FROM placement")
        raise RuntimeError("in the middle")

    monkeypatch.setattr(migrations, "_migrations", [*migrations._migrations])
    migrations(name="m999_fails")(fails)
    db = connect(file)
    with pytest.raises(RuntimeError, match="in the middle"):
        migrate(db)
    db.close()
    monkeypatch.undo()
    again = Library.open(file)
    assert again.load("vestland") == state
    again.close()


def _text(file: Path) -> None:
    file.write_text("Not a database at all, but long enough to have a header of its own. " * 20)


def _other_program(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE recipe (name TEXT)")
    db.close()


def _other_application(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA application_id = 42")
    db.close()


def _newer(file: Path) -> None:
    Library.open(file).close()
    with sqlite3.connect(file) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()


def _folder(file: Path) -> None:
    file.mkdir()


def _cut_off(file: Path) -> None:
    library = Library.open(file)
    started(library, *(f"{n:03}" for n in range(200)))
    library.close()
    file.write_bytes(file.read_bytes()[:8192])


def read_whole(file: Path) -> None:
    library = Library.open(file)
    try:
        for one in library.rounds():
            library.load(one.id)
    finally:
        library.close()


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (_text, "isn't a library"),
        (_other_program, "isn't a library"),
        (_other_application, "isn't a library"),
        (_newer, f"{VERSION + 1}"),
        (_folder, "can't be"),
        (_cut_off, "damaged"),
    ],
)
def test_files_that_are_refused(file: Path, make: object, part: str) -> None:
    make(file)  # type: ignore[operator]
    before = None if file.is_dir() else file.read_bytes()
    with pytest.raises(Refusal, match=part):
        read_whole(file)
    assert before is None or file.read_bytes() == before, "a file that is refused is left alone"


def test_an_empty_file_becomes_a_library(file: Path) -> None:
    file.touch()
    library = Library.open(file)
    assert library.rounds() == []
    library.close()


# Keeping


@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changes_are_on_the_disk(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    library = Library.open(folder / "library.db")
    last, state = started(library)
    for _ in range(3):
        change = data.draw(changes(state))
        state = apply(state, change.edits)
        last = keep(library, last, change, state)
        assert library.load("vestland") == state
    entries = list(library.journal("vestland"))
    assert entries[-1] == last
    assert journal.verify_chain(entries) is None
    assert library.db.execute("PRAGMA foreign_key_check").fetchall() == []
    library.close()
    shutil.rmtree(folder)


def test_a_move_writes_one_row(library: Library) -> None:
    last, state = started(library, *"abcdefgh")
    before = library.db.execute("SELECT total_changes()").fetchone()[0]
    move(library, last, state, "a", Place(Lane.UNHANDLED, 5))
    after = library.db.execute("SELECT total_changes()").fetchone()[0]
    assert after - before == 2, "one place and one journal entry"


def test_a_lane_is_renumbered_when_there_is_no_room_left(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranks, "STEP", 4)
    last, state = started(library, *"abcdefgh")
    for n in range(30):
        last, state = move(library, last, state, state.board[Lane.UNHANDLED][-1], Place(Lane.UNHANDLED, 2 + n % 2))
        assert library.load("vestland") == state


def test_another_program_has_written(library: Library, file: Path) -> None:
    last, state = started(library, "a", "b")
    other = Library.open(file)
    _, theirs = move(other, last, state, "a", Place(Lane.RESERVE, 1))
    with pytest.raises(Stale):
        move(library, last, state, "b", Place(Lane.DECLINED, 1))
    assert library.load("vestland") == theirs
    other.close()


def test_the_journal_is_only_added_to(library: Library) -> None:
    last, _ = started(library, "a")
    for sql in (
        "UPDATE journal SET action = 'other'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            library.db.execute(sql)
    assert library.last_entry("vestland") == last


def test_tables_refuse_what_is_not_theirs(library: Library) -> None:
    started(library, "a")
    for sql in (
        "UPDATE round SET frame = 'much'",
        "UPDATE round SET frame = -1",
        "UPDATE placement SET lane = 'attic'",
        "UPDATE placement SET rank = 1.5",
        "INSERT INTO standing SELECT id, 'nobody', NULL, '', '', '{}', 0, '', NULL FROM round",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            library.db.execute(sql)


@pytest.mark.parametrize(
    ("pragma", "part"),
    [("max_page_count = 1", "disk is full"), ("query_only = ON", "can't be written")],
)
def test_a_disk_that_says_no_changes_nothing(library: Library, pragma: str, part: str) -> None:
    last, state = started(library, "a")
    library.db.execute(f"PRAGMA {pragma}").fetchall()
    edits = (Edit("a", state.proposals["a"], a_proposal("a", need="x" * 20_000)),)
    with pytest.raises(Refusal, match=part):
        keep(library, last, Change("import", Saying("In"), edits), apply(state, edits))
    assert library.load("vestland") == state
    assert library.last_entry("vestland") == last


def test_a_locked_file_is_told(library: Library, file: Path) -> None:
    last, state = started(library, "a")
    library.db.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Refusal, match="in use"):
        move(library, last, state, "a", Place(Lane.RESERVE, 1))
    other.execute("ROLLBACK")
    other.close()
    move(library, last, state, "a", Place(Lane.RESERVE, 1))


@pytest.mark.parametrize("replaced", [True, False])
def test_a_file_that_was_taken_away_is_not_written_to(library: Library, file: Path, replaced: bool) -> None:
    last, state = started(library, "a")
    away = file.with_name("away.db")
    file.rename(away)
    if replaced:
        shutil.copy(away, file)
    with pytest.raises(Refusal, match="moved or replaced"):
        move(library, last, state, "a", Place(Lane.RESERVE, 1))


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM placement",
        "UPDATE proposal SET participants = '[1]'",
        "UPDATE proposal SET requested = 'not json'",
        "UPDATE round SET scheme = 'lotto'",
    ],
)
def test_damaged_rows_are_told(library: Library, damage: str) -> None:
    started(library, "a", "b")
    library.db.execute(damage)
    with pytest.raises(Refusal, match="damaged"):
        library.load("vestland")


def test_a_round_that_is_not_there(library: Library) -> None:
    with pytest.raises(Refusal, match="nowhere"):
        library.load("nowhere")
    assert library.last_entry("nowhere") is None
    assert library.current() is None


def test_a_journal_that_ends_too_early_is_damaged(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a changed bit in its index hides the rest when it is read from the front."""
    started(library, "a")
    entries = library.whole_journal("vestland")
    assert len(entries) == 2
    monkeypatch.setattr(library, "journal", lambda round_id: iter(entries[:1]))
    with pytest.raises(Damaged):
        library.whole_journal("vestland")


def test_an_entry_of_the_wrong_kind_is_damaged(library: Library) -> None:
    entry, _ = started(library)
    for name, cell in (("name", b"{}"), ("number", "1"), ("hash", None), ("remaining_after", None), ("target", "x")):
        with pytest.raises(TypeError, match=name):
            journal.from_row({**entry.row(), name: cell})
