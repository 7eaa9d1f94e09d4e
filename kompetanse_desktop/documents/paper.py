"""The meeting's form on paper, for when there is no power: every proposal in its order, with room to write."""

from __future__ import annotations

from datetime import datetime

from kompetanse_desktop import __version__, labels
from kompetanse_desktop.documents import fonts, style
from kompetanse_desktop.documents.cells import or_unknown
from kompetanse_desktop.documents.drawing import RunningHead, draw
from kompetanse_desktop.documents.story import Story
from kompetanse_desktop.documents.tagged.finish import About, finish
from kompetanse_desktop.documents.tagged.table import Row, Table
from kompetanse_desktop.documents.usertext import plain
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import Words, money, number

_LANGUAGE_TAGS = {"nn": "nn-NO", "nb": "nb-NO", "en": "en-GB"}
_WIDTHS = (0.07, 0.08, 0.35, 0.14, 0.14, 0.22)
ORDER = (Lane.PRIORITISED, Lane.RESERVE, Lane.UNHANDLED, Lane.DECLINED)
BLANK = "\u00a0"


def compose(state: RoundState, words: Words, now: datetime) -> bytes:
    """Give the form as a PDF, tagged as the innstilling is."""
    fonts.register()
    story = Story(words)
    name = words.say(labels.round_name(state.round))
    title = words.say("Form for the meeting: {round}", round=name)
    story.heading(1, title)
    story.paragraph(
        words.say(
            "As on {at}. Available: {available_nok}. Recommended so far: {given_nok}. Left: {left_nok}.",
            at=now,
            available_nok=state.round.available,
            given_nok=(given := sum(state.recommended(ref) or 0 for ref in state.ranked())),
            left_nok=state.round.available - given,
        )
    )
    story.fill_in(words.say("Present:"), lines=2)
    for lane in ORDER:
        _write_lane(story, state, lane)
    with story.section():
        story.heading(2, words.say("The money"), least=120)
        for label, amount in (
            (words.say("Available"), money(state.round.available)),
            (words.say("Recommended"), ""),
            (words.say("Left to share out"), ""),
        ):
            story.fill_in(f"{label}: {amount}")
        story.fill_in(words.say("How it was agreed:"), lines=2)
        story.fill_in(words.say("Place and date:"))
    drawn, bookmarks = draw(story, RunningHead(story, f"{name} · {words.say('form for the meeting')}"))
    about = About(
        title=plain(title),
        language=_LANGUAGE_TAGS[words.language],
        author=plain(words.say("Cooperation forum in {county}", county=state.round.county)),
        program=f"kompetanse-desktop {__version__}",
        made_at=now,
    )
    return finish(drawn, story.root, bookmarks, about)


def _write_lane(story: Story, state: RoundState, lane: Lane) -> None:
    refs = state.board[lane]
    if not refs:
        return
    table = _table(story, state, lane, refs)
    with story.section():
        story.heading(2, story.words.say(labels.LANE[lane]), before=table)
        story.add_table(table)


def _table(story: Story, state: RoundState, lane: Lane, refs: tuple[str, ...]) -> Table:
    words = story.words
    head = story.head(
        (words.say("Place now"), style.CELL_HEAD),
        (words.say("New place"), style.CELL_HEAD),
        (words.say("Measure and applicant"), style.CELL_HEAD),
        (words.say("Requested {year}", year=str(state.round.year)), style.NUMBER_HEAD),
        (words.say("Recommended"), style.NUMBER_HEAD),
        (words.say("Reason"), style.CELL_HEAD),
    )
    rows = []
    for rank, ref in enumerate(refs, start=1):
        proposal = state.proposals[ref]
        now = {Lane.PRIORITISED: str(rank), Lane.RESERVE: f"R{rank}"}.get(lane, "–")
        room = (BLANK, style.BODY)  # two lines, so that there is room to write
        rows.append(
            Row(
                (
                    story.cell((now, style.CELL)),
                    story.cell(room, room),
                    story.cell(
                        (proposal.title, style.CELL_BOLD),
                        (" · ".join(filter(None, (ref, proposal.applicant))), style.SMALL),
                        scope="Row",
                    ),
                    story.cell((or_unknown(words, state.requested(ref)), style.NUMBER)),
                    story.cell((_given(state, ref, lane), style.NUMBER)),
                    story.cell((state.standing(ref).reason.strip() or BLANK, style.SMALL)),
                )
            )
        )
    return story.table([style.WIDTH * share for share in _WIDTHS], [head], rows)


def _given(state: RoundState, ref: str, lane: Lane) -> str:
    """Give the amount where the forum has put the proposal in its order; else room to write it."""
    amount = state.recommended(ref)
    return number(amount) if lane is Lane.PRIORITISED and amount is not None else BLANK
