"""Writing over cells and leaving rows out in the preview: everything follows, and nothing is changed for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kompetanse_desktop import text
from kompetanse_desktop.domain.money import Amounts, Payee
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.demo import demo_round
from kompetanse_desktop.exchange.plan import plan
from kompetanse_desktop.exchange.reading import Reading, edited, left_out, read

Listed = Callable[[str], Reading]
HEAD = "Løpenr;Søkjar;Tittel;Søkt 2021;Motteke\n"
DOUBTS = HEAD + "1;Voss;Lese;ca. 5000;\n3;;Rekne;6000;i april\n2;Odda;Symje;7000;\nSum;;;13000;\n"


@pytest.fixture
def listed(make_text: Callable[..., Path]) -> Listed:
    """Give a reader of lists written as text."""
    return lambda content: read(make_text(content), year=2021)


def _accepted(reading: Reading) -> list[tuple[str, int | None]]:
    return [(p.ref, None if p.requested is None else p.requested.total(2021)) for p in reading.proposals]


def _notes(reading: Reading) -> list[str]:
    return [text.say(note).replace("\u00a0", " ") for note in reading.file_notes]


def test_a_doubt_is_settled_by_writing_over_it(listed: Listed) -> None:
    reading = listed(DOUBTS)
    assert (_accepted(reading), reading.sum_requested, reading.doubtful) == ([("1", None), ("2", 7000)], 7000, {2, 3})
    settled = edited(reading, 2, "requested", "6 000")
    assert (_accepted(settled), settled.sum_requested, settled.doubtful) == ([("1", 6000), ("2", 7000)], 13_000, {3})
    assert settled.rows[0].edited == ("requested",)
    assert settled.rows[0].doubts == ()
    assert settled.rows[0].cells[3] == "ca. 5000"  # the original is still to be seen
    assert (_notes(reading), _notes(settled)) == (
        ["The list's own sum is 13 000 kr, but the rows that were taken in add up to 7 000 kr."],
        [],
    )
    assert _accepted(reading) == [("1", None), ("2", 7000)]  # the first reading is as it was


def test_a_row_that_was_rejected_comes_in(listed: Listed) -> None:
    reading = edited(listed(DOUBTS), 3, "applicant", "Eid")
    assert (_accepted(reading), reading.rejected) == ([("1", None), ("3", 6000), ("2", 7000)], ())
    assert edited(reading, 3, "received", "16.04.2021").doubtful == {2}
    twice = edited(reading, 3, "ref", "2")
    assert [(row.number, row.rejected.field) for row in twice.rejected if row.rejected] == [(4, "ref")]
    assert edited(twice, 4, "ref", "4").rejected == ()


def test_what_is_written_is_read_as_strictly_as_the_file(listed: Listed) -> None:
    for written in ("ca. 1", "1.250", "-5", "1,2", "€ 5"):
        assert _accepted(edited(listed(DOUBTS), 4, "requested", written))[1] == ("2", None)
    assert edited(listed(DOUBTS), 4, "title", " ").rejected[-1].number == 4
    assert edited(listed(DOUBTS), 4, "title", "Sy\u202emje").rows[2].proposal.title == "Symje"  # type: ignore[union-attr]


def test_a_field_the_list_has_no_column_for(listed: Listed) -> None:
    reading = edited(edited(listed(DOUBTS), 4, "network", "Nord"), 4, "need", "Lang\ntekst")
    proposal = reading.proposals[1]
    assert (proposal.network, proposal.need) == ("Nord", "Lang\ntekst")
    assert reading.proposals[0].network == ""
    assert reading.columns == listed(DOUBTS).columns
    state = RoundState(demo_round(), proposals={p.ref: p for p in reading.proposals})
    made = plan(edited(listed(DOUBTS), 4, "network", "Sør"), state)
    assert [(entry.ref, entry.changed) for entry in made.changed] == [("2", ("network",))]
    assert made.changed[0].after.need == "Lang\ntekst"  # of which the list and the edit say nothing


def test_the_sum_of_the_year_can_be_written_over_its_parts(listed: Listed) -> None:
    head = "Løpenr;Søkjar;Tittel;Søkt 2021 eigar;Søkt 2021 UH;Søkt 2022\n"
    reading = listed(head + "1;Voss;Lese;3000;ca. 2000;1000\n2;Eid;Rekne;3000;2000;\n")
    over = edited(edited(reading, 3, "requested", "4 500"), 2, "requested:university", "2500")
    assert [p.requested for p in over.proposals] == [
        Amounts({(Payee.OWNER, 2021): 3000, (Payee.UNIVERSITY, 2021): 2500, (Payee.UNDIVIDED, 2022): 1000}),
        Amounts({(Payee.UNDIVIDED, 2021): 4500}),
    ]
    assert over.proposals[1].other == (("Søkt 2021 eigar", "3000"), ("Søkt 2021 UH", "2000"))
    assert over.sum_requested == 10_000
    kept = edited(reading, 3, "requested", "5000")
    assert kept.proposals[1].requested == reading.proposals[1].requested  # the parts add up to it


def test_rows_are_left_out_and_taken_in_again(listed: Listed) -> None:
    reading = listed(HEAD + "1;Voss;Lese;5000;\n1;Eid;Rekne;6000;\n2;;Symje;7000;\n")
    assert (_accepted(reading), len(reading.rejected)) == ([("1", 5000)], 2)
    without = left_out(reading, [2, 4, 99])
    assert (_accepted(without), without.rejected, without.left_out) == ([("1", 6000)], (), {2, 4})
    assert [row.number for row in without.rows] == [2, 3, 4]
    assert (without.sum_requested, without.doubtful) == (6000, frozenset())
    assert left_out(without, ()) == reading


def test_an_edit_that_is_taken_back_leaves_nothing(listed: Listed) -> None:
    reading = listed(DOUBTS)
    changed = edited(edited(reading, 2, "requested", "5000"), 2, "title", "Skrive")
    assert changed.edits == {2: {"requested": "5000", "title": "Skrive"}}
    assert edited(edited(changed, 2, "title", "Lese"), 2, "requested", "ca. 5000") == reading


@pytest.mark.parametrize(
    ("row", "field"), [(1, "title"), (5, "title"), (99, "title"), (-1, "title"), (2, "colour"), (2, "other")]
)
def test_there_must_be_such_a_row_and_field(listed: Listed, row: int, field: str) -> None:
    with pytest.raises(Refusal, match="There is no"):
        edited(listed(DOUBTS), row, field, "x")
