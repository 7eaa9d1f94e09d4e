"""Round files that aren't as the program writes them: each is refused in one sentence, or gives the same round."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kompetanse_desktop.actions import Session
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.store import round_file
from kompetanse_desktop.store.round_file import RoundFile, pack, unpack
from tests.helpers.round_files import busy, data_of, file_of, packed

Data = dict[str, Any]
DAMAGED = "changed or damaged on the way"
UNREADABLE = "can't be read"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> RoundFile:
    """Give a round with a history of every kind of action."""
    with Session.open(tmp_path_factory.mktemp("busy")) as session:
        busy(session, 12)
        return file_of(session)


@pytest.fixture
def data(file: RoundFile) -> Data:
    """Give the file taken apart, to be spoilt."""
    return data_of(pack(file))


@pytest.fixture
def bare(file: RoundFile) -> Data:
    """Give the file without its journal taken apart, so that nothing else contradicts what is spoilt."""
    return data_of(pack(replace(file, entries=())))


def refusal(content: bytes) -> str:
    """Give the sentence a file is refused with; it is plain, and one."""
    with pytest.raises(Refusal) as refused:
        unpack(content)
    said = str(refused.value)
    assert said.isprintable()
    assert len(said) < 600
    return said


# What every spoilt value is refused with


def put(*path: str | int, value: object) -> Callable[[Data], None]:
    """Give a way to spoil a file: put this value there."""

    def spoil(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return spoil


def take(*path: str | int) -> Callable[[Data], None]:
    """Give a way to spoil a file: take what stands there away."""

    def spoil(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return spoil


def twice(data: Data) -> None:
    data["proposals"].append(data["proposals"][0])


def in_two_lanes(data: Data) -> None:
    data["board"]["reserve"].append(data["proposals"][0]["ref"])
    data["board"]["declined"].append(data["proposals"][0]["ref"])


P = "proposals"
SPOILT: list[tuple[Callable[[Data], None], str]] = [
    # the head
    (put("format", value="something"), "isn't a round from this program"),
    (take("format"), "isn't a round from this program"),
    (put("version", value=0), "At version"),
    (put("version", value=True), "At version"),
    (put("version", value="1"), "At version"),
    (take("version"), "At version"),
    (put("program", value=1), "At program"),
    (put("made_at", value="2021-03-20"), "At made_at"),
    (put("made_at", value="2021-03-20T12:30:05"), "At made_at"),
    (put("made_at", value="2021-03-20 12:30:05+00:00"), "At made_at"),
    (put("made_at", value="20210320T123005+0000"), "At made_at"),
    (put("made_at", value="0001-01-01T00:00:00+23:59"), "At made_at"),
    (put("made_at", value="9999-12-31T23:59:59-12:00"), "At made_at"),
    (put("made_at", value=5), "At made_at"),
    (put("notes", value=1), "At notes"),
    (put("notes", value=None), "At notes"),
    (take("notes"), "there is no notes"),
    (put("colour", value="red"), "doesn't know: colour"),
    (put("col\nour\t[31m\u202e", value="red"), "doesn't know: col\ufffdour\ufffd[31m\ufffd"),
    (put("x" * 10_000, value="red"), "doesn't know: xxx"),
    # the round
    (put("round", value=[]), "At round"),
    (take("round", "frame"), "At round in the file there is no frame"),
    (put("round", "framee", value=1), "At round in the file there is something this program doesn't know: framee"),
    (put("round", "frame", value="5300000"), "At round.frame"),
    (put("round", "frame", value=True), "At round.frame"),
    (put("round", "frame", value=-1), "less than 0 kr"),
    (put("round", "year", value=1999), "year 1999"),
    (put("round", "county", value=" "), "needs a county"),
    (put("round", "scheme", value="rekomp"), "At round.scheme"),
    (put("round", "deadline", value="2021-4-15"), "At round.deadline"),
    (put("round", "deadline", value="2021-W15-4"), "At round.deadline"),
    (put("round", "example", value=1), "At round.example"),
    (put("round", "id", value=""), "At round.id"),
    (put("round", "id", value="../../heime"), "At round.id"),
    (put("round", "id", value="to\nliner"), "At round.id"),
    # proposals
    (put(P, value={}), "At proposals"),
    (put(P, 3, value=None), "At proposals[3]"),
    (put(P, 3, "staff", value="9"), "At proposals[3].staff"),
    (put(P, 3, "staff", value=False), "At proposals[3].staff"),
    (put(P, 3, "title", value=None), "At proposals[3].title"),
    (put(P, 3, "titel", value=""), "At proposals[3] in the file there is something this program doesn't know: titel"),
    (take(P, 3, "title"), "At proposals[3] in the file there is no title"),
    (put(P, 3, "ref", value=""), "At proposals[3].ref"),
    (put(P, 3, "participants", value="Bergen"), "At proposals[3].participants"),
    (put(P, 3, "participants", value=["Bergen", 4]), "At proposals[3].participants"),
    (put(P, 3, "target_groups", value=["universe"]), "At proposals[3].target_groups"),
    (put(P, 3, "continued", value=0), "At proposals[3].continued"),
    (put(P, 3, "received", value="2021-03-01T00:00:00"), "At proposals[3].received"),
    (put(P, 3, "requested", value=[["owner", 2021, -5]]), "At proposals[3].requested"),
    (put(P, 3, "requested", value=[["owner", 2021, 0]]), "At proposals[3].requested"),
    (put(P, 3, "requested", value=[["owner", 2021, 5], ["owner", 2021, 5]]), "At proposals[3].requested"),
    (put(P, 3, "requested", value=[["owner", "2021", 5]]), "At proposals[3].requested"),
    (put(P, 3, "requested", value=[["owner", 2021]]), "At proposals[3].requested"),
    (put(P, 3, "requested", value=[["nobody", 2021, 5]]), "At proposals[3].requested"),
    (put(P, 3, "other", value=[["a"]]), "At proposals[3].other"),
    (put(P, 3, "other", value=[["a", "b", "c"]]), "At proposals[3].other"),
    (put(P, 3, "other", value=["ab"]), "At proposals[3].other"),
    (put(P, 3, "source", "file", value=5), "At proposals[3].source"),
    (put(P, 3, "source", "row", value="4"), "At proposals[3].source"),
    (put(P, 3, "source", "colour", value=""), "At proposals[3].source in the file there is something this program"),
    (take(P, 3, "source", "sheet"), "At proposals[3].source in the file there is no sheet"),
    (twice, "At proposals[6].ref"),
    # what the forum says
    (put("standings", value=[]), "At standings"),
    (put("standings", "21-01", value=None), "At standings.21-01"),
    (put("standings", "21-01", "withdrawn", value=None), "At standings.21-01.withdrawn"),
    (put("standings", "21-01", "assessments", value={"anchored": ["perhaps", ""]}), "At standings.21-01.assessments"),
    (put("standings", "21-01", "assessments", value={"anchored": ["met"]}), "At standings.21-01.assessments"),
    (put("standings", "a\nb" * 999, value={}), "At standings.a\ufffdba"),
    (lambda data: data["standings"].update({"99": data["standings"]["21-01"]}), "At board"),
    # the board
    (take("board", "reserve"), "At board in the file there is no reserve"),
    (put("board", "bin", value=[]), "doesn't know: bin"),
    (put("board", "reserve", value="21-01"), "At board.reserve"),
    (put("board", "reserve", value=[1]), "At board.reserve[0]"),
    (put("board", "reserve", value=["99"]), "At board"),
    (put("board", value={lane: [] for lane in ("unhandled", "prioritised", "reserve", "declined")}), "At board"),
    (in_two_lanes, "At board"),
]


@pytest.mark.parametrize(("spoil", "said"), SPOILT, ids=[f"{n}-{said[:30]}" for n, (_, said) in enumerate(SPOILT)])
def test_what_is_refused(bare: Data, spoil: Callable[[Data], None], said: str) -> None:
    spoil(bare)
    assert said in refusal(packed(bare))
    with pytest.raises(Refusal):
        unpack(packed(bare, with_digest=False))


def test_the_table_spoils_a_file_that_is_sound(file: RoundFile, bare: Data, data: Data) -> None:
    assert unpack(packed(bare)) == replace(file, entries=())
    assert unpack(packed(data)) == file


def test_a_file_from_the_future_is_refused_with_the_version_that_made_it(data: Data) -> None:
    said = refusal(packed({**data, "version": 2, "program": "7.3", "new": {"anything": 1}}))
    assert "version 7.3" in said
    assert "version –" in refusal(packed({"format": "kompetanse-round", "version": 2}))
    assert "version 9\ufffd9" in refusal(packed({"format": "kompetanse-round", "version": 2, "program": "9\n9" * 99}))


# The journal


def entry(**values: object) -> Callable[[Data], None]:
    def spoil(data: Data) -> None:
        data["journal"][5].update(values)

    return spoil


def another_kind(data: Data) -> None:
    data["journal"][5]["kind"] = "undo" if data["journal"][5]["kind"] != "undo" else "redo"


def swap(data: Data) -> None:
    data["journal"][4], data["journal"][5] = data["journal"][5], data["journal"][4]


JOURNAL: list[tuple[Callable[[Data], None], str]] = [
    (put("journal", value=[]), "At journal"),
    (put("journal", value={}), "At journal"),
    (put("journal", 5, value=None), "At journal[5]"),
    (take("journal", 5), "At journal[5]"),
    (take("journal", 0), "At journal[0]"),
    (take("journal", -1), "At journal"),
    (swap, "At journal[4]"),
    (entry(colour=1), "At journal[5] in the file there is something this program doesn't know: colour"),
    (take("journal", 5, "below"), "At journal[5] in the file there is no below"),
    (entry(number=7), "At journal[5]"),
    (entry(number="6"), "At journal[5].number"),
    (entry(at="2021-03-20T12:30:05+00:00"), "At journal[5].at"),
    (entry(at="2021-03-20T12:30:05.000"), "At journal[5].at"),
    (entry(at="2021-03-20T12:30:05.000+00:00"), "At journal[5]"),
    (another_kind, "At journal[5]"),
    (entry(kind="done"), "At journal[5].kind"),
    (entry(action=None), "At journal[5].action"),
    (entry(target=3), "At journal[5]"),
    (entry(target=99), "At journal[5]"),
    (entry(below=99), "At journal[5]"),
    (entry(undo_top=-1), "At journal[5]"),
    (entry(redo_top=True), "At journal[5].redo_top"),
    (entry(remaining_before=1), "At journal[5]"),
    (entry(remaining_after=None), "At journal[5].remaining_after"),
    (entry(previous=""), "At journal[5]"),
    (entry(hash=""), "At journal[5]"),
    (entry(hash=None), "At journal[5].hash"),
    (entry(state="0" * 128), "At journal[5]"),
    (entry(state=None), "At journal[5]"),
    (entry(edits=[]), "At journal[5]"),
    (entry(edits={}), "At journal[5].edits"),
    (entry(edits=[{}]), "At journal[5].edits[0] in the file there is no kind, ref, before, after"),
    (entry(edits=[{"kind": "place", "ref": "21-01", "before": None, "after": None}]), "At journal[5].edits[0]"),
    (entry(edits=[{"kind": "hat", "ref": "21-01", "before": None, "after": None}]), "At journal[5].edits[0].kind"),
    (entry(edits=[{"kind": [], "ref": "21-01", "before": None, "after": None}]), "At journal[5].edits[0].kind"),
    (entry(name="Moved"), "At journal[5].name"),
    (entry(name={"message": "Moved {title}", "params": {}}), "At journal[5].name"),
    (entry(name={"message": "Moved {", "params": {}}), "At journal[5].name"),
    (entry(name={"message": "{}", "params": {"": "x"}}), "At journal[5].name"),
    (entry(name={"message": "", "params": {}}), "At journal[5].name"),
    (entry(name={"message": "{a.b}", "params": {"a": "x"}}), "At journal[5].name"),
    (entry(name={"message": "{a!r}", "params": {"a": "x"}}), "At journal[5].name"),
    (entry(name={"message": "{a:>999999999}", "params": {"a": "x"}}), "At journal[5].name"),
    (entry(name={"message": "{a_nok}", "params": {"a_nok": "x"}}), "At journal[5].name"),
    (entry(name={"message": "{a}", "params": {"a": [1]}}), "At journal[5].name"),
    (entry(name={"message": "{a}", "params": {"a": {"day": "2021-04-15"}}}), "At journal[5].name"),
    (entry(name={"message": "x", "params": {}, "more": 1}), "At journal[5].name"),
    # the round and its journal each by itself are sound, but don't fit
    (put("round", "frame", value=5_300_001), "At journal"),
    (put(P, 0, "title", value="Noko anna"), "At journal"),
    (put("round", "id", value="another"), "At journal[0]"),
]


@pytest.mark.parametrize(("spoil", "said"), JOURNAL, ids=[f"{n}-{said[:30]}" for n, (_, said) in enumerate(JOURNAL)])
def test_what_is_refused_of_a_journal(data: Data, spoil: Callable[[Data], None], said: str) -> None:
    spoil(data)
    assert said in refusal(packed(data))


# Not even JSON, or not even gzip


def text(data: Data, before: str = "", **values: str) -> bytes:
    """Pack JSON that no writer would write, in the place of named values."""
    whole = json.dumps({**data, **{name: f"<{name}>" for name in values}})
    for name, value in values.items():
        whole = whole.replace(f'"<{name}>"', value)
    return gzip.compress((before + whole).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("value", ["1.0", "1e3", "NaN", "Infinity", "-Infinity", "1" * 5000, "[" * 100_000, "{]", "01"])
def test_values_that_are_none_of_json_s_or_none_of_ours(bare: Data, value: str) -> None:
    assert UNREADABLE in refusal(text(bare, program=value))


@pytest.mark.parametrize("value", [str(1 << 63), str(-(1 << 63) - 1), r'"\ud800"', r'{"\udfff": 1}', "9" * 400])
def test_values_that_cannot_be_kept(bare: Data, value: str) -> None:
    assert "can't be kept" in refusal(text(bare, program=value))


def test_a_name_that_stands_twice(bare: Data) -> None:
    whole = json.dumps(bare).replace('"notes":', '"notes": false, "notes":', 1)
    assert UNREADABLE in refusal(gzip.compress(whole.encode()))


@pytest.mark.parametrize("depth", [33, 500, 900, 50_000])
def test_what_is_nested_too_deep(bare: Data, depth: int) -> None:
    for value in ("[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth):
        assert UNREADABLE in refusal(text(bare, program=value))


@pytest.mark.parametrize("value", ["null", "[]", "{}", "5", '"kompetanse-round"', '[{"format": "kompetanse-round"}]'])
def test_another_document(value: str) -> None:
    assert "isn't a round" in refusal(gzip.compress(value.encode()))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x1f\x8b",
        b"PK\x03\x04 a workbook",
        b"{}",
        zlib.compress(b"{}"),
        gzip.compress(b"", mtime=0),
        gzip.compress(b"\xff\xfe{\x00}\x00", mtime=0),
        gzip.compress(b"\xef\xbb\xbf{}", mtime=0),
        gzip.compress(b'{"a": "\xe6"}', mtime=0),
    ],
)
def test_another_kind_of_file(content: bytes) -> None:
    assert UNREADABLE in refusal(content)


@pytest.mark.parametrize("less", [*range(1, 9), 100])
def test_a_file_that_is_cut_off(file: RoundFile, less: int) -> None:
    assert UNREADABLE in refusal(pack(file)[:-less])


def test_something_after_the_end(file: RoundFile) -> None:
    content = pack(file)
    for more in (b"\0", b"x", content, gzip.compress(b""), bytes(512)):
        assert UNREADABLE in refusal(content + more)
    whole = gzip.decompress(content)
    assert UNREADABLE in refusal(gzip.compress(whole[:999]) + gzip.compress(whole[999:]))
    assert UNREADABLE in refusal(gzip.compress(whole + b"{}"))


# Bombs: the limits are made small here, so that the test itself needs no room


def test_a_file_that_swells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(round_file, "MOST_BYTES", 1 << 20)
    bomb = gzip.compress(bytes(64 << 20), compresslevel=1)
    assert len(bomb) < 1 << 20
    given: list[int] = []
    real = zlib.decompressobj

    class Watched:
        def __init__(self, bits: int) -> None:
            self._real = real(bits)

        def decompress(self, content: bytes, most: int) -> bytes:
            found = self._real.decompress(content, most)
            given.append(len(found))
            return found

        def __getattr__(self, name: str) -> Any:
            return getattr(self._real, name)

    monkeypatch.setattr(round_file.zlib, "decompressobj", Watched)
    assert "too large" in refusal(bomb)
    assert sum(given) <= 1 << 20


def test_a_file_that_is_large_as_it_is(file: RoundFile, monkeypatch: pytest.MonkeyPatch) -> None:
    content = pack(file)
    monkeypatch.setattr(round_file, "MOST_PACKED", len(content))
    assert unpack(content) == file
    monkeypatch.setattr(round_file, "MOST_PACKED", len(content) - 1)
    assert "too large" in refusal(content)
