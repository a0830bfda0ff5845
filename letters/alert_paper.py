"""The texts of an alert: raised, formal, reminder, and the next step drafted once the days are over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.alert_case import AlertCase, AnswerSaid
from iro_tui.errors import BadInput
from iro_tui.rules.alert_process import DECIDE
from iro_tui.rules.dates import say_date
from letters.said_plainly import begun, ended
from letters.working_text import WorkingText

if TYPE_CHECKING:
    from iro_tui.vault.store import Vault
    from letters.documents import Document

ALERT, FORMAL, REMINDER, NEXT = "alert", "formal-alert", "reminder", "next-step"


@dataclass(frozen=True)
class AlertText:
    """One text of an alert that can go out today."""

    kind: str
    """`alert`, `formal-alert`, `reminder` or `next-step`: the formal alert as it would be sent today."""
    title: str
    """`Reminder to the Team Manager`."""
    lead: str
    """The first paragraph: with whom it is, since when, by when it is answered."""
    to: str
    """Whom it goes to: `Team Manager`; empty where it only tells what came of it."""


def texts_of(case: AlertCase) -> tuple[AlertText, ...]:
    """What can go out today, the most pressing first; a clock that ran out drafts what comes next."""
    found = []
    over = case.ran_out_on
    if over is not None:
        found.append(_reminder(case, over))
        if (drafted := case.as_drafted) is not None:
            by = f" I ask for an answer by {say_date(drafted.due)}." if drafted.due else ""
            lead = f"{_unanswered(case, over)} So I raise it with you.{by}"
            found.append(AlertText(NEXT, f"{_formal(drafted.with_whom)}, drafted", lead, drafted.with_whom))
    return (*found, _as_it_stands(case))


def paper(case: AlertCase, text: AlertText) -> str:
    """One text as a paper in the form of `letters.text`."""
    written = WorkingText(f"{_headline(case, text)}: {case.name}, {case.age}")
    written.paragraph(text.lead)
    written.facts(facts(case))
    for heading, words in sections(case):
        written.heading(heading)
        lines = [line.strip() for line in words.splitlines() if line.strip()]
        if len(lines) > 1:
            written.items(lines)
        else:
            written.paragraph(begun(ended(words)))
    written.heading("Steps so far")
    written.facts(steps(case))
    written.heading("Answers so far")
    written.table(("Date", "From", "Answer", "Enough"), answers(case))
    if not case.answers and case.stage is not None:
        written.paragraph("None.")
    written.heading("What comes next")
    written.paragraph(_next(case, text))
    return written.text()


def mail(case: AlertCase, text: AlertText) -> str:
    """One text as an e-mail to copy. Its subject has the child's initials only, since more people read it."""
    initials = "".join(word[0].upper() for word in case.name.split() if word[0].isalpha())
    subject = f"{_headline(case, text)}, {initials or 'a child'}, raised {say_date(case.raised_on)}"
    lines = [f"Subject: {subject}", ""]
    if text.to:
        lines += [f"To the {text.to}", ""]
    lines += [text.lead, ""]
    lines += [f"{title}: {words}" for title, words in facts(case)]
    for heading, words in sections(case):
        lines += ["", f"{heading}:", *(line.strip() for line in words.splitlines() if line.strip())]
    if case.answers:
        lines += ["", "Answers so far:", *(_answer_line(each) for each in case.answers)]
    elif case.stage is not None:
        lines += ["", "Answers so far: none."]
    if following := _next(case, text):
        lines += ["", following]
    lines += ["", case.iro_name, "Independent Reviewing Officer"]
    if case.iro_phone:
        lines.append(case.iro_phone)
    return "\n".join(lines) + "\n"


def alert_document(vault: Vault, alert_id: str, kind: str, today: date) -> Document:
    """One text of an alert, to become a Word file.

    Args:
        vault: an open vault.
        alert_id: the alert.
        kind: as in `AlertText`.
        today: the day it is made.

    Raises:
        BadInput: the alert is gone, or that text is not one for today.
    """
    from iro_tui.casework.alert_case import alert_case
    from letters.documents import Document, look_of_paper

    case = vault.ask(alert_case, alert_id, today)
    text = next((each for each in texts_of(case) if each.kind == kind), None)
    if text is None:
        raise BadInput("That text is not one for today: the alert has moved on. Open the board again.")
    title = f"{_headline(case, text)} about {case.called}, raised {say_date(case.raised_on)}"
    footer = f"Confidential: about {case.called}, for those who answer the alert"
    look = look_of_paper(vault, case.called, title, today, footer)
    named = FORMAL if kind == NEXT else kind
    return Document(named, paper(case, text), look, today, child_id=case.child_id, subject_id=alert_id)


def _as_it_stands(case: AlertCase) -> AlertText:
    raised = say_date(case.raised_on)
    if case.good:
        return AlertText(ALERT, "Good practice", f"I noted this on {raised}, and it needs no answer.", "")
    if case.stage is None:
        closed = f" and closed on {say_date(case.closed_on)}" if case.closed_on else ""
        return AlertText(ALERT, "What came of it", f"Raised on {raised}{closed}: {case.outcome}.", "")
    first = case.at == case.process.steps[0].code
    if case.at == DECIDE:
        lead = f"Raised on {raised}. It waits for my own decision."
        return AlertText(FORMAL, "As it stands", lead, "")
    whom = case.process.with_whom(case.at)
    since = "" if case.steps[-1].on == case.raised_on else f", with you since {say_date(case.steps[-1].on)}"
    by = case.ran_out_on or case.stage.due
    ask = f" I ask for an answer by {say_date(by)}." if by else " I ask for an answer."
    title = f"Practice alert to the {whom}" if first else _formal(whom)
    return AlertText(ALERT if first else FORMAL, title, f"Raised on {raised}{since}.{ask}", whom)


def _formal(whom: str) -> str:
    return f"Formal alert to the {whom}"


def _reminder(case: AlertCase, over: date) -> AlertText:
    whom = case.process.with_whom(case.at)
    lead = f"{_unanswered(case, over)} I ask for one now."
    return AlertText(REMINDER, f"Reminder to the {whom}", lead, whom)


def _unanswered(case: AlertCase, over: date) -> str:
    whom = case.process.with_whom(case.at)
    raised = say_date(case.raised_on)
    since = case.steps[-1].on
    answered = any(each.on >= since for each in case.answers)
    what = "no answer that is enough" if answered else "no answer"
    days = case.process.step(case.at).days
    counted = f"The {days} working days of the {whom}" if days else f"The time of the {whom}"
    return f"I raised this on {raised}. {counted} ended on {say_date(over)}, and there is {what}."


def _headline(case: AlertCase, text: AlertText) -> str:
    if case.good:
        return "Good practice"
    if text.kind == REMINDER:
        return "Reminder of a practice alert"
    return "Formal alert" if text.kind in (FORMAL, NEXT) else "Practice alert"


def facts(case: AlertCase) -> Iterator[tuple[str, str]]:
    """When it was raised, by whom, about what, until when: label and words."""
    yield "Raised", say_date(case.raised_on)
    if case.stage is not None and case.stage.limit is not None:
        yield "Last day of the whole process", say_date(case.stage.limit)
    if case.themes:
        yield "Themes", "; ".join(case.themes)
    if case.worker:
        yield "Social worker", case.worker
    yield "Raised by", case.iro_name


def sections(case: AlertCase) -> Iterator[tuple[str, str]]:
    """What the IRO wrote in it, under its headings; only what has words."""
    found = (
        ("What was good" if case.good else "Concern", case.concern),
        ("Evidence", case.evidence),
        (f"What it means for {case.called}", case.impact),
        ("What I ask for", case.asked_for),
        ("What the manager decided", case.decision),
        (f"The difference it made for {case.called}", case.difference),
    )
    return ((heading, words) for heading, words in found if words.strip())


def _next(case: AlertCase, text: AlertText) -> str:
    if case.stage is None:
        return ""
    drafted = case.as_drafted
    if text.kind == NEXT or drafted is None or case.at == DECIDE:
        return "After that I decide whether to ask Cafcass, as I may at any time."
    return (
        f"Without an answer that is enough it goes to the {drafted.with_whom}. "
        "I may also ask Cafcass at any time."
    )


def steps(case: AlertCase) -> Iterator[tuple[str, str]]:
    """With whom it was from which day, and why; nothing for good practice."""
    for each in () if case.good else case.steps:
        whom = "for my own decision" if each.with_whom == "you" else f"with the {each.with_whom}"
        yield say_date(each.on), f"{whom}, {each.note}" if each.note else whom


def answers(case: AlertCase) -> Iterator[tuple[str, str, str, str]]:
    """The answers as rows: day, from whom, words, whether it was enough."""
    for each in case.answers:
        judged = {True: "yes", False: "no", None: ""}[each.enough]
        yield say_date(each.on), each.who, " ".join(each.words.split()), judged


def _answer_line(each: AnswerSaid) -> str:
    judged = {True: " I judged this enough.", False: " I judged this not enough.", None: ""}[each.enough]
    who = f", {each.who}" if each.who else ""
    return f"{say_date(each.on)}{who}: {ended(' '.join(each.words.split()))}{judged}"
