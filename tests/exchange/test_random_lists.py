"""Any table of cells gives a reading or a refusal; looking at whole columns gives what looking at each row gives."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from kompetanse_desktop.domain.change import apply
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.demo import demo_round
from kompetanse_desktop.exchange.plan import as_contract, plan
from kompetanse_desktop.exchange.reading import Reading, Wishes, edited, left_out, understood
from kompetanse_desktop.exchange.sheets import Merge, Sheet, Tables
from kompetanse_desktop.exchange.values import Value

NOW = datetime(2021, 4, 17, 9, 30, tzinfo=UTC)
HEADINGS = [
    "Løpenr", "Tittel", "Søkjar", "Nettverk", "Søkt 2021", "Søkt 2021 eigar", "Søkt 2021 UH", "Søkt 2022", "Motteke",
    "Tal tilsette", "Ny/vidareføring", "Private inviterte", "Merknad", "Innstilt", "Målgruppe", "", "Sum",
]  # fmt: skip
WORDS = [
    "21-01", "21-1", "00042", "Lese saman", "Voss kommune", "Sum", "Totalt", "Delsum Nord", "Tittel", "Søkjar",
    "ja", "nei", "ny", "kanskje", "16.04.2021", "16.4.21", "4/5/2021", "450 000", "450.000,-", "1.250", "ca. 300 000",
    "", " ", "5000", "0", "-5", "a\u202eb", "O\u0308yane", "doble  mellomrom", "\u200b", "linje\nskift", "Søkt 2021",
    "=1+1",
]  # fmt: skip
cells: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from([0.0, 1.0, 42.0, 5000.0, 450000.0, 0.5, 1250.5, -1.0, 44302.0, 1e16, float("nan"), float("inf")]),
    st.sampled_from([None, True, False, 7, date(2021, 4, 16), datetime(2021, 4, 16, 12, 30)]),
    st.text(max_size=5),
    st.floats(),
)
ready: list[st.SearchStrategy[Value]] = [
    st.sampled_from(["1", "2", "3", "4", "5", 1.0, 2.0, "21-01", "", None, " 6", date(2021, 1, 1)]),
    st.sampled_from(["Lese", "Skrive", "Rekne"]),
    st.sampled_from(["Voss", "Eid"]), st.just("Nord"), st.sampled_from([1000.0, 2000.0, "3 000", ""]),
]  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Draw a sheet that is more or less a list, with anything in any cell."""
    headings: list[Value] = list(draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=8)))
    usual = ["Løpenr", "Tittel", "Søkjar", "Nettverk", "Søkt 2021"]
    if draw(st.booleans()):
        headings = [*usual, *headings]
        row = st.tuples(*ready, *[cells] * (len(headings) - 5)).map(list)
    else:
        row = st.lists(cells, max_size=len(headings) + 1)
    above = draw(st.lists(st.lists(cells, max_size=3), max_size=3))
    body = draw(st.lists(st.one_of(row, row, st.lists(cells, max_size=len(headings) + 1), st.just([])), max_size=12))
    again = [headings] if draw(st.booleans()) else []
    rows: list[list[Value]] = [*above, headings, *body[:6], *again, *body[6:]]
    if draw(st.booleans()):
        width = max(map(len, rows))
        rows = [[*one, *[""] * (width - len(one))] for one in rows]
    places = st.tuples(st.integers(0, len(rows)), st.integers(0, 8))
    merges = draw(st.lists(st.tuples(places, st.integers(0, 3), st.integers(0, 3)), max_size=3))
    return Sheet(
        "Ark1",
        rows,
        merges=[Merge(top, left, top + tall, left + wide) for (top, left), tall, wide in merges],
        hidden_rows=draw(st.frozensets(st.integers(0, len(rows)), max_size=3)),
        hidden_columns=draw(st.frozensets(st.integers(0, 8), max_size=2)),
        errors=draw(st.frozensets(places, max_size=2)),
        uncalculated=draw(st.frozensets(places, max_size=2)),
    )


def _read(sheet: Sheet, *, closely: bool = False, hidden: bool = True) -> Reading | None:
    tables = Tables([sheet], digests={"liste.xlsx": "0" * 64})
    try:
        return understood(tables, "liste.xlsx", Wishes(2021, now=NOW, hidden=hidden), closely=closely)
    except Refusal:
        return None


@given(sheets(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_whole_columns_tell_what_each_row_tells(sheet: Sheet, hidden: bool) -> None:
    quick, close = _read(sheet, hidden=hidden), _read(sheet, hidden=hidden, closely=True)
    assert (quick is None) == (close is None)
    if quick is None or close is None:
        return
    assert quick == close
    assert quick.doubtful == close.doubtful
    assert list(quick.proposals) == list(close.proposals)
    assert len(quick.accepted) + len(quick.rejected) == len(quick.rows)
    assert quick.sum_requested == sum(p.requested.total(2021) for p in quick.proposals if p.requested is not None)
    doubts = {row.number for row in quick.rows if row.doubts or row.rejected}
    assert quick.doubtful == doubts
    assert list(quick.body.refs) == [row.ref for row in quick.rows]
    assert [at in quick.body.made for at in range(len(quick.rows))] == [row.made_ref for row in quick.rows]
    refs = [row.ref for row in quick.accepted]
    assert len(set(refs)) == len(refs)


@given(sheets())
@settings(max_examples=200, deadline=None)
def test_taken_in_and_taken_back_is_as_it_was(sheet: Sheet) -> None:
    reading = _read(sheet)
    if reading is None:
        return
    empty = RoundState(demo_round())
    first = plan(reading, empty)
    change = first.change()
    state = apply(empty, change.edits)
    assert set(state.proposals) == {entry.ref for entry in first.entries}
    assert all(ref == proposal.ref for ref, proposal in state.proposals.items())
    assert apply(state, change.reversed().edits) == empty
    again = plan(reading, state)
    assert again.change().edits == ()
    assert (len(again.new), len(again.changed), again.questions, again.missing) == (0, 0, (), ())
    assert as_contract(again)["unchanged"] == len(first.entries)


@given(sheets(), sheets())
@settings(max_examples=200, deadline=None)
def test_a_second_list_can_be_taken_back_too(one: Sheet, two: Sheet) -> None:
    first, second = _read(one), _read(two)
    if first is None or second is None:
        return
    state = apply(RoundState(demo_round()), plan(first, RoundState(demo_round())).change().edits)
    made = plan(second, state)
    answers: dict[int, str | None] = {question.row: question.ref for question in made.questions}
    for answered in (made, plan(second, state, answers), plan(second, state, dict.fromkeys(answers))):
        change = answered.change()
        after = apply(state, change.edits)
        assert apply(after, change.reversed().edits) == state
        assert after.standings == state.standings
        assert len({entry.ref for entry in answered.entries}) == len(answered.entries)
        assert len(answered.entries) + len(answered.asked) == len(second.accepted)
        assert answered.sum_requested == sum(
            entry.row.proposal.requested.total(2021)
            for entry in answered.entries
            if entry.row.proposal is not None and entry.row.proposal.requested is not None
        )


@given(sheets(), st.data())
@settings(max_examples=200, deadline=None)
def test_edited_and_edited_back_is_the_same(sheet: Sheet, data: st.DataObject) -> None:
    reading = _read(sheet)
    if reading is None or not reading.rows:
        return
    number = data.draw(st.sampled_from([row.number for row in reading.rows]))
    field = data.draw(st.sampled_from(["ref", "title", "applicant", "network", "requested", "received", "need"]))
    before = reading.body.reader.text(number - 1, field)
    written = data.draw(st.one_of(st.sampled_from(WORDS), st.text(max_size=10)))
    changed = edited(reading, number, field, written)
    assert number in {row.number for row in changed.rows}
    assert changed.sum_requested == sum(p.requested.total(2021) for p in changed.proposals if p.requested is not None)
    assert edited(changed, number, field, before) == reading
    out = left_out(changed, [number])
    assert number not in {row.number for row in out.accepted}
    assert len(out.rows) == len(changed.rows)
    assert left_out(out, ()) == changed
