"""Figures 13 to 24: how children took part, and whether they and the IRO were asked (practice.md 3.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from iro_tui.casework.figures.evidence import TEMPORARY, Evidence, Held, Row, a_child, a_row
from iro_tui.casework.figures.of_reviews import Counted
from iro_tui.casework.figures.parts import Behind, Part, count, percent
from iro_tui.casework.figures.spans import Span
from iro_tui.rules.codes import codes
from iro_tui.rules.deadlines import due_by

ABSENT = ("PN5", "PN6", "PN7")
THERE = ("PN1", "PN2", "PN3", "PN4")
CONVEYED = ("PN1", "PN2", "PN3", "PN5", "PN6")
ALONE = ("ALONE_BEFORE", "ALONE_DAY")
LONG_TERM = ("U1", "U4")
"""Placement types meant to last: long-term fostering, with family or with others."""
PLAN_CHANGES = ("PLAN_CHANGE", "PLACEMENT_CHANGE", "CONTACT_CHANGE")


def of_taking_part(held: Sequence[Held], span: Span, evidence: Evidence) -> Counted:
    """Figures 13 to 24 of one stretch."""
    every = [each.behind(str(each.row["participation"]) or "no code") for each in held]
    over_four = [each for each in held if each.over_four]
    base = [each.behind(str(each.row["participation"])) for each in over_four]
    m2 = percent("M2", "There and spoke, 4 and over (M2)", _coded(held, ("PN1",)), base)
    m1 = percent("M1", "There and spoke, of all reviews (M1)", _coded(held, ("PN1",)), every)
    m3 = percent("M3", "There, 4 and over (M3)", _coded(held, THERE), base)
    m5 = (each.behind() for each in over_four if each.row["participation"] != "PN7")
    return {
        13: _by_code(held, every),
        14: (m2, m1),
        15: (m3,),
        16: (
            percent("M4", "Views conveyed, 4 and over (M4)", _coded(held, CONVEYED), base),
            percent("M5", "Not left out altogether, 4 and over (M5)", m5, base),
        ),
        17: (m2,),
        18: _chaired(held),
        19: _of_those_who_chaired(held, span, evidence),
        20: (_spoken_with_alone(over_four, base, evidence),),
        21: (_contact_when_absent(held, evidence),),
        22: _why_not_there(held),
        23: (_paperwork(held, every, evidence),),
        24: _asked_before_changes(span, evidence),
    }


def _coded(held: Sequence[Held], wanted: Collection[str]) -> list[Behind]:
    return [each.behind(each.row["participation"]) for each in held if each.row["participation"] in wanted]


def _by_code(held: Sequence[Held], every: Sequence[Behind]) -> tuple[Part, ...]:
    parts = [
        percent(code, line.label, _coded(held, (code,)), every)
        for code, line in codes("participation").items()
    ]
    blank = _coded(held, ("",))
    if blank:
        parts.append(percent("NONE", "No code recorded", blank, every, "A blank code is an error."))
    return tuple(parts)


def _chaired(held: Sequence[Held]) -> tuple[Part, ...]:
    mine = [each for each in held if each.row["chaired"] in ("CO", "CHAIR")]
    children = {each.child.id: each.child for each in mine}
    reviews = (each.behind(codes("chaired")[each.row["chaired"]].label) for each in mine)
    return (
        count(
            "CHILDREN", "Children who chaired or co-chaired", (a_child(child) for child in children.values())
        ),
        count("REVIEWS", "Reviews they chaired or co-chaired", reviews),
    )


def _of_those_who_chaired(held: Sequence[Held], span: Span, evidence: Evidence) -> tuple[Part, ...]:
    chaired = {each.child.id: each.child for each in held if each.row["chaired"] in ("CO", "CHAIR")}
    every = [a_child(child) for child in chaired.values()]
    on = span.last_day(evidence.today)
    settled = []
    for child in chaired.values():
        home = evidence.home(child.id, on)
        if home and _long_term(home, on):
            settled.append(a_child(child))
    same = (a_child(child) for child in chaired.values() if same_iro(evidence, child.id, on))
    return (
        percent("LONG_TERM", "In a long-term placement", settled, every),
        percent("SAME_IRO", "Same IRO since coming into care", same, every),
    )


def _long_term(home: Row, on: date) -> bool:
    agreed = home["long_term_on"]
    return home["kind"] in LONG_TERM or home["lasts"] or (agreed is not None and agreed <= on)


def same_iro(evidence: Evidence, child_id: str, on: date) -> bool:
    """Whether no other IRO is on the record in the time in care that runs on a day."""
    period = evidence.running("period_of_care", child_id, on)
    if period is None:
        return False
    names = {
        row["name"].strip().casefold()
        for row in evidence.of("person")[child_id]
        if row["role"] == "IRO"
        and (row["from_on"] is None or row["from_on"] <= on)
        and (row["until_on"] is None or row["until_on"] > period["started_on"])
    }
    return len(names) <= 1


def _spoken_with_alone(over_four: Sequence[Held], base: Sequence[Behind], evidence: Evidence) -> Part:
    spoken = []
    for each in over_four:
        since = each.before_on or date.min
        alone = [
            row["held_on"]
            for row in evidence.talks[each.child.id]
            if (row["alone"] or row["kind"] in ALONE) and since < row["held_on"] <= each.on
        ]
        if alone:
            spoken.append(each.behind(f"talked {max(alone):%d/%m/%Y}"))
    return percent("", "Spoken with alone before or on the day", spoken, base)


def _contact_when_absent(held: Sequence[Held], evidence: Evidence) -> Part:
    absent = [each for each in held if each.row["participation"] in ABSENT]
    followed = []
    for each in absent:
        until = each.after_on or date.max
        if any(each.on < row["held_on"] < until for row in evidence.talks[each.child.id]):
            followed.append(each.behind())
    return percent("", "Followed by a talk", followed, [each.behind() for each in absent])


def _why_not_there(held: Sequence[Held]) -> tuple[Part, ...]:
    absent = [each for each in held if each.row["participation"] in ABSENT]
    every = [each.behind() for each in absent]
    reasons = {code: line.label for code, line in codes("absence_reason").items()} | {
        "": "No reason recorded"
    }
    return tuple(
        percent(
            code or "NONE", label, [each.behind() for each in absent if each.row["absence"] == code], every
        )
        for code, label in reasons.items()
    )


def _paperwork(held: Sequence[Held], every: Sequence[Behind], evidence: Evidence) -> Part:
    ready = []
    for each in held:
        came = (each.row["report_on"], each.row["plan_on"])
        if None in came:
            continue
        by = due_by("PREP_SW_REPORT", each.on, evidence.settings.holidays)
        if max(came) <= by:
            ready.append(each.behind())
    return percent("", "Report and care plan in time", ready, every)


def _asked_before_changes(span: Span, evidence: Evidence) -> tuple[Part, ...]:
    """Moves after the first placement of a time in care, and proposed changes of plan."""
    every: list[Behind] = []
    asked: defaultdict[str, list[Behind]] = defaultdict(list)
    for child_id in evidence.children:
        starts = {row["started_on"] for row in evidence.of("period_of_care")[child_id]}
        for row in evidence.of("placement")[child_id]:
            day = row["started_on"]
            # A temporary stay ends in the placement it began from: no change of plan (practice.md 3.5).
            if span.has(day) and day not in starts and row["kind"] not in TEMPORARY:
                behind = a_row(row, day, "placement", "move")
                every.append(behind)
                if row["iro_asked_on"] and row["iro_asked_on"] <= day:
                    asked["IRO"].append(behind)
                if row["child_asked"]:
                    asked["CHILD"].append(behind)
        for row in evidence.of("event")[child_id]:
            day = row["happens_on"] or row["known_on"]
            if span.has(day) and row["kind"] in PLAN_CHANGES:
                behind = a_row(row, day, "event", codes("significant_event")[row["kind"]].label.lower())
                every.append(behind)
                for key, column in (("IRO", "iro_asked_on"), ("CHILD", "child_asked_on")):
                    if row[column] and row[column] <= day:
                        asked[key].append(behind)
    return (
        percent("IRO", "You were asked before", asked["IRO"], every),
        percent("CHILD", "The child was asked before", asked["CHILD"], every),
    )
