"""The commands that pass children to another IRO and take them back, sealed.

Like the front door itself this imports nothing heavy at the top.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.commands.registry import HOME, JSON, ON, PASSPHRASE, command, option
from iro_tui.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

    from iro_tui.exchange.handover import Received
    from iro_tui.exchange.handover_file import Package
    from iro_tui.vault.store import Vault

SEAL = option(
    "--seal-passphrase-file",
    metavar="FILE",
    help="file with the passphrase of the sealed file on its first line",
)
MOST_SHOWN = 20


@command(
    "handover",
    "pass children to another IRO, sealed",
    option("mosaic_ids", nargs="+", metavar="MOSAIC_ID", help="the children, by their Mosaic numbers"),
    option("--to", metavar="FILE", required=True, help="the file to write"),
    option("--who", metavar="NAME", default="", help="the other IRO"),
    option("--for-good", action="store_true", help="they leave this caseload; otherwise it is cover"),
    SEAL,
    HOME,
    PASSPHRASE,
    ON,
)
def handover(given: Namespace) -> int:
    """The whole record of these children in one file, sealed under a passphrase of its own."""
    from iro_tui.commands.given import new_passphrase
    from iro_tui.commands.given import today as day_given
    from iro_tui.commands.vault import opened
    from iro_tui.exchange.passing import pass_on

    on = day_given(given)
    file = Path(given.to).expanduser().absolute()
    if file.exists():
        raise BadInput(f"There is a file {file} already, and it is not written over. Give another name.")
    with opened(given) as vault:
        package = vault.ask(_packed, given, on)
        words = new_passphrase(
            given.seal_passphrase_file, "Passphrase for the file: ", "--seal-passphrase-file"
        )
        pass_on(vault, package, file, words)
    names = ", ".join(_name(each) for each in package.children)
    print(f"Written and sealed: {file}\nIn it: {names}.")
    if given.for_good:
        print("They have left your caseload.")
    else:
        print("Both of you may work; receive what comes back.")
    return 0


def _packed(session: Any, given: Namespace, on: date) -> Package:
    from iro_tui.exchange.handover import pack

    return pack(session, given.mosaic_ids, given.who, not given.for_good, on)


def _name(each: Any) -> str:
    child = each.child
    return f"{child['first_name']} {child['surname']}".strip()


@command(
    "receive",
    "take in children passed on by another IRO",
    option("file", metavar="FILE", help="the sealed file"),
    option("--preview", action="store_true", help="say what would change, and change nothing"),
    option("--stands", choices=("mine", "theirs"), help="which stands where both changed the same thing"),
    SEAL,
    HOME,
    PASSPHRASE,
    JSON,
)
def receive(given: Namespace) -> int:
    """Merged field by field with what is here. Ends with 1 and changes nothing while a clash is open."""
    from iro_tui.commands.given import seal_passphrase
    from iro_tui.commands.printed import print_answer
    from iro_tui.commands.vault import opened
    from iro_tui.exchange.passing import opened_package

    file = Path(given.file).expanduser().absolute()
    if not file.is_file():
        raise BadInput(f"There is no file {file}.")
    words = seal_passphrase(given)
    package = opened_package(file, words)
    with opened(given) as vault:
        found, done = _taken_in(vault, package, given)
    print_answer(given, lambda: as_json(found, done), lambda: "\n".join(as_text(found, done, given.preview)))
    return 0 if done or given.preview else 1


def _taken_in(vault: Vault, package: Package, given: Namespace) -> tuple[Sequence[Received], bool]:
    from iro_tui.exchange.passing import look, take_in

    found = look(vault, package)
    clashes = [clash for each in found for clash in each.clashes]
    if given.preview or (clashes and not given.stands):
        return found, False
    return take_in(vault, package, {clash.key: given.stands for clash in clashes}), True


def as_json(found: Sequence[Received], done: bool) -> dict[str, object]:
    """The answer of `receive --json`."""
    return {
        "received": done,
        "children": [
            {
                "mosaic_id": each.mosaic_id,
                "child": each.name,
                "new": each.new,
                "added": each.added,
                "changed": each.changed,
                "removed": each.removed,
                "clashes": [
                    {"what": clash.what, "mine": clash.mine, "theirs": clash.theirs} for clash in each.clashes
                ],
            }
            for each in found
        ],
    }


def as_text(found: Sequence[Received], done: bool, preview: bool) -> Iterator[str]:
    """The answer to read."""
    for each in found:
        if each.new:
            yield f"{each.name}, {each.mosaic_id}: new here, {each.added} entries."
        else:
            yield (
                f"{each.name}, {each.mosaic_id}: {each.added} new, {each.changed} changed, "
                f"{each.removed} taken away."
            )
        for clash in each.clashes[:MOST_SHOWN]:
            yield f"  ? {clash.what}: here “{clash.mine}”, there “{clash.theirs}”"
        if len(each.clashes) > MOST_SHOWN:
            yield f"  and {len(each.clashes) - MOST_SHOWN} more; --json lists them all"
    yield ""
    if done:
        yield "Received. In the app, F8 takes it back."
    elif any(each.clashes for each in found):
        yield "Nothing was changed. Answer each in the app, or all alike with --stands mine or theirs."
    elif preview:
        yield "Nothing was changed. Leave --preview out to take it in."
