"""Which rows of a list are about one child, and which child here that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from iro_tui.casework.erasing import Stub
from iro_tui.exchange.compared import Kept, say_value
from iro_tui.exchange.listed import Listed
from iro_tui.exchange.plan import Joined, SetAside
from iro_tui.exchange.questions import KEEP, LATER, MINE, TAKE, Option, Question, key_of
from iro_tui.exchange.sheet import Sheet
from iro_tui.exchange.synonyms import plain
from iro_tui.rules.dates import say_date


@dataclass(frozen=True)
class OneEach:
    """The rows of a list, one for each child."""

    children: tuple[Listed, ...]
    joined: tuple[Joined, ...]
    set_aside: tuple[SetAside, ...]
    questions: tuple[Question, ...]
    """About whole rows: one child or two? Meanwhile the later row is left out."""


@dataclass(frozen=True)
class Found:
    """The child here a row is about."""

    kept: Kept | None = None
    """None for a child who is not here."""
    question: Question | None = None
    """What must be answered before the row can be brought in."""
    new_number: str = ""
    """The number the child has now, as the IRO said; empty when it stays."""
    aside: str = ""
    """Why the row is left out, as the IRO said."""


class Here:
    """The children on the record, to be found by number, or by name and date of birth."""

    def __init__(
        self,
        kept: Iterable[Kept],
        sheet: Sheet,
        answers: Mapping[str, str],
        erased: Mapping[str, Stub] = MappingProxyType({}),
    ) -> None:
        """Sort the children.

        Args:
            kept: Those on the record.
            sheet: The list.
            answers: What was answered, by the key of the question.
            erased: The stubs of those who were, by number.
        """
        self._erased = {plain(number): stub for number, stub in erased.items()}
        self._sheet = sheet
        self._answers = answers
        self._by_number: dict[str, Kept] = {}
        self._without_zeros: dict[str, list[Kept]] = defaultdict(list)
        self._by_name: dict[str, list[Kept]] = defaultdict(list)
        for each in kept:
            child = each.child
            self._by_number[plain(child.mosaic_id)] = each
            self._without_zeros[plain(child.mosaic_id).lstrip("0")].append(each)
            for first in {plain(child.first_name), plain(child.known_as)} - {""}:
                self._by_name[first + " " + plain(child.surname)].append(each)

    def find(self, found: Listed) -> Found:
        """The child a row is about: by its number; without one, by name and birth if only one child fits.

        A number that is here under another name, and a name that is here under another number, is asked.
        """
        alike = self._by_name.get(_named(found), [])
        born = found.get("born")
        if not found.mosaic_id:
            same = [each for each in alike if born and each.child.born == born]
            return Found(same[0]) if len(same) == 1 else Found()
        kept = self._by_number.get(plain(found.mosaic_id))
        if kept is not None:
            return self._by_this_number(found, kept)
        cut = self._without_zeros.get(plain(found.mosaic_id).lstrip("0"), [])
        if len(cut) == 1:
            # A spreadsheet takes the zeros in front of a number away: certain only with name and birth.
            sure = cut[0] in alike and born == cut[0].child.born
            return Found(cut[0]) if sure else self._by_this_number(found, cut[0], sure=False)
        if len(alike) != 1 or not born:
            return self._erased_or_new(found)
        return self._under_another_number(found, alike[0], born)

    def _erased_or_new(self, found: Listed) -> Found:
        """A child who was erased here does not come back unasked."""
        stub = self._erased.get(plain(found.mosaic_id))
        if stub is None:
            return Found()
        key = key_of(found.mosaic_id, "erased", stub.erased_on)
        answer = self._answers.get(key)
        if answer == TAKE:
            return Found()
        if answer is not None:
            left_out = f"erased here on {say_date(stub.erased_on)}"
            return Found(aside=f"as you said, {left_out}" if answer == MINE else left_out)
        back = Option("back with me: a new file", TAKE)
        out = Option("leave it out, and do not ask again", MINE)
        return Found(question=self._ask(found, stub.words, key, back, out))

    def _by_this_number(self, found: Listed, kept: Kept, *, sure: bool = True) -> Found:
        child, born = kept.child, found.get("born")
        same_first = plain(found.first_name) in ("", plain(child.first_name), plain(child.known_as))
        other = (found.surname and plain(found.surname) != plain(child.surname)) or (
            born and born != child.born
        )
        if sure and (same_first or not other):
            return Found(kept)
        key = key_of(found.mosaic_id, "who", found.name, say_value(born), child.id)
        answer = self._answers.get(key)
        if answer == TAKE:
            return Found(kept)
        if answer == MINE:
            return Found(kept, aside=f"as you said, not {child.full_name}, who has this number here")
        if answer is not None:
            return Found(kept, aside=_NOT_ANSWERED)
        this = "this number" if sure else child.mosaic_id
        why = f"Here {this} is {child.full_name}, born {say_date(child.born)}. The same child?"
        same = Option(f"the same child: {found.name} from now on", TAKE)
        two = Option("another child: leave this row out", MINE)
        return Found(kept, self._ask(found, why, key, same, two))

    def _under_another_number(self, found: Listed, kept: Kept, born: date) -> Found:
        child = kept.child
        key = key_of(found.mosaic_id, "number", found.name, born, child.id)
        answer = self._answers.get(key)
        if answer in (TAKE, KEEP):
            return Found(kept, new_number=found.mosaic_id if answer == TAKE else "")
        if answer == MINE:
            return Found()
        if answer is not None:
            return Found(aside=_NOT_ANSWERED)
        same_day = child.born == born
        birth = "" if same_day else f", born {say_date(child.born)}"
        why = f"{child.full_name}{birth} is here with the number {child.mosaic_id}. The same child?"
        options = [Option(f"the same child, now number {found.mosaic_id}", TAKE)]
        if same_day:
            options.append(Option(f"the same child, still number {child.mosaic_id}", KEEP))
        options.append(Option("another child of that name", MINE))
        return Found(question=self._ask(found, why, key, *options))

    def _ask(self, found: Listed, why: str, key: str, *options: Option) -> Question:
        said = f"{found.mosaic_id} {found.name}"
        return Question(
            found.row, found.mosaic_id, self._sheet.heading("mosaic_id"), said, why, key, (*options, LATER)
        )


_NOT_ANSWERED = "who it is about is not answered yet"


def one_each(rows: Iterable[Listed], sheet: Sheet, answers: Mapping[str, str]) -> OneEach:
    """Rows about the same child as one, in the order of the first.

    Rows belong together when they have the same number; a row without one, when name and date of birth are
    those of a row that has one. The same number for two first names, and one name and birth with two
    numbers, are asked.
    """
    rows = tuple(rows)
    number_of = {
        (_named(found), found.get("born")): plain(found.mosaic_id)
        for found in reversed(rows)
        if found.mosaic_id
    }
    together: dict[str, list[Listed]] = {}
    for found in rows:
        known = plain(found.mosaic_id) or number_of.get((_named(found), found.get("born")), "")
        together.setdefault(known or f"row {found.row}", []).append(found)
    joining = _Joining(sheet, answers)
    children = [child for alike in together.values() for child in joining.join(alike)]
    children = joining.one_number_each(children)
    return OneEach(tuple(children), tuple(joining.joined), tuple(joining.set_aside), tuple(joining.questions))


class _Joining:
    """Rows becoming children."""

    def __init__(self, sheet: Sheet, answers: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._answers = answers
        self.joined: list[Joined] = []
        self.set_aside: list[SetAside] = []
        self.questions: list[Question] = []

    def join(self, alike: list[Listed]) -> list[Listed]:
        """Rows with one number as one child; those that are about somebody else are set aside or asked."""
        first, *others = alike
        rows = [first.row]
        for other in others:
            if self._one_child(first, other):
                rows.append(other.row)
                first = self._merged(first, other)
        if len(rows) > 1:
            self.joined.append(Joined(tuple(rows), first.mosaic_id))
        return [first]

    def _one_child(self, first: Listed, other: Listed) -> bool:
        names = plain(first.first_name), plain(other.first_name)
        if names[0] == names[1] or "" in names:
            return True
        born = first.get("born"), other.get("born")
        if None not in born and born[0] != born[1]:
            reason = f"the same Mosaic number as row {first.row}, but another child"
            self.set_aside.append(SetAside(other.row, reason))
            return False
        key = key_of(other.mosaic_id, "one or two", first.name, other.name, say_value(born[1]))
        answer = self._answers.get(key)
        if answer == MINE:
            reason = f"the same Mosaic number as row {first.row}; as you said, another child, such as a twin"
            self.set_aside.append(SetAside(other.row, reason))
        elif answer is None:
            self.questions.append(
                Question(
                    other.row,
                    other.mosaic_id,
                    self._sheet.heading("mosaic_id"),
                    f"{other.mosaic_id} {other.name}",
                    f"Row {first.row} has the same number for {first.name}. One child or two, as twins are?",
                    key,
                    (
                        Option(f"one child, {first.name}", TAKE),
                        Option("two children: leave this row out for now", MINE),
                        LATER,
                    ),
                )
            )
        return answer == TAKE

    def _merged(self, first: Listed, other: Listed) -> Listed:
        """Two rows about one child: the second fills the gaps of the first; where they differ is asked."""
        chosen, differing = {}, []
        for name, value in other.values.items():
            if name not in first.values or first.values[name] == value:
                continue
            number = first.mosaic_id or other.mosaic_id
            key = key_of(number, "rows", name, say_value(first.values[name]), say_value(value))
            if self._answers.get(key) == TAKE:
                chosen[name] = value
            elif self._answers.get(key) is None:
                differing.append(self._differ(first, other, name, key))
        return replace(
            first,
            mosaic_id=first.mosaic_id or other.mosaic_id,
            first_name=first.first_name or other.first_name,
            surname=first.surname or other.surname,
            values={**other.values, **first.values, **chosen},
            questions=(*first.questions, *other.questions, *differing),
        )

    def _differ(self, first: Listed, other: Listed, name: str, key: str) -> Question:
        one, two = (say_value(row.values[name]) for row in (first, other))
        return Question(
            other.row,
            first.mosaic_id or other.mosaic_id,
            self._sheet.heading(name),
            two,
            f"Row {first.row} has {one}. That one is taken meanwhile.",
            key,
            (Option(f"row {first.row}: {one}", MINE), Option(f"row {other.row}: {two}", TAKE), LATER),
        )

    def one_number_each(self, children: list[Listed]) -> list[Listed]:
        """The same name and date of birth with two numbers: one child or two is asked."""
        kept: list[Listed] = []
        first_of: dict[tuple[str, date], Listed] = {}
        for found in children:
            born = found.get("born")
            first = first_of.setdefault((_named(found), born), found) if born and found.mosaic_id else found
            if first is found or self._two_children(first, found):
                kept.append(found)
        return kept

    def _two_children(self, first: Listed, other: Listed) -> bool:
        key = key_of("twice", first.name, other.get("born"), first.mosaic_id, other.mosaic_id)
        answer = self._answers.get(key)
        if answer == MINE:
            return True
        if answer is None:
            why = f"Row {first.row} has {first.name} with the number {first.mosaic_id}, born the same day."
            two = Option("two children of that name", MINE)
            one = Option(f"one child: leave this row out and keep {first.mosaic_id}", TAKE)
            said = f"{other.mosaic_id} {other.name}"
            self.questions.append(
                Question(
                    other.row,
                    other.mosaic_id,
                    self._sheet.heading("mosaic_id"),
                    said,
                    why,
                    key,
                    (one, two, LATER),
                )
            )
        else:
            self.set_aside.append(
                SetAside(other.row, f"the same child as row {first.row}, under another number")
            )
        return False


def _named(found: Listed) -> str:
    return plain(found.first_name) + " " + plain(found.surname)
