"""`iro-tui letter`: the letter of one review as a Word file, or what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.casework.child_record import child_id_of
from iro_tui.errors import BadInput
from iro_tui.rules.dates import say_date

if TYPE_CHECKING:
    from sqlmodel import Session

    from iro_tui.vault.store import Vault
    from letters.check import Finding


def export(
    vault: Vault, mosaic_id: str, review_on: date | None, out: Path | None, on: date
) -> dict[str, Any]:
    """Draft the letter if there is none, check it and export it, for `letter --json`.

    Args:
        vault: an open vault.
        mosaic_id: the child's Mosaic number.
        review_on: the day the review was held; None takes the latest one.
        out: the folder for the file; None is the outbox.
        on: the day that stands in for today.

    Returns:
        `file` is None when the letter is not ready; `findings` then say why.

    Raises:
        BadInput: there is no such child or no such review, or the IRO's own page is empty.
        IroError: the file cannot be written.
    """
    from letters.desk import LetterNotReady, export_letter

    if out is not None and out.exists() and not out.is_dir():
        raise BadInput(f"--out {out} is a file. Name a folder.")
    review_id = vault.ask(_review, mosaic_id, review_on, on)
    try:
        done = export_letter(vault, review_id, on, vault.now(), out)
    except LetterNotReady as stopped:
        return {"file": None, "sha256": None, "ready": False, "findings": _plain(stopped.findings)}
    return {
        "file": str(done.file),
        "sha256": done.sha256,
        "ready": done.ready,
        "findings": _plain(done.findings),
    }


def as_text(answer: dict[str, Any]) -> str:
    """The answer to read: where the file is, or the findings in the order of the letter's own list."""
    return "\n".join(_lines(answer))


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    if answer["file"] is None:
        yield "The letter is not ready, and no file was made."
    else:
        yield f"Written: {answer['file']}"
        yield f"SHA-256  {answer['sha256']}"
    for finding in answer["findings"]:
        yield ""
        mark = {"block": "!", "confirm": "?", "advice": "·"}[finding["level"]]
        words = f"“{finding['text']}”  " if finding["text"] else ""
        yield f"{mark} {finding['rule']}  {words}line {finding['line']}"
        yield f"  {finding['why']}"
        if finding["say_instead"]:
            yield f"  say {' or '.join(finding['say_instead'])}"


def _plain(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [
        {
            "rule": finding.rule,
            "level": finding.level,
            "line": finding.line,
            "column": finding.column,
            "text": finding.text,
            "why": finding.why,
            "say_instead": list(finding.say_instead),
            "explain": finding.explain,
        }
        for finding in findings
    ]


def _review(session: Session, mosaic_id: str, review_on: date | None, on: date) -> str:
    """The id of the review a letter is about: the one held on a day, else the latest held."""
    from sqlmodel import col, select

    from iro_tui.record.review import Review

    child_id = child_id_of(session, mosaic_id)
    held = session.exec(
        select(Review)
        .where(Review.child_id == child_id, col(Review.opened_on).is_not(None))
        .order_by(col(Review.opened_on).desc())
    ).all()
    if not held:
        raise BadInput(f"No review was held yet for Mosaic number {mosaic_id}, so there is nothing to write.")
    if review_on is None:
        return held[0].id
    for review in held:
        if review_on in (review.opened_on, review.completed_on):
            return review.id
    days = ", ".join(say_date(review.opened_on, on) for review in held if review.opened_on)
    raise BadInput(f"No review was held on {say_date(review_on, on)}. Reviews were held on {days}.")
