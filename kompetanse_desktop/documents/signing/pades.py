"""PAdES signatures by incremental update: the bytes that were there stay as they were, what is added keeps to PDF/A.

Leans on insides of the signing library in one place (``_Update._update_meta``), so its version is pinned.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import tsp, x509
from pyhanko.pdf_utils import content, generic, layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import attributes, fields, signers
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers.pdf_byterange import BuildProps
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from kompetanse_desktop import __version__
from kompetanse_desktop.documents.signatories import FIELDS, Role
from kompetanse_desktop.documents.signing.appearance import drawn
from kompetanse_desktop.documents.signing.signers import Opened
from kompetanse_desktop.documents.signing.time_stamps import TimeStampService
from kompetanse_desktop.text import LANGUAGES, Words

PROGRAM = "kompetanse-desktop"
"""Written in every signature we make, and covered by it: such signatures are checked to the last byte."""


class _Update(IncrementalPdfFileWriter):
    """An update that leaves the document's own metadata alone.

    The library writes the XMP packet anew at each update and puts its own name in; what it writes lacks the
    description of the PDF/UA schema, so that the file is no longer PDF/A.
    """

    def _update_meta(self) -> None:
        pass

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Let the file be PDF 1.7, which PDF/A-2 is made of; the library would raise it to 2.0 for a lock."""


class _Drawn(content.PdfContent):
    """A page drawn elsewhere, as what a signature field shows."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self._page = page

    def render(self) -> bytes:
        made = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._page)))
        self.resources.xobject["/Drawn"] = made
        left, bottom, right, top = made.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=right - left, height=top - bottom)
        return b"/Drawn Do"


class _EveryCertificate(attributes.CMSAttributeProvider):
    """Names every certificate that goes along, by its digest, so that the signature covers them all (RFC 5035)."""

    attribute_type = "signing_certificate_v2"

    def __init__(self, signing: x509.Certificate, others: Iterable[x509.Certificate]) -> None:
        self._signing, self._others = signing, others

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:
        rest = sorted((other for other in self._others if other != self._signing), key=lambda other: other.sha256)
        return tsp.SigningCertificateV2(
            {"certs": [as_signing_certificate_v2(certificate)["certs"][0] for certificate in (self._signing, *rest)]}
        )


class _Attributes(attributes.SignedAttributeProviderSpec):
    """What is signed besides the document's digest. PAdES keeps the time in the PDF, not here (EN 319 142-1)."""

    def __init__(self, hand: signers.Signer) -> None:
        self._hand = hand

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> Iterable[Any]:
        assert self._hand.signing_cert is not None
        yield _EveryCertificate(self._hand.signing_cert, self._hand.cert_registry or ())


def signed(
    reader: PdfFileReader, opened: Opened, who: Role, at: datetime, service: TimeStampService | None, first: bool
) -> bytes:
    """Give the document with one signature more. The first certifies it: from then on only signatures may be added."""
    opened.hand.signed_attr_prov_spec = _Attributes(opened.hand)
    page = drawn(opened.facts, at, *_size(reader, who), _words(reader))
    made = signers.PdfSigner(
        _metadata(who, first, service, _digest(opened)),
        signer=opened.hand,
        timestamper=None if service is None else service.stamper(),
        stamp_style=StaticStampStyle(
            border_width=0,
            background=_Drawn(page),
            background_opacity=1,
            background_layout=layout.SimpleBoxLayoutRule(
                x_align=layout.AxisAlignment.ALIGN_MIN,
                y_align=layout.AxisAlignment.ALIGN_MIN,
                margins=layout.Margins(),
                inner_content_scaling=layout.InnerScaling.NO_SCALING,
            ),
        ),
    )
    written = io.BytesIO()
    made.sign_pdf(_Update.from_reader(reader), existing_fields_only=True, output=written)
    return written.getvalue()


def _digest(opened: Opened) -> str:
    """Choose the digest: SHA-256, but Ed25519 goes with SHA-512 (RFC 8419)."""
    assert opened.hand.signing_cert is not None
    return "sha512" if opened.hand.signing_cert.public_key.algorithm == "ed25519" else "sha256"


def _metadata(who: Role, first: bool, service: TimeStampService | None, digest: str) -> signers.PdfSignatureMetadata:
    options: dict[str, Any] = {}
    if service is not None and service.long_term:
        options = {
            "embed_validation_info": True,
            "validation_context": ValidationContext(
                trust_roots=_certificates(service.roots), allow_fetching=True, revocation_mode="hard-fail"
            ),
            # In the same revision as the signature, so that the signature covers it and nothing comes after it.
            "dss_settings": DSSContentSettings(
                include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
            ),
            "signer_key_usage": set(),
        }
    return signers.PdfSignatureMetadata(
        field_name=FIELDS[who],
        md_algorithm=digest,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=first,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        app_build_props=BuildProps(name=PROGRAM, revision=__version__),
        **options,
    )


def _certificates(files: Sequence[Path]) -> list[x509.Certificate]:
    from kompetanse_desktop.documents.verifying.roots import load

    return [x509.Certificate.load(root) for file in files for root in load(file)]


def _size(reader: PdfFileReader, who: Role) -> tuple[float, float]:
    for name, _, field in fields.enumerate_sig_fields(reader):
        if name == FIELDS[who]:
            left, bottom, right, top = (float(edge) for edge in field.get_object()["/Rect"])
            return right - left, top - bottom
    raise AssertionError("the field was looked for before")


def _words(reader: PdfFileReader) -> Words:
    language = str(reader.root.get("/Lang", generic.TextStringObject("nn"))).partition("-")[0]
    return Words(language if language in LANGUAGES else "nn")
