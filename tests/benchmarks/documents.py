"""The innstilling, tagged and with details, against a bare table of the same rows; its size, and its memory."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from kompetanse_desktop.documents import fonts
from kompetanse_desktop.documents.innstilling import render
from kompetanse_desktop.domain.money import Payee
from kompetanse_desktop.domain.proposal import Answer, Assessment, Criterion, Standing
from kompetanse_desktop.domain.recommendation import Recommendation, recommend
from kompetanse_desktop.text import LANGUAGES, Words, number
from tests.benchmarks.goals import Result, percentile
from tests.documents.rounds import MADE_AT, many_state

FEW, MANY, MOST = 20, 200, 1000
_WORDS = Words("nn")
_MEMORY = """
import resource, sys
from kompetanse_desktop.documents.innstilling import render
from kompetanse_desktop.text import Words
from tests.benchmarks.documents import assessed
render(assessed(int(sys.argv[1])), Words("nn"))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(folder: Path, repetitions: int) -> list[Result]:
    """Measure; ``repetitions`` documents of each kind."""
    few, many = assessed(FEW), assessed(MANY)
    render(few, _WORDS), bare(few)  # load fonts and libraries
    ours, theirs = [], []
    for _ in range(repetitions):
        ours.append(_seconds(lambda: render(many, _WORDS)))
        theirs.append(_seconds(lambda: bare(many)))
    small = [_seconds(lambda: render(few, _WORDS)) for _ in range(repetitions)]
    largest = max(len(render(few, Words(language))) for language in LANGUAGES)
    results = [
        Result(
            f"innstilling of {MANY} with details / bare table",
            percentile(ours, 50) / percentile(theirs, 50),
            3,
            "×",
            f"{percentile(ours, 50) * 1000:.0f} ms against {percentile(theirs, 50) * 1000:.0f} ms of CPU",
        ),
        Result(f"innstilling of {FEW}", percentile(small, 50) * 1000, 1000, "ms", "CPU, the middle one"),
        Result(f"innstilling of {FEW}, its size", largest / 1000, 200, "kB", "the largest of the languages"),
    ]
    if sys.platform != "win32":
        results.append(Result(f"memory for an innstilling of {MOST}", _memory(MOST), 300, "MB", "the most at any time"))
    return results


def assessed(count: int) -> Recommendation:
    """Give a recommendation of so many measures, each with every criterion assessed."""
    state = many_state(count)
    answers = {criterion: Assessment(Answer.MET, "Kartlegging i to kommunar") for criterion in Criterion}
    standing = Standing(assessments=answers, conditions="Rapport innan 1. desember.")
    return recommend(replace(state, standings=dict.fromkeys(state.proposals, standing)), MADE_AT)


def _seconds(make: Callable[[], object]) -> float:
    start = time.process_time()
    make()
    return time.process_time() - start


def _memory(count: int) -> float:
    """Give the most memory a process of its own takes for a document, in MB."""
    said = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(count)], capture_output=True, text=True, check=True, timeout=600
    )
    return int(said.stdout) * (1 if sys.platform == "darwin" else 1024) / 1e6


def bare(recommendation: Recommendation) -> bytes:
    """Make a plain reportlab document with the rows that the innstilling has, and nothing else.

    A row for each measure in the list, and its facts, amounts and criteria in tables of their own.
    """
    text = ParagraphStyle("text", fontName=fonts.REGULAR.main, fontSize=8.5, leading=11.5)
    looks = TableStyle(
        [("FONT", (0, 0), (-1, -1), fonts.REGULAR.main, 8.5), ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)]
    )
    payees = [payee for payee in Payee if payee is not Payee.UNDIVIDED]
    year = recommendation.round.year
    rows, parts = [], []
    for entry in recommendation.prioritised:
        proposal, amounts = entry.proposal, entry.amounts
        figures = [number(amounts[payee, year] if amounts else 0) for payee in payees]
        who = Paragraph(f"{proposal.title}<br/>{proposal.applicant}", text)
        partners = Paragraph(", ".join((*proposal.participants, *proposal.universities)), text)
        rows.append([str(entry.rank), who, partners, *figures, number(entry.recommended or 0)])
        parts.append(Paragraph(f"{entry.rank} · {proposal.title}", text))
        facts = (proposal.applicant, proposal.network, *proposal.participants, *proposal.universities)
        parts.append(Table([["", Paragraph(fact, text)] for fact in facts], style=looks))
        years = [] if amounts is None else [[str(y), *(number(amounts[p, y]) for p in payees)] for y in amounts.years]
        parts.append(Table([["", "", "", ""], *years], style=looks))
        given = entry.standing.assessments.items()
        parts.append(Table([[c.value, a.answer.value, Paragraph(a.note, text)] for c, a in given], style=looks))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([Table(rows, repeatRows=1, style=looks), *parts])
    return out.getvalue()
