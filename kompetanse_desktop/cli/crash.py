"""What is kept when the program itself fails: a report to look at or send, never a traceback on the screen."""

from __future__ import annotations

import platform
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from kompetanse_desktop import __version__


def keep_report(error: BaseException, folder: Path | None) -> Path | None:
    """Write what went wrong to a new file in the folder, or in a temporary one where that fails.

    Gives the file, or None where no folder takes it. It has no text from the library but what the
    error itself says.
    """
    now = datetime.now().astimezone()
    report = "\n".join(
        [
            f"kompetanse-desktop {__version__}, {now.isoformat(timespec='seconds')}",
            f"Python {platform.python_version()}, {platform.platform()}",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )
    for place in (folder, Path(tempfile.gettempdir())):
        if place is None:
            continue
        file = place / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
        try:
            file.write_text(report, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return file
    return None
