"""What can't be done: one plain line, the right exit code, nothing changed, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompetanse_desktop.cli import commands
from tests.cli.conftest import ROUND, Run

ROOT = Path(__file__).parent.parent.parent

LONG = "x" * 300
LONG_NAMES = (
    *(("backup", ".db"), ("restore", ".db"), ("export", ".csv"), ("innstilling", ".pdf")),
    *(("import", ".xlsx"), ("import", ".csv")),
)


def but(*changed: object) -> tuple[object, ...]:
    """Give the command that makes Vestland's round with other options last."""
    return (*ROUND, *changed)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (but("--frame", "-1"), "less than 0"),
        (but("--deadline", "2022-04-15"), "another year"),
        (but("--committed", 5_300_001), "more than the frame"),
        (but("--year", 1814), "1814"),
        (but("--county", " "), "county"),
        (but("--frame", 10**17), "more than this program handles"),
        (("round", "use", "nowhere"), "nowhere"),
        (("move", "21-01", "attic"), "attic"),
        (("move", "99-99", "reserve"), "99-99"),
        (("move", "21-01", "reserve", "--position", 2), "places 1 to 1"),
        (("move", "21-01", "reserve", "--position", 0), "places 1 to 1"),
        (("amount", "21-01", "-5"), "less than 0"),
        (("amount", "21-01", 5, "--year", 2020), "2020"),
        (("amount", "99-99", 5), "99-99"),
        (("redo",), "nothing to redo"),
        (("import", "missing.xlsx"), "missing.xlsx"),
        (("import", "two\nlines\x1b[31m.xlsx"), "two lines [31m.xlsx"),
        (("export", "out.docx"), "out.docx"),
        (("export", "/nowhere/at/all/out.csv"), "out.csv"),
        (("innstilling", "/nowhere/at/all/out.pdf"), "out.pdf"),
        (("innstilling", "out.docx"), ".pdf"),
        (("innstilling", ""), ".pdf"),
        *(((command, LONG + ending), LONG) for command, ending in LONG_NAMES),
        (("backup", "/nowhere/at/all/out.db"), "/nowhere/at/all"),
        (("restore", "missing.db"), "missing.db"),
        (("move", "\udce6", "reserve"), "?"),
    ],
)
def test_a_refusal(filled: Run, words: tuple[object, ...], part: str) -> None:
    before = filled("journal", "--json").out, filled("proposals", "--json").out
    for language in ("en", "nn", "nb"):
        answer = filled(*words, lang=language)
        assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1), answer.err
        assert language != "en" or part in answer.err
    assert (filled("journal", "--json").out, filled("proposals", "--json").out) == before


@pytest.mark.parametrize(
    "command", sorted(set(commands.COMMANDS) - {"round", "selftest", "restore", "recover", "verify", "sign"})
)
def test_no_round_yet(run: Run, command: str, tmp_path: Path) -> None:
    more = {
        "import": ["missing.xlsx"],
        "move": ["21-01", "reserve"],
        "amount": ["21-01", "5"],
        "innstilling": [tmp_path / "out.pdf"],
        "export": [tmp_path / "out.csv"],
        "template": [tmp_path / "out.xlsx"],
        "backup": [tmp_path / "out.db"],
    }
    answer = run(command, *more.get(command, []))
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert list(tmp_path.glob("out.*")) == []


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("nonsense",), "«nonsense»"),
        (("move",), "Missing: REF, LANE."),
        (("move", "21-01", "reserve", "more"), "Not understood: more."),
        (("amount", "21-01", "ca. 300 000"), "«ca. 300 000» isn't a whole number"),
        (("amount", "21-01", "1.250"), "«1.250» isn't a whole number"),
        (("amount", "21-01", "9" * 5000), "isn't a whole number"),
        (("move", "21-01", "reserve", "--position"), "--position needs a value."),
        (but("--deadline", "15. april"), "isn't a date"),
        (but("--deadline", "2021-02-30"), "isn't a date"),
        (but("--scheme", "lotto"), "Choose from: kompetanseloftet, regional, desentralisert"),
        (("round",), "Missing"),
        (("import", "x.csv", "--columns", "title"), "field=heading"),
        (("import", "x.csv", "--same", "5"), "row=number"),
        (("import", "x.csv", "--same", "five=21-01"), "row=number"),
        (("import", "x.csv", "--table", "two"), "isn't a whole number"),
        (("import",), "Missing: FILE."),
        (("--lang", "sv", "budget"), "Choose from: nn, nb, en"),
        (("--data-dir", "", "budget"), "--data-dir needs a value."),
        (("--data-dir=", "round", "list"), "--data-dir needs a value."),
        (("--data-dir", " ", "budget"), "--data-dir needs a value."),
        ((), "Usage:"),
    ],
)
def test_wrong_usage(run: Run, words: tuple[object, ...], part: str, data_dir: Path) -> None:
    answer = run(*words)
    assert answer.code == 2
    assert part in answer.err + answer.out
    assert list(data_dir.iterdir()) == [], "not even a library is made"


def test_wrong_usage_in_the_language_asked_for(run: Run) -> None:
    assert run("nonsense", lang="nn").err != run("nonsense", lang="en").err


@given(
    words=st.lists(
        st.one_of(st.text(max_size=8), st.sampled_from([*commands.COMMANDS, "--json", "new", "-1"])), max_size=5
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rubbish_is_answered(run: Run, words: list[str]) -> None:
    if "selftest" in words or any(word.startswith("-") and "v" in word for word in words):
        return
    answer = run(*(word.replace("/", "-") for word in words))
    assert answer.code in (0, 1, 2)
    assert "The program failed" not in answer.err


def test_a_document_is_not_written_over_the_library(filled: Run, data_dir: Path) -> None:
    library = data_dir / "library.db"
    before = library.read_bytes()
    answer = filled("innstilling", library)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert library.read_bytes() == before


def test_a_data_folder_with_too_long_a_name(run: Run) -> None:
    for command in ("budget", "backup", "restore"):
        answer = run("--data-dir", LONG, command, *([] if command == "budget" else ["x.db"]))
        assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
        assert "can't be written to" in answer.err


def test_a_library_that_cannot_be_used(run: Run, data_dir: Path) -> None:
    (data_dir / "library.db").write_text("not a library " * 100)
    answer = run("budget")
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert "isn't a library of this program" in answer.err


def test_a_fault_of_the_program_keeps_a_report(run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(namespace: object) -> commands.Answer:
        raise ZeroDivisionError("a bug")

    monkeypatch.setitem(commands.COMMANDS, "budget", fails)
    answer = run("budget")
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    (report,) = data_dir.glob("report-*.txt")
    assert str(report) in answer.err
    assert "ZeroDivisionError: a bug" in report.read_text("utf-8")


# In a process of its own


def process(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kompetanse_desktop.cli", *(str(word) for word in words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"LANG": "xx_YY.nothing", "LC_ALL": ""}, {"LC_ALL": "nb_NO.ISO-8859-1"}]
)
def test_norwegian_letters_come_out_whole_in_any_locale(data_dir: Path, environment: dict[str, str]) -> None:
    result = process("--data-dir", data_dir, "move", "blåbær", "prioritised", **environment)
    assert result.returncode == 1
    made = process("--data-dir", data_dir, *ROUND, **environment)
    assert (made.returncode, made.stderr) == (0, b"")
    result = process("--data-dir", data_dir, "move", "blåbær", "prioritised", **environment)
    assert "«blåbær»" in result.stderr.decode("utf-8")


def test_a_reader_that_goes_away(data_dir: Path) -> None:
    process("--data-dir", data_dir, *ROUND)
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        result = subprocess.run(
            [sys.executable, "-m", "kompetanse_desktop.cli", "--data-dir", str(data_dir), "budget"],
            cwd=ROOT,
            stdout=gone,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert result.stderr == b""


def test_no_command_imports_qt(data_dir: Path) -> None:
    code = f"""
import sys
from kompetanse_desktop import cli
from kompetanse_desktop.cli import commands
for words in [["round", "list"], ["budget"], ["verify", "x"], ["export", "x.csv"], ["innstilling", "x.pdf"],
              ["import", "x.xlsx"], ["checks"], ["journal"], ["backup", "/nowhere/x"], ["restore", "/nowhere/x"]]:
    cli.main(["--data-dir", {str(data_dir)!r}, *words])
from kompetanse_desktop.cli import selftest
from kompetanse_desktop.exchange import data_out, demo, plan, reading
from kompetanse_desktop.documents import innstilling
loaded = [name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6")]
assert not loaded, loaded
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr.decode()
