"""The commands of safe-keeping: a backup now, a backup put back, and whether all is well.

Like the front door itself this imports nothing heavy at the top.
"""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.commands.registry import HOME, JSON, PASSPHRASE, command, option

if TYPE_CHECKING:
    from iro_tui.vault.doctor import Check
    from iro_tui.vault.key import Opens
    from iro_tui.vault.restore import Preview
    from iro_tui.vault.store import Vault


@command(
    "backup",
    "make a backup now, and check it",
    option("--to", metavar="DIR", help="the folder it goes to; left out, the vault's own"),
    HOME,
    PASSPHRASE,
)
def backup(given: Namespace) -> int:
    """A whole copy, encrypted like the vault, opened and compared before it gets its name."""
    from iro_tui.commands.vault import opened
    from iro_tui.vault.backups import backup as make

    with opened(given) as vault:
        file = make(vault, Path(given.to).expanduser().absolute() if given.to else None)
    print(f"Made and checked: {file}")
    return 0


@command(
    "restore",
    "put a backup back; the present is kept as one first",
    option("file", metavar="FILE", help="the backup"),
    option("--preview", action="store_true", help="say what would change, and change nothing"),
    HOME,
    PASSPHRASE,
    JSON,
)
def restore(given: Namespace) -> int:
    """Put a backup in the vault's place and say what that changed; also where the vault is gone."""
    from iro_tui.commands.given import home, passphrase
    from iro_tui.commands.printed import print_answer
    from iro_tui.errors import BadInput
    from iro_tui.vault import key
    from iro_tui.vault import restore as restoring
    from iro_tui.vault.connection import VaultDamaged
    from iro_tui.vault.store import Vault

    where, file = home(given), Path(given.file).expanduser().absolute()
    if not file.is_file():
        raise BadInput(f"There is no backup {file}.")
    typed = passphrase(given)
    by_sheet = key.is_code(typed)
    opener = Vault.open_with_code if by_sheet else Vault.open
    opens = (
        partial(key.data_key_by_code, code=typed)
        if by_sheet
        else partial(key.open_key_file, passphrase=typed)
    )
    try:
        if not Vault.exists(where):
            raise VaultDamaged
        vault = opener(where, typed)
    except (VaultDamaged, key.KeyFileLost) as error:
        if isinstance(error, key.KeyFileLost) and _key_alone(given, where, file, opens):
            return 0
        if given.preview:
            raise BadInput(
                f"The vault in {where} cannot be opened, so there is nothing to compare."
            ) from None
        restoring.put_back(where, file, opens)
        opener(where, typed).close()
        print(f"Put back: {file}\nWhat lay there before is kept beside it as damaged-1 or a higher number.")
        return 0
    with vault:
        seen = restoring.preview(vault, file, typed)
        kept = None if given.preview else restoring.restore(vault, file, typed)
    print_answer(given, lambda: _as_json(seen, kept), lambda: _as_text(seen, kept))
    return 0


def _key_alone(given: Namespace, where: Path, file: Path, opens: Opens) -> bool:
    """Put back a lost key file from beside a backup if one opens the vault as it is: that loses nothing."""
    from iro_tui.vault.lost_key import key_beside_backup, put_key_back

    found = key_beside_backup(where, opens, file)
    if found is None:
        return False
    if given.preview:
        print(
            f"The key file of the vault is lost, and {found} opens it as it is.\n"
            "Nothing was changed. Leave --preview out to put that key file back."
        )
        return True
    put_key_back(where, found)
    print(
        f"The key file of the vault was lost. Put back: {found}\n"
        "The vault opens again with everything that was saved; the backup itself was not needed.\n"
        "To go back to the backup all the same, run this once more."
    )
    return True


@command("doctor", "what is well, what is not, and how to mend it", HOME, PASSPHRASE, JSON)
def doctor(given: Namespace) -> int:
    """Vault, history, key, backups, disc, folder, terminal, clock. Ends with 1 when one is not well."""
    from iro_tui.commands.given import home, passphrase
    from iro_tui.commands.printed import print_answer
    from iro_tui.errors import IroError
    from iro_tui.vault import doctor as doctors
    from iro_tui.vault import key
    from iro_tui.vault.drill import drill_if_due
    from iro_tui.vault.lock import VaultInUse
    from iro_tui.vault.opening import no_vault
    from iro_tui.vault.store import Vault

    where = home(given)
    if not Vault.exists(where):
        raise no_vault(where)
    typed = passphrase(given)
    try:
        with Vault.open(where, typed) as vault:
            drill_if_due(vault)
            checks = _examined(vault, typed)
    except VaultInUse:
        # That is no illness: the app is open beside.
        with Vault.open(where, typed, read_only=True) as vault:
            checks = _examined(vault, typed)
    except key.WrongPassphrase:
        raise
    except IroError as error:
        checks = doctors.not_opened(where, error, partial(key.open_key_file, passphrase=typed))
    well = all(check.ok for check in checks)
    print_answer(given, lambda: _checks_as_json(checks), lambda: _checks_as_text(checks))
    return 0 if well else 1


def _examined(vault: Vault, typed: str) -> tuple[Check, ...]:
    from iro_tui.casework.plain_files import examine

    return examine(vault, vault.now().astimezone().date(), typed)


def _checks_as_json(checks: tuple[Check, ...]) -> dict[str, object]:
    found = [{"name": check.name, "ok": check.ok, "detail": check.words} for check in checks]
    return {"ok": all(check.ok for check in checks), "checks": found}


def _checks_as_text(checks: tuple[Check, ...]) -> str:
    lines = [f"{'v' if check.ok else '!'} {check.name:<14} {check.words}" for check in checks]
    wrong = sum(not check.ok for check in checks)
    things = "1 thing wants" if wrong == 1 else f"{wrong} things want"
    return "\n".join([*lines, "", f"{things} mending." if wrong else "All is well."])


def _as_json(seen: Preview, kept: Path | None) -> dict[str, object]:
    return {
        "file": str(seen.file),
        "age": seen.age,
        "newest": seen.newest.isoformat() if seen.newest else None,
        "newest_here": seen.newest_here.isoformat() if seen.newest_here else None,
        "tables": [{"table": table, "here": here, "backup": there} for table, here, there in seen.tables],
        "children": [{"name": each.name, "goes": each.goes, "comes": each.comes} for each in seen.children],
        "kept": str(kept) if kept else None,
    }


def _as_text(seen: Preview, kept: Path | None) -> str:
    from iro_tui.commands.today import in_lines
    from iro_tui.vault.restore import said

    lines = list(said(seen))
    lines.append("")
    if kept is None:
        lines.append("Nothing was changed. Leave --preview out to put it back.")
    else:
        lines += ["Put back. The state before is kept, and this takes it back:", f"  iro-tui restore {kept}"]
    return in_lines(lines)
