"""Everything on the record of a child that may be shown to Cafcass, dated and in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.casework.alert_case import answers_of, steps_taken
from iro_tui.casework.alert_processes import the_process
from iro_tui.casework.child_record import ChildRecord, JudgedReview, Row
from iro_tui.casework.files import NO_TALK
from iro_tui.casework.own_words import shareable
from iro_tui.casework.promises import Promise, promises_of
from iro_tui.casework.words import home_word
from iro_tui.record.nouns import nouns, shape_named
from iro_tui.rules.codes import codes, label
from iro_tui.rules.dates import say_date

ENTRIES = (
    *("event", "missing_episode", "pep", "health_assessment", "pathway_step", "secure_panel"),
    *("advocacy", "independent_visitor", "complaint"),
)
"""Tables whose entries stand in it as one line each; what a child said in confidence is in none of them."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated line."""

    on: date
    what: str
    """`Review 5`, `Decision`, `Midway`, `Talked`, `Alert`, `Answer`."""
    words: str
    about: str
    """The row it is read from, `table:id`."""


def chronology(record: ChildRecord, today: date) -> tuple[Dated, ...]:
    """Reviews, decisions, midways, talks, moves, events and alerts up to today, oldest first.

    Of a talk only what the child does not want kept back stands in it, word for word.
    """
    found = [each for each in _all(record, today) if each.on <= today]
    return tuple(sorted(found, key=lambda each: each.on))


def _all(record: ChildRecord, today: date) -> Iterator[Dated]:
    for row in record.tables["period_of_care"]:
        yield Dated(row["started_on"], "In care", "Came into care.", f"period_of_care:{row['id']}")
        if row["ended_on"]:
            yield Dated(
                row["ended_on"], "Left care", "This time in care ended.", f"period_of_care:{row['id']}"
            )
    yield from _homes(record)
    for each in record.reviews:
        if each.line.opened_on:
            yield Dated(each.line.opened_on, *_review(each), f"review:{each.line.id}")
    for promise in promises_of(record, today):
        if promise.made_on:
            yield Dated(promise.made_on, "Decision", _promise(promise), f"decision:{promise.id}")
    for row in record.tables["consultation"]:
        yield Dated(row["held_on"], *_talk(row), f"consultation:{row['id']}")
    for row in record.tables["midway"]:
        yield Dated(row["held_on"], "Midway", _midway(row), f"midway:{row['id']}")
    for name in ENTRIES:
        noun, shape = nouns()[name], shape_named(name)
        for row in record.tables[name]:
            words = _sentence(shape.model_validate(dict(row)).in_a_line())
            yield Dated(row[noun.day], noun.called, words, f"{name}:{row['id']}")
    for row in record.tables["alert"]:
        yield from _alert(record, row)


def _homes(record: ChildRecord) -> Iterator[Dated]:
    called = record.child["known_as"] or record.child["first_name"]
    for place, row in enumerate(record.tables["placement"]):
        carer = f" with {row['carer']}" if row["carer"] else ""
        said = [f"{home_word(row['kind']) or 'a placement'}{carer}"]
        if place:
            said += [{True: "planned", False: "not planned"}.get(row["planned"], "")]
            said += [f"{called} was asked before" if row["child_asked"] else ""]
            said += [f"{called} was not asked before" if row["child_asked"] is False else ""]
            asked = row["iro_asked_on"]
            said += [
                f"the IRO was asked on {say_date(asked)}" if asked else "no day on which the IRO was asked"
            ]
        yield Dated(
            row["started_on"], "Moved" if place else "Placed", _joined(said), f"placement:{row['id']}"
        )
    for row in record.tables["legal_status"]:
        known = codes("legal_status").get(row["code"])
        words = _sentence(known.label if known else row["code"])
        yield Dated(row["started_on"], "Legal status", words, f"legal_status:{row['id']}")


def _review(each: JudgedReview) -> tuple[str, str]:
    line, row = each.line, each.row
    said = []
    if each.limit is not None and each.in_time is not None:
        verdict = "in time" if each.in_time else "late"
        said.append(f"Held {verdict}; the last day was {say_date(each.limit.due)}")
    else:
        said.append("Held")
    if row["participation"]:
        said.append(f"took part: {label('participation', row['participation'])}")
    if row["iro_view"]:
        said.append(f"the IRO's view of the plan: {' '.join(row['iro_view'].split())}")
    return (f"Review {line.number}" if line.number else "Review"), _joined(said, "; ")


def _promise(promise: Promise) -> str:
    said = [promise.text.rstrip(".")]
    if promise.who:
        said.append(f"for {promise.who}")
    if promise.moves:
        said.append(f"{'from' if promise.starting else 'by'} {say_date(promise.moves[0])}")
        said += [f"moved to {say_date(day)}" for day in promise.moves[1:]]
    stands = label("decision_status", promise.status).lower()
    said.append(f"{stands} on {say_date(promise.closed_on)}" if promise.closed_on else f"now {stands}")
    if promise.drift:
        said.append(f"{promise.drift} day{'s' if promise.drift > 1 else ''} past its first date")
    return _joined([*said, " ".join(promise.reason.split())])


def _talk(row: Row) -> tuple[str, str]:
    kept = row["not_to_share"]
    tried = " ".join(shareable(row["tried"], kept))
    said = [label("consultation_kind", row["kind"]).split(" (")[0]]
    if row["kind"] not in NO_TALK:
        said.append({True: "alone", False: "not alone"}.get(row["alone"], ""))
    if tried:
        said.append(f"tried: {tried}")
    words = " ".join(f"“{run}”" for run in shareable(row["own_words"], kept))
    return ("Asked" if row["kind"] in NO_TALK else "Talked"), _joined(said) + (f" {words}" if words else "")


def _midway(row: Row) -> str:
    said = [f"with {row['with_whom']}" if row["with_whom"] else ""]
    said += [{True: "the plan drifts", False: "the plan does not drift"}.get(row["drift"], "")]
    for name in ("worries", "next_steps"):
        said.append(" ".join(row[name].split()).rstrip("."))
    return _joined(said, "; ") or "Held."


def _alert(record: ChildRecord, row: Row) -> Iterator[Dated]:
    about = f"alert:{row['id']}"
    if row["kind"] != "ALERT":
        return
    process = the_process(record.processes, row["process"])
    moved = [each for each in record.tables["alert_move"] if each["alert_id"] == row["id"]]
    moved.sort(key=lambda each: (each["moved_on"], process.place(each["step"])))
    for place, step in enumerate(steps_taken(process, row, moved)):
        to = "the IRO's own decision" if step.with_whom == "you" else f"the {step.with_whom}"
        words = f"Raised with {to}: {row['concern']}" if not place else f"Taken to {to}"
        yield Dated(step.on, "Alert", _joined([words, step.note]), about)
    for answer in answers_of(record, row["id"]):
        judged = {True: "Judged enough.", False: "Judged not enough.", None: ""}[answer.enough]
        words = _sentence(": ".join(part for part in (answer.who, " ".join(answer.words.split())) if part))
        yield Dated(answer.on, "Answer", f"{words} {judged}".strip(), about)
    if row["closed_on"]:
        ended = label("escalation_outcome", row["outcome"])
        words = _joined([f"Closed: {ended}", " ".join(row["decision"].split())], ". ")
        yield Dated(row["closed_on"], "Alert", words, about)


def _joined(parts: list[str], between: str = ", ") -> str:
    return _sentence(between.join(part for part in parts if part))


def _sentence(words: str) -> str:
    said = words[:1].upper() + words[1:]
    return said if not said or said[-1] in ".!?…”" else f"{said}."
