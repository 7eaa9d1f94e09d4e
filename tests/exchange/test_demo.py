"""The example round: what the program is tried with, clearly marked."""

from __future__ import annotations

from datetime import date

from kompetanse_desktop.domain.round import Scheme
from kompetanse_desktop.exchange.demo import demo_file, demo_round


def test_the_example_round() -> None:
    example = demo_round()
    assert (example.scheme, example.county, example.year) == (Scheme.KOMPETANSELOFTET, "Vestland", 2021)
    assert (example.frame, example.committed, example.set_aside, example.available) == (
        5_300_000,
        400_000,
        0,
        4_900_000,
    )
    assert example.deadline == date(2021, 4, 15)
    assert example.example
    assert demo_file().is_file()
