"""The commands about the finished document: write it, sign it, check it.

``innstilling`` finishes a version, so that ``verify`` knows the document again; whatever can be refused is refused
before that. ``verify`` ends with 0 only for a document that all have signed and nobody has changed.
"""

from __future__ import annotations

import argparse
import os
import secrets
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_desktop import text
from kompetanse_desktop.cli.answer import Answer
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.text import say

if TYPE_CHECKING:  # a command imports only what it uses, so that each starts at once
    from kompetanse_desktop.actions import Document, Session
    from kompetanse_desktop.documents.signing import FromFile, Role

LARGEST = 200_000_000
"""Bytes of a PDF that is read."""


def innstilling(namespace: argparse.Namespace) -> Answer:
    """Finish a version, write its document, signed where certificates are given: the chair's, then the secretary's."""
    from kompetanse_desktop import actions, durable
    from kompetanse_desktop.documents import innstilling as documents
    from kompetanse_desktop.documents.signatories import EITHER_WAY, Role, Signing, Way

    path = Path(namespace.out)
    _refuse_unless_writable(path)
    signers = _signers(namespace)
    signing = Signing(secretary=Way.HAND) if len(signers) == 1 else EITHER_WAY
    with _session(namespace, write=True) as session:
        version = actions.finish(session)
        made, notes = documents.compose(actions.frozen(session, version), text.words(), signing)
        digest = sha256(made).hexdigest()
        names = []
        for role, signer in zip(Role, signers, strict=False):
            made, name = _signed(made, signer, role)
            names.append(name)
        durable.write(made, path)
        actions.keep_document(session, version, "pdf", text.words().language, path.name, digest)
        _keep_signatures(session, digest, names)
    return Answer([namespace.out, *notes], {"file": namespace.out, "notes": notes, "signed_by": names})


def sign(namespace: argparse.Namespace) -> Answer:
    """Sign a document that was written before."""
    from kompetanse_desktop.documents import signing
    from kompetanse_desktop.documents.signatories import Role

    path, out = Path(namespace.file), Path(namespace.out or namespace.file)
    _refuse_unless_writable(out)
    content = _read(path)
    made, name = _signed(content, _signer(namespace.certificate, namespace.password_env), Role(namespace.role))
    signing.write(made, out)
    _remember(namespace, content, name)
    return Answer([str(out)], {"file": str(out), "signed_by": [name]})


def verify(namespace: argparse.Namespace) -> Answer:
    """Check any PDF. A verdict that isn't «valid» is told in full, and ends with 1."""
    from kompetanse_desktop import paths
    from kompetanse_desktop.documents import verifying
    from kompetanse_desktop.documents.verifying import roots

    content = _read(Path(namespace.file))
    trusted = roots.kept(paths.data_dir(namespace.data_dir))
    for file in namespace.trust:
        trusted += roots.load(Path(file))
    with _Known(namespace) as known:
        verdict = verifying.verify(content, known, trusted)
    lines = [say(line) for line in verdict.lines]
    data = verdict.as_contract(text.words())
    if verdict.valid:
        return Answer(lines, data)
    return Answer(lines[1:], data, 1, verdict.summary)


class _Known:
    """Asks the library, where there is one that can be opened, which document has this digest; keeps the answer."""

    def __init__(self, namespace: argparse.Namespace) -> None:
        self._namespace = namespace
        self._session: Session | None = None
        self.document: Document | None = None

    def __enter__(self) -> _Known:
        # Without a library any PDF can still be checked.
        with suppress(Refusal):
            self._session = _session(self._namespace, write=False).__enter__()
        return self

    def __exit__(self, *fault: object) -> None:
        if self._session is not None:
            self._session.__exit__(*fault)

    def __call__(self, digest: str) -> str | None:
        from kompetanse_desktop import actions

        self.document = None if self._session is None else actions.document_with(self._session, digest)
        if self.document is None:
            return None
        return say("version {number} of {round}", number=self.document.version, round=self.document.round)


def _session(namespace: argparse.Namespace, *, write: bool) -> Session:
    from kompetanse_desktop.actions import Session

    return Session.open(namespace.data_dir, write=write)


def _signers(namespace: argparse.Namespace) -> list[FromFile]:
    from kompetanse_desktop.documents.signatories import Role

    files, variables = namespace.sign, namespace.password_env
    if len(variables) > len(files):
        raise Refusal("A password needs a certificate (--sign).")
    if len(files) > len(Role):
        raise Refusal("There are more certificates than places to sign.")
    variables = [*variables, *[None] * (len(files) - len(variables))]
    return [_signer(file, variable) for file, variable in zip(files, variables, strict=True)]


def _signer(file: str, variable: str | None) -> FromFile:
    """Give what to sign with. It is tried here, before anything is done. Raises Refusal where it can't sign."""
    from kompetanse_desktop.documents.signing import FromFile, facts

    if variable is not None and variable not in os.environ:
        raise Refusal("The variable {name} isn't set.", name=variable)

    def password() -> str | None:
        return None if variable is None else os.environ[variable]

    facts(Path(file), password()).refuse_unless_usable(datetime.now().astimezone())
    return FromFile(Path(file), password)


def _signed(content: bytes, signer: FromFile, role: Role) -> tuple[bytes, str]:
    from kompetanse_desktop.documents import signing

    with signer.opened() as opened:
        name = opened.facts.name
    return signing.sign(content, signer, role), name


def _remember(namespace: argparse.Namespace, content: bytes, name: str) -> None:
    """Keep in the journal who signed, where the document is of the round in use; one from elsewhere is not ours."""
    from kompetanse_desktop.documents import verifying

    with _Known(namespace) as known:
        verifying.known_document(content, known)
    if known.document is not None:
        # The signature is in the file, whether or not a window has the library open.
        with suppress(Refusal), _session(namespace, write=True) as session:
            _keep_signatures(session, known.document.sha256, [name])


def _keep_signatures(session: Session, digest: str, names: list[str]) -> None:
    from kompetanse_desktop import actions

    found = actions.document_with(session, digest)
    if found is not None:
        for name in names:
            actions.keep_signature(session, found, name)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise Refusal("The file {file} can't be read.", file=str(path)) from None


def _refuse_unless_writable(path: Path) -> None:
    """Raise Refusal where a document can't be put: a version must not be finished for nothing."""
    if path.suffix.casefold() != ".pdf":
        raise Refusal("The name of the file must end in .pdf.")
    probe = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        if path.exists() and not path.is_file():
            raise IsADirectoryError(path)
        probe.touch(exist_ok=False)
        probe.unlink()
        path.with_name(path.name).lstat()
    except FileNotFoundError:
        if not path.absolute().parent.is_dir():
            raise Refusal("The file {file} can't be written.", file=str(path)) from None
    except (OSError, ValueError):
        raise Refusal("The file {file} can't be written.", file=str(path)) from None
