"""What goes between the program and its reader process: small messages, each with its length before it.

The reader may be in the hands of the file it reads. So what comes from it is decoded strictly to these
types and nothing else (MessagePack, no objects, no code), and its amount is limited.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

LENGTH = struct.Struct(">I")
MOST_FRAME = 200_000_000
MOST_ANSWER = 600_000_000
"""Bytes of one message, and of all messages about one file."""
ROWS_AT_ONCE = 4_000

Cell = str | int | float | bool | None


class Ask(msgspec.Struct, tag="ask"):
    """What to read: ``kind`` is one of kinds.Outer; the bytes of the file come after it, ``size`` of them."""

    kind: str
    name: str
    size: int
    careful: bool = False


class Step(msgspec.Struct, tag="step"):
    """How far the reading has come: a phase, and its share that is done."""

    phase: str
    done: float


class SheetHead(msgspec.Struct, tag="sheet"):
    """What is known of a sheet before its rows."""

    name: str
    height: int
    visible: bool = True
    very_hidden: bool = False
    is_form: bool = False
    merges: list[tuple[int, int, int, int]] = []
    hidden_rows: list[int] = []
    hidden_columns: list[int] = []
    errors: list[tuple[int, int]] = []
    uncalculated: list[tuple[int, int]] = []


class Rows(msgspec.Struct, tag="rows"):
    """Some rows of the last sheet. ``days`` are (row in this message, column, ordinal), ``times`` with ISO text."""

    rows: list[list[Cell]]
    days: list[tuple[int, int, int]] = []
    times: list[tuple[int, int, str]] = []


class End(msgspec.Struct, tag="end"):
    """All has been said: codes of notes on the file as a whole."""

    notes: list[str] = []


class Refused(msgspec.Struct, tag="refused"):
    """The file isn't read: the code of the sentence that says why."""

    code: str


Message = Step | SheetHead | Rows | End | Refused
_encoder = msgspec.msgpack.Encoder()
_message = msgspec.msgpack.Decoder(Message)
_ask = msgspec.msgpack.Decoder(Ask)


def pack(message: Message | Ask) -> bytes:
    """Give a message with its length before it."""
    body = _encoder.encode(message)
    return LENGTH.pack(len(body)) + body


def messages(stream: BinaryIO) -> Iterator[Message]:
    """Read messages to the end of the stream. Raises ValueError for anything that is no such message."""
    total = 0
    while True:
        head = stream.read(LENGTH.size)
        if not head:
            return
        body = _body(stream, head)
        total += len(body)
        if total > MOST_ANSWER:
            raise ValueError("the answer is too long")
        yield _message.decode(body)


def asked(stream: BinaryIO) -> Ask | None:
    """Read what is asked for; None where the other end has gone away."""
    head = stream.read(LENGTH.size)
    return _ask.decode(_body(stream, head)) if head else None


def _body(stream: BinaryIO, head: bytes) -> bytes:
    if len(head) != LENGTH.size:
        raise ValueError("a message is cut off")
    (length,) = LENGTH.unpack(head)
    if length > MOST_FRAME:
        raise ValueError("a message is too long")
    body = stream.read(length)
    if len(body) != length:
        raise ValueError("a message is cut off")
    return body
