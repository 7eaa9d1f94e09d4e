"""What reportlab's fonts say their codes mean, put right for those who read the text out of the file."""

from __future__ import annotations

import re

from pikepdf import Pdf

from kompetanse_desktop.documents.fonts import NBSP_CODE

_ENTRY = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")
_MOST_IN_BLOCK = 100
"""A block of a CMap holds no more (Adobe technical note 5014)."""


def mend_unicode_maps(pdf: Pdf) -> None:
    """Mend every font's ToUnicode map.

    reportlab maps unused codes to U+0000, which the standards forbid (ISO 19005-2, 6.2.11.7.2), and
    writes characters beyond U+FFFF as one number where UTF-16 takes two.
    """
    done = set()
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            stream = font.get("/ToUnicode")
            if stream is not None and stream.objgen not in done:
                done.add(stream.objgen)
                stream.write(mended(stream.read_bytes()))


def mended(cmap: bytes) -> bytes:
    """Give a map of the same codes without U+0000, in UTF-16, our own space named U+00A0."""
    before, _, rest = cmap.partition(b"endcodespacerange\n")
    _, _, after = rest.rpartition(b"endbfchar\n")
    entries = []
    for code, value in _ENTRY.findall(rest):
        point = 0xA0 if int(value, 16) == NBSP_CODE else int(value, 16)
        if point:
            entries.append(b"<%s> <%s>" % (code, chr(point).encode("utf-16-be").hex().upper().encode()))
    blocks = [entries[i : i + _MOST_IN_BLOCK] for i in range(0, len(entries), _MOST_IN_BLOCK)]
    written = [b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks]
    return before + b"endcodespacerange\n" + b"".join(written) + after
