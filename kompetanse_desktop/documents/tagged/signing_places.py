"""Where a document is signed: a line, what it is for, and on it a field for a certificate or what was approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from kompetanse_desktop.documents.tagged.canvas import TaggedCanvas
from kompetanse_desktop.documents.tagged.flowables import Text
from kompetanse_desktop.documents.tagged.structure import Node


@dataclass
class SigningPlace:
    """One place to sign: the label under the line, and over it a field (a Form node) or a text, or room for a pen."""

    label: Text
    form: Node | None = None
    approved: Text | None = None


class SigningPlaces(Flowable):  # type: ignore[misc]
    """Places to sign, beside each other. Sizes are points."""

    GAP, ROOM = 28.0, 46.0

    def __init__(self, places: Sequence[SigningPlace]) -> None:
        super().__init__()
        self.places = tuple(places)

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        self.each = (width - self.GAP * (len(self.places) - 1)) / len(self.places)
        self.width = width
        texts = [place.approved.wrap(self.each)[1] for place in self.places if place.approved is not None]
        self.room = max([self.ROOM, *(height + 4 for height in texts)])
        self.height = self.room + 3 + max(place.label.wrap(self.each)[1] for place in self.places)
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        line = self.height - self.room
        for number, place in enumerate(self.places):
            x = number * (self.each + self.GAP)
            with canvas.artifact():
                canvas.setStrokeColor(place.label.style.color)
                canvas.setLineWidth(0.7)
                canvas.line(x, line, x + self.each, line)
            # Read in this order: whose place it is, then what stands there.
            place.label.drawOn(canvas, x, line - 3 - place.label.height)
            if place.approved is not None:
                place.approved.drawOn(canvas, x, line + 4)
            if place.form is not None and place.form.field is not None:
                corners = canvas.absolutePosition(x, line + 2), canvas.absolutePosition(x + self.each, self.height)
                place.form.field.place = canvas.page_index, (*corners[0], *corners[1])
