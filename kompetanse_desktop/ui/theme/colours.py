"""The colours by what they are for: light, dark, and two with high contrast; and which text stands on which ground."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """Colours by what they are for, as #rrggbb. ``on_*`` is text on that colour.

    Every pair of ``pairs`` is ≥ 4.5:1 and ≥ 7:1 in high contrast; every pair of ``shapes`` is ≥ 3:1
    (WCAG 2.2: 1.4.3, 1.4.6 and 1.4.11).
    """

    name: str
    ink: str
    muted: str
    line: str
    """Rules that only part one thing from another."""
    outline: str
    """The edge of what can be pressed or written in."""
    card_line: str
    """The edge of a card."""
    ground: str
    lane: str
    surface: str
    brand: str
    on_brand: str
    good: str
    warn: str
    warn_ground: str
    bad: str
    bad_ground: str
    drop: str
    on_drop: str
    committed: str
    committed_stripe: str
    on_committed: str
    ghost: str
    ghost_stripe: str
    on_ghost: str
    selected: str
    networks: tuple[str, ...]
    on_network: str
    empty_bar: str
    scroll: str
    is_dark: bool = False
    is_high_contrast: bool = False

    def network(self, index: int) -> str:
        """Give the colour of the network with this number, from 0; they repeat after the last."""
        return self.networks[index % len(self.networks)]

    def pairs(self) -> list[tuple[str, str]]:
        """Give every (text, ground) pair that is used, for the contrast test."""
        plain = (self.ground, self.surface, self.lane)
        return [
            *((text, ground) for text in (self.ink, self.muted, self.bad, self.brand) for ground in plain),
            *((text, ground) for text in (self.good, self.warn) for ground in (self.ground, self.surface)),
            (self.on_brand, self.brand),
            (self.warn, self.warn_ground),
            (self.ink, self.warn_ground),
            (self.bad, self.bad_ground),
            (self.ink, self.bad_ground),
            (self.on_drop, self.drop),
            (self.on_committed, self.committed),
            (self.on_committed, self.committed_stripe),
            (self.on_ghost, self.ghost),
            (self.on_ghost, self.ghost_stripe),
            *((text, self.selected) for text in (self.ink, self.muted, self.good, self.bad, self.brand)),
            (self.ink, self.empty_bar),
            *((self.on_network, colour) for colour in self.networks),
        ]

    def shapes(self) -> list[tuple[str, str]]:
        """Give every (shape, ground) pair that tells something without words, for the contrast test."""
        plain = (self.ground, self.surface, self.lane)
        return [
            *((shape, ground) for shape in (self.brand, self.outline, self.drop, self.bad) for ground in plain),
            *((self.scroll, ground) for ground in plain),
            (self.brand, self.selected),
            *((stripe, self.surface) for stripe in self.networks),
        ]


LIGHT = Theme(
    name="light",
    ink="#16242b",
    muted="#4c5d66",
    line="#d3dce0",
    outline="#728590",
    card_line="#d9e1e5",
    ground="#eef2f4",
    lane="#e3e9ec",
    surface="#ffffff",
    brand="#0e4a5c",
    on_brand="#ffffff",
    good="#17693f",
    warn="#8a4f00",
    warn_ground="#fff3dd",
    bad="#a9211a",
    bad_ground="#fdeae8",
    drop="#a96400",
    on_drop="#ffffff",
    committed="#d5dde1",
    committed_stripe="#c3ced4",
    on_committed="#26363e",
    ghost="#fbe3bd",
    ghost_stripe="#f4cd8d",
    on_ghost="#4d2e00",
    selected="#e2f0f5",
    networks=("#0072b2", "#b35900", "#007a5e", "#8a4fbf", "#a3195b", "#5f6b00", "#00677a", "#6b4b2a"),
    on_network="#ffffff",
    empty_bar="#f6f8f9",
    scroll="#6d808a",
)

DARK = Theme(
    name="dark",
    ink="#e9f0f3",
    muted="#a9bac3",
    line="#2c414b",
    outline="#7f96a1",
    card_line="#2a414c",
    ground="#0f1c23",
    lane="#14252d",
    surface="#1b2f38",
    brand="#8fd0e4",
    on_brand="#08242e",
    good="#7fe0ae",
    warn="#f3c477",
    warn_ground="#3a2e14",
    bad="#ffb0a6",
    bad_ground="#44211f",
    drop="#f0b042",
    on_drop="#1d1400",
    committed="#41555f",
    committed_stripe="#4b606b",
    on_committed="#f2f6f8",
    ghost="#5a4415",
    ghost_stripe="#6b521c",
    on_ghost="#ffe6b8",
    selected="#24434f",
    networks=("#4aa3e0", "#e59f3c", "#2eb890", "#b58be0", "#ee82b3", "#b9c74a", "#3fbdd0", "#cfa67e"),
    on_network="#0a1419",
    empty_bar="#22373f",
    scroll="#7f96a1",
    is_dark=True,
)

CONTRAST_LIGHT = Theme(
    name="contrast-light",
    ink="#000000",
    muted="#333333",
    line="#000000",
    outline="#000000",
    card_line="#000000",
    ground="#ffffff",
    lane="#ffffff",
    surface="#ffffff",
    brand="#00308f",
    on_brand="#ffffff",
    good="#004d1f",
    warn="#5c3200",
    warn_ground="#fff8e8",
    bad="#8a0000",
    bad_ground="#fff2f0",
    drop="#7a3b00",
    on_drop="#ffffff",
    committed="#d9d9d9",
    committed_stripe="#d9d9d9",
    on_committed="#000000",
    ghost="#ffe1a8",
    ghost_stripe="#ffe1a8",
    on_ghost="#2b1900",
    selected="#d6e9ff",
    networks=("#004f86", "#7a3600", "#00513d", "#5c2a8c", "#7d0d42", "#444c00", "#004a58", "#4d3417"),
    on_network="#ffffff",
    empty_bar="#ffffff",
    scroll="#333333",
    is_high_contrast=True,
)

CONTRAST_DARK = Theme(
    name="contrast-dark",
    ink="#ffffff",
    muted="#dcdcdc",
    line="#ffffff",
    outline="#ffffff",
    card_line="#ffffff",
    ground="#000000",
    lane="#000000",
    surface="#000000",
    brand="#7fd8ff",
    on_brand="#000000",
    good="#7dffb0",
    warn="#ffd24a",
    warn_ground="#241a00",
    bad="#ffb3a8",
    bad_ground="#330502",
    drop="#ffc04d",
    on_drop="#000000",
    committed="#3d3d3d",
    committed_stripe="#3d3d3d",
    on_committed="#ffffff",
    ghost="#4d3600",
    ghost_stripe="#4d3600",
    on_ghost="#ffedc2",
    selected="#00344d",
    networks=("#6cb9f0", "#ffb35c", "#4fd6ad", "#cfa9f7", "#ff9cc8", "#d3e05c", "#5fd7e8", "#e0b98f"),
    on_network="#000000",
    empty_bar="#000000",
    scroll="#dcdcdc",
    is_dark=True,
    is_high_contrast=True,
)

THEMES = (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)
