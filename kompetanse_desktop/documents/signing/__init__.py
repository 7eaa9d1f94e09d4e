"""Signing an innstilling: PAdES with a certificate file or a card, for the chair and then the secretary.

The window and the command line use what is named here. The signing library is loaded only when something is signed.
"""

from __future__ import annotations

from kompetanse_desktop.documents.signatories import FIELDS, Approval, Role, Signing, Way
from kompetanse_desktop.documents.signing.cards import Card, FromCard, cards
from kompetanse_desktop.documents.signing.certificates import CertificateFacts, facts
from kompetanse_desktop.documents.signing.signers import FromFile, Signer
from kompetanse_desktop.documents.signing.signing import sign, write
from kompetanse_desktop.documents.signing.time_stamps import TimeStampService

__all__ = [
    "FIELDS",
    "Approval",
    "Card",
    "CertificateFacts",
    "FromCard",
    "FromFile",
    "Role",
    "Signer",
    "Signing",
    "TimeStampService",
    "Way",
    "cards",
    "facts",
    "sign",
    "write",
]
