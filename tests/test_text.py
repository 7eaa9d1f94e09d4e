"""The words are whole in every language, and numbers, money and dates are written as they should be."""

from __future__ import annotations

import ast
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer import catalogues
from kompetanse_desktop import text
from kompetanse_desktop.domain.saying import Refusal, Saying, saying

NBSP = "\u00a0"
HINT = "run: python installer/catalogues.py (and write the words that it says are missing)"


def texts(said: Any) -> list[str]:
    """Give a translation's one or more forms."""
    return [said] if isinstance(said, str) else list(said)


# The catalogues and the code


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_message_is_translated_and_no_other(language: str) -> None:
    messages, words = set(catalogues.extract()), catalogues.read(language)
    assert messages - set(words) == set(), f"not in the {language} catalogue; {HINT}"
    assert set(words) - messages == set(), f"no longer in the code; {HINT}"
    assert {key for key, said in words.items() if not all(texts(said))} == set(), f"not translated; {HINT}"


def test_english_is_the_code_s_own_words() -> None:
    assert {key: said for key, said in catalogues.read("en").items() if texts(said) != texts(key)} == {}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_placeholders_are_the_same_in_every_language(language: str) -> None:
    differing = {}
    for key, said in catalogues.read(language).items():
        if not all(texts(said)):
            continue
        forms = list(zip(texts(key), texts(said), strict=True))
        for original, translated in forms:
            may_lack = {"count"} if len(forms) > 1 else set()  # «ei lukke», «two cards»
            difference = catalogues.fields(original) ^ catalogues.fields(translated)
            if difference - may_lack:
                differing[original] = translated
    assert differing == {}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_program_reads_what_people_wrote(language: str) -> None:
    is_compiled = catalogues.mo_file(language).read_bytes() == catalogues.mo_bytes(language)
    assert is_compiled, HINT


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_catalogue_is_as_the_tool_writes_it(language: str) -> None:
    made = catalogues.build(language, catalogues.extract(), catalogues.read(language))
    is_as_made = without_files(catalogues.po_file(language).read_bytes()) == without_files(catalogues.po_bytes(made))
    assert is_as_made, HINT


def without_files(po: bytes) -> list[bytes]:
    """Give the lines of a catalogue but those that say where a message stands: code may move."""
    return [line for line in po.splitlines() if not line.startswith(b"#:")]


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_header_tells_no_dates_and_no_names(language: str) -> None:
    header = catalogues.po_file(language).read_text("utf-8").split("\n\n")[0]
    assert not re.search(r"20\d\d|Translator|Team|Generated", header)


@pytest.mark.parametrize("language", ["nn", "nb"])
def test_our_own_output_is_never_called_a_vedtak(language: str) -> None:
    said = [form for words in catalogues.read(language).values() for form in texts(words)]
    assert [form for form in said if "vedtak" in form.lower() and "Statsforvalt" not in form] == []


@pytest.mark.parametrize("language", ["nn", "nb"])
def test_quotation_marks_are_norwegian(language: str) -> None:
    said = [form for words in catalogues.read(language).values() for form in texts(words)]
    assert [form for form in said if '"' in form or "“" in form] == []


def test_nynorsk_has_no_bokmaal_words() -> None:
    stray = re.compile(r"\b(ikke|hvis|fra|eier|søker|forslag|mye|mer|bare|noen|hva|hvor|enighet|flertall)\b", re.I)
    said = [form for words in catalogues.read("nn").values() for form in texts(words)]
    assert [form for form in said if stray.search(form)] == []


def test_bokmaal_has_no_nynorsk_words() -> None:
    stray = re.compile(r"\b(ikkje|frå|eigar|søkjar|framlegg|mykje|meir|berre|nokon|kva|kvar|korleis|vere)\b", re.I)
    said = [form for words in catalogues.read("nb").values() for form in texts(words)]
    assert [form for form in said if stray.search(form)] == []


def test_no_sentence_is_put_together_where_it_is_said() -> None:
    """A variable or a table of messages may be said; what is built on the spot escapes the catalogues."""
    messages = {form for key in catalogues.extract() for form in texts(key)}
    offenders = [
        f"{path.relative_to(catalogues.ROOT)}:{call.lineno}: {ast.unparse(call)}"
        for path in sorted(catalogues.PACKAGE.rglob("*.py"))
        for name, call in catalogues.calls(ast.parse(path.read_bytes()))
        if catalogues.key_of(name, call) is None and _puts_together(call.args[: catalogues.KEYWORDS[name]], messages)
    ]
    assert offenders == []


def _puts_together(arguments: list[ast.expr], messages: set[str]) -> bool:
    parts = [part for argument in arguments for part in ast.walk(argument)]
    return any(isinstance(argument, ast.BinOp) for argument in arguments) or any(
        isinstance(part, ast.JoinedStr)
        or (isinstance(part, ast.Constant) and " " in str(part.value) and part.value not in messages)
        for part in parts
    )


@pytest.mark.parametrize(
    ("code", "is_put_together"),
    [
        ('say(f"{x} kroner left")', True),
        ('say("a " + x)', True),
        ('say("one card" if x else "some cards")', True),
        ('say("left: %s" % x)', True),
        ("say(LANE[lane])", False),
        ("say(check.message)", False),
        ('say(N_("Undo") if x else N_("Redo"))', False),
    ],
)
def test_a_sentence_put_together_is_seen(code: str, is_put_together: bool) -> None:
    call = next(node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    assert _puts_together(call.args[:1], {"Undo", "Redo"}) is is_put_together


def test_the_extractor_sees_what_is_nested(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(
        """
a = say("outer {x}", x=say("inner"))
b = f"{words.say('in f-string')}"
c = self.words.say_count("{count} card", "{count} cards", n)
raise Refusal("joined "
    "lines {y}", y=1)
Saying(TABLE[key])
""",
        "utf-8",
    )
    assert set(catalogues.extract(tmp_path)) == {
        "outer {x}",
        "inner",
        "in f-string",
        ("{count} card", "{count} cards"),
        "joined lines {y}",
    }


def test_words_are_read_in_both_forms(tmp_path: Path) -> None:
    file = tmp_path / "words.json"
    file.write_text('{"One": {"nn": "Ein"}, "{count} a|{count} b": {"nb": ["{count} x", "{count} y"]}}', "utf-8")
    words = catalogues.read_words([file])
    assert words["nn"] == {"One": "Ein"}
    assert words["nb"] == {("{count} a", "{count} b"): ("{count} x", "{count} y")}
    file.write_text('{"One": {"sv": "En"}}', "utf-8")
    with pytest.raises(ValueError, match="no such language: sv"):
        catalogues.read_words([file])


# Numbers, money, dates


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1000, f"1{NBSP}000"),
        (5_300_000, f"5{NBSP}300{NBSP}000"),
        (-68_000, f"\u221268{NBSP}000"),
    ],
)
def test_numbers(value: int, written: str) -> None:
    assert text.number(value) == written
    assert text.money(value) == f"{written}{NBSP}kr"


@given(st.integers(-(10**12), 10**12))
def test_a_number_keeps_its_digits_and_never_breaks(value: int) -> None:
    written = text.number(value)
    assert int(written.replace(NBSP, "").replace("\u2212", "-")) == value
    assert " " not in written
    assert all(len(group) == 3 for group in written.lstrip("\u2212").split(NBSP)[1:])


@pytest.mark.parametrize(("language", "written"), [("nn", "5. mai 2021"), ("nb", "5. mai 2021"), ("en", "5 May 2021")])
def test_dates(language: str, written: str) -> None:
    assert text.Words(language).long_date(date(2021, 5, 5)) == written
    assert text.short_date(date(2021, 5, 5)) == "05.05.2021"


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_month_has_a_name(language: str) -> None:
    names = {text.Words(language).long_date(date(2021, month, 1)).split()[1] for month in range(1, 13)}
    assert len(names) == 12


# Saying


@pytest.mark.parametrize(
    ("param", "written"),
    [
        (7, "7"),
        (date(2021, 4, 15), "15.04.2021"),
        (datetime(2021, 4, 15, 9, 5), "15.04.2021 09:05"),
        (Saying("Reserve"), "Reserve"),
        ("{braces} stay", "{braces} stay"),
    ],
)
def test_what_goes_into_the_braces(param: Any, written: str) -> None:
    assert text.Words("en").say("From the list: {doubt}", doubt=param) == f"From the list: {written}"


@pytest.mark.parametrize(("nok", "written"), [(412_000, f"412{NBSP}000{NBSP}kr"), (-1, f"\u22121{NBSP}kr")])
def test_kroner_are_written_as_money(nok: int, written: str) -> None:
    assert text.say("{over_nok} too much is recommended.", over_nok=nok) == f"Det er innstilt {written} for mykje."


def test_a_message_in_no_catalogue_fails_a_test() -> None:
    with pytest.raises(AssertionError, match="in no catalogue: 'Never written'"):
        text.say("Never written")
    with pytest.raises(AssertionError, match="in no catalogue: 'One'"):
        text.say_count("One", "Several", 2)


def test_a_saying_is_said_in_the_language_in_use() -> None:
    refused = Refusal("There is no lane called «{name}».", name="{x}")
    assert text.say(refused.saying) == "Det finst ikkje noko felt som heiter «{x}»."
    text.use("nb")
    assert text.say(refused.saying) == "Det finnes ikke noe felt som heter «{x}»."
    assert str(refused) == "There is no lane called «{x}»."


def test_a_saying_within_a_saying_is_said_too() -> None:
    assert text.say(saying("From the list: {doubt}", doubt=Saying("Amount unknown"))) == "Frå lista: Ukjent beløp"


def test_one_and_several() -> None:
    english = text.Words("en")
    assert english.say_count("{count} year", "{count} years", 1) == "1 year"
    assert english.say_count("{count} year", "{count} years", 0) == "0 years"
    assert english.say_count("{count} year", "{count} years", 2) == "2 years"


@pytest.mark.parametrize("language", ["nn", "nb"])
def test_every_message_for_one_and_several_can_be_said(language: str) -> None:
    words = text.Words(language)
    for key in catalogues.read(language):
        if not isinstance(key, str):
            names = {name: 5 for form in key for name in catalogues.fields(form) if name != "count"}
            one, several = (words.say_count(*key, count, **names) for count in (1, 2))
            assert one
            assert "2" in several, key


# The language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nn_NO.UTF-8"}, "nn"),
        ({"LANG": "no_NO"}, "nb"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "se_NO.UTF-8"}, "nn"),
        ({"LANG": "C.UTF-8"}, "nn"),
        ({"LANG": "nb_NO.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "nn_NO"}, "nn"),
    ],
)
def test_the_language_is_the_system_s(environ: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert text.system_language() == language
    assert text.use().language == language


def test_a_language_we_do_not_have_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        text.Words("sv")
