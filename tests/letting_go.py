"""The end of a test with a vault."""

from __future__ import annotations

import pytest

from iro_tui.vault.store import Vault


def let_go(vault: Vault) -> None:
    """Close a vault without the backup that is due then: nobody looks at it, and it takes its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("iro_tui.vault.backups.make_backup_if_due", lambda vault: None)
        vault.close()
