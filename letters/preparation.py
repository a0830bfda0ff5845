"""The preparation sheet for the IRO, and the e-mail that asks the social worker for what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.casework.decisions import DecisionLine
from iro_tui.casework.preparation_sheet import LastTalk, PreparationSheet
from iro_tui.casework.preparing import Prepared
from iro_tui.casework.promises import Promise
from iro_tui.rules.codes import label
from iro_tui.rules.dates import say_date
from letters.said_plainly import begun, clock_time, ended, first_name, place
from letters.working_text import WorkingText


def sheet(facts: PreparationSheet) -> str:
    """One or two pages to read before the review, in the form of `letters.text`."""
    paper = WorkingText(f"Before the review: {facts.name}, {facts.age}")
    paper.paragraph(_when(facts))
    paper.heading("Who this is")
    paper.facts(facts.about)
    paper.heading("Promises from before")
    paper.table(("Promise", "Who", "By when", "How it stands"), map(_promise, facts.promises))
    if not facts.promises:
        paper.paragraph("No promise is open, and none was closed since the last review.")
    paper.heading("Papers and steps")
    paper.table(("What", "By", "How it stands"), map(_step, facts.steps))
    paper.heading(f"What {facts.called} wants")
    paper.items(_wishes(facts))
    paper.heading("How things stand since the last review")
    paper.facts((line.label, line.value) for line in facts.since)
    paper.heading("Health recommendations")
    paper.table(("Recommendation", "Who", "By when", "How it stands"), map(_advice, facts.advice))
    paper.heading("Court, protection and immigration")
    paper.facts(facts.law_and_safety)
    paper.heading("To look at in this review")
    paper.paragraph(ended("; ".join(facts.to_look_at)))
    return paper.text()


def mail(facts: PreparationSheet, today: date) -> str:
    """The e-mail to the social worker, to be copied: address, subject, and what is asked for.

    It has the child's initials only, since a subject line is read by more people than a message.
    """
    lines = [f"To: {facts.worker_email}"] if facts.worker_email else []
    lines += [f"Subject: {_subject(facts)}", "", f"Dear {first_name(facts.worker) or 'colleague'},", ""]
    lines.append(_mail_when(facts, today))
    for lead, asked in _asked(facts, today):
        lines += ["", lead, *(f"- {line}" for line in asked)]
    if not facts.missing and not facts.of_worker:
        lines += ["", "Nothing is missing on my side. Tell me if anything has changed for the child."]
    lines += ["", "Thank you.", "", facts.iro_name, "Independent Reviewing Officer"]
    if facts.iro_phone:
        lines.append(facts.iro_phone)
    return "\n".join(lines) + "\n"


def _when(facts: PreparationSheet) -> str:
    which = f"Review {facts.number}" if facts.number else "The review"
    if facts.booked_for is None:
        said = f"{which} is not booked yet."
    else:
        at = f" at {clock_time(facts.booked_time)}" if facts.booked_time.strip() else ""
        where = f", {place(facts.place)}" if facts.place.strip() else ""
        said = f"{which} is booked for {say_date(facts.booked_for)}{at}{where}."
    law = f" The law wants it by {say_date(facts.law.due)}." if facts.law else ""
    last = f" The last one was on {say_date(facts.last_on)}." if facts.last_on else " It is the first one."
    return f"{said}{law}{last}"


def _promise(each: Promise) -> tuple[str, str, str, str]:
    when = "no date" if each.by_when is None else say_date(each.by_when)
    if each.starting and each.by_when is not None:
        when = f"from {when}"
    return each.text, each.who, when, _stands(each)


def _stands(each: Promise) -> str:
    """`Open, 16 days past its first date, moved twice`."""
    parts = [label("decision_status", each.status)]
    if each.drift:
        parts.append(f"{each.drift} day{'s' if each.drift > 1 else ''} past its first date")
    moved = len(each.moves) - 1
    if moved > 0:
        parts.append("moved once" if moved == 1 else f"moved {moved} times")
    if each.reason.strip():
        parts.append(each.reason.strip())
    return ", ".join(parts)


def _step(each: Prepared) -> tuple[str, str, str]:
    by = say_date(each.due) if each.due else "no day yet"
    if each.on is not None:
        return each.words, by, f"done {say_date(each.on)}{', late' if each.late else ''}"
    return each.words, by, "late, not yet" if each.late else "not yet"


def _wishes(facts: PreparationSheet) -> Iterator[str]:
    if facts.wanted_there:
        yield f"Who {facts.called} wants there: {facts.wanted_there}"
    if facts.agenda:
        yield f"To talk about: {facts.agenda}"
    if facts.talk is None:
        yield "No talk is on the record."
    else:
        yield from _talked(facts.talk)


def _talked(talk: LastTalk) -> Iterator[str]:
    alone = {None: "", True: ", alone", False: ", not alone"}[talk.alone]
    words = " ".join(f"“{run}”" for run in talk.own_words)
    yield f"Talked on {say_date(talk.on)}{alone}{': ' if words else ''}{words}"
    for title, said in talk.wishes:
        yield f"{title}: {said}"
    if talk.kept_back:
        yield "Something is not to be shared. It stands on the record and not here."


def _advice(each: DecisionLine) -> tuple[str, str, str, str]:
    when = say_date(each.by_when) if each.by_when else "no date"
    reason = f", {each.reason.strip()}" if each.reason.strip() else ""
    return each.text, each.who, when, f"{label('decision_status', each.status)}{reason}"


def _subject(facts: PreparationSheet) -> str:
    initials = "".join(word[0].upper() for word in facts.name.split() if word[0].isalpha())
    day = f" on {say_date(facts.booked_for)}" if facts.booked_for else ""
    return f"{initials or 'Review'}: review{day}, what I need from you"


def _mail_when(facts: PreparationSheet, today: date) -> str:
    if facts.booked_for is None:
        law = f" It has to be held by {say_date(facts.law.due)}." if facts.law else ""
        return f"The next review is not booked yet.{law} Which days suit you?"
    at = f" at {clock_time(facts.booked_time)}" if facts.booked_time.strip() else ""
    day = "today" if facts.booked_for == today else f"on {say_date(facts.booked_for)}"
    return f"The review is {day}{at}. Before it I need a few things from you."


def _asked(facts: PreparationSheet, today: date) -> Iterator[tuple[str, list[str]]]:
    if facts.missing:
        yield "These papers have not come yet:", [_paper(each) for each in facts.missing]
    if facts.of_worker:
        yield (
            "How do these stand? They were promised at an earlier review:",
            [_promised(each, today) for each in facts.of_worker],
        )


def _paper(each: Prepared) -> str:
    by = f" (due {say_date(each.due)})" if each.due else ""
    return f"{begun(each.words)}{by}"


def _promised(each: Promise, today: date) -> str:
    if each.by_when is None:
        return each.text
    word = "from" if each.starting else "was due" if each.by_when < today else "due"
    return f"{each.text} ({word} {say_date(each.by_when)})"
