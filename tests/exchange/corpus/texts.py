"""Text files: encodings, delimiters, quotation marks, and what Excel, Notepad and mail programs do to them."""

from __future__ import annotations

from tests.exchange.corpus.case import (
    DAMAGED,
    EMPTY,
    HEADINGS,
    LIST,
    NO_HEADINGS,
    NOT_A_LIST,
    TABLE,
    TITLES,
    TOO_LARGE,
    Case,
    Refused,
    Wanted,
)
from tests.exchange.corpus.packing import text

CP1252 = "The text was read as Windows Western European (cp1252). Check that æ, ø and å are right."
UNMARKED = "The file doesn't say which signs it is written in. Check that æ, ø and å are right."
MIXED = (
    "Some lines are written in other signs than the rest and were read as cp1252: {lines}. "
    "Check that æ, ø and å are right there."
)
NEVER_CLOSED = "A quotation mark in the file is never closed. Check the last rows."
TOO_MANY_CELLS = "The row has more cells than there are headings."
WITH_TITLES = Wanted(fields={ref: {"title": title} for ref, title in TITLES.items()})


def _said(*notes: str) -> Wanted:
    return Wanted(fields=WITH_TITLES.fields, notes=notes)


def _mixed_lines() -> bytes:
    lines = text().split(b"\r\n")
    lines[2] = lines[2].decode().encode("cp1252")
    return b"\r\n".join(lines)


def _mixed_within_a_line() -> bytes:
    return text().replace("Øving".encode(), "Øving".encode("cp1252"))


def _decomposed() -> bytes:
    return text().replace("Ås".encode(), "A\u030as".encode())


def _title(title: str) -> bytes:
    return text([HEADINGS, ("21-01", title, *LIST[0][2:]), *LIST[1:]])


def _first(**fields: object) -> Wanted:
    return Wanted(fields={"21-01": fields})


CASES = [
    Case("utf8.csv", text, "UTF-8 without a mark", WITH_TITLES),
    Case("utf8-mark.csv", lambda: text(encoding="utf-8-sig"), "UTF-8 with a mark, as Excel writes it", WITH_TITLES),
    Case("mark-twice.csv", lambda: b"\xef\xbb\xbf" + text(encoding="utf-8-sig"), "two marks at the start", WITH_TITLES),
    Case(
        "mark-within.csv",
        lambda: text().replace(b"21-02", b"\xef\xbb\xbf21-02"),
        "a mark in the middle, from two files copied together",
        WITH_TITLES,
    ),
    Case("cp1252.csv", lambda: text(encoding="cp1252"), "Windows Western European", _said(CP1252)),
    Case("utf16.txt", lambda: text(delimiter="\t", encoding="utf-16"), "Excel's «Unicode text»", WITH_TITLES),
    Case("utf16-be.csv", lambda: b"\xfe\xff" + text(encoding="utf-16-be"), "UTF-16, the other byte order", WITH_TITLES),
    Case("utf16-unmarked.csv", lambda: text(encoding="utf-16-le"), "UTF-16 without a mark", _said(UNMARKED)),
    Case("utf32.csv", lambda: text(encoding="utf-32"), "UTF-32", WITH_TITLES),
    Case("utf16-cut.csv", lambda: text(encoding="utf-16")[:-1], "half a sign at the end", Refused(DAMAGED)),
    Case("mixed-lines.csv", _mixed_lines, "one line is cp1252, the others UTF-8", _said(MIXED)),
    Case("mixed-cell.csv", _mixed_within_a_line, "one cell is cp1252 in a line of UTF-8", _said(MIXED)),
    Case("decomposed.csv", _decomposed, "å written as a and a ring, as macOS does", _first(applicant="Bø kommune")),
    Case("comma.csv", lambda: text(delimiter=","), "commas", WITH_TITLES),
    Case("tab.tsv", lambda: text(delimiter="\t"), "tabs", WITH_TITLES),
    Case("sep.csv", lambda: b"sep=|\r\n" + text(delimiter="|"), "Excel's line that names the delimiter", WITH_TITLES),
    Case("trailing.csv", lambda: text().replace(b"\r\n", b";;\r\n"), "delimiters after the last cell", WITH_TITLES),
    Case("lf.csv", lambda: text(line="\n"), "line ends of Unix", WITH_TITLES),
    Case("cr.csv", lambda: text(line="\r"), "line ends of old Macs", WITH_TITLES),
    Case("csv.xlsx", text, "text with the wrong name", WITH_TITLES),
    Case(
        "comma-in-text.csv",
        lambda: _title("Lesing, skriving, rekning, musikk, og mat, ute, inne, og heime"),
        "more commas in a text than semicolons in the file",
        _first(title="Lesing, skriving, rekning, musikk, og mat, ute, inne, og heime"),
    ),
    Case(
        "semicolon-quoted.csv",
        lambda: _title("Lesing; skriving"),
        "a semicolon in quoted text",
        _first(title="Lesing; skriving"),
    ),
    Case(
        "quotes.csv",
        lambda: _title('Prosjektet "Lesing"'),
        "quotation marks in quoted text",
        _first(title='Prosjektet "Lesing"'),
    ),
    Case(
        "line-in-cell.csv",
        lambda: _title("Lesing\r\nfor alle"),
        "a line break in quoted text",
        _first(title="Lesing for alle"),
    ),
    Case(
        "never-closed.csv",
        lambda: text().replace(b"21-03;", b'21-03;"'),
        "a quotation mark that swallows the rest",
        Wanted(
            asked={"21-01": 450_000, "21-02": 300_000},
            rejected={4: "The row has no applicant."},
            notes=(NEVER_CLOSED,),
        ),
    ),
    Case(
        "unquoted-semicolon.csv",
        lambda: text().replace(b"Lesing for", b"Lesing; for"),
        "a semicolon that moves all cells after it",
        Wanted(asked={"21-02": 300_000, "21-03": 125_500}, rejected={2: TOO_MANY_CELLS}),
    ),
    Case(
        "short-row.csv",
        lambda: text([*TABLE, ("21-04", "Kort rad")]),
        "a row that stops too early",
        Wanted(rejected={5: "The row has no applicant."}),
    ),
    Case("blank-lines.csv", lambda: b"\r\n\r\n" + text() + b";;;\r\n\r\n" * 50, "blank lines round about", WITH_TITLES),
    Case(
        "titles-above.csv",
        lambda: b"Behovsmeldingar 2021;;;\r\nNettverk Nord;;;\r\n;;;\r\n" + text(),
        "titles above the headings",
        WITH_TITLES,
    ),
    Case("zero-bytes.csv", lambda: text().replace(b"Lesing", b"Les\0ing"), "a NUL byte in a text", Refused(NOT_A_LIST)),
    Case("zero-start.csv", lambda: b"\0" * 40 + text(), "NUL bytes before the list", Refused(NOT_A_LIST)),
    Case("binary.csv", lambda: bytes(range(256)) * 20, "no text at all", Refused(NOT_A_LIST)),
    Case("empty.csv", lambda: b"", "no bytes", Refused(EMPTY)),
    Case("only-mark.csv", lambda: b"\xef\xbb\xbf\r\n", "a mark and a line break", Refused(EMPTY)),
    Case("headings-only.csv", lambda: text([HEADINGS]), "headings and no proposals", Wanted(asked={})),
    Case("prose.txt", lambda: b"Ja, vi elskar\ndette landet\n", "no list at all", Refused(NO_HEADINGS)),
    Case(
        "16384-columns.csv",
        lambda: text([(*row, *[""] * 16_380) for row in TABLE]),
        "16,384 columns, all but four empty",
        WITH_TITLES,
    ),
    Case(
        "16384-filled.csv",
        lambda: text([(*HEADINGS, *[f"k{n}" for n in range(16_380)]), *LIST]),
        "16,384 columns with something in them",
        Refused(TOO_LARGE),
    ),
    Case(
        "many-rows.csv",
        lambda: text() + b"21-04;x;y;1\r\n" * 50,
        "more rows than any list has (a small limit here)",
        Refused(TOO_LARGE),
        limits={"text_tables.MOST_ROWS": 40},
    ),
    Case("long-cell.csv", lambda: _title("x" * 1_100_000), "a cell of a million signs", Refused(DAMAGED)),
]
