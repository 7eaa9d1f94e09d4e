"""A time stamp service (RFC 3161): vouches for when something was signed. Used only where the user gives one."""

from __future__ import annotations

import asyncio
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kompetanse_desktop.domain.saying import Refusal

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

SECONDS, LARGEST_ANSWER = 20, 1_000_000


@dataclass(frozen=True)
class TimeStampService:
    """Where to ask for time stamps. The one place from which the program ever opens a connection.

    With ``long_term`` the proof that the certificates were not revoked is put in the document (PAdES B-LT): it is
    fetched from the addresses in the certificates, and ``roots`` are the certificates (files) they go back to.
    Without it the signature is PAdES B-T.
    """

    url: str
    long_term: bool = False
    roots: Sequence[Path] = ()

    def stamper(self) -> TimeStamper:
        """Make what the signing library asks. Raises Refusal where the address is none for the web."""
        try:
            parts = urlsplit(self.url)
            for_the_web = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            for_the_web = False
        if not for_the_web:
            raise Refusal("{url} isn't the address of a time stamp service.", url=self.url)
        return _asker(self.url)


def _asker(url: str) -> TimeStamper:
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

    class Asker(TimeStamper):
        async def async_request_tsa_response(self, req: Any) -> Any:
            return tsp.TimeStampResp.load(await asyncio.to_thread(_ask, url, req.dump()))

        async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
            try:
                return await super().async_timestamp(message_digest, md_algorithm)
            except (OSError, ValueError, TypeError, KeyError, HTTPException, TimestampRequestError):
                raise Refusal("The time stamp service gave no time stamp, so nothing was signed.") from None

    return Asker()  # type: ignore[no-untyped-call]


def _ask(url: str, question: bytes) -> bytes:
    request = urllib.request.Request(
        url,
        data=question,
        headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return bytes(answer.read(LARGEST_ANSWER))
