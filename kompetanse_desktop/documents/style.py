"""How the document looks: page, colours and type, one scale for all of it. Sizes are points."""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from kompetanse_desktop.documents import fonts
from kompetanse_desktop.documents.tagged.flowables import TextStyle
from kompetanse_desktop.documents.tagged.table import Rule, TableStyle

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN_X = 20 * mm
MARGIN_TOP, MARGIN_BOTTOM = 22 * mm, 22 * mm
WIDTH = PAGE_WIDTH - 2 * MARGIN_X
HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

INK, MUTED, BRAND = HexColor("#16242b"), HexColor("#4c5b63"), HexColor("#0e4a5c")
LINE, GROUND, NOTICE = HexColor("#c3ced3"), HexColor("#eef3f4"), HexColor("#fdf1d6")

BODY = TextStyle(fonts.REGULAR, 9.5, 13.5, INK, space_after=5)
SMALL = TextStyle(fonts.REGULAR, 7.8, 10.6, MUTED)
NOTE = TextStyle(fonts.REGULAR, 8.5, 12, INK, space_after=3)
HEAD = TextStyle(fonts.REGULAR, 8.5, 11.5, MUTED)
ADDRESSEE = replace(BODY, size=10.5, leading=14.5, space_before=22)
NOTICE_TEXT = TextStyle(fonts.BOLD, 9, 12.5, INK, space_before=16)
H1 = TextStyle(fonts.BOLD, 18.5, 23, BRAND, space_before=20, space_after=6)
H2 = TextStyle(fonts.BOLD, 12.5, 16, BRAND, space_before=16, space_after=5)
H3 = TextStyle(fonts.BOLD, 11, 14.5, BRAND, space_before=14, space_after=4)

CELL = TextStyle(fonts.REGULAR, 8.5, 11.5, INK)
CELL_BOLD = replace(CELL, face=fonts.BOLD)
CELL_HEAD = replace(CELL_BOLD, size=8, leading=10.5)
NUMBER = replace(CELL, align_right=True)
NUMBER_BOLD = replace(CELL_BOLD, align_right=True)
NUMBER_HEAD = replace(CELL_HEAD, align_right=True)
LABEL = replace(CELL, color=MUTED)
BOX_LABEL = replace(SMALL, size=8, leading=11)
BOX_AMOUNT = TextStyle(fonts.BOLD, 11.5, 15, INK)

LIST = TableStyle(pad_x=4, head_rule=Rule(1.2, BRAND), row_rule=Rule(0.5, LINE), sum_rule=Rule(0.9, INK))
COMPACT_LIST = replace(LIST, pad_y=2.1)
BOXES = TableStyle(pad_x=6, pad_y=3, outer_pad=True, frame=Rule(0.7, LINE), ground=GROUND)
FACTS = TableStyle(pad_x=6, pad_y=1.2)
