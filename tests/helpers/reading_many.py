"""Read many files in one process, under the limits of the reader process: ``python -m tests.helpers.reading_many``.

Takes the name of a file a line on standard input and answers each with a line of JSON. What the reader's own
process would do happens here too, so that thousands of spoilt files can be tried in a minute. A file that
takes too much processor time ends this process with SIGPROF, and one that the libraries fall over as it does.
"""

from __future__ import annotations

import io
import json
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from kompetanse_desktop import text
from kompetanse_desktop.domain.board import Board
from kompetanse_desktop.domain.saying import Refusal
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.exchange import kinds, pdf_forms, plan, reader, reader_process, reading, wire
from kompetanse_desktop.exchange.refusals import Stopped, refused
from tests.domain.values import YEAR, a_round

SECONDS = 20
"""Of processor time, for one small file."""


def messages(kind: kinds.Outer, data: bytes, name: str, cancelled: Callable[[], bool]) -> Iterator[wire.Message]:
    """Do what the reader process does, and give what it would have told, packed and unpacked."""
    told = io.BytesIO()

    def emit(message: wire.Message) -> None:
        told.write(wire.pack(message))

    try:
        reader_process.answer(kind, data, emit)
    except Stopped as stopped:
        raise refused(stopped.code, name) from None
    except MemoryError:
        raise refused("too_large", name) from None
    except RecursionError:
        raise refused("damaged", name) from None
    told.seek(0)
    return wire.messages(told)


def limit() -> None:
    """Set the limits of memory and files that a reader process has."""
    pdf_forms.limit()
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (reader_process.MOST_MEMORY, reader_process.MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def tried(path: Path) -> dict[str, str]:
    """Read a file to the preview, every row of it, and tell what came of it."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        found = reading.read(path, year=YEAR)
        plan.plan(found, RoundState(a_round(), {}, {}, Board({})))
        asked = sum(p.requested.total(YEAR) for p in found.proposals if p.requested is not None)
        refs = [p.ref for p in found.proposals]
        assert asked == found.sum_requested, "the sum isn't that of the proposals"
        assert len(set(refs)) == len(refs), "a number is used twice"
        assert all(row.proposal is not None or row.rejected is not None for row in found.rows), "a row is unexplained"
        return {"read": str(len(refs))}
    except Refusal as refusal:
        return {"refused": str(refusal)}
    except BaseException:
        return {"raised": traceback.format_exc()}


def main() -> None:
    """Answer each line until there are no more."""
    text.use("en")
    reader.messages = messages  # type: ignore[assignment]
    limit()
    for line in sys.stdin:
        print(json.dumps(tried(Path(line.rstrip("\n")))), flush=True)


if __name__ == "__main__":
    main()
