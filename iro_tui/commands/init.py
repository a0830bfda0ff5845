"""`iro-tui init`: a new vault, and the recovery sheet that goes with it."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from typing import Any

from iro_tui.commands.given import home, passphrase
from iro_tui.errors import BadInput, IroError


def make(given: Namespace) -> str:
    """Make the vault of `--home` with the IRO's own page, and return the recovery sheet.

    Raises:
        BadInput: a line of the page is wrong, or the passphrase is weak or was typed in two ways.
        IroError: there is a vault already, or the folder cannot be written.
    """
    from iro_tui.casework.children import save_profile
    from iro_tui.casework.filled import filled
    from iro_tui.record.base import Asker
    from iro_tui.record.profile import ProfileFields
    from iro_tui.vault.key import key_id
    from iro_tui.vault.store import Vault

    where = home(given)
    if Vault.exists(where):
        # Said before anybody thinks of a passphrase; making it would say the same.
        raise IroError(f"There is a vault in {where} already. Open it, or name another folder with --home.")
    page = _page(given)
    filled(ProfileFields, page, Asker(today=date.max))
    chosen = _new_passphrase(given)
    with Vault.create(where, chosen) as vault:
        vault.act(save_profile, page)
        return _sheet(vault.recovery_code(), key_id(vault.data_key), str(where))


def _page(given: Namespace) -> dict[str, Any]:
    return {
        "name": given.name.strip(),
        "phone": given.phone,
        "email": given.email,
        "council": given.council,
        "advocacy_name": given.advocacy,
        "advocacy_phone": given.advocacy_phone,
    }


def _new_passphrase(given: Namespace) -> str:
    from iro_tui.vault.passphrase import passphrase_problem

    chosen = passphrase(given, "New passphrase: ")
    if problem := passphrase_problem(chosen):
        raise BadInput(problem)
    if _typed(given) and passphrase(given, "The same again: ") != chosen:
        raise BadInput("The two passphrases are not the same. Nothing was made; try again.")
    return chosen


def _typed(given: Namespace) -> bool:
    """Whether the passphrase comes from the keyboard, where a slip goes unseen."""
    import os

    return not (given.passphrase_file or os.environ.get("IRO_TUI_PASSPHRASE_FILE")) and sys.stdin.isatty()


def _sheet(code: str, key_id: str, where: str) -> str:
    groups = code.split("-")
    rows = ["  ".join(groups[start : start + 7]) for start in range(0, len(groups), 7)]
    return "\n".join(
        [
            f"The vault is in {where}.",
            "",
            "RECOVERY SHEET",
            "",
            *(f"    {row}" for row in rows),
            "",
            f"    key id {key_id}",
            "",
            "These letters open the vault when the passphrase is forgotten or its key file is lost.",
            "Write them down or print them now, and keep the paper locked away, not with the laptop.",
            "Whoever has them can read everything. Nobody can make them again without the passphrase.",
        ]
    )
