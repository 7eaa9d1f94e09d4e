"""Files of every kind that may be sent in, each made by a few lines, with the values or the sentence it must give."""

from __future__ import annotations

from tests.exchange.corpus import documents, harmful, headings, no_lists, texts, values
from tests.exchange.corpus.case import Case

ALL: tuple[Case, ...] = (
    *texts.CASES,
    *values.CASES,
    *headings.CASES,
    *documents.CASES,
    *harmful.CASES,
    *no_lists.CASES,
)
