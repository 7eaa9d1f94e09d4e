"""What is kept when the program itself fails: a report to look at or send, for window and command line alike."""

from __future__ import annotations

import platform
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from kompetanse_desktop import __version__


def describe(error: BaseException) -> str:
    """Write what went wrong and where. It has no text from the library but what the error itself says."""
    return "\n".join(
        [
            f"kompetanse-desktop {__version__}, {datetime.now().astimezone().isoformat(timespec='seconds')}",
            f"Python {platform.python_version()}, {platform.platform()}",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )


def keep(report: str, folder: Path | None) -> Path | None:
    """Write a report to a new file in the folder, or in a temporary one where that fails.

    Gives the file, or None where no folder takes it.
    """
    for place in (folder, Path(tempfile.gettempdir())):
        if place is None:
            continue
        file = place / f"report-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
        try:
            file.write_text(report, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return file
    return None
