"""Find the proposals of a list again in a round: by number, else by title and applicant, and then a person is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kompetanse_desktop.domain.proposal import Proposal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange.columns import normal
from kompetanse_desktop.exchange.comparing import Silent, changed_fields
from kompetanse_desktop.exchange.understanding import Reading

ALIKE = 88
"""How much (of 100) two titles of one applicant have in common, to be asked about where there is no number."""
MOST_OF_ONE = 200
"""More proposals of one applicant than this are compared by their whole titles only."""
LONGEST_NUMBER = 40
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


@dataclass(frozen=True)
class Question:
    """A row (by number) that looks like the proposal ``ref`` that is here: is it the same?

    ``title`` and ``applicant`` are those of the one that is here.
    """

    row: int
    ref: str
    title: str
    applicant: str = ""


@dataclass(frozen=True)
class Found:
    """Whose each accepted row is, by its place among them: the round's own number, or None where a person must say."""

    refs: Mapping[int, str | None]
    """Only of rows that aren't new under their own number."""
    questions: tuple[Question, ...]


def bare(ref: str) -> str:
    """Give a number without what people leave out or add: leading noughts, spaces, capitals, kinds of dashes."""
    plain = re.sub(r"[^\S\n]+", "", ref.casefold().translate(DASHES))
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", plain)


def recognise(reading: Reading, state: RoundState, same: Mapping[int, str | None]) -> Found:
    """Tell which proposals of the round the accepted rows are. ``same`` are a person's answers, by row number."""
    return _Recognition(reading, state, same).found() if state.proposals else Found({}, ())


class _Recognition:
    def __init__(self, reading: Reading, state: RoundState, same: Mapping[int, str | None]) -> None:
        self.reading = reading
        self.body = reading.body
        self.state = state
        self.same = same
        self.silent = Silent(reading)
        self.refs: dict[int, str | None] = {}
        self.questions: list[Question] = []
        self.named = self.body.given_refs
        self.claimed = {ref for ref in state.proposals if ref in self.named}
        self.taken = state.proposals.keys() | self.named

    def found(self) -> Found:
        """Go through the rows whose number the round doesn't have."""
        body, proposals = self.body, self.state.proposals
        refs, made = body.refs, body.made
        unknown = [
            (at, place) for at, place in enumerate(body.accepted) if place in made or refs[place] not in proposals
        ]
        for at, place in unknown:
            answer = self.same.get(body.number(place))
            if answer is not None and answer in proposals and answer not in self.claimed:
                self._is(at, answer)
        looked_up = _Index(p for p in proposals.values() if p.ref not in self.claimed)
        likely = self._likely(looked_up, unknown)
        for at, place in unknown:
            if at in self.refs:
                continue
            asked = at in likely and self.same.get(body.number(place), "") is not None
            if not (asked and self._may_be_here(at, place, looked_up)) and place in made:
                self._is_new(at, refs[place])
        return Found(self.refs, tuple(self.questions))

    def _likely(self, looked_up: _Index, unknown: Sequence[tuple[int, int]]) -> set[int]:
        """Give the rows that have an applicant or nearly a number that the round has: the others are new."""
        if not unknown:
            return set()
        applicants = self.body.texts("applicant")
        here = {text for text in set(applicants) if normal(text) in looked_up.applicants}
        refs = self.body.refs
        bares = bare("\n".join(refs[place] for _, place in unknown)).split("\n")
        return {
            at
            for (at, place), number in zip(unknown, bares, strict=True)
            if applicants[place] in here or number in looked_up.by_number or number in looked_up.known_numbers
        }

    def _is(self, at: int, ref: str) -> None:
        self.refs[at] = ref
        self.claimed.add(ref)

    def _is_new(self, at: int, made: str) -> None:
        """Give a new row without a number its own: row 5 of one list is not row 5 of another."""
        ref, count = made, 1
        while ref in self.taken:
            count += 1
            ref = f"{made}-{count}"
        if count > 1:
            self.refs[at] = ref
        self.taken.add(ref)

    def _may_be_here(self, at: int, place: int, looked_up: _Index) -> bool:
        """Tell whether a row is here already, or ask; False where it is certainly new."""
        made, ref = place in self.body.made, self.body.refs[place]
        known_as = None if made else looked_up.known_as.get((self.silent.ref_heading, ref))
        if known_as is not None and known_as not in self.claimed:
            self._is(at, known_as)
            return True
        candidates = (
            [] if made else [one for one in looked_up.by_number.get(bare(ref), []) if one.ref not in self.claimed]
        )
        if not candidates:
            title, applicant = self.body.names(place)
            candidates = [one for one in looked_up.alike(title, applicant, nearly=made) if one.ref not in self.claimed]
        if made and (identical := self._identical(at, candidates)):
            self._is(at, identical)
            return True
        for one in candidates:
            self.questions.append(Question(self.body.number(place), one.ref, one.title, one.applicant))
        if candidates:
            self.refs[at] = None
        return bool(candidates)

    def _identical(self, at: int, candidates: list[Proposal]) -> str | None:
        """Give the proposal that the row says nothing new of: whichever the answer, nothing would change."""
        row = self.reading.accepted[at]
        for one in candidates:
            if row.proposal is not None and not changed_fields(one, self.silent.kept(one, row.proposal, row)):
                return one.ref
        return None


class _Index:
    """Proposals by bare number, by what they were called in a list, and by title and applicant."""

    def __init__(self, proposals: Iterator[Proposal]) -> None:
        self.by_number: dict[str, list[Proposal]] = {}
        self.known_as: dict[tuple[str, str], str] = {}
        self.applicants: dict[str, list[tuple[str, Proposal]]] = {}
        self.named: dict[tuple[str, str], list[Proposal]] = {}
        for proposal in proposals:
            self.by_number.setdefault(bare(proposal.ref), []).append(proposal)
            title, applicant = normal(proposal.title), normal(proposal.applicant)
            self.named.setdefault((title, applicant), []).append(proposal)
            self.applicants.setdefault(applicant, []).append((title, proposal))
            for pair in proposal.other:
                self.known_as.setdefault(pair, proposal.ref)
        self.known_numbers = {bare(text) for _, text in self.known_as if len(text) <= LONGEST_NUMBER}

    def alike(self, title: str, applicant: str, *, nearly: bool) -> list[Proposal]:
        """Give the proposals of this applicant with this title; else, ``nearly``, the one with the likest title.

        «Del 1» and «Del 2» are never the same.
        """
        wanted, of_one = normal(title), self.applicants.get(normal(applicant), [])
        same = self.named.get((wanted, normal(applicant)), [])
        if same or not nearly or len(of_one) > MOST_OF_ONE:
            return same
        numbers = re.findall("[0-9]+", wanted)
        scored = [
            (fuzz.ratio(name, wanted), proposal) for name, proposal in of_one if re.findall("[0-9]+", name) == numbers
        ]
        score, best = max(scored, key=lambda one: one[0], default=(0, None))
        return [best] if best is not None and score >= ALIKE else []
