"""The room's pages: everything on the screen, large enough, in colours that carry, in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from kompetanse_desktop import text
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.domain.room import Room, room
from kompetanse_desktop.text import LANGUAGES, money
from kompetanse_desktop.ui import program
from kompetanse_desktop.ui.projector.colours import look
from kompetanse_desktop.ui.projector.layout import LaidOut, lay_out
from kompetanse_desktop.ui.projector.lettering import LEAST_PART
from kompetanse_desktop.ui.projector.placed import Letters
from kompetanse_desktop.ui.projector.room_window import RoomWindow, paint_showing
from kompetanse_desktop.ui.projector.showing import Page, Showing
from tests.domain.test_room import SECRET, a_secret_round
from tests.domain.values import a_proposal, a_round, a_state
from tests.helpers.contrast import contrast

SIZES = [(1024, 768), (1280, 800), (1280, 720), (1920, 1080), (3840, 2160)]
NOW = datetime(2021, 4, 12, 11, 52)
NETWORKS = ("Nettverk Nord", "Nettverk Sør", "Indre", "Kyst")
LONG = "Inkluderande fellesskap og tidleg innsats i barnehage, skule og PP-teneste " * 3


def a_room(ranked: int, *, over: bool = False, places: int | None = None, title: str = "Tiltak") -> Room:
    """Give a room with so many in the order, half as many in reserve, and one of them up now."""
    nok = 1_000_000 if over else 4_900_000 // max(ranked, 5)
    made = [
        a_proposal(f"{n}", nok, title=f"{title} {n}", applicant=f"Kommune {n}", network=NETWORKS[n % 4])
        for n in range(1, ranked + ranked // 2 + 1)
    ]
    terms = a_round(places=places, agreement="Semje i forumet.", example=True)
    return room(a_state({Lane.PRIORITISED: made[:ranked], Lane.RESERVE: made[ranked:]}, terms), f"{max(ranked - 1, 1)}")


ROOMS = {
    "empty": a_room(0),
    "one": a_room(1),
    "eleven": a_room(11),
    "over": a_room(11, over=True),
    "places": a_room(11, places=2),
    "long": a_room(40, title=LONG),
    "thousand": a_room(1000),
}


@pytest.fixture(autouse=True)
def program_look(qtbot: QtBot) -> None:
    """Have the program's typeface."""
    program.make_application()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak each language."""
    before = text.words().language
    text.use(request.param)
    yield request.param
    text.use(before)


def laid_out(page: Page, name: str, width: int, height: int, zoom: float = 1.0) -> LaidOut:
    """Lay out a page of one of the rooms."""
    showing = Showing(page, ROOMS[name], before=ROOMS["one"], text="Pause til 12.30")
    return lay_out(showing, width, height, zoom, NOW)


def letters(laid: LaidOut) -> list[Letters]:
    """Give the texts on a page."""
    return [one for one in laid.placed if isinstance(one, Letters)]


@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("name", ROOMS)
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("zoom", [1.0, 1.5])
def test_every_text_is_on_the_screen_large_enough_and_alone(
    page: Page, name: str, width: int, height: int, zoom: float
) -> None:
    shown = letters(laid_out(page, name, width, height, zoom))
    assert shown
    for one in shown:
        assert one.pixels >= height / LEAST_PART, one
        assert QRectF(0, 0, width + 1, height + 1).contains(one.box), one
    boxes = [(one, one.box.adjusted(0.5, one.pixels * 0.2, -0.5, -one.pixels * 0.2)) for one in shown]
    for (one, box), (other, its) in combinations(boxes, 2):
        assert not box.intersects(its), (one.text, other.text)


@pytest.mark.parametrize("page", Page)
def test_every_page_speaks_every_language(page: Page, language: str) -> None:
    for name in ROOMS:
        assert laid_out(page, name, 1280, 800).lines


@pytest.mark.parametrize("dark", [True, False], ids=["dark", "light"])
@pytest.mark.parametrize("page", Page)
def test_colours_carry_to_the_back_row(page: Page, dark: bool) -> None:
    colours = look(dark)
    for name in ROOMS:
        for one in letters(laid_out(page, name, 1280, 800)):
            assert contrast(colours.colour(one.colour), colours.colour(one.ground)) >= 7, one


@pytest.mark.parametrize("dark", [True, False], ids=["dark", "light"])
@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080)])
def test_the_painted_picture_has_that_contrast(page: Page, dark: bool, width: int, height: int) -> None:
    showing = Showing(page, ROOMS["over"], before=ROOMS["one"], text="Pause til 12.30")
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ff00ff"))
    painter = QPainter(picture)
    paint_showing(painter, QRectF(picture.rect()), showing, dark, 1.0)
    painter.end()
    assert QColor(picture.pixel(0, 0)).name() == look(dark).ground
    for one in letters(lay_out(showing, width, height, 1.0)):
        inside = one.box.toAlignedRect().intersected(picture.rect())
        seen = {
            picture.pixel(x, y)
            for x in range(inside.left(), inside.right(), 1)
            for y in range(inside.top(), inside.bottom(), 2)
        }
        ground = look(dark).colour(one.ground)
        assert max(contrast(QColor(pixel).name(), ground) for pixel in seen) >= 7, one


def test_a_list_longer_than_the_screen_shows_the_part_with_what_is_up_now() -> None:
    up = ROOMS["thousand"].discussed
    assert up is not None
    shown = " ".join(one.text for one in letters(laid_out(Page.RANKING, "thousand", 1280, 800)))
    assert up.title in shown
    first = Showing(Page.RANKING, ROOMS["thousand"], list_page=1)
    assert "Tiltak 1 " in " ".join(f"{one.text} " for one in letters(lay_out(first, 1280, 800)))
    last = letters(lay_out(replace(first, list_page=10_000), 1280, 800))
    assert any("R500" in one.text for one in last)


def test_the_amounts_of_a_proposal_are_as_large_as_its_facts() -> None:
    for width, height in SIZES:
        shown = letters(laid_out(Page.PROPOSAL, "eleven", width, height))
        fact = next(one for one in shown if one.text == "Kommune 10")
        amounts = [one for one in shown if one.text == money(4_900_000 // 11)]
        assert len(amounts) == 2
        assert all(one.pixels >= fact.pixels for one in amounts)


def test_the_applicant_is_told_below_the_title_where_every_row_has_room_for_it() -> None:
    few = letters(laid_out(Page.RESULT, "over", 1024, 768))
    title, below = (next(one for one in few if one.text == text) for text in ("Tiltak 1", "Kommune 1"))
    assert below.x == title.x
    assert below.y > title.y
    many = letters(laid_out(Page.RANKING, "eleven", 1280, 720))
    title, beside = (next(one for one in many if one.text == text) for text in ("Tiltak 10", "Kommune 10"))
    assert beside.x > title.x


def test_a_long_text_is_made_smaller_and_not_cut() -> None:
    words = "Vi tek pause, og kjem att når alle har fått i seg noko å ete. " * 3
    for width, height in SIZES:
        laid = lay_out(Showing(Page.TEXT, ROOMS["one"], text=words), width, height, 1.0, NOW)
        assert words.split() == " ".join(one.text for one in letters(laid)[:-2]).split(), (width, height)


def test_the_sign_of_an_example_is_never_cut_off() -> None:
    for name in ROOMS:
        for page in (Page.RANKING, Page.SUMS, Page.RESULT):
            foot = letters(laid_out(page, name, 1280, 720, 1.5))
            assert any(one.text.endswith(text.say("example")) for one in foot), (name, page)


def test_too_much_is_said_in_words() -> None:
    shown = [one.text for one in letters(laid_out(Page.RANKING, "over", 1280, 800))]
    assert money(-6_100_000) in shown
    assert text.say("Too much is recommended") in shown


def test_the_neutral_page_has_the_name_of_the_round_and_no_figure() -> None:
    shown = " ".join(one.text for one in letters(laid_out(Page.NEUTRAL, "eleven", 1280, 800)))
    assert "Vestland 2021" in shown
    assert "000" not in shown


@pytest.mark.parametrize("page", Page)
def test_no_page_paints_or_says_anything_private(page: Page) -> None:
    state = a_secret_round()
    for ref in state.proposals:
        if ref in ("4", "5"):  # their titles are private until the operator takes them up
            continue
        laid = lay_out(Showing(page, room(state, ref), before=room(state)), 1280, 800, 1.0, NOW)
        assert SECRET not in " ".join((*laid.lines, *(one.text for one in letters(laid))))


def test_the_window_says_what_it_shows(qtbot: QtBot) -> None:
    window = RoomWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show_showing(Showing(Page.RANKING, ROOMS["eleven"]))
    remaining, said = window.findChildren(type(window._remaining))[0], list(window._lines.lines)
    assert (remaining.objectName(), remaining.text()) == (
        "projector.remaining",
        money(ROOMS["eleven"].remaining),
    )
    assert sum("Tiltak" in line for line in said) == 16
    window.show_showing(Showing(Page.NEUTRAL, ROOMS["empty"]))
    assert remaining.text() == ""
    assert list(window._lines.lines) == ["Kompetanseløftet · Vestland 2021"]


def test_a_stray_close_does_not_show_the_desktop(qtbot: QtBot) -> None:
    window = RoomWindow()
    qtbot.addWidget(window)
    window.show_showing(Showing(Page.RANKING, ROOMS["one"]))
    window.show()
    window.close()
    assert window.isVisible()
    window.hide()


def test_the_clock_of_the_text_page_ticks(qtbot: QtBot) -> None:
    window = RoomWindow()
    qtbot.addWidget(window)
    window.show_showing(Showing(Page.TEXT, ROOMS["one"], text="Pause"))
    assert 0 < window._clock.remainingTime() <= 60_020
    window.show_showing(Showing(Page.RANKING, ROOMS["one"]))
    assert not window._clock.isActive()
