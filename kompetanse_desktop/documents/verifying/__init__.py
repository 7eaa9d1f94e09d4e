"""Checking a PDF's signatures: who, when, valid or not and why, what was changed since, and whether it is ours.

The window and the command line use what is named here. The signing library is loaded only when something is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from kompetanse_desktop.documents.verifying.verdict import Signature, State, Verdict

__all__ = ["Known", "Signature", "State", "Verdict", "check_returned", "known_document", "verify"]

Known = Callable[[str], str | None]
"""Tells which document of the library has this SHA-256 (hexadecimal digits): its name, or None."""


def verify(
    data: bytes, known: Known | None = None, trust_roots: Sequence[bytes] = (), *, now: datetime | None = None
) -> Verdict:
    """Check a PDF. ``trust_roots`` are certificates (DER) that the user trusts; see ``roots``.

    Opens no connection. Raises Refusal, one plain sentence, for what is no PDF, is damaged or is encrypted.
    """
    from kompetanse_desktop.documents.verifying import checking

    return checking.check(data, known, trust_roots, now or datetime.now().astimezone())


def known_document(data: bytes, known: Known) -> str | None:
    """Tell which document of the library a PDF is, or begins with, without checking anything else."""
    from kompetanse_desktop.documents.verifying import checking

    return checking.known_part(data, known)[0]


def check_returned(unsigned: bytes, returned: bytes, trust_roots: Sequence[bytes] = ()) -> Verdict:
    """Check a document that came back from a signing service: it must begin with the very bytes that were sent.

    Raises Refusal where it is another document, or came back without a signature.
    """
    from hashlib import sha256

    from kompetanse_desktop.domain.saying import Refusal

    if not returned.startswith(unsigned):
        raise Refusal("What came back isn't the document that was sent: it doesn't begin with the same content.")
    sent = sha256(unsigned).hexdigest()
    verdict = verify(returned, lambda digest: sent if digest == sent else None, trust_roots)
    if verdict.state is State.UNSIGNED:
        raise Refusal("The document came back without a signature.")
    return verdict
