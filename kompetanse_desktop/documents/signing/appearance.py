"""What is seen where somebody signed: who and when, in the document's own fonts, which are embedded.

The signing library's own stamp is set in Courier, which is not embedded: it breaks PDF/A.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from kompetanse_desktop.documents import fonts, style
from kompetanse_desktop.documents.signing.certificates import CertificateFacts
from kompetanse_desktop.documents.tagged.flowables import Line, TextStyle, set_lines
from kompetanse_desktop.documents.tagged.unicode_maps import mend_unicode_maps
from kompetanse_desktop.documents.usertext import UserText, plain
from kompetanse_desktop.text import Words

NAME = TextStyle(fonts.BOLD, 9.5, 12, style.INK)
SMALL = TextStyle(fonts.REGULAR, 7, 9, style.MUTED)


def drawn(who: CertificateFacts, at: datetime, width: float, height: float, words: Words) -> bytes:
    """Draw it as a PDF of one page, ``width`` by ``height`` points."""
    fonts.register()
    text = UserText()
    organisation = plain(who.organisation) if who.organisation != who.name else ""
    when = words.say("Signed electronically {at}", at=at.astimezone())
    lines = [
        *((line, NAME) for line in _set(text, plain(who.name), NAME, width, most=2)),
        *((line, SMALL) for line in _set(text, organisation, SMALL, width) if organisation),
        *((line, SMALL) for line in _set(text, when, SMALL, width)),
    ]
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(width, height), invariant=1, initialFontName=fonts.REGULAR.main)
    y = max(sum(look.leading for _, look in lines) + 1, 0)
    for line, look in lines:
        y -= look.leading
        _draw(canvas, line, look, y + (look.leading - 0.72 * look.size) / 2)
    canvas.showPage()
    canvas.save()
    return _mended(written.getvalue())


def _set(text: UserText, written: str, look: TextStyle, width: float, most: int = 1) -> Sequence[Line]:
    """Break a text into at most so many lines; what there is no room for is told by an ellipsis."""
    lines = list(set_lines(text.runs(written, look.face), look, width))
    if len(lines) > most:
        lines = list(set_lines(text.runs(written, look.face), look, width - look.size))[:most]
        lines[-1] = Line((*lines[-1].runs, *text.runs("…", look.face)), width)
    return lines


def _draw(canvas: Canvas, line: Line, look: TextStyle, y: float) -> None:
    canvas.setFillColor(look.color)
    x = 0.0
    for run in line.runs:
        canvas.setFont(run.font, look.size)
        canvas.drawString(x, y, run.text)
        x += fonts.width(run.font, run.text, look.size)


def _mended(document: bytes) -> bytes:
    """Put right what reportlab writes that the standards forbid, and leave only the fonts that are used."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        mend_unicode_maps(pdf)
        written = io.BytesIO()
        pdf.save(written, compress_streams=True)
    return written.getvalue()
