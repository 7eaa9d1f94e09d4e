"""Signed documents that were tampered with: none is called valid and unchanged."""

from __future__ import annotations

from hashlib import sha256
from random import Random

import pytest

from kompetanse_desktop.documents.verifying import verify
from kompetanse_desktop.domain.saying import Refusal
from tests.documents.signing.documents import twice, unsigned
from tests.documents.signing.mutations import MUTATIONS, Mutation

OURS = {sha256(unsigned()).hexdigest(): "version 1"}


def passes(document: bytes, known: bool) -> bool:
    """Tell whether a document is called valid and unchanged. What can't be read is refused, and passes nowhere."""
    try:
        verdict = verify(document, OURS.get if known else None)
    except Refusal:
        return False
    return verdict.valid and not verdict.changed


def tried(mutation: Mutation, seed: int) -> None:
    spoilt = mutation(twice(), Random(f"{mutation.__name__} {seed}"))
    assert spoilt != twice()
    assert not passes(spoilt, known=bool(seed % 2)), f"{mutation.__name__} {seed}"


def test_the_document_itself_passes() -> None:
    assert passes(twice(), known=True)
    assert passes(twice(), known=False)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
@pytest.mark.parametrize("seed", range(5))
def test_no_mutation_passes(mutation: Mutation, seed: int) -> None:
    tried(mutation, seed)


@pytest.mark.long
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_no_mutation_passes_over_and_over(mutation: Mutation) -> None:
    for seed in range(100, 150):
        tried(mutation, seed)
