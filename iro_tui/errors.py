"""The one kind of error a person is meant to read."""

from __future__ import annotations


class IroError(Exception):
    """Something the IRO can understand and act on.

    The text is one or two plain sentences: what is so, where, and what can be done. It may name a file or a
    row, never a child. The front door prints it and ends with status 2; the app shows it beside the field
    or in a dialog.
    """


class BadInput(IroError):
    """What was given cannot be used: a file, a date, an id, an option."""
