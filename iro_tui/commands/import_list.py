"""`iro-tui import`: the council's lists and returns into the vault, or what they would change."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.commands.today import in_lines

if TYPE_CHECKING:
    from sqlmodel import Session

    from iro_tui.exchange.against import Difference
    from iro_tui.exchange.grid import ListFile
    from iro_tui.exchange.plan import Plan
    from iro_tui.exchange.questions import Question
    from iro_tui.vault.store import Vault

MOST_SHOWN = 12
"""Lines of one kind on the terminal; `--json` gives them all."""


def opened_files(files: Sequence[str]) -> tuple[ListFile, ...]:
    """Open every file before anything is changed, so that one bad file changes nothing.

    Raises:
        BadInput: one of them cannot be read.
    """
    from iro_tui.exchange.grid import open_list

    return tuple(open_list(Path(file).expanduser()) for file in files)


def is_own_export(files: Sequence[str]) -> bool:
    """Whether what was named is an export of this program.

    Raises:
        BadInput: it was named together with something else.
    """
    from iro_tui.errors import BadInput
    from iro_tui.exchange import own_export

    ours = [file for file in files if own_export.is_own_export(Path(file).expanduser())]
    if ours and len(files) > 1:
        raise BadInput(f"{ours[0]} is a whole export. Bring it in by itself, into a new vault.")
    return bool(ours)


def bring_everything_back(given: Namespace) -> int:
    """Bring a whole export into a new vault, or with --preview say what is in it.

    Raises:
        BadInput: it is damaged, newer or of one child, or the vault is not empty; nothing is changed then.
    """
    from iro_tui.commands.given import seal_passphrase
    from iro_tui.commands.printed import print_answer
    from iro_tui.commands.vault import opened
    from iro_tui.errors import BadInput
    from iro_tui.exchange.own_export import bring_everything, read_export

    if given.compare:
        raise BadInput("--compare takes a list of the council's, not an export.")
    export = read_export(Path(given.files[0]).expanduser(), lambda: seal_passphrase(given))
    with opened(given) as vault:
        if not given.preview:
            vault.act(bring_everything, export)
    what = f"{export.children} children, {export.rows} rows in all"
    ids = [] if given.preview else [row["mosaic_id"] for row in export.tables.get("child", ())]
    answer: dict[str, Any] = {
        "added": ids,
        "rows": export.rows,
        **{key: [] for key in ("updated", "unchanged", "joined", "set_aside", "questions")},
    }
    words = f"In it: {what}. Nothing was changed." if given.preview else f"Brought in: {what}."
    print_answer(given, lambda: answer, lambda: words)
    return 0


def bring_in(vault: Vault, files: Sequence[ListFile], on: date, *, preview: bool) -> tuple[Plan, ...]:
    """Bring in lists one after the other, each in one step; a vault with children in it is backed up first.

    Args:
        vault: an open vault.
        files: what was opened.
        on: the day that stands in for today.
        preview: work it out and change nothing; each list is then compared with the record as it is now.

    Raises:
        BadInput: a list lacks a heading that none can do without; nothing is changed then.
        IroError: the backup could not be made; nothing is changed then.
    """
    from iro_tui.exchange.caseload_list import apply_plan
    from iro_tui.exchange.incoming import look, refuse_unreadable, together
    from iro_tui.exchange.kept_list import keep_open

    incoming = together(files)
    vault.ask(refuse_unreadable, incoming)
    plans = []
    safe = preview
    for each in incoming:
        plan = vault.ask(look, each, on)
        if plan.writes and not preview:
            if not safe and vault.ask(_anybody):
                from iro_tui.vault.backups import backup

                backup(vault)
            safe = True
            vault.act(apply_plan, plan, on)
        if not preview:
            keep_open(vault, each, on)
        plans.append(plan)
    return tuple(plans)


def compared(vault: Vault, files: Sequence[ListFile], on: date) -> tuple[Difference, ...]:
    """Their lists against the record: every difference in reviews, explained. Nothing is changed.

    Raises:
        BadInput: a list has no column with the Mosaic number.
    """
    from iro_tui.exchange.incoming import differences, together

    return vault.ask(differences, together(files), on)


def differences_as_json(found: Sequence[Difference]) -> list[dict[str, Any]]:
    """The answer with the keys of `import --compare --json`."""
    return [
        {
            "kind": each.kind,
            "mosaic_id": each.mosaic_id,
            "child": each.name,
            "what": each.what,
            "why": each.why,
        }
        for each in found
    ]


def differences_as_text(found: Sequence[Difference]) -> str:
    """The differences to read, by kind."""
    from iro_tui.exchange.against import in_words

    return in_lines(iter(in_words(found).splitlines()))


def _anybody(session: Session) -> bool:
    from sqlmodel import select

    from iro_tui.record.child import Child

    return session.exec(select(Child.id).limit(1)).first() is not None


def as_json(plans: Sequence[Plan]) -> dict[str, Any]:
    """The answer with the keys promised for `import --json`; what names a row also names its file."""
    answer: dict[str, Any] = {}
    for plan in plans:
        for key, values in plan.as_json().items():
            named = [
                {**value, "file": plan.name} if "row" in value or "rows" in value else value
                for value in values
            ]
            answer.setdefault(key, []).extend(named)
    return answer


def as_text(plans: Sequence[Plan], *, preview: bool) -> str:
    """The answer to read."""
    return in_lines(line for plan in plans for line in _lines(plan, preview))


def _lines(plan: Plan, preview: bool) -> Iterator[str]:
    changed = len({change.mosaic_id for change in plan.updated})
    yield (
        f"{plan.name}: {plan.rows_read} rows read, {len(plan.added)} new, {changed} changed, "
        f"{len(plan.unchanged)} the same, {len(plan.questions)} to ask, {len(plan.set_aside)} set aside."
    )
    yield from _some("New", [f"{child.mosaic_id}  {child.name}" for child in plan.added])
    yield from _some(
        "Changed",
        [f"{each.name}: {each.field} {each.before or 'none'} to {each.after}" for each in plan.updated],
    )
    yield from _some(
        "To ask",
        [f"{_where(each)}: “{each.raw}”. {each.why}" for each in plan.questions],
    )
    yield from _some(
        "Wrong or late",
        [f"{each.name or each.mosaic_id}: {each.words} (rule {each.rule})" for each in plan.findings],
    )
    yield from _some("Set aside", [f"row {each.row}: {each.reason}" for each in plan.set_aside])
    yield from _some(
        "One child in several rows", [f"{each.mosaic_id}: rows {_all(each.rows)}" for each in plan.joined]
    )
    yield from _some("Here but not in this list, left as they are", list(plan.not_listed))
    yield from _some("Columns left alone", list(plan.unread))
    yield from _some(
        "Lines about nobody, passed over", [f"row {each.row}: {each.words}" for each in plan.passed_over]
    )
    yield ""
    if preview:
        yield "Nothing was changed. Leave --preview out to bring it in."
        return
    yield "Brought in. In the app, F8 takes it back." if plan.writes else "There was nothing to change."
    if plan.questions:
        yield "What is asked waits in the app, on Today, until it is answered."


def _where(question: Question) -> str:
    return f"row {question.row}, {question.column}" if question.row else f"column {question.column}"


def _some(title: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title}  {len(lines)}"
    yield from (f"  {line}" for line in lines[:MOST_SHOWN])
    if len(lines) > MOST_SHOWN:
        yield f"  and {len(lines) - MOST_SHOWN} more; --json lists them all"


def _all(rows: Sequence[int]) -> str:
    return ", ".join(str(row) for row in rows)
