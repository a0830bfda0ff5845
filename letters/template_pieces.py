"""A letter cut into the pieces a template asks for.

Each piece goes into the page with a mark before and after it: a character that no letter holds. By its mark
the pass over the finished page (`letters.template`) knows which block of the letter a paragraph is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from letters.look import Look
from letters.rules.next_review import ANNOUNCED
from letters.said_plainly import clean
from letters.template_tags import DECISIONS, GROWN_UPS, LETTER, SECTIONS, VALUES, Asked
from letters.text import Block, LetterText

FIRST_MARK = 0xF0000
"""Marks are the private characters from here on: the number of the block is added. No letter keeps such a
character (`letters.word.printable`)."""
END = "\U0010fff0"
NOTHING = "\U0010fff1"
"""Stands for a piece this letter has not: its line goes."""

_Marked = Callable[[Block, str], str]
_CONTENT = ("paragraph", "item", "table")
"""What a heading can stand over; a sign-off below it is not its own."""
_HEADER = ("what will happen", "who will do it", "by when")
_RIGHTS = re.compile(r"\badvoca(?:te|tes|cy)\b|\bcomplain", re.IGNORECASE)
_NEW_PARAGRAPH = "\a"
"""How docxtpl is told to begin another paragraph like the one it is in."""


@dataclass(slots=True)
class Decision:
    """One row of the decisions."""

    what: str
    who: str
    when: str


@dataclass(slots=True)
class Section:
    """A heading with what stands under it, as a template sees it."""

    heading: str = NOTHING
    paras: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pieces:
    """What a template is filled with."""

    context: dict[str, object]
    flow: tuple[Block, ...]
    """What stands in place of `{{ letter }}`."""
    left_out: tuple[str, ...]
    """Headings that stood over nothing but the decisions, when the council has put those elsewhere."""


def is_decisions(block: Block) -> bool:
    """Whether a table is the one of the decisions, which a council can lay out."""
    if not block.rows or any(len(row.cells) > len(_HEADER) for row in block.rows):
        return False
    return tuple(cell.text.casefold() for cell in block.rows[0].cells) == _HEADER


def pieces(letter: LetterText, asked: Asked, look: Look) -> Pieces:
    """Cut a letter up for a template.

    Args:
        letter: the letter.
        asked: the tags of the page itself. What none of them asks for stays in the letter, in its place.
        look: names, dates and numbers.
    """
    from letters.word import unbroken

    blocks = letter.blocks
    number = {id(block): place for place, block in enumerate(blocks)}

    def marked(block: Block, words: str) -> str:
        return f"{chr(FIRST_MARK + number[id(block)])}{unbroken(words)}{END}"

    context: dict[str, object] = {name: clean(value(look)) for name, value in VALUES.items()}
    context[LETTER] = f"{chr(FIRST_MARK + len(blocks))}{END}"
    taken: set[int] = set()
    for name, found in (
        ("letter_date", _first(letter, "date")),
        ("greeting", _first(letter, "greeting")),
        ("sign_off", [each for each in letter.of_kind("signoff", "signature") if each.part == "child"]),
        ("next_review", _next_review(blocks)),
        ("rights", _rights(blocks)),
    ):
        mine = [each for each in found if id(each) not in taken] if name in asked.names else []
        if name in asked.names:
            taken |= {id(each) for each in mine}
        shown = mine or ([] if name in asked.names else found)
        context[name] = _NEW_PARAGRAPH.join(marked(each, _line(letter, each)) for each in shown) or NOTHING

    flow = [block for block in blocks if id(block) not in taken]
    left_out: list[str] = []
    rows: list[Decision] = []
    if DECISIONS in asked.names:
        tables = [block for block in flow if is_decisions(block)]
        rows = [row for block in tables for row in _decisions(block, marked)]
        flow = [block for block in flow if block not in tables]
        bare = _bare_headings(flow)
        left_out += [block.text for block in bare]
        left_out += [cell.text for block in tables[1:] for cell in block.rows[0].cells]
        flow = [block for block in flow if block not in bare]
    grown_ups = [block for block in flow if block.part == "adult"] if GROWN_UPS in asked.names else []
    flow = [block for block in flow if block not in grown_ups]
    by_section = "section.decisions" in asked.names

    def cut(stretch: list[Block]) -> list[Section]:
        return list(_sections(letter, stretch, marked, by_section=by_section))

    context |= {SECTIONS: cut(flow), GROWN_UPS: cut(grown_ups), DECISIONS: rows}
    return Pieces(context, tuple(flow), tuple(left_out))


def _first(letter: LetterText, kind: str) -> list[Block]:
    return [block for block in letter.blocks if block.kind == kind][:1]


def _line(letter: LetterText, block: Block) -> str:
    from letters.word import words_of_block

    return words_of_block(letter, block)


def _runs(blocks: tuple[Block, ...] | list[Block]) -> Iterator[list[Block]]:
    """A heading with what stands under it; what stands above the first heading comes first."""
    run: list[Block] = []
    for block in blocks:
        new = block.kind == "heading" or (run and block.part != run[-1].part)
        if new and run:
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _body_of(run: list[Block]) -> list[Block]:
    return [each for each in run if each.kind in _CONTENT and each.kind != "table"]


def _rights(blocks: tuple[Block, ...]) -> list[Block]:
    """The child's sections that speak of an advocate or of complaining, with their headings."""
    found: list[Block] = []
    for run in _runs(blocks):
        speaks = any(_RIGHTS.search(each.plain) for each in _body_of(run))
        if run[0].kind == "heading" and run[0].part == "child" and speaks:
            found += [each for each in run if each.kind in ("heading", "paragraph", "item")]
    return found


def _next_review(blocks: tuple[Block, ...]) -> list[Block]:
    """The child's paragraphs about the next meeting; their heading too when nothing else is under it."""
    found: list[Block] = []
    for run in _runs(blocks):
        told = [each for each in _body_of(run) if each.part == "child" and ANNOUNCED.search(each.plain)]
        rest = [each for each in run if each.kind in _CONTENT and each not in told]
        alone = run[0].kind == "heading" and told and not rest
        found += [*(run[:1] if alone else []), *told]
    return found


def _bare_headings(flow: list[Block]) -> list[Block]:
    return [
        run[0]
        for run in _runs(flow)
        if run[0].kind == "heading" and not any(each.kind in _CONTENT for each in run)
    ]


def _sections(
    letter: LetterText, blocks: list[Block], marked: _Marked, *, by_section: bool
) -> Iterator[Section]:
    section = Section()
    for block in blocks:
        if block.kind == "heading":
            if section != Section():
                yield section
            section = Section(marked(block, block.text))
        elif block.kind == "table" and by_section and is_decisions(block):
            section.decisions += _decisions(block, marked)
        else:
            if section.decisions:
                # What follows the table stays below it.
                yield section
                section = Section()
            section.paras.append(marked(block, "" if block.kind == "table" else _line(letter, block)))
    if section != Section():
        yield section


def _decisions(block: Block, marked: _Marked) -> list[Decision]:
    found = []
    for row in block.rows[1:]:
        cells = [cell.text for cell in row.cells][:3]
        cells += [""] * (3 - len(cells))
        found.append(Decision(*(marked(block, words) for words in cells)))
    return found
