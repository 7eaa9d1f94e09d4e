"""A second start brings the window that is already open to the front: the two talk over a socket on this machine."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

ASK, ANSWER = b"show\n", b"shown\n"
WAIT_MS = 2000
ATTEMPTS, PAUSE_MS = 20, 200


def _name(library: Path) -> str:
    return "kompetanse-" + hashlib.sha256(str(library.resolve()).encode()).hexdigest()[:24]


def bring_to_front(library: Path) -> bool:
    """Ask the window that has this library open to show itself. Tell whether it did.

    One that is itself just starting is given a few seconds.
    """
    for attempt in range(ATTEMPTS):
        if attempt:
            QThread.msleep(PAUSE_MS)
        socket = QLocalSocket()
        socket.connectToServer(_name(library))
        if socket.waitForConnected(WAIT_MS):
            socket.write(ASK)
            answered = socket.waitForReadyRead(WAIT_MS) and bytes(socket.readAll().data()) == ANSWER
            socket.disconnectFromServer()
            return answered
    return False


class FirstWindow(QObject):
    """Answers later starts for as long as a window lives. Only the same user is heard."""

    def __init__(self, library: Path, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # What a crash left is in the way; nobody else can be there, since this window holds the library's lock.
        QLocalServer.removeServer(_name(library))
        self._server.newConnection.connect(self._asked)
        self.is_listening = self._server.listen(_name(library))

    def close(self) -> None:
        """Answer no more."""
        self._server.close()

    def _asked(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(self._answer)
            if socket.bytesAvailable():
                self._read(socket)

    def _answer(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if bytes(socket.readAll().data()) != ASK:
            return
        show(self._window)
        socket.write(ANSWER)
        socket.flush()


def show(window: QWidget) -> None:
    """Bring a window to the front, also when it is minimised or lies behind a dialog of its own."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    top = QApplication.activeModalWidget() or window
    top.raise_()
    top.activateWindow()
    QApplication.alert(window)
