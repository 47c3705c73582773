"""What can go wrong between bytes and documents, as exceptions that stay inside `policytext.io`."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 - it says what the input is
    """An input, or the rest of it, cannot be read; `read` turns it into a `Problem`."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class NotInstalled(Unreadable):
    """What reads inputs of this kind is not installed; the reason says how it is."""


class OutputError(ValueError):
    """An output cannot be written there or in that form; the message is one line for the user."""
