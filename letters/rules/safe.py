"""Nothing that belongs to somebody else, nothing unfinished, no system numbers (B02, B03, B09, C03)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.dates import find_dates
from letters.page import Page
from letters.reading import WORD
from letters.rules.registry import Remark, rule
from letters.text import lowered, plain

_UNFINISHED = re.compile(
    r"""\[[^\]]{0,200}\]|\{\{[^{}\n]*\}\}|\{\{|\}\}|<<[^<>\n]*>>|<<|>>|\bX{2,}\b|_{3,}|\?\?+
    |\b(?i:TBC|TBA|TBD|ASAP)\b|(?i:insert\ name)""",
    re.VERBOSE,
)
_LONG_NUMBER = re.compile(r"(?<![\d.])[1-9]\d{5,9}(?!\d)")
_SYSTEM_BEFORE = re.compile(
    r"""\b(?:mosaic|liquidlogic|lcs|frameworki|nhs|upn|uln|home\ office|person|client|case|child|system
    |customer|record|reference|ref|id|ni)\b(?:[\s.:#-]*(?:id|no|number|num|reference|ref|is|was|system|file))*
    [\s.:#-]*$""",
    re.VERBOSE | re.IGNORECASE,
)
_SYSTEM_NUMBER = re.compile(
    r"""(?<!\+44\ )\b[1-9]\d{2}[ -]\d{3}[ -]\d{4}\b
    |\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\ ?\d{2}\ ?\d{2}\ ?\d{2}\ ?[A-D]\b
    |\b[A-Z]\d{7}(?:/\d{1,3})?\b
    |\b[A-HJ-NP-RT-Z]\d{11}[\dA-Z]\b""",
    re.VERBOSE,
)
_PRIVATE = re.compile(
    r"""\b(?:mental\ (?:health|ill[- ]?health|illness)|substance\ (?:mis)?use|alcohol(?:ic|ism)?
    |drinking\ (?:too\ much|again|alcohol|a\ lot)|(?:using|taking|takes|took|on)\ drugs
    |drugs?\ (?:test|use|user)s?
    |heroin|cocaine|crack\ cocaine|cannabis|ketamine|amphetamines?|methadone|ecstasy|mdma
    |toxicology|prison|jail|convict(?:ed|ion|ions)|arrest(?:ed|s)?|police|hiv|depress(?:ion|ed)
    |tak(?:es|ing)\ tablets|pregnan(?:t|cy)|diagnos(?:ed|is)|suicid(?:e|al)|rape[ds]?|sex|sexual(?:ly)?
    |in\ trouble\ with|offenders?|non[- ]molestation|new\ (?:partner|boyfriend|girlfriend)|idva
    |asylum\ (?:claim\ )?(?:was\ |is\ |has\ been\ )?refus\w+|refus\w+\ (?:of\ )?asylum
    |age\ (?:was\ )?changed)\b""",
    re.VERBOSE,
)
_ADDRESS = re.compile(
    r"""\b\d{1,4}[A-Za-z]?,?\ (?:[A-Z][\w'-]+\ ){1,3}
    (?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Way|Court|Crescent|Place|Gardens|Terrace|Grove|Hill|Park
      |Square|Mews|Rise|Row|Walk)\b
    |\b[A-Z]{1,2}\d[A-Z\d]?\ ?\d[ABD-HJLNP-UW-Z]{2}\b""",
    re.VERBOSE,
)
_CAPITAL = re.compile(rf"(?<!\w)(?![a-z]){WORD.pattern}")
_AFTER_A_VERB = re.compile(
    r"\s+(?:you|I|we|he|she|they|it|this|that|there|the|an?|your|my|our|his|her|their)\b", re.IGNORECASE
)
_ALSO_VERBS = frozenset({"Will", "Mark", "Hope", "May", "Chase", "Rob", "Grant", "Drew", "Pat", "Bill"})
_ALSO_TIMES = frozenset({"April", "May", "June", "August", "Summer", "Autumn", "Easter", "Christmas"})
_TIME_BEFORE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|by|of|until|since|next|last|this|every|each|late|early|mid|the))[\s-]+$",
    re.IGNORECASE,
)
_TIME_AFTER = re.compile(r"\s+(?:\d|half|holidays?\b|term\b|bank\b)", re.IGNORECASE)
_SENTENCE_OPENS = re.compile(r"""(?:^|[.!?:]["')]*\s+|["'(\n|]\s*)$""")


@rule("B02", "safety")
def no_other_child(page: Page) -> Iterator[Remark]:
    """A name, nickname, carer, school or date of birth that belongs to another child of the caseload."""
    why = "It belongs to another child. Take it out, or add it to this child's people."
    text = page.plain.replace("\n", " ")
    names = _others(page)
    words = WORD if any(first[0].islower() for found in names.values() for first in found) else _CAPITAL
    for word in words.finditer(text) if names else ():
        for name in names.get(_bare(word[0]), ()):
            if _stands_at(text, name, word.start()):
                yield Remark(word.start(), word.start() + len(name), why)
                break
    born = set(page.expected.caseload_born)
    for written in find_dates(text) if born else ():
        if written.value in born:
            yield Remark(written.start, written.end, "This is another child's date of birth. Take it out.")


@rule("B03", "safety")
def nothing_left_to_fill_in(page: Page) -> Iterator[Remark]:
    """Placeholders, gaps and notes to oneself."""
    named = [
        (place.start(), place.end())
        for name in (page.expected.first_name or "", *page.expected.people)
        if name
        for place in re.finditer(re.escape(plain(name)), page.plain)
    ]
    for match in _UNFINISHED.finditer(page.plain):
        # A name may hold brackets; it is filled in all the same.
        if any(start <= match.start() and match.end() <= end for start, end in named):
            continue
        yield Remark(match.start(), match.end(), "Something is still to be filled in here.")


@rule("B09", "safety")
def no_system_numbers(page: Page) -> Iterator[Remark]:
    """Numbers of case systems, the NHS, National Insurance, the Home Office, schools; never telephones."""
    text = page.plain
    found = list(_SYSTEM_NUMBER.finditer(text))
    found += [
        number
        for number in _LONG_NUMBER.finditer(text)
        if _SYSTEM_BEFORE.search(text[max(0, number.start() - 40) : number.start()])
    ]
    for match in found:
        yield Remark(match.start(), match.end(), "A system number does not belong in a letter. Take it out.")


@rule("C03", "safety", share=0.5)
def private_facts(page: Page) -> Iterator[Remark]:
    """Private facts about somebody, or an address, anywhere in the letter."""
    for match in _PRIVATE.finditer(lowered(page.plain)):
        yield Remark(
            match.start(),
            match.end(),
            "A private matter. Keep it only if the child knows and the social worker agreed the words.",
        )
    for match in _ADDRESS.finditer(page.plain):
        yield Remark(
            match.start(), match.end(), "An address. Be sure that everyone who reads this may know it."
        )


def _others(page: Page) -> dict[str, tuple[str, ...]]:
    """What to look for, longest first, by its first word in lower case.

    Of another child's full name the first name counts too; the full name counts even where this child
    knows somebody of that first name.
    """
    known = page.expected
    people = {word for name in (*known.people, known.first_name or "") for word in (name, *name.split())}
    children = [_tidy(name) for name in known.caseload]
    wanted = {*children, *(name.split(" ")[0] for name in children), *map(_tidy, known.elsewhere)} - people
    names: dict[str, list[str]] = {}
    for name in sorted(wanted, key=len, reverse=True):
        if first := WORD.match(name):
            names.setdefault(_bare(first[0]), []).append(name)
    return {first: tuple(found) for first, found in names.items()}


def _tidy(name: str) -> str:
    return " ".join(plain(name).split())


def _bare(word: str) -> str:
    return word.lower().removesuffix("'s")


def _stands_at(text: str, name: str, start: int) -> bool:
    """Whether exactly this name stands there, whole, and is a name there."""
    end = start + len(name)
    if (
        text[start:end] not in (name, name.upper())
        or text[end : end + 1].isalnum()
        or text[end : end + 1] == "-"
    ):
        return False
    if name in _ALSO_TIMES and (
        _TIME_BEFORE.search(text[max(0, start - 12) : start]) or _TIME_AFTER.match(text, end)
    ):
        return False
    opens = _SENTENCE_OPENS.search(text[max(0, start - 4) : start]) is not None
    return not (name in _ALSO_VERBS and opens and _AFTER_A_VERB.match(text, end))
