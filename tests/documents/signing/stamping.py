"""A time stamp service on this machine, with a certificate of its own, and a list of what was revoked."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper

from tests.documents.signing import certificates
from tests.documents.signing.certificates import person


def _stamper(revoked_at: str) -> DummyTimeStamper:
    own = person("Prøve-TSA", uses=("digital_signature",), stamps=True, revoked_at=revoked_at)
    private = own.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        x509.Certificate.load(own.der),
        keys.PrivateKeyInfo.load(private),
        [x509.Certificate.load(certificates.authority().der)],
    )


@contextmanager
def service(answer: bytes | None = None, status: int = 200, revoked: Sequence[str] | None = None) -> Iterator[str]:
    """Run it; give its address. ``answer`` is what it says to everything instead.

    With ``revoked`` it also gives out a list: the names of those whose certificates were revoked.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            stamper = _stamper(_address() if revoked is not None else "")
            question = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            said = stamper.request_tsa_response(question).dump() if answer is None else answer
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def do_GET(self) -> None:
            people = [person(name, revoked_at=_address()) for name in revoked or ()]
            said = certificates.revoked(*people)
            self.send_response(200)
            self.send_header("Content-Type", "application/pkix-crl")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    def _address() -> str:
        return f"http://127.0.0.1:{server.server_port}/"

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield _address()
    finally:
        server.shutdown()
        server.server_close()
        running.join(10)
