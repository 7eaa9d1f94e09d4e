"""Catch what a program says behind the user's back: a stray log record fails the test that made it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class StrayRecords(logging.Handler):
    """Collects every log record from WARNING up that no test has said it expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.strays: list[logging.LogRecord] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record unless a part of its message was expected."""
        if not any(part in record.getMessage() for part in self._expected):
            self.strays.append(record)

    @contextmanager
    def expected(self, part: str) -> Iterator[None]:
        """Let records whose message contains ``part`` pass while the block runs."""
        self._expected.append(part)
        try:
            yield
        finally:
            self._expected.remove(part)

    def lines(self) -> list[str]:
        """Give the strays as one line each."""
        return [f"{r.levelname} {r.name}: {r.getMessage()}" for r in self.strays]
