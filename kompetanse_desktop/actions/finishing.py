"""Finishing: each version of the recommendation is the round as it was at one point of its journal, for good.

A version is a mark in the journal, and so are the documents written of it and their signatures. The journal
is only added to, its entries hold together by hashes, and each knows the digest of the whole round: so the
round of a version can always be had again exactly, goes along with copies and with the round's file, and can
be neither altered nor taken out. It can be followed by a new version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kompetanse_desktop.actions.session import Session
from kompetanse_desktop.domain.change import Change
from kompetanse_desktop.domain.checks import stops
from kompetanse_desktop.domain.recommendation import Earlier, Recommendation, Version, changes_since, finished
from kompetanse_desktop.domain.saying import Refusal, saying
from kompetanse_desktop.store import digest
from kompetanse_desktop.store.journal import DOCUMENT, SIGNATURE, VERSION, Entry


@dataclass(frozen=True)
class Document:
    """A document that was written of a version. ``sha256`` is of its bytes before anybody signed them.

    ``kind`` is "pdf", "xlsx" or "json", ``language`` that of the text. ``signed_by`` names who has signed it so far.
    """

    round: str
    version: int
    kind: str
    language: str
    file: str
    sha256: str
    written_at: datetime
    signed_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finished:
    """A version there is: its number, from 1, the journal entry that froze it, when, and the round's digest then."""

    number: int
    entry: int
    made_at: datetime
    digest: str
    documents: tuple[Document, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Tell whether any document of it has been signed."""
        return any(document.signed_by for document in self.documents)


def versions(session: Session) -> tuple[Finished, ...]:
    """Give the versions of the round in use, the first one first. Raises Refusal and Damaged as the journal does."""
    documents = _documents(session, session.required().round.id)
    return tuple(_finished(entry, number, documents) for number, entry in enumerate(session.marks(VERSION), start=1))


def finish(session: Session) -> Finished:
    """Freeze the round in use as a new version, unless it is as the last version has it; then that one stands.

    Raises Refusal while more is recommended than there is: the one hard stop.
    """
    there = versions(session)
    if there and there[-1].digest == current_digest(session):
        return there[-1]
    if stops(session.required()):
        finished(session.required(), datetime.now().astimezone())  # it raises, and says how much
    name = saying("Version {number} of the recommendation is finished", number=len(there) + 1)
    session.mark(Change(VERSION, name, ()))
    return versions(session)[-1]


def is_current(session: Session, version: Finished) -> bool:
    """Tell whether the round is still as a version has it."""
    return version.digest == current_digest(session)


def current_digest(session: Session) -> str:
    """Give the digest of the round in use as it stands."""
    kept = session.entry(session.length).state
    return digest.of_state(session.required()) if kept is None else kept


def frozen(session: Session, version: Finished) -> Recommendation:
    """Give the recommendation of a version, the same whenever it is asked for.

    Raises Damaged where the journal isn't as it was written.
    """
    state = session.state_after(version.entry)
    earlier = None
    if version.number > 1:
        before = versions(session)[version.number - 2]
        changes = changes_since(session.state_after(before.entry), state)
        earlier = Earlier(before.number, before.made_at, changes)
    return finished(state, version.made_at, Version(version.number, version.digest, earlier))


def draft(session: Session, now: datetime) -> Recommendation:
    """Give the recommendation as it would be if it were finished now: of the last version, or as a draft.

    Raises Refusal while over the frame.
    """
    there = versions(session)
    if there and is_current(session, there[-1]):
        return frozen(session, there[-1])
    return finished(session.required(), now)


def keep_document(session: Session, version: Finished, kind: str, language: str, file: str, sha256: str) -> None:
    """Keep that a document of a version was written, with the SHA-256 of its bytes; once is enough.

    ``file`` is the name of the file without folders.
    """
    if any((d.kind, d.sha256) == (kind, sha256) for d in _documents(session, session.required().round.id)):
        return
    name = saying(
        "Version {number} written: {file}",
        number=version.number,
        file=file,
        kind=kind,
        language=language,
        sha256=sha256,
    )
    session.mark(Change(DOCUMENT, name, ()))


def keep_signature(session: Session, document: Document, by: str) -> None:
    """Keep that somebody has signed a document of the round in use. Raises Refusal for one of another round."""
    if document.round != session.required().round.id:
        raise Refusal("The document belongs to another round.")
    name = saying("Version {number} signed by {name}", number=document.version, name=by, sha256=document.sha256)
    session.mark(Change(SIGNATURE, name, ()))


def documents(session: Session) -> tuple[Document, ...]:
    """Give every document that was written of any round of this library. Raises Damaged as the journal does."""
    return _documents(session, None)


def document_with(session: Session, sha256: str) -> Document | None:
    """Find the document of this library, of any round, whose bytes before signing have this SHA-256."""
    return next((document for document in _documents(session, None) if document.sha256 == sha256), None)


def signed_rounds(session: Session) -> frozenset[str]:
    """Give the ids of the rounds that have a signed version."""
    return frozenset(entry.round for entry in session.library.marks(SIGNATURE))


def _finished(entry: Entry, number: int, documents: tuple[Document, ...]) -> Finished:
    mine = tuple(document for document in documents if document.version == number)
    return Finished(number, entry.number, entry.at, entry.state or "", mine)


def _documents(session: Session, round_id: str | None) -> tuple[Document, ...]:
    signers: dict[tuple[str, str], list[str]] = {}
    for entry in session.library.marks(SIGNATURE, round_id):
        said = entry.name.params
        signers.setdefault((entry.round, str(said.get("sha256", ""))), []).append(str(said.get("name", "")))
    found = []
    for entry in session.library.marks(DOCUMENT, round_id):
        said = entry.name.params
        sha256 = str(said.get("sha256", ""))
        by = tuple(signers.get((entry.round, sha256), ()))
        found.append(_document(entry, said, sha256, by))
    return tuple(found)


def _document(entry: Entry, said: Mapping[str, object], sha256: str, by: tuple[str, ...]) -> Document:
    number = said.get("number")
    version = number if isinstance(number, int) else 0
    texts = {name: str(said.get(name, "")) for name in ("kind", "language", "file")}
    return Document(entry.round, version, **texts, sha256=sha256, written_at=entry.at, signed_by=by)
