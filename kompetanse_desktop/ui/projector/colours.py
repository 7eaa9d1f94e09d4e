"""The colours of the room's screen, dark and light: each text on its ground is at least 7 to 1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """Colours by what they are for, as #rrggbb. A projector washes out what is weaker than 7 to 1 (WCAG 2.2, 1.4.6)."""

    name: str
    ink: str
    muted: str
    good: str
    bad: str
    ground: str
    row: str
    now: str
    now_frame: str
    on_now_frame: str
    rule: str
    empty: str
    tied: str
    tied_stripe: str
    on_tied: str
    too_much: str
    too_much_stripe: str
    networks: tuple[str, ...]
    on_network: str

    def colour(self, role: str) -> str:
        """Give the colour of a role; ``network3`` is the fourth network's, and they repeat after the last."""
        if role.startswith("network"):
            return self.networks[int(role.removeprefix("network")) % len(self.networks)]
        return str(getattr(self, role))


DARK = Look(
    name="dark",
    ink="#f2f7f9",
    muted="#bccbd2",
    good="#86e5b4",
    bad="#ffbab1",
    ground="#0b1920",
    row="#152730",
    now="#1c3642",
    now_frame="#f7d57a",
    on_now_frame="#1a1200",
    rule="#3a515c",
    empty="#22373f",
    tied="#41525b",
    tied_stripe="#4a5b64",
    on_tied="#ffffff",
    too_much="#ffb0a6",
    too_much_stripe="#e58a7e",
    networks=("#5cb0ea", "#eba94b", "#3cc79e", "#c29bea", "#f290bd", "#c3d154", "#4cc7d9", "#d6b08a"),
    on_network="#05090b",
)

LIGHT = Look(
    name="light",
    ink="#0f1b21",
    muted="#37474f",
    good="#0b5a33",
    bad="#8f1610",
    ground="#f7f9fa",
    row="#ffffff",
    now="#fff3d0",
    now_frame="#744300",
    on_now_frame="#ffffff",
    rule="#b9c6cc",
    empty="#e3e9ec",
    tied="#c9d3d8",
    tied_stripe="#b7c4ca",
    on_tied="#16242b",
    too_much="#8f1610",
    too_much_stripe="#b0453f",
    networks=("#00558a", "#7d3f00", "#005a45", "#6a3398", "#84124a", "#474f00", "#004f5e", "#573b20"),
    on_network="#ffffff",
)


def look(dark: bool) -> Look:
    """Give one of the two."""
    return DARK if dark else LIGHT
