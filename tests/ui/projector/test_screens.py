"""Which screen is the room's: a table of everything that a meeting room does with cables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_desktop.text import say
from kompetanse_desktop.ui.projector.remembered import ZOOMS, Remembered, View, read, written
from kompetanse_desktop.ui.projector.screens import (
    Area,
    Choice,
    Monitor,
    Screen,
    Why,
    besides,
    choose,
    described,
    known_again,
    news,
)


def screen(
    model: str = "",
    name: str = "HDMI-1",
    left: int = 0,
    *,
    maker: str = "Acme",
    serial: str = "",
    primary: bool = False,
) -> Screen:
    """Make a screen 1920 wide; without a model it tells nothing of itself, as behind many cables."""
    monitor = Monitor(maker if model else "", model, serial, name)
    return Screen(monitor, Area(left, 0, 1920, 1080), primary=primary)


LAPTOP = screen("Panel", "eDP-1", primary=True)
WALL = screen("Wall", "HDMI-1", 1920, serial="W7")
THIRD = screen("Side", "DP-1", 3840, serial="S1")
TWIN_A = screen("Twin", "DP-1", 1920, serial="A")
TWIN_B = screen("Twin", "DP-2", 3840, serial="B")
NUMBERLESS_1 = screen("Cheap", "DP-1", 1920)
NUMBERLESS_2 = screen("Cheap", "DP-2", 3840)
SAME_NUMBER_1 = screen("Zero", "DP-1", 1920, serial="0")
SAME_NUMBER_2 = screen("Zero", "DP-2", 3840, serial="0")
MUTE_1 = screen("", "HDMI-1", 1920)
MUTE_2 = screen("", "HDMI-2", 3840)


def at(one: Screen, left: int) -> Screen:
    """Move a screen."""
    return replace(one, area=one.area._replace(left=left))


def plugged(one: Screen, name: str) -> Screen:
    """Plug a screen into another socket."""
    return replace(one, monitor=replace(one.monitor, name=name))


CASES: list[tuple[str, Screen | None, Screen | None, list[Screen], Screen | None, Why]] = [
    ("first time", None, LAPTOP, [LAPTOP, WALL], WALL, Why.ONLY_OTHER),
    ("chosen", WALL, LAPTOP, [LAPTOP, WALL], WALL, Why.CHOSEN),
    ("unplugged", WALL, LAPTOP, [LAPTOP], None, Why.ALONE),
    ("plugged in again, elsewhere", WALL, LAPTOP, [LAPTOP, at(WALL, -1920)], at(WALL, -1920), Why.CHOSEN),
    ("in another socket", WALL, LAPTOP, [LAPTOP, plugged(WALL, "DP-3")], plugged(WALL, "DP-3"), Why.CHOSEN),
    ("a third comes", WALL, LAPTOP, [LAPTOP, WALL, THIRD], WALL, Why.CHOSEN),
    ("a third comes before it in the list", WALL, LAPTOP, [THIRD, LAPTOP, WALL], WALL, Why.CHOSEN),
    ("first time with two others", None, LAPTOP, [LAPTOP, WALL, THIRD], None, Why.SEVERAL),
    ("the chosen one gone, another there", WALL, LAPTOP, [LAPTOP, THIRD], THIRD, Why.STAND_IN),
    ("the chosen one gone, two others", WALL, LAPTOP, [LAPTOP, THIRD, at(TWIN_A, 5760)], None, Why.SEVERAL),
    ("primary swapped", WALL, replace(LAPTOP, primary=False),
     [replace(WALL, primary=True), replace(LAPTOP, primary=False)], replace(WALL, primary=True), Why.CHOSEN),
    ("the operator sits at the chosen one", WALL, WALL, [LAPTOP, WALL], LAPTOP, Why.STAND_IN),
    ("twins by number", TWIN_B, LAPTOP, [LAPTOP, TWIN_A, TWIN_B], TWIN_B, Why.CHOSEN),
    ("twins that swapped sockets", TWIN_B, LAPTOP,
     [LAPTOP, plugged(TWIN_A, "DP-2"), plugged(TWIN_B, "DP-1")], plugged(TWIN_B, "DP-1"), Why.CHOSEN),
    ("the other twin only", TWIN_B, LAPTOP, [LAPTOP, TWIN_A], TWIN_A, Why.STAND_IN),
    ("no numbers: by socket", NUMBERLESS_2, LAPTOP, [LAPTOP, NUMBERLESS_1, NUMBERLESS_2], NUMBERLESS_2, Why.CHOSEN),
    ("no number, the only one of its kind, other socket", plugged(NUMBERLESS_1, "DP-9"), LAPTOP,
     [LAPTOP, NUMBERLESS_1], NUMBERLESS_1, Why.CHOSEN),
    ("no numbers, both in other sockets", plugged(NUMBERLESS_1, "DP-9"), LAPTOP,
     [LAPTOP, NUMBERLESS_1, NUMBERLESS_2], None, Why.SEVERAL),
    ("all have the same number: by socket", SAME_NUMBER_2, LAPTOP,
     [LAPTOP, SAME_NUMBER_1, SAME_NUMBER_2], SAME_NUMBER_2, Why.CHOSEN),
    ("numbers no longer told", TWIN_B, LAPTOP,
     [LAPTOP, replace(TWIN_B, monitor=replace(TWIN_B.monitor, serial=""))],
     replace(TWIN_B, monitor=replace(TWIN_B.monitor, serial="")), Why.CHOSEN),
    ("operator at one twin, the chosen", NUMBERLESS_1, NUMBERLESS_1,
     [NUMBERLESS_1, NUMBERLESS_2], NUMBERLESS_2, Why.STAND_IN),
    ("mute: by socket", MUTE_2, LAPTOP, [LAPTOP, MUTE_1, MUTE_2], MUTE_2, Why.CHOSEN),
    ("mute in another socket is another", MUTE_2, LAPTOP, [LAPTOP, MUTE_1], MUTE_1, Why.STAND_IN),
    ("all mute", MUTE_1, at(MUTE_2, 0), [at(MUTE_2, 0), MUTE_1], MUTE_1, Why.CHOSEN),
    ("mirrored", WALL, LAPTOP, [LAPTOP, at(WALL, 0)], None, Why.MIRRORED),
    ("mirrored at another size", WALL, LAPTOP, [LAPTOP, replace(WALL, area=Area(0, 0, 1024, 768))], None, Why.MIRRORED),
    ("two others that mirror each other", None, LAPTOP, [LAPTOP, WALL, at(THIRD, 1920)], WALL, Why.ONLY_OTHER),
    ("the chosen among two that mirror", THIRD, LAPTOP, [LAPTOP, WALL, at(THIRD, 1920)], at(THIRD, 1920), Why.CHOSEN),
    ("asleep: no screen at all", WALL, None, [], None, Why.ALONE),
    ("the operator's is gone, the wall is left", WALL, WALL, [WALL], None, Why.ALONE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "operators", "there", "expected", "why"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_the_rooms_screen(
    wanted: Screen | None, operators: Screen | None, there: list[Screen], expected: Screen | None, why: Why
) -> None:
    choice = choose(None if wanted is None else wanted.monitor, operators, there)
    assert (choice.screen, choice.why) == (expected, why)
    if expected is not None:
        assert expected in choice.others


monitors = st.builds(
    Monitor, st.sampled_from(["", "Acme"]), st.sampled_from(["", "Twin", "Wall"]), st.sampled_from(["", "0", "A"]),
    st.sampled_from(["HDMI-1", "DP-1", "DP-2"]),
)  # fmt: skip
screens = st.lists(
    st.builds(Screen, monitors, st.sampled_from([0, 960, 1920, 3840]).map(lambda left: Area(left, 0, 1920, 1080))),
    max_size=4,
)  # fmt: skip


@given(wanted=st.none() | monitors, there=screens, operators=st.integers(0, 3))
def test_the_operators_screen_is_never_covered(wanted: Monitor | None, there: list[Screen], operators: int) -> None:
    own = there[operators] if operators < len(there) else None
    choice = choose(wanted, own, there)
    assert choice.screen is None or (choice.screen in there and (own is None or not choice.screen.mirrors(own)))
    assert (choice.screen is None) == (choice.why in {Why.ALONE, Why.MIRRORED, Why.SEVERAL})


@given(wanted=monitors, there=screens, order=st.randoms())
def test_the_order_in_which_the_system_counts_screens_means_nothing(
    wanted: Monitor, there: list[Screen], order: object
) -> None:
    distinct = list(dict.fromkeys(there))
    shuffled = list(distinct)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert known_again(wanted, distinct) == known_again(wanted, shuffled)


def test_a_screen_that_mirrors_the_operators_is_not_another_one() -> None:
    assert besides(LAPTOP, [LAPTOP, at(WALL, 0), THIRD]) == (THIRD,)


def test_namesakes_are_told_apart_by_their_socket() -> None:
    assert say(described(TWIN_A, [LAPTOP, TWIN_A, TWIN_B])) == "Acme Twin (DP-1), 1920 × 1080"
    assert say(described(WALL, [LAPTOP, WALL])) == "Acme Wall, 1920 × 1080"
    assert say(described(MUTE_1, [MUTE_1, MUTE_2])) == "HDMI-1, 1920 × 1080"
    assert say(described(replace(WALL, ratio=1.5), [])) == "Acme Wall, 2880 × 1620"


CHOSEN, ELSEWHERE = Choice(WALL, Why.CHOSEN), Choice(THIRD, Why.STAND_IN)
ALONE, SEVERAL, SAME = Choice(None, Why.ALONE), Choice(None, Why.SEVERAL), Choice(None, Why.MIRRORED)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (None, CHOSEN, None),
        (None, Choice(WALL, Why.ONLY_OTHER), None),
        (Choice(WALL, Why.ONLY_OTHER), CHOSEN, None),
        (CHOSEN, CHOSEN, None),
        (None, ELSEWHERE, "Den valde skjermen til rommet er ikkje her. Så lenge blir det vist på Acme Side."),
        (CHOSEN, ELSEWHERE, "Den valde skjermen til rommet er ikkje her. Så lenge blir det vist på Acme Side."),
        (ELSEWHERE, ELSEWHERE, None),
        (None, ALONE, "Det er berre denne skjermen. F11 dekkjer han med det rommet ser; Esc gir han tilbake."),
        (CHOSEN, ALONE, "Skjermen til rommet er kopla frå. Han viser det same når han er på plass igjen."),
        (ALONE, ALONE, None),
        (ALONE, CHOSEN, "Rommet ser det på Acme Wall."),
        (None, SEVERAL, "Det er fleire skjermar. Vel den som er for rommet, i ruta «Rommet»."),
        (CHOSEN, SEVERAL, "Det er fleire skjermar. Vel den som er for rommet, i ruta «Rommet»."),
        (CHOSEN, SAME, "Skjermane viser det same. La systemet utvide skrivebordet, eller trykk F11 for å dekkje denne; "
         "Esc gir han tilbake."),
        (ALONE, SAME, "Skjermane viser det same. La systemet utvide skrivebordet, eller trykk F11 for å dekkje denne; "
         "Esc gir han tilbake."),
    ],
)  # fmt: skip
def test_the_operator_is_told_once_in_a_line(before: Choice | None, now: Choice, said: str | None) -> None:
    line = news(before, now)
    assert (None if line is None else say(line[0])) == said
    assert line is None or line[1] == (now is CHOSEN)


# -- what is remembered ----------------------------------------------------------------------------
def test_what_is_remembered_comes_back() -> None:
    kept = Remembered(WALL.monitor, {WALL.monitor: View(125, False), MUTE_1.monitor: View()})
    assert read(written(kept)) == kept
    assert read(written(Remembered())) == Remembered()


@pytest.mark.parametrize(
    "line",
    ["", "nothing", "[]", "{}", '{"chosen": 1, "views": []}', '{"chosen": {"maker": 1}, "views": []}', None,
     '{"chosen": null, "views": [{"monitor": {}, "zoom": 100, "dark": true}]}',
     '{"chosen": null, "views": [{"monitor": {"maker":"","model":"","serial":"","name":""}, "zoom": 1e9, "dark": 1}]}'],
)  # fmt: skip
def test_a_line_that_can_not_be_read_is_nothing_remembered(line: object) -> None:
    assert read(line) == Remembered()


def test_each_monitor_has_its_own_view() -> None:
    kept = Remembered().viewing(WALL.monitor, View(150)).viewing(THIRD.monitor, View(80, False))
    assert kept.view(WALL.monitor) == View(150)
    assert kept.view(THIRD.monitor) == View(80, False)
    assert kept.view(LAPTOP.monitor) == kept.view(None) == View()


def test_the_monitor_longest_out_of_use_is_forgotten() -> None:
    kept = Remembered()
    for number in range(30):
        kept = kept.viewing(Monitor("", "", "", f"DP-{number}"), View(150)).viewing(WALL.monitor, View(125))
    assert len(kept.views) == 20
    assert WALL.monitor in kept.views
    assert Monitor("", "", "", "DP-0") not in kept.views


@pytest.mark.parametrize("zoom", ZOOMS)
def test_zoom_goes_in_steps_and_stops_at_the_ends(zoom: int) -> None:
    assert View(zoom).stepped(0).zoom == 100
    assert View(zoom).stepped(1).zoom == min((z for z in ZOOMS if z > zoom), default=zoom)
    assert View(zoom).stepped(-1).zoom == max((z for z in ZOOMS if z < zoom), default=zoom)
