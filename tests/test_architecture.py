"""Who may know whom holds, a break of it is caught, and the light parts stay light."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kompetanse_desktop"
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter's own entry on the package in ``root``; apart, for it keeps what it has imported."""
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env=os.environ | {"PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
    )


def contracts() -> list[dict[str, object]]:
    """Read the contracts that pyproject.toml states."""
    found = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert isinstance(found, list)
    return found


@cache
def graph() -> grimp.ImportGraph:
    """Give the imports of the package, those inside functions too."""
    return grimp.build_graph("kompetanse_desktop", include_external_packages=True, cache_dir=None)


def test_nobody_knows_whom_they_may_not() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, folder / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__", "_resources"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(
    ("module", "bad_import", "contract"),
    [
        ("domain/board.py", "import PySide6.QtCore", "only the window and the app know Qt"),
        ("domain/board.py", "from kompetanse_desktop import text", "who may know whom"),
        ("actions/__init__.py", "import sqlite3", "only the store knows SQLite"),
        ("actions/__init__.py", "def f():\n    import kompetanse_desktop.ui", "who may know whom"),
        ("documents/__init__.py", "import kompetanse_desktop.store", "tables and documents know only the domain"),
        ("store/__init__.py", "import kompetanse_desktop.text", "the local copy knows only the domain"),
        ("store/__init__.py", "import pikepdf", "only documents and exchange open a PDF's insides"),
        ("exchange/__init__.py", "import reportlab.pdfgen", "only the documents know how a PDF is drawn"),
        ("ui/__init__.py", "import python_calamine", "only exchange reads and writes tables"),
    ],
)
def test_a_break_is_caught(copy: Path, module: str, bad_import: str, contract: str) -> None:
    path = copy / PACKAGE.name / module
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{bad_import}\n", "utf-8")
    try:
        result = lint(copy)
    finally:
        path.write_text(before, "utf-8")
    assert result.returncode != 0, result.stdout
    broken = [line for line in result.stdout.splitlines() if "BROKEN" in line]
    assert any(line.startswith(contract) for line in broken), result.stdout


def test_every_part_is_named_in_every_contract_about_packages() -> None:
    parts = {m.removeprefix("kompetanse_desktop.") for m in graph().find_children("kompetanse_desktop")} - {"__main__"}
    owners = {
        "PySide6": {"ui", "app"},
        "sqlite3": {"store"},
        "reportlab": {"documents"},
        "pikepdf": {"documents", "exchange"},
        "python_calamine": {"exchange"},
    }
    for contract in contracts():
        forbidden, sources = contract.get("forbidden_modules", []), contract.get("source_modules", [])
        assert isinstance(forbidden, list)
        assert isinstance(sources, list)
        if forbidden and forbidden[0] in owners:
            named = {source.removeprefix("kompetanse_desktop.") for source in sources}
            assert parts - named == owners[forbidden[0]] & parts, contract["name"]


def test_the_domain_needs_nothing_but_python() -> None:
    strangers = {
        (module, known)
        for module in {"kompetanse_desktop.domain", *graph().find_descendants("kompetanse_desktop.domain")}
        for known in graph().find_modules_directly_imported_by(module)
        if not known.startswith("kompetanse_desktop.domain") and known.split(".")[0] not in sys.stdlib_module_names
    }
    assert strangers == set()


def test_the_command_line_starts_without_qt() -> None:
    code = (
        "import sys; from kompetanse_desktop import app\n"
        "try:\n    app.main(['round', 'list'])\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "loaded = [m for m in sys.modules if m.split('.')[0] in ('PySide6', 'shiboken6')]\n"
        "assert not loaded, loaded"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
