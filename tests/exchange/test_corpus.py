"""Every file of the corpus gives the values, or the sentence, that it must, and leaves everything else alone."""

from __future__ import annotations

import importlib
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kompetanse_desktop import cli
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import plan, reading
from kompetanse_desktop.exchange.reading import Reading
from tests.domain.values import YEAR, a_proposal, a_state
from tests.exchange import corpus
from tests.exchange.corpus.case import Case, Refused, Wanted
from tests.helpers.watching import Watch


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """Watch what the reader processes open, write and start."""
    with Watch(tmp_path_factory.mktemp("watch")) as watching:
        yield watching


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing in this process open a connection or look up a name."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Case], Path]:
    """Give a maker of a case's file, in a folder of its own where the program also stands."""

    def make(case: Case) -> Path:
        for limit, small in case.limits.items():
            module, _, name = limit.rpartition(".")
            monkeypatch.setattr(importlib.import_module(f"kompetanse_desktop.exchange.{module}"), name, small)
        folder = tmp_path / "inn"
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        path = folder / case.file
        path.write_bytes(case.make())
        return path

    return make


def test_the_corpus_is_large_and_each_file_is_its_own() -> None:
    assert len(corpus.ALL) >= 80
    assert [name for name, count in Counter(case.file for case in corpus.ALL).items() if count > 1] == []
    assert all(case.why for case in corpus.ALL)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes with names to tell it through")
def test_what_is_watched_is_seen(watch: Watch, tmp_path: Path) -> None:
    harm = (
        "import socket; open('/etc/hostname').close(); open('ut.txt', 'w').close(); socket.gethostbyname('localhost')"
    )
    with watch.process():
        subprocess.run([sys.executable, "-c", harm], check=True, cwd=tmp_path)
    assert [line.split()[0] for line in watch.seen()] == ["open", "open", "socket.gethostbyname"]


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("case", corpus.ALL, ids=[f"{case.file}: {case.why}" for case in corpus.ALL])
def test_a_file_gives_what_it_must(case: Case, put: Callable[[Case], Path], watch: Watch) -> None:
    path = put(case)
    before = path.read_bytes()
    with watch.process(case.limits):
        if isinstance(case.wanted, Refused):
            _is_refused(path, case, case.wanted)
        else:
            found = reading.read(path, year=YEAR, **case.options)  # type: ignore[arg-type]
            _is_read(found, case.wanted)
            _changes_no_round(found)
    assert watch.seen() == []
    assert [p.name for p in path.parent.iterdir()] == [case.file]
    assert path.read_bytes() == before


def _is_refused(path: Path, case: Case, wanted: Refused) -> None:
    with pytest.raises(Refusal) as refusal:
        reading.read(path, year=YEAR, **case.options)  # type: ignore[arg-type]
    said = refusal.value.saying
    assert said.message == wanted.message
    assert said.params["file"] == case.file
    assert "\n" not in str(refusal.value)


def _is_read(found: Reading, wanted: Wanted) -> None:
    given = {p.ref: p.requested.total(YEAR) if p.requested else None for p in found.proposals}
    doubts = {row.ref: tuple(d.reason.message for d in row.doubts) for row in found.accepted if row.doubts}
    rejected = {row.number: row.rejected.reason.message for row in found.rejected if row.rejected}
    notes = tuple(note.message for note in found.file_notes)
    assert (given, doubts, rejected, notes) == (
        dict(wanted.asked),
        {ref: tuple(said) for ref, said in wanted.doubts.items()},
        dict(wanted.rejected),
        tuple(wanted.notes),
    )
    assert found.sum_requested == sum(nok or 0 for nok in given.values())
    assert found.file_sum == wanted.file_sum
    by_ref = {p.ref: p for p in found.proposals}
    got = {ref: {name: getattr(by_ref[ref], name) for name in fields} for ref, fields in wanted.fields.items()}
    assert got == wanted.fields


def _changes_no_round(found: Reading) -> None:
    """Compare with a round, and see that nothing is done before somebody says so."""

    def fresh() -> list[Proposal]:
        return [a_proposal("21-01", 1), a_proposal("21-77", 2)]

    state = a_state({Lane.PRIORITISED: fresh()})
    plan.plan(found, state)
    assert state == a_state({Lane.PRIORITISED: fresh()})


def test_a_refused_file_leaves_the_library_as_it_was(
    data_dir: Path, put: Callable[[Case], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    library = data_dir / "library.db"
    common = ("--data-dir", str(data_dir), "--lang", "en")
    terms = ("--county", "Vestland", "--year", "2021", "--frame", "5300000", "--deadline", "2021-04-15")
    assert cli.main([*common, "round", "new", "--scheme", "kompetanseloftet", *terms]) == 0
    before = library.read_bytes()
    capsys.readouterr()
    for case in [c for c in corpus.ALL if isinstance(c.wanted, Refused) and not c.limits][::5]:
        path = put(case)
        assert cli.main([*common, "import", str(path)]) == 1
        assert capsys.readouterr().err.count("\n") == 1, case.file
        assert library.read_bytes() == before, case.file
