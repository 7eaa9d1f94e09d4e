"""The example round with invented applicants: for trying the program, and for showing it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from kompetanse_desktop import paths
from kompetanse_desktop.domain.round import Round, Scheme

DEMO_ID = "demo"


def demo_file() -> Path:
    """Give the list of proposals of the example round."""
    return paths.resources() / "demo" / "behovsmeldingar-doeme.xlsx"


def demo_round() -> Round:
    """Give the example round, marked as an example."""
    kept = json.loads((paths.resources() / "demo" / "round.json").read_text(encoding="utf-8"))
    return Round(
        id=DEMO_ID,
        scheme=Scheme(kept["scheme"]),
        county=kept["county"],
        year=kept["year"],
        frame=kept["frame"],
        committed=kept["committed"],
        set_aside=kept["set_aside"],
        deadline=date.fromisoformat(kept["deadline"]),
        example=kept["example"],
    ).checked()
