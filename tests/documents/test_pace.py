"""How far the making of a document has come, and stopping it on the way."""

from __future__ import annotations

import pytest

from kompetanse_desktop.documents.innstilling import compose, render
from kompetanse_desktop.documents.pace import WHOLE, Cancelled
from kompetanse_desktop.domain.recommendation import recommend
from kompetanse_desktop.text import Words
from tests.documents.rounds import MADE_AT, many_state

WORDS = Words("nn")


def test_progress_begins_at_nothing_only_grows_and_ends_with_all() -> None:
    made = recommend(many_state(40), MADE_AT)
    told: list[tuple[int, int]] = []
    document, _ = compose(made, WORDS, progress=lambda done, of: told.append((done, of)))
    assert document == render(made, WORDS)
    assert {of for _, of in told} == {WHOLE}
    steps = [done for done, _ in told]
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, WHOLE)
    assert len(steps) > 40


@pytest.mark.parametrize("after", [0, 1, 10, 60, 90])
def test_it_stops_when_the_user_has_had_enough(after: int) -> None:
    asked = []

    def enough() -> bool:
        asked.append(None)
        return len(asked) > after

    with pytest.raises(Cancelled):
        compose(recommend(many_state(40), MADE_AT), WORDS, cancelled=enough)
    assert len(asked) == after + 1
