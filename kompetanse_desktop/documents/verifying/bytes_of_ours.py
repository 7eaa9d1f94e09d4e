"""Looks at what a signature does not cover itself: the place in the file that holds it.

A signature covers all bytes but its own. What is there is digits, then zeros to fill the room; a changed digit may
well leave a signature that still holds. A signature that this program made has one right form, to the last byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from asn1crypto import algos, cms, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509 import load_der_x509_certificate

_LOWER, _UPPER = b"0123456789abcdef", b"0123456789ABCDEF"


def contents_are_whole(data: bytes, byte_range: Sequence[int]) -> bool:
    """Tell whether the gap in the range is just one string of digits in one case, zeros after the signature."""
    first, length, second, rest = (int(number) for number in byte_range)
    if not (first == 0 and 0 < length < second <= second + rest <= len(data)):
        return False
    gap = data[length:second]
    digits = gap[1:-1]
    if gap[:1] != b"<" or gap[-1:] != b">" or len(digits) % 2:
        return False
    if digits.strip(_LOWER) and digits.strip(_UPPER):
        return False
    if not (set(digits) <= set(_LOWER) or set(digits) <= set(_UPPER)):
        return False
    written = bytes.fromhex(digits.decode("ascii"))
    return not written[_length(written) :].strip(b"\0")


def _length(written: bytes) -> int:
    """Give the length of the one value (DER) at the start; 0 where there is none, or one without an end."""
    if len(written) < 2 or written[1] == 0x80:
        return 0
    if written[1] < 0x80:
        return 2 + written[1]
    count = written[1] & 0x7F
    return 2 + count + int.from_bytes(written[2 : 2 + count], "big")


def signature_is_as_we_make_it(message: bytes) -> bool:
    """Tell whether a signature has exactly the form of ours: made anew from its parts, it is the same bytes.

    Every certificate that is along is named by its digest in what is signed (see ``pades``).
    """
    content = cms.ContentInfo.load(message)
    signed = content["content"]
    (info,) = signed["signer_infos"]
    certificates = [choice.chosen for choice in signed["certificates"]]
    named = _named(info["signed_attrs"])
    if sorted(certificate.sha256 for certificate in certificates) != sorted(named):
        return False
    signer = next(certificate for certificate in certificates if certificate.sha256 == named[0])
    unsigned = info["unsigned_attrs"]
    if not all(_is_whole_stamp(attribute) for attribute in unsigned) or len(unsigned) > 1:
        return False
    return message[: _length(message)] == _made_anew(signed, info, signer)


def _named(attributes: cms.CMSAttributes) -> list[bytes]:
    (found,) = (attribute for attribute in attributes if attribute["type"].native == "signing_certificate_v2")
    (value,) = found["values"]
    return [named["cert_hash"].native for named in value["certs"]]


def _made_anew(signed: Any, info: Any, signer: x509.Certificate) -> bytes:
    digest = algos.DigestAlgorithm({"algorithm": info["digest_algorithm"]["algorithm"].native})
    algorithm = algos.SignedDigestAlgorithm({"algorithm": info["signature_algorithm"]["algorithm"].native})
    parts = {
        "version": "v1",
        "sid": {"issuer_and_serial_number": {"issuer": signer.issuer, "serial_number": signer.serial_number}},
        "digest_algorithm": digest,
        "signature_algorithm": algorithm,
        "signed_attrs": info["signed_attrs"],
        "signature": info["signature"],
    }
    if info["unsigned_attrs"]:
        parts["unsigned_attrs"] = info["unsigned_attrs"]
    made = {
        "version": "v1",
        "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "data"},
        "certificates": signed["certificates"],
        "signer_infos": [cms.SignerInfo(parts)],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(made)}).dump())


def _is_whole_stamp(attribute: cms.CMSAttribute) -> bool:
    """Tell whether a time stamp has nothing in it that nobody vouches for (RFC 3161 and RFC 5652, 5.1 and 5.3).

    A certificate in it whose issuer isn't along can't be held against anything, and passes.
    """
    if attribute["type"].native != "signature_time_stamp_token" or len(attribute["values"]) != 1:
        return False
    token = attribute["values"][0]
    signed = token["content"]
    (info,) = signed["signer_infos"]
    own = info["digest_algorithm"]["algorithm"].native
    return (
        token["content_type"].native == "signed_data"
        and signed["version"].native == "v3"
        and info["version"].native == ("v1" if info["sid"].name == "issuer_and_serial_number" else "v3")
        and {algorithm["algorithm"].native for algorithm in signed["digest_algorithms"]} == {own}
        and not info["unsigned_attrs"]
        and _hold_together([choice.chosen for choice in signed["certificates"]])
    )


def _hold_together(certificates: Sequence[x509.Certificate]) -> bool:
    loaded = [load_der_x509_certificate(certificate.dump()) for certificate in certificates]
    for certificate in loaded:
        issuers = [other for other in loaded if other.subject == certificate.issuer]
        if issuers and not any(_issued(certificate, issuer) for issuer in issuers):
            return False
    return True


def _issued(certificate: Any, issuer: Any) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except UnsupportedAlgorithm:
        return True  # an old root, signed with SHA-1 by itself
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
