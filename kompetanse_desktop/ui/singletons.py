"""Keep None, True and False alive under PySide6 on Python 3.11; imported before Qt is used.

PySide6 6.12 is built as if these three were immortal, which they are from Python 3.12 on. On 3.11
each call that returns nothing takes one reference from None: after some thousand calls, a few
seconds of painting, the interpreter aborts ("none_dealloc: deallocating None"). Measured with
6.12.0 on 3.11.7; 6.11.3 is sound, but has no QtPdf of its own.
"""

from __future__ import annotations

import ctypes
import sys

MANY = 1 << 48
"""More references than can be lost: a million a second for nine years."""


def hold() -> None:
    """Give each of the three so many references that it is never freed; does nothing where that isn't needed."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython" or sys.maxsize < MANY:
        return
    for value in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(value))
        if count.value < MANY // 2 and abs(count.value - sys.getrefcount(value)) < 100:  # it is the count, and small
            count.value += MANY
