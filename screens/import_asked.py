"""The questions of an import: which there are, what was answered, and how they are laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import cut, plain, sign
from screens.widgets.rows import BLANK, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iro_tui.exchange.plan import Plan
    from iro_tui.exchange.questions import Question
    from screens.app import IroApp

DRAFT = "import"
"""Where answers wait until they are brought in."""


def answered_before(app: IroApp) -> dict[str, str]:
    """Return the answers that were given before and not brought in, by the key of the question."""
    from iro_tui.vault.drafts import take

    draft = app.ask(take, DRAFT)
    return {str(key): str(answer) for key, answer in draft.body.items()} if draft else {}


class Asked:
    """Every question that was asked of this file, answered or not; an answered one stays where it stands."""

    def __init__(self) -> None:
        self._questions: dict[str, Question] = {}
        self.answers: dict[str, str] = {}
        """By the key of the question; empty text is not now."""

    def begin(self, answers: Mapping[str, str]) -> None:
        """Start afresh, with what was answered before and not brought in."""
        self._questions.clear()
        self.answers = dict(answers)

    def take(self, plan: Plan) -> None:
        """Take in what a plan asks; answers to what is not asked any more stay with their question."""
        for each in plan.questions:
            if self.answers.get(each.key):
                # What was typed did not settle it: the reason there is now stands, to be answered anew.
                del self.answers[each.key]
                self._questions[each.key] = each
            self._questions.setdefault(each.key, each)
        now = {each.key for each in plan.questions}
        # A question that vanished without an answer of its own was settled by another one.
        for key in [key for key in self._questions if key not in now and key not in self.answers]:
            del self._questions[key]

    def __len__(self) -> int:
        return len(self._questions)

    @property
    def answered(self) -> int:
        """How many have an answer, not now included."""
        return sum(key in self.answers for key in self._questions)

    def question(self, row: str | None) -> Question | None:
        """The question under the cursor."""
        found = list(self._questions.values())
        place = row.partition(":")[2] if row and row.startswith("question:") else ""
        return found[int(place)] if place.isdigit() and int(place) < len(found) else None

    def answer(self, question: Question, number: int) -> bool:
        """Give the answer with this number; False when there is none."""
        if not 1 <= number <= len(question.options):
            return False
        self.answers[question.key] = question.options[number - 1].answer
        return True

    def answer_own(self, question: Question, kept: str) -> None:
        """Give an answer that was typed."""
        self.answers[question.key] = kept

    def following(self, question: Question) -> str | None:
        """The row of the next question without an answer, going round; None when all have one."""
        keys = list(self._questions)
        at = keys.index(question.key) + 1
        for place in [*range(at, len(keys)), *range(at)]:
            if keys[place] not in self.answers:
                return f"question:{place}"
        return None

    def title(self) -> str:
        """The words over the list: `Questions, 1 of 3 answered`."""
        if not self._questions:
            return "Questions, 0"
        return f"Questions, {self.answered} of {len(self)} answered"

    def lines(self, plan: Plan, width: int) -> Iterable[Line]:
        """Yield each question as a block of lines: whose, what the list says, why, and the answers."""
        here = {new.mosaic_id: new.name for new in plan.added}
        here |= {changed.mosaic_id: changed.name for changed in plan.updated}
        if not self._questions:
            yield Line(None, plain("No questions: every cell could be read.", "$muted"))
        for place, each in enumerate(self._questions.values()):
            if place:
                yield BLANK
            block = self._block(each, here.get(each.mosaic_id) or plan.names.get(each.row, ""), width)
            yield Line(f"question:{place}", Content("\n").join(cut(one, width) for one in block))

    def _block(self, each: Question, name: str, width: int) -> Iterator[Content]:
        from iro_tui.exchange.own_answer import say_own, words_for

        given = self.answers.get(each.key)
        whose = name or (f"Mosaic number {each.mosaic_id}" if each.mosaic_id else "No number")
        where = f"row {each.row}, {each.column}" if each.row else f"column {each.column}"
        head = plain(f" {whose}", "bold") + plain(f"  {where}", "$muted")
        if not each.row:
            head = plain(f" Column {each.column}", "bold")
        yield sign("ask" if given is None else "done") + head
        yield plain("  the list says ", "$muted") + plain(each.raw.replace("\n", " ") or "nothing")
        for line in plain(each.why, "$muted").wrap(max(width - 2, 10)):
            yield Content("  ") + line
        for number, option in enumerate(each.options, 1):
            chosen = plain("   √ chosen", "$done") if option.answer == given else Content("")
            yield plain(f"    {number} ", "$accent bold") + plain(option.words) + chosen
        if words := words_for(each):
            own = given if given not in {option.answer for option in each.options} else None
            said = plain(f"   √ {say_own(each, own)}", "$done") if own else Content("")
            yield plain("    t ", "$accent bold") + plain(f"type {words} yourself") + said
