"""What the room sees and when: every way the operator can work ahead, show, freeze and hide."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kompetanse_desktop.domain.board import Board, Lane
from kompetanse_desktop.domain.room import Room, Row, room
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.projector.discussing import discussed, may_follow
from kompetanse_desktop.ui.projector.showing import Page, Showing
from kompetanse_desktop.ui.projector.stage import Mode, Stage, name_only
from tests.domain.values import a_proposal, a_round

NOON = datetime(2021, 3, 1, 12, 4)
LATER = NOON + timedelta(minutes=5)
OTHER_PAGES = [page for page in Page if page is not Page.NEUTRAL]


def a_room(recommended: int = 0) -> Room:
    """Make a room's value with one figure to know it by."""
    empty = name_only(room(RoundState(a_round())))
    row = Row("21-01", 1, "Ein skule for alle", "Nordeide kommune", 0, recommended, recommended, True)
    return replace(empty, frame=5_300_000, available=4_900_000, recommended=recommended,
                   remaining=4_900_000 - recommended, ranked=(row,))  # fmt: skip


def begun() -> Stage:
    """Begin with nothing recommended."""
    return Stage.beginning(a_room(), NOON)


def staged() -> Stage:
    """Show 100, and prepare 200 behind it."""
    return begun().with_room(a_room(100), NOON).show(NOON).with_room(a_room(200), LATER)


# -- the words, as a table -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (begun(), "Rommet følgjer tavla"),
        (begun().with_room(a_room(1), LATER), "Rommet følgjer tavla"),
        (staged(), "Rommet ser det som var 12:04"),
        (begun().freeze(NOON).with_room(a_room(1), LATER), "Fryst: rommet ser det som var 12:04"),
        (begun().freeze(NOON).freeze(LATER), "Fryst: rommet ser det som var 12:04"),
        (staged().freeze(LATER), "Fryst: rommet ser det som var 12:04"),
        (staged().follow(LATER), "Rommet følgjer tavla"),
        (staged().show(LATER), "Rommet ser det som var 12:09"),
        (begun().neutral(True), "Rommet ser nøytral side"),
        (begun().choose(Page.NEUTRAL, NOON), "Rommet ser nøytral side"),
        (begun().neutral(True).neutral(False), "Rommet følgjer tavla"),
    ],
)
def test_the_state_is_said_in_words(stage: Stage, words: str) -> None:
    assert say(stage.words()) == words


# -- what is shown ---------------------------------------------------------------------------------
def test_a_room_that_follows_sees_every_change() -> None:
    assert begun().with_room(a_room(7), NOON).visible.room == a_room(7)


def test_work_ahead_is_seen_when_it_is_shown() -> None:
    ahead = staged()
    assert (ahead.visible.room, ahead.has_news) == (a_room(100), True)
    after = ahead.show(LATER)
    assert (after.visible.room, after.has_news, after.mode) == (a_room(200), False, Mode.STAGED)


def test_turning_a_page_tells_nothing_that_is_held_back() -> None:
    turned = staged().choose(Page.SUMS, LATER)
    assert (turned.visible.page, turned.visible.room) == (Page.SUMS, a_room(100))


def test_turning_a_page_keeps_what_is_made_ready() -> None:
    turned = staged().choose(Page.SUMS, LATER)
    assert turned.prepared.room == a_room(200)
    assert turned.show(LATER).visible == Showing(Page.SUMS, a_room(200))


def test_a_frozen_room_keeps_its_page_until_something_is_shown() -> None:
    frozen = begun().freeze(NOON).choose(Page.TEXT, LATER, "Pause til 12.30")
    assert frozen.visible == begun().visible
    assert (frozen.page, frozen.has_news) == (Page.TEXT, True)
    assert frozen.show(LATER).visible == Showing(Page.TEXT, a_room(), text="Pause til 12.30")


def test_what_is_written_stays_from_page_to_page() -> None:
    stage = begun().choose(Page.TEXT, NOON, "Pause").choose(Page.SUMS, NOON).choose(Page.TEXT, NOON)
    assert stage.visible.text == "Pause"


@pytest.mark.parametrize("act", [Stage.show, Stage.follow])
def test_showing_takes_the_neutral_page_away(act: Callable[[Stage, datetime], Stage]) -> None:
    assert act(staged().neutral(True), LATER).visible.room == a_room(200)


@pytest.mark.parametrize("page", OTHER_PAGES)
def test_choosing_a_page_takes_the_neutral_page_away(page: Page) -> None:
    assert begun().neutral(True).choose(page, NOON).visible.page is page


def test_another_round_is_not_shown_before_somebody_says_so() -> None:
    other = replace(a_room(300), county="Rogaland")
    stage = begun().of_another_round(other, LATER)
    assert stage.visible.page is Page.NEUTRAL
    assert stage.neutral(False).visible.room == other


# -- a list that is longer than the screen -----------------------------------------------------------
def test_a_list_is_turned_and_another_page_begins_at_the_discussed() -> None:
    stage = begun().turn_list(2, NOON)
    assert stage.visible.list_page == 2
    assert stage.with_room(a_room(1), NOON).visible.list_page == 2
    assert stage.choose(Page.RANKING, NOON).visible.list_page is None
    assert begun().freeze(NOON).turn_list(2, NOON).visible.list_page is None


# -- what changed ------------------------------------------------------------------------------------
def test_changes_are_held_against_what_was_shown_before() -> None:
    stage = staged().show(LATER).choose(Page.CHANGES, LATER)
    assert (stage.visible.before, stage.visible.room) == (a_room(100), a_room(200))


def test_changes_made_ready_and_shown_are_held_against_what_the_room_saw() -> None:
    stage = begun().with_room(a_room(100), NOON).freeze(NOON).choose(Page.CHANGES, NOON)
    shown = stage.with_room(a_room(200), LATER).show(LATER)
    assert (shown.visible.before, shown.visible.room) == (a_room(100), a_room(200))


def test_a_following_page_of_changes_grows_until_it_is_left() -> None:
    stage = begun().choose(Page.CHANGES, NOON).with_room(a_room(1), NOON).with_room(a_room(2), NOON)
    assert stage.visible.before == a_room()
    again = stage.choose(Page.RANKING, NOON).with_room(a_room(3), NOON).choose(Page.CHANGES, NOON)
    assert again.visible.before == a_room(2)


def test_what_happened_behind_the_neutral_page_is_a_change() -> None:
    stage = begun().with_room(a_room(1), NOON).neutral(True).with_room(a_room(2), NOON).neutral(False)
    assert stage.choose(Page.CHANGES, NOON).visible.before == a_room(1)


# -- in any order ------------------------------------------------------------------------------------
class Meeting(RuleBasedStateMachine):
    """Does anything in any order, and keeps beside it what the room may have seen."""

    def __init__(self) -> None:
        super().__init__()
        self.stage, self.amount, self.now = begun(), 0, NOON

    def act(self, after: Stage, *, may_show: bool) -> None:
        """Take a step; without ``may_show`` what is shown must not change, whatever lies over it."""
        assert may_show or after.shown == self.stage.shown
        self.stage, self.now = after, self.now + timedelta(minutes=1)

    @rule(amount=st.integers(1, 9))
    def board_changes(self, amount: int) -> None:
        self.amount += amount
        live = self.stage.mode is Mode.LIVE
        self.act(self.stage.with_room(a_room(self.amount), self.now), may_show=live)
        assert (self.stage.shown.room == a_room(self.amount)) == live

    @rule()
    def follow(self) -> None:
        self.act(self.stage.follow(self.now), may_show=True)
        assert self.stage.visible.room == a_room(self.amount)

    @rule()
    def show(self) -> None:
        self.act(self.stage.show(self.now), may_show=True)
        assert self.stage.visible.room == a_room(self.amount)

    @rule()
    def freeze(self) -> None:
        self.act(self.stage.freeze(self.now), may_show=False)

    @rule(page=st.sampled_from(OTHER_PAGES), text=st.none() | st.sampled_from(["", "Pause"]))
    def choose(self, page: Page, text: str | None) -> None:
        figures = self.stage.shown.room
        self.act(self.stage.choose(page, self.now, text), may_show=self.stage.mode is not Mode.FROZEN)
        assert self.stage.shown.room == figures

    @rule()
    def hide_and_come_back(self) -> None:
        before = self.stage.shown
        self.act(self.stage.neutral(True), may_show=False)
        self.act(self.stage.neutral(False), may_show=False)
        assert self.stage.visible == before

    @rule()
    def hide(self) -> None:
        self.act(self.stage.choose(Page.NEUTRAL, self.now), may_show=False)

    @invariant()
    def neutral_carries_nothing(self) -> None:
        seen = self.stage.visible
        if seen.page is Page.NEUTRAL:
            assert seen == Showing(Page.NEUTRAL, name_only(a_room()))
        else:
            assert seen is self.stage.shown

    @invariant()
    def only_the_page_of_changes_has_a_before(self) -> None:
        assert (self.stage.shown.before is not None) == (self.stage.shown.page is Page.CHANGES)

    @invariant()
    def news_is_what_showing_would_show(self) -> None:
        shown = self.stage.show(self.now).shown
        assert self.stage.has_news == (replace(shown, before=None) != replace(self.stage.shown, before=None))


TestMeeting = Meeting.TestCase


def test_a_room_of_names_has_no_figure_and_no_proposal() -> None:
    told = dataclasses.asdict(name_only(a_room(100)))
    names = {"scheme", "county", "year", "example"}
    assert not any(value for key, value in told.items() if key not in names)


# -- what is discussed ---------------------------------------------------------------------------------
REFS = {Lane.UNHANDLED: ("u", "v"), Lane.PRIORITISED: ("p", "q"), Lane.RESERVE: ("r",), Lane.DECLINED: ("d",)}
STATE = RoundState(
    a_round(), {ref: a_proposal(ref) for refs in REFS.values() for ref in refs}, {}, Board(REFS)
)  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "before", "allowed", "now"),
    [
        ("p", None, None, "p"),
        ("r", "p", None, "r"),
        ("u", None, None, None),
        ("d", None, None, None),
        ("u", "p", None, "p"),
        ("u", "p", "u", "u"),
        ("d", "p", "d", "d"),
        ("v", "u", "u", "u"),
        (None, "p", None, "p"),
        (None, None, None, None),
        ("p", "u", "u", "p"),
        (None, "gone", "gone", None),
        ("gone", "u", None, None),
    ],
)
def test_the_room_follows_to_what_it_sees_anyway(
    chosen: str | None, before: str | None, allowed: str | None, now: str | None
) -> None:
    assert discussed(STATE, chosen, before, allowed) == now


@given(chosen=st.none() | st.sampled_from("uvpqrd"), before=st.none() | st.sampled_from("uvpqrd"))
def test_nothing_held_back_is_shown_by_being_chosen(chosen: str | None, before: str | None) -> None:
    now = discussed(STATE, chosen, before)
    assert now is None or may_follow(STATE, now)


def with_card(base: Room, ref: str) -> Room:
    """Give a room with a proposal under discussion."""
    seen = room(STATE, ref)
    return replace(base, discussed=seen.discussed)


@pytest.mark.parametrize("stage", [begun(), staged()])
def test_a_proposal_is_taken_up_without_the_rest_of_what_is_made_ready(stage: Stage) -> None:
    figures = stage.shown.room
    taken = stage.take_up(with_card(stage.prepared.room, "u"), LATER)
    assert taken.visible.page is Page.PROPOSAL
    assert taken.visible.room == with_card(figures, "u")
    assert taken.has_news == stage.has_news


def test_a_frozen_room_is_told_of_no_proposal() -> None:
    frozen = begun().freeze(NOON)
    taken = frozen.take_up(with_card(a_room(), "u"), LATER)
    assert taken.visible == frozen.visible
    assert taken.show(LATER).visible.room == with_card(a_room(), "u")
