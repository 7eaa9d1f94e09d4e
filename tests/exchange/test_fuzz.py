"""Spoilt files of every kind: each is read or refused in one sentence, and none crashes, hangs or fills the program.

Which files are tried is decided by their number alone, so one that fails can be made again.
"""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.exchange import reading
from tests.domain.values import YEAR
from tests.exchange import corpus
from tests.exchange.corpus.case import Wanted
from tests.exchange.corpus.packing import parts_of, zipped

ROOT = Path(__file__).parent.parent.parent
KINDS = ("xlsx", "xls", "ods", "csv", "docx", "pdf", "xfdf")
EACH, EACH_OF_MANY, FOR_REAL = 60, 720, 3
LARGEST = 100_000
NASTY = (
    *b"99999999999 -1 0 1e999 NaN XFD1048576 A0 &#0; &#x202e; &lol; ]]> <!-- < > ; = Sum \" ' endobj".split(),
    *(b"<!DOCTYPE x>", b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\r", b"\n\n\n", b"\xc3", b"=1+1", b" 0 R", b"\xff" * 8),
    *(b";" * 50, b"(" * 200, b"[" * 200, b"<<" * 60, b"9" * 400),
)
VALUE = re.compile(rb"""(?:=["']|>)([^"'<>]+)""")
ELEMENT = re.compile(rb"<([\w:]+)[^<>]*(?:/>|>[^<]*</\1>)")
ODD_VALUES = (
    *b"0 -1 1 99999999999 1048576 16385 XFD1048576 A0 A1:XFD1048576 1e308 NaN 44302.5 2021-13-45".split(),
    *b"true e str s b d inlineStr shared date percentage collapse hidden veryHidden restart".split(),
    *(b"", b"-99999999999-01-01", b"&#x1F600;", b"../../etc/passwd", b"x" * 5000),
)


@cache
def _sound(kind: str) -> tuple[bytes, ...]:
    """Give the files of one kind that can be read, from the corpus."""
    made = (
        c.make() for c in corpus.ALL if isinstance(c.wanted, Wanted) and not c.limits and c.file.endswith(f".{kind}")
    )
    return tuple(data for data in made if len(data) <= LARGEST)


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    """Change, cut out, double, overwrite or cut off a few places."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(spoilt) + 1)
        length = chance.choice((1, 2, 4, 16, 60, 300))
        match chance.randrange(7):
            case 0:
                spoilt[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del spoilt[at : at + length]
            case 2:
                spoilt[at:at] = spoilt[at : at + length]
            case 3:
                spoilt[at:at] = chance.choice(NASTY)
            case 4:
                nasty = chance.choice(NASTY)
                spoilt[at : at + len(nasty)] = nasty
            case 5:
                other = chance.randrange(len(spoilt) + 1)
                spoilt[at : at + length] = spoilt[other : other + length]
            case _:
                if chance.random() < 0.2:
                    del spoilt[at:]
    return bytes(spoilt)


def _reshaped(xml: bytes, chance: random.Random) -> bytes:
    """Change values, and double, move or take away small elements, so that it is still XML."""
    for _ in range(chance.randint(1, 8)):
        values, elements = list(VALUE.finditer(xml)), list(ELEMENT.finditer(xml))
        if values and (chance.random() < 0.6 or not elements):
            at = chance.choice(values).span(1)
            new = chance.choice((*ODD_VALUES, chance.choice(values)[1]))
        elif elements:
            found = chance.choice(elements)
            at = chance.choice((found.span(), (found.start(), found.start())))
            new = chance.choice((b"", found[0], chance.choice(elements)[0], found[0] * 40))
        else:
            break
        xml = xml[: at[0]] + new + xml[at[1] :]
    return xml


def mutated(kind: str, seed: int) -> bytes:
    """Give a file of this kind, spoilt; of zipped ones mostly a part inside, so that the archive stays whole."""
    chance = random.Random(f"{kind} {seed}")
    data = chance.choice(_sound(kind))
    spoil = _reshaped if kind not in ("csv", "xls", "pdf") and chance.random() < 0.6 else _spoilt
    if not data.startswith(b"PK") or (spoil is _spoilt and chance.random() < 0.4):
        return spoil(data, chance)
    parts = parts_of(data)
    names = sorted(name for name in parts if name != "mimetype")
    for name in chance.sample(names, k=min(len(names), chance.choice((1, 1, 2)))):
        parts[name] = spoil(parts[name], chance)
    if chance.random() < 0.1:
        del parts[chance.choice(sorted(parts))]
    return zipped(parts) if parts else b""


class Reader:
    """The process that reads many; a new one takes over when a file has ended it."""

    def __init__(self) -> None:
        self.ended = Counter[int]()
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.reading_many"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def read(self, path: Path) -> dict[str, str]:
        """Have one file read, and give what came of it: ``ended`` where it ended the process."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        if line := self.process.stdout.readline():
            return dict(json.loads(line))
        code = self.close()
        self.ended[code] += 1
        self._start()
        return {"ended": str(code)}

    def close(self) -> int:
        """End it, and give what it ended with."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        code = self.process.wait()
        self.process.stdout.close()
        return code


def _try(kind: str, seeds: range, folder: Path) -> Counter[str]:
    """Try these files, and give how many were read, refused, and ended the process. Fails at the first bug."""
    came: Counter[str] = Counter()
    many = Reader()
    for seed in seeds:
        path = folder / f"{seed}.{kind}"
        path.write_bytes(mutated(kind, seed))
        answer = many.read(path)
        if "ended" in answer:
            hung = sys.platform != "win32" and answer["ended"] == str(-signal.SIGPROF)
            assert not hung, f"{kind} {seed} took too long"
            _for_real(path)  # the libraries fell over it: the program itself must not
        assert "raised" not in answer, f"{kind} {seed}:\n{answer['raised']}"
        assert "\n" not in answer.get("refused", ""), f"{kind} {seed} is refused in more than a line"
        came.update(answer.keys())
        path.unlink()
    assert many.close() == 0
    return came


def _for_real(path: Path) -> str:
    """Read a file as the program does. Anything that is raised but a refusal is a bug."""
    try:
        reading.read(path, year=YEAR)
    except Refusal:
        return "refused"
    return "read"


@pytest.mark.parametrize("kind", KINDS)
def test_spoilt_files_are_read_or_refused(kind: str, tmp_path: Path) -> None:
    came = _try(kind, range(EACH), tmp_path)
    assert came.total() == EACH
    assert came["read"], "so spoilt that nothing was tried"
    assert came["refused"], "so little spoilt that nothing was tried"


@pytest.mark.parametrize("kind", KINDS)
def test_the_program_outlives_them_all(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.{kind}"
    for seed in range(-FOR_REAL, 0):
        path.write_bytes(mutated(kind, seed))
        assert _for_real(path) in ("read", "refused")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_five_thousand_spoilt_files_are_read_or_refused(kind: str, tmp_path: Path) -> None:
    assert _try(kind, range(EACH_OF_MANY), tmp_path).total() == EACH_OF_MANY


def test_what_is_spoilt_is_the_same_each_time() -> None:
    assert [mutated("xlsx", 7), mutated("csv", 7)] == [mutated("xlsx", 7), mutated("csv", 7)]
