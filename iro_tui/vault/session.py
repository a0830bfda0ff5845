"""The session a verb is given: it writes, but ending the transaction is the vault's business."""

from __future__ import annotations

from typing import NoReturn

from sqlmodel import Session


class VerbSession(Session):
    """A session inside one step of history. A savepoint (`begin_nested`) is allowed; ending the step is not.

    A commit halfway would leave half a step on the disc, with the rest of it refused.
    """

    def commit(self) -> NoReturn:
        """Refuse.

        Raises:
            RuntimeError: Always; the vault commits when the verb returns.
        """
        raise RuntimeError("a verb does not commit; the vault does when it returns")

    def rollback(self) -> NoReturn:
        """Refuse.

        Raises:
            RuntimeError: Always; the vault rolls back when the verb raises.
        """
        raise RuntimeError("a verb does not roll back; the vault does when it raises")
