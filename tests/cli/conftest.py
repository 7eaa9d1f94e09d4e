"""The command line as a caller sees it: exit code, what is printed, what is complained of."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kompetanse_desktop import cli

SAMPLES = Path(__file__).parent.parent / "exchange" / "samples"
WORKBOOK = SAMPLES / "behovsmeldingar-kompetanseloftet-2021-doeme.xlsx"


@dataclass(frozen=True)
class Said:
    """What one command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Read the answer as JSON."""
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a function that runs one command on a throw-away library, in English, in a folder of its own."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def command(*words: object, lang: str = "en") -> Said:
        capsys.readouterr()
        try:
            code = cli.main(["--data-dir", str(data_dir), "--lang", lang, *(str(word) for word in words)])
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Said(code, captured.out, captured.err)

    return command


ROUND = (
    *("round", "new", "--scheme", "kompetanseloftet", "--county", "Vestland", "--year", 2021),
    *("--frame", 5_300_000, "--deadline", "2021-04-15", "--committed", 400_000),
)


@pytest.fixture
def filled(run: Run) -> Run:
    """Give a command line with the sample list in Vestland's round."""
    assert run(*ROUND).code == 0
    assert run("import", WORKBOOK).code == 0
    return run
