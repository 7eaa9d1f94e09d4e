"""The example round, made in a library by taking in its list as anybody would."""

from __future__ import annotations

from kompetanse_desktop import actions
from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.exchange.demo import demo_file, demo_round
from kompetanse_desktop.exchange.plan import plan
from kompetanse_desktop.exchange.reading import read


def make_demo(session: Session) -> None:
    """Make the example round with its proposals, and put it in use. Raises Refusal."""
    made = actions.new_round(session, demo_round())
    reading = read(demo_file(), year=made.year)
    actions.take_in(session, plan(reading, session.required()).change())
