"""Every pair of text and ground that is used can be read: at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import pytest

from kompetanse_desktop.ui.theme import DARK, LIGHT, Theme

LEAST = 4.5


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda t: t.name)
def test_every_pair_can_be_read(theme: Theme) -> None:
    weak = {pair: round(contrast(*pair), 2) for pair in theme.pairs() if contrast(*pair) < LEAST}
    assert not weak


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda t: t.name)
def test_no_two_networks_look_alike(theme: Theme) -> None:
    assert len(set(theme.networks)) == len(theme.networks) >= 8
    assert theme.network(len(theme.networks)) == theme.network(0)
