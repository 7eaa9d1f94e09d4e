"""The look can be read by everybody: contrast of texts and shapes, in every theme, of all that is painted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kompetanse_desktop import actions, paths
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.ui import icons, program
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.commands import COMMANDS
from kompetanse_desktop.ui.help import HelpDialog
from kompetanse_desktop.ui.main_window import MainWindow
from kompetanse_desktop.ui.theme import DARK, LIGHT, THEMES, Theme, scale
from kompetanse_desktop.ui.widgets import column, row
from tests.helpers.contrast import contrast
from tests.helpers.painted import painted_texts

TEXT_LEAST, CONTRAST_LEAST, SHAPE_LEAST = 4.5, 7.0, 3.0
"""WCAG 2.2: 1.4.3, 1.4.6 and 1.4.11."""

every_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


@pytest.fixture
def as_it_was(qapp: QApplication) -> Iterator[None]:
    """Give the program back the look it had."""
    theme, percent = look.current(), look.zoom_percent()
    yield
    look.apply(qapp, theme, percent)


# --- colours


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@every_theme
def test_every_pair_can_be_read(theme: Theme) -> None:
    least = CONTRAST_LEAST if theme.is_high_contrast else TEXT_LEAST
    assert not {pair: round(contrast(*pair), 2) for pair in theme.pairs() if contrast(*pair) < least}


@every_theme
def test_every_shape_that_tells_something_is_seen(theme: Theme) -> None:
    assert not {pair: round(contrast(*pair), 2) for pair in theme.shapes() if contrast(*pair) < SHAPE_LEAST}


@every_theme
def test_no_two_networks_look_alike(theme: Theme) -> None:
    assert len(set(theme.networks)) == len(theme.networks) >= 8
    assert theme.network(len(theme.networks)) == theme.network(0)


@every_theme
def test_nothing_is_hatched_behind_text_in_high_contrast(theme: Theme) -> None:
    is_hatched = theme.committed != theme.committed_stripe or theme.ghost != theme.ghost_stripe
    assert is_hatched is not theme.is_high_contrast


def unread(widget: QWidget, theme: Theme) -> set[tuple[str, str, str]]:
    """Give the texts a widget paints in a pair of colours that the contrast test doesn't know."""
    known, found = set(theme.pairs()), painted_texts(widget)
    assert found, "nothing was read: the test sees nothing"
    return {(each.text, each.colour, each.ground) for each in found} - {
        (each.text, each.colour, each.ground) for each in found if (each.colour, each.ground) in known
    }


@every_theme
def test_all_that_the_board_paints_is_a_pair_of_the_theme(
    theme: Theme, ranked: Session, qtbot: QtBot, as_it_was: None
) -> None:
    program.make_application()
    window = MainWindow(ranked)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.set_theme(theme)
    window.messages.show_saying(actions.withdraw(ranked, "21-08", True).name)
    window.round_page.views.choose(["21-01"], focus=True)
    qtbot.wait(200)  # the slow parts of the details
    assert len(painted_texts(window)) > 60
    assert unread(window, theme) == set()
    window.commands["timeline"].trigger()
    actions.move(ranked, "21-04", Lane.PRIORITISED)  # over the money
    QApplication.processEvents()
    assert unread(window, theme) == set()
    window.search.setText("lese")  # the others are pale
    QApplication.processEvents()
    assert unread(window, theme) == set()
    help_box = HelpDialog(window)
    help_box.show()
    assert unread(help_box, theme) == set()


@every_theme
def test_all_that_the_welcome_paints_is_a_pair_of_the_theme(
    theme: Theme, empty_window: MainWindow, as_it_was: None
) -> None:
    empty_window.set_theme(theme)
    assert unread(empty_window, theme) == set()


def test_every_colour_of_the_style_sheet_is_one_of_the_theme() -> None:
    for theme in THEMES:
        named = set(re.findall(r"#[0-9a-f]{6}\b", look.stylesheet(theme)))
        own = {
            colour
            for value in vars(theme).values()
            for colour in ([value] if isinstance(value, str) else value if isinstance(value, tuple) else [])
        }
        assert named <= own


# --- sizes


@pytest.mark.parametrize(
    ("percent", "direction", "expected"),
    [(100, 1, 110), (100, -1, 90), (200, 1, 200), (80, -1, 80), (120, 1, 125), (120, -1, 110), (190, 1, 200)],
)
def test_the_next_size(percent: int, direction: int, expected: int) -> None:
    assert look.next_step(percent, direction) == expected


@pytest.mark.parametrize(
    ("percent", "length", "expected"),
    [(100, 13, 13), (200, 13, 26), (80, 13, 10), (80, 1, 1), (150, 0, 0), (80, -1, -1), (200, -4, -8)],
)
def test_lengths_follow_the_size(percent: int, length: int, expected: int, qapp: QApplication, as_it_was: None) -> None:
    scale.set_zoom_percent(percent)
    assert look.px(length) == expected


@pytest.mark.parametrize(("wanted", "got"), [(20, 80), (80, 80), (137, 137), (200, 200), (999, 200)])
def test_the_size_has_an_end(wanted: int, got: int, qapp: QApplication, as_it_was: None) -> None:
    scale.set_zoom_percent(wanted)
    assert look.zoom_percent() == got


def test_what_is_made_already_follows_the_size(qtbot: QtBot, qapp: QApplication, as_it_was: None) -> None:
    program.make_application()
    inner, outer = QLabel("Framlegg"), QWidget()
    look.sized(inner, width=100, least_height=20)
    lying = row(inner, spacing=8, margins=(4, 8, 12, 16))
    outer.setLayout(column(lying_in(lying)))
    qtbot.addWidget(outer)
    outer.show()
    look.apply(qapp, look.current(), 200)
    assert (inner.width(), inner.minimumHeight(), inner.font().pixelSize()) == (200, 40, 26)
    assert (lying.spacing(), lying.contentsMargins().left(), lying.contentsMargins().bottom()) == (16, 8, 32)
    look.apply(qapp, look.current(), 100)
    assert (inner.width(), lying.spacing(), inner.font().pixelSize()) == (100, 8, 13)


def lying_in(layout: object) -> QWidget:
    """Give a widget with this layout."""
    made = QWidget()
    made.setLayout(layout)  # type: ignore[arg-type]
    return made


def test_the_sheet_has_no_length_left_unscaled() -> None:
    assert not re.search(r"@\w|(?<![#\w])\d+[uf]\b", look.stylesheet(LIGHT))


# --- icons


DRAWINGS = sorted(file.stem for file in (paths.resources() / "icons").glob("*.svg"))


def test_every_icon_of_a_command_is_there() -> None:
    assert {command.icon for command in COMMANDS if command.icon} <= set(DRAWINGS)


@pytest.mark.parametrize("name", DRAWINGS)
def test_icons_are_of_one_family(name: str) -> None:
    drawing = (paths.resources() / "icons" / f"{name}.svg").read_text()
    for common in ('viewBox="0 0 24 24"', 'stroke="currentColor"', 'stroke-width="1.75"', 'stroke-linecap="round"'):
        assert common in drawing
    assert not re.search(r"#[0-9a-f]{3}", drawing)


@pytest.mark.parametrize("ratio", [1, 2])
def test_an_icon_takes_the_colour_of_the_theme_and_any_size(qapp: QApplication, ratio: int, as_it_was: None) -> None:
    made = icons.icon("minus", "bad")
    for theme in (LIGHT, DARK):
        look.apply(qapp, theme)
        picture = made.pixmap(QSize(48, 48), ratio).toImage()
        assert picture.width() == 48 * ratio
        assert solid(picture) == theme.bad
    assert made.pixmap(QSize(96, 96), 1.0).width() == 96


def solid(picture: QImage) -> str:
    """Give the colour of the picture where it is not seen through."""
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert middle.alpha() > 200
    return middle.name()


def test_the_bundled_typefaces_have_every_sign_we_show(qapp: QApplication) -> None:
    from PySide6.QtGui import QRawFont

    fonts = [QRawFont(str(paths.resources() / "fonts" / name), 12.0) for name in look.FONT_FILES]
    source = "".join(file.read_text(encoding="utf-8") for file in Path(look.__file__).parents[1].rglob("*.py"))
    signs = {sign for sign in source if ord(sign) > 0x7F and not sign.isspace()}
    missing = {sign for sign in signs if not any(font.supportsCharacter(ord(sign)) for font in fonts)}
    assert not missing


def test_the_alignment_of_an_empty_state_is_the_middle(qtbot: QtBot, qapp: QApplication) -> None:
    program.make_application()
    empty = QLabel("Ingen framlegg")
    empty.setProperty("look", "empty")
    qtbot.addWidget(empty)
    empty.show()
    assert empty.alignment() == Qt.AlignmentFlag.AlignCenter


def test_a_window_styled_when_it_is_built_looks_the_same(ranked: Session, qapp: QApplication, qtbot: QtBot) -> None:
    def painted() -> QImage:
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        image = window.grab().toImage()
        window.close()
        window.deleteLater()
        return image

    window = MainWindow(ranked)
    as_ever = painted()
    with look.styled_when_built(qapp):
        window = MainWindow(ranked)
    assert painted() == as_ever
    assert qapp.styleSheet() == look.stylesheet(look.current())
