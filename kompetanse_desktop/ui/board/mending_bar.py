"""The line under the money when too much is prioritised: how much, and what would mend it, one click each."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from kompetanse_desktop.domain.mending import Mending, Reduction, ToReserve, mendings
from kompetanse_desktop.domain.ranking import Line, ranking
from kompetanse_desktop.domain.state import RoundState
from kompetanse_desktop.text import say, say_count
from kompetanse_desktop.ui import icons
from kompetanse_desktop.ui import theme as look
from kompetanse_desktop.ui.widgets import button, label, row

TITLE_WIDTHS = (400, 170, 110)
"""How much of a title stands on a button, in pixels at 100 %, from roomy to tight; all of it in the tool tip."""


class MendingBar(QFrame):
    """Shown while a round is over its money or its places. Each deed is one action, and one undo."""

    move_wanted = Signal(tuple)
    """These refs, in order, to the top of the reserve."""
    amount_wanted = Signal(str, int)
    """(ref, kroner of the round's year)."""
    reduce_all_wanted = Signal()
    """The reader wants to reduce all that is prioritised."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "message")
        self.setObjectName("board.mending")
        self.setAccessibleName(say("What would mend it"))
        self._over = label("", name="mending.over")
        self._shown = (
            button("", lambda: self._do(self._deeds[0]), name="mending.first"),
            button("", lambda: self._do(self._deeds[-1]), name="mending.last"),
        )
        self._more = QPushButton(say("More ways"))
        self._more.setObjectName("mending.more")
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._all = button(say("Reduce all …"), self.reduce_all_wanted.emit, name="mending.all")
        self._deeds: tuple[Mending, ...] = ()
        self._titles: dict[str, str] = {}
        line = row(self._over, *self._shown, self._more, self._all, 1)
        look.spaced(line, spacing=look.S, margins=(look.XL, look.XS, look.XL, look.XS))
        self.setLayout(line)
        self.hide()

    def show_state(self, state: RoundState) -> None:
        """Show what would mend a round; nothing is shown where nothing is to be mended."""
        order = ranking(state)
        if order.line is None:
            self._deeds = ()
            self.hide()
            return
        self._deeds = mendings(state)
        self._titles = {ref: state.proposals[ref].title for deed in self._deeds for ref in _refs(deed)}
        self._over.setText(_over(order.line))
        self._all.setVisible(order.line.missing > 0 and not order.line.too_many)
        self._more.setVisible(len(self._deeds) > 2)
        self._shown[1].setVisible(len(self._deeds) > 1)
        self._menu.clear()
        for deed in self._deeds[1:-1]:
            action = self._menu.addAction(self._words(deed))
            action.triggered.connect(lambda _=False, deed=deed: self._do(deed))
        for shown, deed in zip(self._shown, (self._deeds[0], self._deeds[-1]), strict=True):
            shown.setToolTip(self._words(deed))
            shown.setAccessibleName(self._words(deed))
            shown.setIcon(icons.icon("reserve" if isinstance(deed, ToReserve) else "minus"))
        self.fit()
        self.show()

    def focus(self) -> bool:
        """Put the keyboard on the first deed; tell whether there is one."""
        if self._deeds:
            self._shown[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return bool(self._deeds)

    # -- room --------------------------------------------------------------------------------------
    def fit(self) -> None:
        """Write as much of the titles as there is room for."""
        layout = self.layout()
        if not self._deeds or layout is None:
            return
        for width in TITLE_WIDTHS:
            for shown, deed in zip(self._shown, (self._deeds[0], self._deeds[-1]), strict=True):
                shown.setText(self._words(deed, look.px(width)).replace("&", "&&"))
            layout.invalidate()
            if layout.minimumSize().width() <= self.width():
                return

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(280), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    # -- words and deeds ---------------------------------------------------------------------------
    def _words(self, deed: Mending, width: int | None = None) -> str:
        """Say what a deed does and what is left then; ``width`` is the most a title may take, in pixels."""
        if isinstance(deed, ToReserve) and len(deed.refs) > 1:
            return say(
                "Move the last {count} to the reserve: {remaining_nok} left",
                count=len(deed.refs),
                remaining_nok=deed.remaining,
            )
        title = self._titles[_refs(deed)[0]]
        if width is not None:
            title = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, width)
        if isinstance(deed, Reduction):
            return say("Reduce «{title}» to {amount_nok}: all fits", title=title, amount_nok=deed.amount)
        return say("Move «{title}» to the reserve: {remaining_nok} left", title=title, remaining_nok=deed.remaining)

    def _do(self, deed: Mending) -> None:
        if isinstance(deed, Reduction):
            self.amount_wanted.emit(deed.ref, deed.amount)
        else:
            self.move_wanted.emit(deed.refs)


def _refs(deed: Mending) -> tuple[str, ...]:
    return deed.refs if isinstance(deed, ToReserve) else (deed.ref,)


def _over(line: Line) -> str:
    parts = [say("{over_nok} too much", over_nok=line.missing)] if line.missing else []
    if line.too_many:
        parts.append(say_count("{count} place too many", "{count} places too many", line.too_many))
    return "▲ " + " · ".join(parts)
