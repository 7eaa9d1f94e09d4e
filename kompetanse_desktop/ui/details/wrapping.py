"""Text that is broken into lines wherever it has to be."""

from __future__ import annotations


def breakable(text: str, longest: int = 24) -> str:
    """Let words that are longer than a line be broken, with zero-width spaces."""
    return " ".join(
        "\u200b".join(word[i : i + longest] for i in range(0, len(word), longest)) for word in text.split(" ")
    )
