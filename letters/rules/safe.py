"""Nothing unfinished, no system numbers, no private facts (B03, B09, C03)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from letters.page import QUOTED, Page
from letters.rules.reached import PHONE
from letters.rules.registry import Remark, rule
from letters.text import lowered, plain

_UNFINISHED = re.compile(
    r"""\[[^\]]{0,200}\]|\{\{[^{}\n]*\}\}|\{\{|\}\}|<<[^<>\n]*>>|<<|>>|\bX{2,}\b|_{3,}|\?\?+
    |\b(?i:TBC|TBA|TBD|ASAP)\b|(?i:insert\ name)""",
    re.VERBOSE,
)
_BARE_GAP = re.compile(
    r"""\[(?:(?:insert|the|your|child's|child|first)\ )*
    (?:name|date|day|time|place|school|number|address|age|[\sxX._?-]*)\]|\{\{.*|<<.*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What a template leaves to be filled in; "[laughs]" is none."""
_RECORDED_GAP = (
    "A gap, though it stands so in the child's words on the record. "
    "Write the word that belongs here, or take the brackets away."
)
_NOT_RECORDED = (
    "These are not the child's words on the record. Fill this in, write it without the signs, "
    "or put the words on the record as the child said them."
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


_ANY_NUMBER = re.compile(r"(?<![\w/-])(?:[A-Za-z]{1,4}[-/]?)?\d[\d/-]{2,14}\d(?![\w/-])")
_TELLING_NUMBER = 5
"""Shorter numbers could be years or amounts."""


@rule("B03", "safety")
def nothing_left_to_fill_in(page: Page) -> Iterator[Remark]:
    """Placeholders, gaps and notes to oneself."""
    found = list(_UNFINISHED.finditer(page.plain))
    if not found:
        return
    own_words = [" ".join(plain(words).replace('"', "'").split()) for words in page.expected.own_words]
    named = _standing(page, (page.expected.first_name or "", *page.expected.people, *own_words))
    quotations = [quoted.span() for quoted in QUOTED.finditer(page.plain)]
    for match in found:
        # A name may hold brackets; it is filled in all the same.
        if _within(match, named):
            continue
        why = "Something is still to be filled in here."
        if _within(match, quotations):
            if not any(" ".join(match[0].split()) in words for words in own_words):
                why = _NOT_RECORDED
            elif _BARE_GAP.fullmatch(match[0]):
                why = _RECORDED_GAP
            else:
                continue
        yield Remark(match.start(), match.end(), why)


def _standing(page: Page, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where names that look unfinished stand in the letter."""
    return [
        place.span()
        for name in names
        if _UNFINISHED.search(name) and not _BARE_GAP.search(name)
        for place in re.finditer(re.escape(plain(name)), page.plain)
    ]


def _within(match: re.Match[str], places: Iterable[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in places)


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
    found += _of_the_vault(page)
    places = {match.span(): match for match in found}
    for start, end in sorted(places):
        yield Remark(start, end, "A system number does not belong in a letter. Take it out.")


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


def _of_the_vault(page: Page) -> list[re.Match[str]]:
    """Case-system numbers that children of this vault have, wherever they stand but in a telephone number."""
    known = {_joined(number) for number in page.expected.numbers}
    known |= {re.sub(r"\D", "", number) for number in known}
    known = {number for number in known if len(number) >= _TELLING_NUMBER}
    if not known:
        return []
    telephones = [match.span() for match in PHONE.finditer(page.plain)]
    return [
        match
        for match in _ANY_NUMBER.finditer(page.plain)
        if _joined(match[0]) in known
        and not any(start <= match.start() and match.end() <= end for start, end in telephones)
    ]


def _joined(number: str) -> str:
    return re.sub(r"[\W_]", "", number).upper()
