"""`iro-tui init`: a new vault, and the recovery sheet that goes with it."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from iro_tui.commands.given import home, new_passphrase, passphrase_file
from iro_tui.errors import IroError


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
    chosen = new_passphrase(passphrase_file(given), "New passphrase: ", "--passphrase-file")
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


def _sheet(code: str, key_id: str, where: str) -> str:
    from iro_tui.vault.key import sheet_rows
    from iro_tui.vault.whereabouts import warning

    problem = warning(Path(where))
    return "\n".join(
        [
            f"The vault is in {where}.",
            *([f"! {problem}"] if problem else []),
            "",
            "RECOVERY SHEET",
            "",
            *(f"    {row}" for row in sheet_rows(code)),
            "",
            f"    key id {key_id}",
            "",
            "These letters open the vault when the passphrase is forgotten or its key file is lost.",
            "Write them down or print them now, and keep the paper locked away, not with the laptop.",
            "Whoever has them can read everything. Nobody can make them again without the passphrase.",
        ]
    )
