"""The package of actions gives every name it promises, from the module its table says, without loading the rest."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from kompetanse_desktop import actions


def _imports() -> dict[str, str]:
    """Give the names that the type checker is told of, by where they come from."""
    tree = ast.parse(Path(actions.__file__).read_text(encoding="utf-8"))
    return {
        name.name: (node.module or "").removeprefix("kompetanse_desktop.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kompetanse_desktop")
        for name in node.names
    }


def test_the_table_says_what_the_type_checker_is_told() -> None:
    assert _imports() == actions._MODULES
    assert sorted(actions.__all__) == sorted(actions._MODULES)


@pytest.mark.parametrize("name", actions.__all__)
def test_every_name_is_there_and_none_is_hidden_by_a_module(name: str) -> None:
    module = sys.modules.get(f"kompetanse_desktop.actions.{name}")
    assert module is None, "a module of that name would take its place as soon as it is loaded"
    assert getattr(actions, name) is not None


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="dance"):
        actions.dance  # noqa: B018


def test_opening_a_library_loads_nothing_that_only_writing_needs(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kompetanse_desktop import actions;"
        "actions.Session.open(Path(sys.argv[1])).close();"
        "before = set(sys.modules);"
        "print(*sorted(before & set(sys.argv[2:])))"
    )
    heavy = ["sqlite_utils", "kompetanse_desktop.actions.round_files", "kompetanse_desktop.store.recovery"]
    for times in range(2):  # the first one makes the library, which is writing
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path), *heavy], capture_output=True, text=True, check=True
        )
        assert times == 0 or done.stdout.split() == []
