"""What the program has to tell: a refusal in a line at the top, a bug in a box with a report to copy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QPlainTextEdit, QWidget

from kompetanse_desktop import crash_report
from kompetanse_desktop.actions import Damaged, DiskRefusal
from kompetanse_desktop.domain.saying import Refusal, Saying
from kompetanse_desktop.text import say
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.icons import Sign
from kompetanse_desktop.ui.widgets import (
    add_buttons,
    announce,
    button,
    dialog_layout,
    dialog_size,
    label,
    restyle,
    row,
    run_dialog,
)

SHOWN_MS = 15_000


class MessageBar(QFrame):
    """One plain sentence across the window, until it is put away, something goes well, or time has passed.

    Where the disk said no the sentence stays, with two ways on: the same once more, or a copy elsewhere.
    """

    copy_wanted = Signal()
    rescue_wanted = Signal(object)
    """The library is damaged: the reader wants to see what can be saved. Carries the refusal."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "message")
        self.setObjectName("message.bar")
        self._sign = Sign("stop", "bad")
        self._text = label("", name="message.text", wrap=True)
        self._refused: tuple[Refusal, Callable[[], object]] | None = None
        self._again = button(say("Try again"), self._try_again, name="message.again")
        self._copy = button(say("Save a copy elsewhere …"), self.copy_wanted.emit, name="message.copy")
        self._rescue = button(say("See what can be saved …"), self._want_rescue, name="message.rescue")
        self._close = button(say("OK"), self.hide, name="message.close")
        self.setLayout(
            row(
                self._sign,
                self._text,
                self._again,
                self._copy,
                self._rescue,
                self._close,
                margins=(look.XL, look.XS, look.XL, look.XS),
                stretch=1,
            )
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._show_ways_on(None)
        self.hide()

    def show_saying(self, saying: Saying, *, good: bool = False) -> None:
        """Show a sentence, and have it spoken; ``good`` for what went well."""
        self._show_ways_on(None)
        self._show(say(saying), good)
        self._timer.start(SHOWN_MS)

    def show_refusal(self, refusal: Refusal, action: Callable[[], object]) -> None:
        """Show why an action was refused, and what can be done where the disk or the library is the reason."""
        if not isinstance(refusal, DiskRefusal | Damaged):
            self.show_saying(refusal.saying)
            return
        self._refused = (refusal, action)
        self._show_ways_on(refusal)
        self._timer.stop()
        self._show(say(refusal.saying), False)

    def _show(self, text: str, good: bool) -> None:
        restyle(self, good=good)
        restyle(self._text, good=good)
        self._sign.show_icon(*(("check", "brand") if good else ("stop", "bad")))
        self._text.setText(text)
        self.show()
        announce(self, text)

    def _show_ways_on(self, refusal: Refusal | None) -> None:
        for way_on in (self._again, self._copy):
            way_on.setVisible(isinstance(refusal, DiskRefusal))
        self._rescue.setVisible(isinstance(refusal, Damaged))

    def _try_again(self) -> None:
        if self._refused is not None:
            self.attempt(self._refused[1])

    def _want_rescue(self) -> None:
        if self._refused is not None:
            self.rescue_wanted.emit(self._refused[0])

    def attempt(self, action: Callable[[], object]) -> bool:
        """Run an action; show the sentence of a refusal. Tell whether it went through."""
        try:
            action()
        except Refusal as refusal:
            self.show_refusal(refusal, action)
            return False
        self.hide()
        return True


class BugDialog(QDialog):
    """Says that something went wrong inside the program, and offers the report to copy."""

    def __init__(self, report: str, kept: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("A fault in the program"))
        dialog_size(self, 600, 360)
        layout = dialog_layout(self)
        layout.addWidget(label(say("Something went wrong inside the program."), "title", wrap=True))
        layout.addWidget(label(say("What you had done is kept. You can go on, or start the program again."), wrap=True))
        if kept is not None:
            layout.addWidget(label(say("A report is kept in {file}.", file=str(kept)), "muted", wrap=True))
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setAccessibleName(say("Report"))
        layout.addWidget(text)
        copy = button(say("Copy the report"), lambda: QApplication.clipboard().setText(report))
        close = button(say("Close"), self.accept, "primary")
        add_buttons(layout, 1, copy, close, default=close)


def catch_bugs(folder: Path) -> None:
    """Show every uncaught error in a box from now on, and keep a report of it in a folder."""

    open_boxes: list[BugDialog] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        report = crash_report.describe(error)
        kept = crash_report.keep(report, folder)
        if sys.stderr is not None:  # there is none where a window is started without a console
            sys.stderr.write(report)
        if open_boxes:  # one at a time: a fault in painting would open them without end
            return
        open_boxes.append(BugDialog(report, kept, QApplication.activeWindow()))
        try:
            run_dialog(open_boxes[0])
        finally:
            open_boxes.clear()

    sys.excepthook = hook
