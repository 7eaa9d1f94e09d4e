"""The folder of backups: names that tell, thinning that never takes the newest, and what a failing disk leaves."""

from __future__ import annotations

import os
import shutil
import threading
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.actions import Session, move, new_round, use_round
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import backups
from kompetanse_desktop.store.backups import Kept, Why
from kompetanse_desktop.store.refusals import Damaged
from tests.domain.values import a_round
from tests.store.test_backup import note, noted, tamper

NORWAY = ZoneInfo("Europe/Oslo")
NOW = datetime(2021, 4, 15, 14, 3, 12, tzinfo=timezone(timedelta(hours=2)))


def names(library: Path) -> list[str]:
    return [one.file.name for one in backups.kept(library)]


# Names


def test_a_backup_says_when_and_why(kept: Path) -> None:
    made = backups.make(kept, Why.IMPORT, NOW)
    assert made.file == kept.parent / "backups" / "library-20210415-120312-import.db"
    assert (made.at, made.why, made.size) == (NOW, Why.IMPORT, made.file.stat().st_size)
    assert made.at.utcoffset() == NOW.astimezone().utcoffset(), "people are shown their own time"
    assert backups.kept(kept) == [made]
    assert noted(made.file) == ""
    assert os.listdir(made.file.parent) == [made.file.name]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_the_folder_is_the_users_own(kept: Path) -> None:
    backups.make(kept, Why.WORK, NOW)
    assert backups.folder_of(kept).stat().st_mode & 0o777 == 0o700


def test_every_reason_can_be_read_again(kept: Path) -> None:
    whys = [why for why in Why if why is not Why.ASIDE]
    made = [backups.make(kept, why, NOW + timedelta(seconds=at)) for at, why in enumerate(whys)]
    assert backups.kept(kept) == made[::-1]


def test_many_in_the_same_second_are_all_there_in_order(kept: Path) -> None:
    made = [backups.make(kept, why, NOW) for why in (Why.WORK, Why.ASKED, Why.WORK, *[Why.IMPORT] * 9)]
    assert names(kept)[-3:] == [
        "library-20210415-120312.03-work.db",
        "library-20210415-120312.02-asked.db",
        "library-20210415-120312-work.db",
    ]
    assert backups.kept(kept) == made[::-1]
    assert sorted(one.file.name.replace(".db", "") for one in made[1:]) == [
        one.file.name.replace(".db", "") for one in made[1:]
    ]


def test_a_clock_that_goes_backwards(kept: Path) -> None:
    note(kept, "først")
    first = backups.make(kept, Why.WORK, NOW)
    note(kept, "så")
    second = backups.make(kept, Why.WORK, NOW - timedelta(days=4000))
    assert backups.kept(kept) == [first, second]
    assert (noted(first.file), noted(second.file)) == ("først", "så")
    assert backups.newest(kept, NOW - timedelta(days=4000)) == second


def test_the_hour_that_comes_twice_in_autumn(kept: Path) -> None:
    before = datetime(2021, 10, 31, 2, 30, tzinfo=NORWAY)
    made = [backups.make(kept, Why.WORK, before.replace(fold=fold)) for fold in (0, 1)]
    assert [one.file.name for one in made] == ["library-20211031-003000-work.db", "library-20211031-013000-work.db"]
    assert backups.kept(kept) == made[::-1]


STRANGE = [
    *("library.db", "library-20210415-120312.db", "library-20210415-120312-dinner.db", "notes.txt", ".hidden"),
    *("library-20211315-120312-work.db", "other-20210415-120312-work.db", "library-20210415-120312-work.db.part"),
    *("library-20210415-120312-aside.db", "library-00000000-000000-work.db", "Library-20210415-120312-work.db"),
]


def test_strange_files_are_passed_over_and_stay(kept: Path) -> None:
    folder = backups.folder_of(kept)
    folder.mkdir()
    for name in STRANGE:
        (folder / name).write_text("mine")
    (folder / "library-20200101-000000-work.db").mkdir()
    assert backups.kept(kept) == []
    for year in range(2000, 2021):
        backups.make(kept, Why.WORK, NOW.replace(year=year))
    left = set(os.listdir(folder)) - set(names(kept))
    assert left == {*STRANGE, "library-20200101-000000-work.db"}


@pytest.mark.parametrize("name", ["blåbær og «sitat»", "100 % sikker? #1 & [a]*", "a'b;c", "file:x?mode=memory"])
def test_folders_with_strange_names(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with Session.open(folder) as session:
        new_round(session, a_round())
    library = folder / "library.db"
    made = backups.make(library, Why.WORK, NOW)
    assert backups.kept(library) == [made]
    assert backups.newest_good(library) == made
    assert backups.holding(library, "vestland").still == (made,)
    assert {path.name for path in tmp_path.iterdir()} == {name}


# Thinning


def at(day: date, hour: int = 12, why: Why = Why.WORK) -> Kept:
    when = datetime.combine(day, time(hour), UTC)
    return Kept(Path(f"library-{when:%Y%m%d-%H%M%S}-{why.value}.db"), when, why, 1)


TODAY = date(2021, 4, 15)  # a Thursday
NOON = datetime.combine(TODAY, time(12), UTC)


@pytest.mark.parametrize(
    ("days", "staying"),
    [
        ([], []),
        (["2021-04-15"] * 1, ["2021-04-15"]),
        (["2021-04-14", "2021-04-13"], ["2021-04-14", "2021-04-13"]),
        (["2021-04-01", "2021-03-31", "2021-03-30"], ["2021-04-01", "2021-03-31"]),
        (["2021-03-29", "2021-03-28"], ["2021-03-29", "2021-03-28"]),  # Monday, and Sunday of the week before
        (["2021-02-19", "2021-02-18", "2021-02-17"], ["2021-02-19", "2021-02-17"]),  # weeks end, months begin
        (["2021-01-31", "2021-01-01", "2020-12-31"], ["2021-01-31", "2020-12-31"]),
        (["2019-04-30", "2019-04-01", "2019-03-31", "2019-01-01"], ["2019-04-30", "2019-03-31"]),
        (["2018-12-31", "2018-01-01", "2017-06-01"], ["2018-12-31", "2017-06-01"]),
        (["2030-01-01", "2030-01-02", "2021-04-15"], ["2030-01-01", "2030-01-02", "2021-04-15"]),
    ],
)
def test_what_stays(days: list[str], staying: list[str]) -> None:
    given_ = [at(date.fromisoformat(day)) for day in days]
    gone = backups.to_thin(given_, NOON)
    assert [one.at.date().isoformat() for one in given_ if one not in gone] == staying


def test_all_of_today_and_the_last_of_each_other_day() -> None:
    today = [at(TODAY, hour) for hour in range(24)]
    yesterday = [at(date(2021, 4, 14), hour) for hour in range(24)]
    assert backups.to_thin([*today, *yesterday], NOON) == yesterday[:-1]


def test_days_are_those_of_the_user() -> None:
    evening = at(date(2021, 4, 14), 23)  # already the fifteenth in Norway
    morning = at(date(2021, 4, 14), 21)
    late, early = datetime(2021, 4, 15, 12, tzinfo=NORWAY), datetime(2021, 4, 15, 12, tzinfo=UTC)
    assert backups.to_thin([evening, morning], late) == []
    assert backups.to_thin([evening, morning], early) == [morning]


MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2022, 1, 1), timezones=st.just(UTC))


@given(
    moments=st.lists(st.tuples(MOMENTS, st.sampled_from([why for why in Why if why is not Why.ASIDE])), max_size=60),
    now=MOMENTS,
)
def test_thinning_is_done_once_and_spares_what_matters(moments: list[tuple[datetime, Why]], now: datetime) -> None:
    every = [Kept(Path(f"{number}.db"), when, why, 1, number) for number, (when, why) in enumerate(moments, 1)]
    gone = backups.to_thin(every, now)
    left = [one for one in every if one not in gone]
    assert backups.to_thin(left, now) == []
    assert [one for one in every if one.at.date() >= now.date()] == [one for one in left if one.at.date() >= now.date()]
    if every:
        assert max(every, key=lambda one: (one.at, one.number)) in left
    for one in gone:
        nearest = min(abs(one.at - other.at) for other in left)
        age = now - one.at
        assert nearest < timedelta(days=1 if age < timedelta(days=14) else 366)


def test_three_years_of_work_leave_a_bounded_number() -> None:
    there: list[Kept] = []
    for day in (date(2021, 1, 1) + timedelta(days=number) for number in range(3 * 365)):
        for hour in (8, 11, 15):
            there.append(at(day, hour))
            gone = backups.to_thin(there, there[-1].at)
            assert there[-1] not in gone
            there = [one for one in there if one not in gone]
            assert len(there) <= 3 + 14 + 8 + 25 + 3
    ages = sorted((there[-1].at - one.at).days for one in there)
    assert len(there) > 40
    assert max(later - sooner for sooner, later in pairwise(ages)) <= 366
    assert ages[-1] > 2 * 365


def test_making_one_thins(kept: Path) -> None:
    for hour in (8, 9, 10):
        backups.make(kept, Why.WORK, NOW.replace(hour=hour))
    made = backups.make(kept, Why.WORK, NOW + timedelta(days=1))
    assert names(kept) == [made.file.name, "library-20210415-080312-work.db"]


def test_one_that_cannot_be_deleted_now_goes_later(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = [backups.make(kept, Why.WORK, NOW.replace(hour=hour)) for hour in (8, 9)]
    unlink = Path.unlink

    def fails(path: Path, missing_ok: bool = False) -> None:
        if path.parent == backups.folder_of(kept):
            raise PermissionError(13, "in use")
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", fails)
        made = backups.make(kept, Why.WORK, NOW + timedelta(days=1))
    assert backups.kept(kept) == [made, *old[::-1]]
    last = backups.make(kept, Why.WORK, NOW + timedelta(days=1))
    assert backups.kept(kept) == [last, made, old[1]]


# What goes wrong


def test_no_library_no_backup(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no library"):
        backups.make(tmp_path / "library.db", Why.WORK, NOW)
    assert backups.kept(tmp_path / "library.db") == []


def test_a_damaged_library_never_pushes_out_a_good_backup(kept: Path) -> None:
    good = [backups.make(kept, Why.WORK, NOW.replace(hour=hour)) for hour in (8, 9)]
    tamper(kept, "UPDATE round SET frame = 1")
    with pytest.raises(Damaged):
        backups.make(kept, Why.WORK, NOW + timedelta(days=1))
    assert backups.kept(kept) == good[::-1]
    assert len(os.listdir(backups.folder_of(kept))) == 2


@pytest.mark.parametrize("function", ["replace", "fsync"])
def test_a_disk_that_fails(kept: Path, monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    before = [backups.make(kept, Why.WORK, NOW.replace(hour=hour)) for hour in (8, 9)]

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, function, fails)
        with pytest.raises(Refusal):
            backups.make(kept, Why.WORK, NOW + timedelta(days=1))
    assert backups.kept(kept) == before[::-1]
    assert len(os.listdir(backups.folder_of(kept))) == 2


def test_a_file_where_the_folder_should_be(kept: Path) -> None:
    backups.folder_of(kept).write_text("mine")
    with pytest.raises(Refusal, match="backups can't be written to"):
        backups.make(kept, Why.WORK, NOW)
    assert backups.kept(kept) == []
    assert backups.folder_of(kept).read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to the superuser")
@pytest.mark.parametrize("mode", [0o000, 0o500])
def test_a_folder_that_is_closed(kept: Path, mode: int) -> None:
    backups.folder_of(kept).mkdir(mode=mode)
    with pytest.raises(Refusal):
        backups.make(kept, Why.WORK, NOW)
    backups.folder_of(kept).chmod(0o700)
    assert os.listdir(backups.folder_of(kept)) == []


def test_what_a_power_cut_left_is_swept_away_after_a_day(kept: Path) -> None:
    backups.make(kept, Why.WORK, NOW)
    folder = backups.folder_of(kept)
    for name, age in ((".library-20210414-120000-work.db-abc", 2), (".library-20210415-120312-work.db-def", 0)):
        (folder / name).mkdir()
        (folder / name / "new.db").write_bytes(b"half")
        left = (NOW - timedelta(days=age)).timestamp()
        os.utime(folder / name, (left, left))
    backups.make(kept, Why.WORK, NOW)
    assert {name for name in os.listdir(folder) if name.startswith(".")} == {".library-20210415-120312-work.db-def"}


def test_in_another_thread_while_a_session_is_open(kept: Path) -> None:
    with Session.open(kept.parent) as session:
        move(session, "a", Lane.PRIORITISED)
        made: list[Kept] = []
        thread = threading.Thread(target=lambda: made.append(backups.make(kept, Why.WORK, NOW)))
        thread.start()
        for lane in (*Lane, *Lane):
            move(session, "b", lane)
        thread.join()
        move(session, "c", Lane.RESERVE)
    assert backups.newest_good(kept) == made[0]


# Found again


def test_the_newest_that_is_good(kept: Path) -> None:
    assert backups.newest_good(kept) is None
    made = [backups.make(kept, Why.WORK, NOW.replace(hour=hour)) for hour in (8, 9, 10, 11)]
    made[3].file.write_bytes(b"")
    tamper(made[2].file, "UPDATE proposal SET title = 'noko anna'")
    assert backups.newest_good(kept) == made[1]
    for one in made:
        one.file.write_text("rubbish")
    assert backups.newest_good(kept) is None


def test_which_backups_hold_a_round(kept: Path) -> None:
    first = backups.make(kept, Why.WORK, NOW.replace(hour=8))
    with Session.open(kept.parent) as session:
        new_round(session, a_round(id="rekomp"))
    second = backups.make(kept, Why.WORK, NOW.replace(hour=9))
    rubbish = backups.make(kept, Why.WORK, NOW.replace(hour=10))
    rubbish.file.write_bytes(rubbish.file.read_bytes()[:5000])
    aside = kept.with_name("library-replaced-20210401-101500.db")
    shutil.copyfile(second.file, aside)
    found = backups.holding(kept, "rekomp")
    assert [one.file for one in found.still] == [second.file, aside]
    assert [one.file for one in found.unread] == [rubbish.file]
    assert [one.why for one in backups.aside(kept)] == [Why.ASIDE]
    assert [one.file for one in backups.holding(kept, "vestland").still] == [second.file, first.file, aside]
    nowhere = backups.holding(kept, "nowhere")
    assert (nowhere.still, len(nowhere.unread)) == ((), 1)


def test_looking_changes_nothing(kept: Path) -> None:
    made = backups.make(kept, Why.WORK, NOW)
    before = made.file.stat().st_mtime_ns, made.file.read_bytes()
    backups.holding(kept, "vestland")
    backups.newest_good(kept)
    assert (made.file.stat().st_mtime_ns, made.file.read_bytes()) == before
    assert os.listdir(backups.folder_of(kept)) == [made.file.name]


# When one is due


def test_when_one_is_due(kept: Path, tmp_path: Path) -> None:
    now = datetime.now().astimezone()
    changed = backups.changed_at(kept)
    assert changed is not None
    assert now - changed < timedelta(minutes=5)
    assert backups.is_due(kept, now)
    made = backups.make(kept, Why.WORK, now + timedelta(seconds=1))
    later = made.at + timedelta(minutes=10)
    assert not backups.is_due(kept, later), "nothing was done since"
    assert not backups.is_changed(kept, later)
    made.file.rename(made.file.with_name(f"library-{changed - timedelta(minutes=1):%Y}0101-000000-work.db"))
    assert backups.is_due(kept, now)
    backups.make(kept, Why.WORK, changed - timedelta(minutes=9))
    assert backups.is_changed(kept, now)
    assert not backups.is_due(kept, changed), "nine minutes ago"
    assert backups.is_due(kept, changed + timedelta(minutes=2))


def test_work_in_any_round_counts(kept: Path) -> None:
    with Session.open(kept.parent) as session:
        new_round(session, a_round(id="rekomp"))
        made = backups.make(kept, Why.WORK, datetime.now().astimezone() + timedelta(seconds=1))
        assert not backups.is_changed(kept, made.at)
        use_round(session, "vestland")
        made.file.rename(made.file.with_name("library-20200101-000000-work.db"))
        move(session, "a", Lane.RESERVE)
        moved = session.saved_at
        use_round(session, "rekomp")
    assert backups.changed_at(kept) == moved


def test_nothing_is_due_where_nothing_is(tmp_path: Path) -> None:
    now = datetime.now().astimezone()
    assert not backups.is_due(tmp_path / "library.db", now)
    with Session.open(tmp_path):
        pass
    assert not backups.is_due(tmp_path / "library.db", now)
    assert not backups.has_proposals(tmp_path / "library.db")
