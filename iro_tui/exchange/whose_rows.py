"""Whose rows a list has: those of this IRO, of others, and of somebody who may be this one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iro_tui.exchange.cells import read_name
from iro_tui.exchange.listed import Listed
from iro_tui.exchange.plan import SetAside
from iro_tui.exchange.questions import KEEP, LATER, MINE, Option, Question, key_of
from iro_tui.exchange.synonyms import plain

_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr)\b\.? *", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:[(\[].*|\s[-–:/]\s.*|,? *\b(?:IRO|Independent Reviewing Officer)\b.*)$", re.DOTALL
)
_MOST_OFFERED = 7


@dataclass(frozen=True)
class Rows:
    """The rows that may come in, and what became of the others."""

    mine: Sequence[Listed]
    set_aside: Sequence[SetAside]
    questions: Sequence[Question]


def same_person(one: str, other: str) -> bool:
    """Whether two ways of writing a name are one: `Ms R. Calder (IRO)`, `CALDER, R.`; empty is nobody."""
    return bool(_core(one)) and plain(_core(one)) == plain(_core(other))


def rows_of(me: str, rows: Sequence[Listed], heading: str, answers: Mapping[str, str]) -> Rows:
    """The rows of this IRO in a list of several.

    A list that names only one other person, or nobody, is all this IRO's. Where it names several and none
    is certainly this one, who it is gets asked, and all rows stand meanwhile.

    Args:
        me: the IRO's name; empty when it is not known.
        rows: every row that could be read.
        heading: the heading of the column, as it stands in the list.
        answers: what the IRO answered, by the key of the question.
    """
    named = Counter(name for found in rows if (name := _named(found)))
    if not me or not named:
        return Rows(rows, (), ())
    mine = {name for name in named if same_person(name, me)}
    if not mine and len(named) > 1:
        return _none_is(me, rows, heading, answers, named)
    return _sorted(me, rows, heading, answers, mine) if mine else Rows(rows, (), ())


def _sorted(
    me: str, rows: Sequence[Listed], heading: str, answers: Mapping[str, str], mine: set[str]
) -> Rows:
    kept, aside, questions = [], [], {}
    for found in rows:
        name = _named(found)
        if not name or name in mine:
            kept.append(found)
            continue
        key = key_of("iro", plain(_core(name)), plain(me))
        answer = answers.get(key)
        if _perhaps(name, me) and answer in (KEEP, None):
            if answer == KEEP:
                kept.append(found)
            elif key not in questions:
                questions[key] = _is_it_you(me, name, heading, key)
            continue
        reason = f"the list names another IRO for this child: {name}"
        aside.append(SetAside(found.row, reason))
    return Rows(kept, aside, list(questions.values()))


def _is_it_you(me: str, name: str, heading: str, key: str) -> Question:
    return Question(
        0,
        "",
        heading,
        name,
        f"Is this you, {me}? Every row with this name is left out meanwhile.",
        key,
        (Option("it is me", KEEP), Option("another IRO: set these rows aside", MINE), LATER),
    )


def _none_is(
    me: str, rows: Sequence[Listed], heading: str, answers: Mapping[str, str], named: Counter[str]
) -> Rows:
    key = key_of("iro", "which", plain(me))
    answer = answers.get(key)
    chosen = {name for name in named if answer and same_person(name, answer)}
    if chosen:
        return _sorted(me, rows, heading, answers, chosen)
    if answer is not None:
        return Rows(rows, (), ())
    options = [
        Option(f"{name}, {_rows_in_words(count)}", name) for name, count in named.most_common(_MOST_OFFERED)
    ]
    why = f"The list names {len(named)} IROs and none is {me}. Which are you? All rows stand meanwhile."
    said = ", ".join(name for name, _ in named.most_common(3))
    asked = Question(0, "", heading, said, why, key, (*options, Option("all of them are mine", KEEP), LATER))
    return Rows(rows, (), (asked,))


def _rows_in_words(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _named(found: Listed) -> str:
    return found.get("iro") or ""


def _core(name: str) -> str:
    return _TITLE.sub("", read_name(_AFTER.sub("", name.strip()))).strip(" .,")


def _perhaps(name: str, me: str) -> bool:
    """Whether a name may be this one shortened: the surname alone, or with an initial that fits."""
    words, mine = (_words(each) for each in (name, me))
    if not words or not mine or plain(words[-1]) != plain(mine[-1]):
        return False
    first, own = ("".join(plain(each)[:1] for each in given[:1]) for given in (words[:-1], mine[:-1]))
    short = any(len(plain(given[0])) == 1 for given in (words[:-1], mine[:-1]) if given)
    return not first or not own or (first == own and short)


def _words(name: str) -> Sequence[str]:
    return [word for word in re.split(r"[\s.]+", _core(name)) if word]
