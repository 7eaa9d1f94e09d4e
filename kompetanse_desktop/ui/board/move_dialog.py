"""«Move to …»: lane and position by keyboard, with what would be left and who would fall outside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QSpinBox, QWidget

from kompetanse_desktop.domain.board import Lane
from kompetanse_desktop.text import say
from kompetanse_desktop.ui.board.card import lane_name
from kompetanse_desktop.ui.board.model import BoardModel
from kompetanse_desktop.ui.board.telling import say_preview
from kompetanse_desktop.ui.widgets import (
    add_buttons,
    announce,
    button,
    dialog_layout,
    dialog_size,
    label,
    restyle,
    roomy,
)


class MoveDialog(QDialog):
    """Asks where some cards are to go. ``lane`` and ``position`` are the answer."""

    def __init__(self, model: BoardModel, refs: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._refs = model, tuple(refs)
        self.setWindowTitle(say("Move to …"))
        self.setObjectName("moveTo.dialog")
        dialog_size(self, 380)
        names = [model.state.proposals[ref].title for ref in refs]
        title = names[0] if len(names) == 1 else say("{count} proposals", count=len(names))
        self._lane = QComboBox()
        self._lane.setObjectName("moveTo.lane")
        for lane in Lane:
            self._lane.addItem(lane_name(lane), lane.value)
        self._position = QSpinBox()
        roomy(self._position)
        self._position.setObjectName("moveTo.position")
        self._preview = label("", "ghost", "moveTo.preview", wrap=True)
        form = QFormLayout()
        form.addRow(say("Lane"), self._lane)
        form.addRow(say("Position"), self._position)
        move = button(say("Move"), self.accept, "primary", "moveTo.accept")
        cancel = button(say("Cancel"), self.reject, name="moveTo.cancel")
        layout = dialog_layout(self)
        layout.addWidget(label(title, "title", wrap=True))
        layout.addLayout(form)
        layout.addWidget(self._preview)
        add_buttons(layout, 1, cancel, move, default=move)
        here = model.state.board.place_of(self._refs[0])
        self._lane.setCurrentIndex(list(Lane).index(here.lane))
        self._set_range()
        self._position.setValue(here.position)
        self._lane.currentIndexChanged.connect(self._lane_changed)
        self._position.valueChanged.connect(self._show_preview)
        self._show_preview()
        self._lane.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def lane(self) -> Lane:
        """The lane chosen."""
        return Lane(self._lane.currentData())

    @property
    def position(self) -> int:
        """The position chosen, counted from 1."""
        return self._position.value()

    def _set_range(self) -> None:
        standing = self._model.state.board[self.lane]
        self._position.setRange(1, 1 + sum(ref not in self._refs for ref in standing))

    def _lane_changed(self) -> None:
        self._set_range()
        self._position.setValue(self._position.maximum())
        self._show_preview()

    def _show_preview(self) -> None:
        after = self._model.ask(self._refs, self.lane, self.position)
        text = "" if after is None else say_preview(self._model.state, after)
        self._preview.setText(text)
        restyle(self._preview, over=after is not None and after.remaining < 0)
        announce(self, text)

    def done(self, result: int) -> None:
        self._model.ask_no_more()
        super().done(result)
