"""The real app on a real vault with a few invented children, for the tests of the screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from few_children import make_few

from iro_tui.vault.store import Vault
from screens.app import IroApp

TODAY = date(2026, 11, 22)
"""A Sunday."""


@pytest.fixture
def today() -> date:
    """The day every screen counts from."""
    return TODAY


@pytest.fixture
def few(vault: Vault) -> Vault:
    """A vault with five children; see `few_children`."""
    vault.act(make_few, TODAY)
    return vault


@pytest.fixture
def app_on() -> Callable[[Vault], IroApp]:
    """Make the app on an open vault, past the unlock screen, with a clock that stands still."""

    def make(vault: Vault) -> IroApp:
        at = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
        return IroApp(vault.home, TODAY, vault, clock=lambda: at)

    return make
