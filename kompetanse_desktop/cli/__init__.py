"""The program from a command line, for scripts, tests and those who would rather type. No window, no Qt."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from kompetanse_desktop import __version__, crash_report, paths, text
from kompetanse_desktop.domain.round import Scheme
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import LANGUAGES, say

PROGRAM = "kompetanse-desktop"
OK, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


# How it is written


class _Parser(argparse.ArgumentParser):
    """An argument parser that says in plain words, in the chosen language, what is wrong."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False)
        self._positionals.title, self._optionals.title = say("what"), say("choices")
        self.offer_help()

    def offer_help(self) -> None:
        """Let help be asked for."""
        self.add_argument("-h", "--help", action="help", help=say("show this help"))

    def format_usage(self) -> str:
        """Show how the command is written."""
        return super().format_usage().replace("usage:", say("Usage:"), 1)

    def format_help(self) -> str:
        """Show how the command is written and what it does."""
        return super().format_help().replace("usage:", say("Usage:"), 1)

    def error(self, message: str) -> NoReturn:
        for pattern, words in _USAGE_ERRORS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = words(**found.groupdict())
                break
        self.exit(WRONG_USAGE, f"{message}\n{self.format_usage()}")


class _NotForTheWindow(Exception):
    """What was written is more than the window's few choices, or wrong."""


class _WindowParser(_Parser):
    """Reads what a start of the window has. The rest is left to the whole parser, which takes longer to make."""

    def offer_help(self) -> None:
        pass

    def error(self, message: str) -> NoReturn:
        raise _NotForTheWindow(message)


_USAGE_ERRORS: list[tuple[str, Callable[..., str]]] = [
    (r"the following arguments are required: (?P<what>.+)", lambda what: say("Missing: {what}.", what=what)),
    (r"unrecognized arguments: (?P<what>.+)", lambda what: say("Not understood: {what}.", what=what)),
    (r"argument (?P<what>.+): expected one argument", lambda what: say("{what} needs a value.", what=what)),
    (
        r"argument (?P<what>.+): not allowed with argument (?P<other>.+)",
        lambda what, other: say("{what} and {other} can't be used together.", what=what, other=other),
    ),
    (
        r"argument (?P<what>.+): invalid choice: '(?P<value>.*)' \(choose from (?P<choices>.+)\)",
        lambda what, value, choices: say(
            "«{value}» can't be used here. Choose from: {choices}.", value=value, choices=choices.replace("'", "")
        ),
    ),
    (
        r"argument (?P<what>.+): invalid _?(?P<kind>\w+) value: '(?P<value>.*)'",
        lambda what, kind, value: _invalid(what, kind, value),
    ),
]


def _invalid(what: str, kind: str, value: str) -> str:
    if kind == "day":
        return say("«{value}» isn't a date such as 2021-04-15 ({what}).", value=value, what=what)
    if kind == "columns":
        return say("«{value}» isn't written as field=heading ({what}).", value=value, what=what)
    if kind == "answers":
        return say("«{value}» isn't written as row=number ({what}).", value=value, what=what)
    if kind == "folder":
        return say("{what} needs a value.", what=what)
    return say("«{value}» isn't a whole number ({what}).", value=value, what=what)


def _whole(written: str) -> int:
    """Read a whole number, with or without spaces between thousands."""
    digits = re.sub(r"[\s\u00a0\u202f]", "", written)
    if not re.fullmatch(r"-?[0-9]{1,18}", digits):
        raise ValueError(written)
    return int(digits)


def _day(written: str) -> date:
    """Read a date as 2021-04-15 or 15.04.2021."""
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", written):
        return date(int(found[3]), int(found[2]), int(found[1]))
    return date.fromisoformat(written)


def _folder(written: str) -> Path:
    """Read the name of a folder. Nothing, as from an empty variable in a script, is not the working folder."""
    if not written.strip():
        raise ValueError(written)
    return Path(written)


def _columns(written: str) -> dict[str, str]:
    """Read field=heading,field=heading."""
    pairs = [pair.partition("=") for pair in written.split(",")]
    if not all(field.strip() and equals and heading.strip() for field, equals, heading in pairs):
        raise ValueError(written)
    return {field.strip(): heading.strip() for field, _, heading in pairs}


def _answers(written: str) -> dict[int, str | None]:
    """Read row=number,row=number: the row is the proposal of that number; with no number it is a new one."""
    pairs = [pair.partition("=") for pair in written.split(",")]
    if not all(equals for _, equals, _ in pairs):
        raise ValueError(written)
    return {_whole(row): number.strip() or None for row, _, number in pairs}


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line. ``command`` is None when the window is wanted.

    Exits with 2 and a plain line on stderr where it can't be understood.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    text.use(_language_asked_for(given))
    try:
        namespace = _with_choices(_WindowParser(prog=PROGRAM)).parse_args(given)
        namespace.command = None
    except _NotForTheWindow:
        namespace = _parser().parse_args(given)
    text.use(namespace.lang)
    return namespace


def _language_asked_for(argv: list[str]) -> str | None:
    # Needed before the rest is understood, to say in that language what isn't.
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        asked = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and asked in LANGUAGES:
            return asked
    return None


def _with_choices(parser: _Parser) -> _Parser:
    """Add what goes before any command, and for the window."""
    parser.add_argument("--data-dir", type=_folder, metavar="DIR", help=say("keep everything in this folder"))
    parser.add_argument("--lang", choices=list(LANGUAGES), help=say("the language of the words"))
    parser.add_argument("--demo", action="store_true", help=say("open a throw-away copy of the demo round"))
    parser.add_argument("--json", action="store_true", help=say("answer with JSON"))
    parser.add_argument("--version", action="version", version=__version__, help=say("show the version"))
    return parser


def _parser() -> _Parser:
    about_all = say("Rank proposals for grants, and write the recommendation.")
    parser = _with_choices(_Parser(prog=PROGRAM, description=about_all))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def add(name: str, help: str, to: Any = commands) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = to.add_parser(name, help=help, description=help)
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=say("answer with JSON"))
        return made

    rounds = add("round", say("make a round, list them, choose one"))
    about = rounds.add_subparsers(
        dest="round_command", metavar="new|list|use|send|fetch|remove", required=True, parser_class=_Parser
    )
    new = add("new", say("make a round and use it"), about)
    new.add_argument("--scheme", required=True, choices=[scheme.value for scheme in Scheme])
    new.add_argument("--county", required=True)
    new.add_argument("--year", required=True, type=_whole)
    new.add_argument("--frame", required=True, type=_whole, metavar="KRONER")
    new.add_argument("--deadline", required=True, type=_day, metavar="DATE")
    new.add_argument("--committed", type=_whole, default=0, metavar="KRONER")
    new.add_argument("--set-aside", type=_whole, default=0, metavar="KRONER")
    new.add_argument("--places", type=_whole, metavar="N")
    add("list", say("list the rounds"), about)
    add("use", say("use another round"), about).add_argument("id", metavar="ID")
    send = add("send", say("write a round to a file, to give to somebody"), about)
    send.add_argument("out", metavar="OUT.kompetanse")
    send.add_argument("--round", metavar="ID", help=say("another round than the one in use"))
    send.add_argument("--journal", action="store_true", help=say("with everything that was done"))
    send.add_argument("--notes", action="store_true", help=say("with the private notes"))
    fetch = add("fetch", say("take in a round from a file"), about)
    fetch.add_argument("file", metavar="FILE.kompetanse")
    fetch.add_argument(
        "--as", dest="choice", choices=["replace", "beside"], help=say("what to do where the round is here already")
    )
    add("remove", say("remove a round for good"), about).add_argument("id", metavar="ID")

    take = add("import", say("take proposals into the round"))
    take.add_argument("files", metavar="FILE", nargs="+")
    take.add_argument("--columns", type=_columns, metavar="field=heading,…")
    take.add_argument("--sheet", metavar="NAME")
    take.add_argument("--table", type=_whole, metavar="N", help=say("which of several tables"))
    take.add_argument("--visible-only", action="store_true", help=say("leave out hidden rows and columns"))
    take.add_argument("--same", type=_answers, metavar="row=number,…", help=say("which proposal a row is"))
    take.add_argument("--dry-run", action="store_true", help=say("show it, and keep nothing"))
    take.add_argument("--no-backup", action="store_true", help=say("take it in without a backup first"))
    add("template", say("write an empty list to be filled in")).add_argument("out", metavar="OUT.xlsx")
    add("proposals", say("list the proposals with lane, position and amounts"))
    move = add("move", say("move a proposal"))
    move.add_argument("ref", metavar="REF")
    move.add_argument("lane", metavar="LANE", help="unhandled prioritised reserve declined")
    move.add_argument("--position", type=_whole, metavar="N")
    move.add_argument("--reason", metavar="TEXT")
    amount = add("amount", say("set the recommended amount"))
    amount.add_argument("ref", metavar="REF")
    amount.add_argument("kroner", metavar="KRONER", type=_whole)
    amount.add_argument("--year", type=_whole)
    amount.add_argument("--reason", metavar="TEXT")
    add("undo", say("undo the last action"))
    add("redo", say("redo what was undone"))
    add("journal", say("show what was done"))
    add("budget", say("show the money of the round"))
    add("checks", say("show what warns and what stops"))
    document = add("innstilling", say("write the recommendation as PDF"))
    document.add_argument("out", metavar="OUT.pdf")
    by = say("sign with this certificate: first the chair's, then the secretary's")
    password = say("the variable that has the password of the certificate")
    document.add_argument("--sign", metavar="CERT.p12", action="append", default=[], help=by)
    document.add_argument("--password-env", metavar="VAR", action="append", default=[], help=password)
    once_more = add("sign", say("sign a document that was written before"))
    once_more.add_argument("file", metavar="FILE.pdf")
    once_more.add_argument("certificate", metavar="CERT.p12")
    once_more.add_argument(
        "--as", dest="role", required=True, choices=["chair", "secretary"], help=say("who signs: chair or secretary")
    )
    once_more.add_argument("--password-env", metavar="VAR", help=password)
    once_more.add_argument("--out", metavar="OUT.pdf", help=say("the signed document; without it, the same file"))
    check = add("verify", say("check the signatures of a document"))
    check.add_argument("file", metavar="FILE.pdf")
    check.add_argument("--trust", metavar="ROOT.pem", action="append", default=[], help=say("trust this certificate"))
    add("export", say("write the round as a table or as data")).add_argument("out", metavar="OUT.xlsx|.csv|.json")
    away = add("backup", say("put a copy of everything away")).add_mutually_exclusive_group()
    away.add_argument("out", metavar="OUT.db", nargs="?")
    away.add_argument("--list", action="store_true", help=say("list the backups there are"))
    add("restore", say("take everything back from a copy")).add_argument("file", metavar="FILE.db")
    add("recover", say("put a damaged library together again"))
    add("selftest", say("start every part once and say what works"))
    return parser


# What it does


def run(namespace: argparse.Namespace) -> int:
    """Do a command and say how it went. Gives the exit code; never raises for anything a user can do."""
    _speak_utf8()
    try:
        from kompetanse_desktop.cli import backups
        from kompetanse_desktop.cli.commands import COMMANDS

        answer = COMMANDS[namespace.command](namespace)
        if namespace.json:
            print(json.dumps(answer.data, ensure_ascii=False, indent=2))
        elif answer.lines:
            print("\n".join(_one_line(line) for line in answer.lines))
        if sys.stdout is not None:
            sys.stdout.flush()
        if answer.complaint is not None:
            _complain(say(answer.complaint))
        if answer.code == OK and (undone := backups.after(namespace)) is not None:
            _complain(say(undone))
        return answer.code
    except Refusal as refusal:
        return _complain(say(refusal.saying))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (| head). Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as error:
        return _complain(_crashed(error, namespace))


def main(argv: Sequence[str] | None = None) -> int:
    """Read a command line and do what it says; without a command, say what there is."""
    namespace = parse(argv)
    if namespace.command is None:
        _parser().print_help()
        return WRONG_USAGE
    return run(namespace)


def no_window(error: ImportError) -> int:
    """Say that the window can't be opened on this machine, and that the commands still work."""
    return _complain(say("The window can't be opened here ({error}). The commands work.", error=str(error)))


def _complain(sentence: str) -> int:
    if sys.stderr is not None:
        print(_one_line(sentence), file=sys.stderr)
    return REFUSED


def _one_line(sentence: str) -> str:
    """Give one line whatever a file is called and a text has, without signs that a terminal would obey."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text.straight(sentence))


def _crashed(error: Exception, namespace: argparse.Namespace) -> str:
    try:
        folder: Path | None = paths.data_dir(namespace.data_dir)
    except Refusal:
        folder = None
    report = crash_report.keep(crash_report.describe(error), folder)
    if report is None:
        return say("The program failed, and no report could be kept: {error}", error=repr(error))
    return say("The program failed. What happened is kept in {file}.", file=str(report))


def _speak_utf8() -> None:
    # Redirected output would else be in the code page of the machine, or refuse Norwegian letters.
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
