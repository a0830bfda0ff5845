"""What a need changes in the wording of a letter: a file for each in `phrases/needs` (letters.md 2.7)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letters.phrase_book import Part, PhraseBook, Section

STAYS = "stays"
"""The part that asks what stays the same; the record does not say it."""


def with_needs(book: PhraseBook, needs: Sequence[str]) -> PhraseBook:
    """The wording for a child with these needs; one without a file changes nothing here.

    Args:
        book: the wording of the child's band.
        needs: codes of `letter_need.csv`, and `UASC`.
    """
    for need in needs:
        overlay = _overlay(need)
        if overlay:
            book = _laid_over(book, overlay)
    return book


def _laid_over(book: PhraseBook, overlay: dict[str, Any]) -> PhraseBook:
    words = {
        key: tuple(value) if isinstance(value, list) else value for key, value in overlay["phrases"].items()
    }
    told = {term for term, _ in book.explain}
    explain = tuple((e["term"], e["says"]) for e in overlay.get("explain", ()) if e["term"] not in told)
    return replace(
        book,
        version=f"{book.version}, {overlay['version']}",
        sections=tuple(
            changed
            for number, section in enumerate(book.sections)
            for changed in _sections(section, overlay, first=number == 0)
        ),
        phrases=book.phrases | words,
        explain=(*book.explain, *explain),
        no_voice=overlay.get("no_voice", book.no_voice),
    )


def _sections(section: Section, overlay: dict[str, Any], *, first: bool) -> Iterator[Section]:
    parts: list[Part] = []
    for part in section.parts:
        parts.append(part)
        if part == "said" and "after_said" in overlay:
            parts.append(tuple(overlay["after_said"]))
        if part == "table" and "after_table" in overlay:
            parts.append(tuple(overlay["after_table"]))
        if "complain" in part and not isinstance(part, str) and "after_complain" in overlay:
            parts.append(tuple(overlay["after_complain"]))
    if first and "opening" in overlay:
        parts.append(tuple(overlay["opening"]))
    decides = "table" in section.parts and "decided" in section.parts
    if decides and "stays" in overlay:
        yield replace(section, heading=overlay["stays"], needs="", only_with="", parts=(STAYS,))
    heading = overlay.get("changes", section.heading) if decides else section.heading
    yield replace(section, heading=heading, parts=tuple(parts))


@cache
def _overlay(need: str) -> dict[str, Any]:
    """The file of one need; empty when it changes only the size of the print, or the targets."""
    path = files("letters").joinpath("phrases", "needs", f"{need}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
