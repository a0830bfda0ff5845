"""Figures 25, 29 to 33, 35 and 36: who is on the caseload, on the last day of the stretch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from iro_tui.casework.figures.evidence import Child, Evidence, a_child, a_row
from iro_tui.casework.figures.of_reviews import Counted
from iro_tui.casework.figures.of_taking_part import same_iro
from iro_tui.casework.figures.parts import Part, count, percent
from iro_tui.casework.figures.spans import Span
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import age
from iro_tui.rules.deadlines import due_by

NOT_STATED = "Not stated"


def of_caseload(span: Span, evidence: Evidence) -> Counted:
    """Figures 25, 29 to 33, 35 and 36 of one stretch."""
    on = span.last_day(evidence.today)
    children = evidence.looked_after(on)
    on_caseload = evidence.open_children(on)
    every = [a_child(child) for child in children]
    bands = codes("age_band")
    ages = {child.id: age(child.born, on) for child in children}

    tops = [(code, int(line.columns["max_age"])) for code, line in bands.items()]
    band_of = {i: next((code for code, top in tops if years <= top), "") for i, years in ages.items()}

    def band(child: Child) -> str:
        return band_of[child.id]

    same = (a_child(child) for child in on_caseload if same_iro(evidence, child.id, on))
    return {
        25: _caseload(span, evidence, on_caseload),
        29: _shares(children, band, ((code, line.label) for code, line in bands.items())),
        30: (
            percent("10", "Aged 10 and over", (a_child(c) for c in children if ages[c.id] >= 10), every),
            percent("16", "Aged 16 and 17", (a_child(c) for c in children if ages[c.id] >= 16), every),
        ),
        31: _ethnicity(children, chinese_other=evidence.settings.in_force("CHINESE_OTHER")),
        32: _by_age_and_sex(children, band),
        33: _status_and_placement(children, evidence, span),
        35: (percent("", "Same IRO throughout", same, [a_child(child) for child in on_caseload]),),
        36: (_named_in_time(span, evidence),),
    }


def _caseload(span: Span, evidence: Evidence, now: Sequence[Child]) -> tuple[Part, ...]:
    ends = [last for _, last in span.months() if last <= evidence.today]
    counts = [(last, evidence.open_children(last)) for last in ends]
    in_all = sum(len(children) for _, children in counts)
    return (
        count("", "Open children", (a_child(child) for child in now), "Full time is 60 to 65."),
        Part("MEAN", "Mean of the month ends", "mean", numerator=in_all, denominator=len(counts)),
        *(
            count(f"{last:%b}", f"End of {last:%B %Y}", (a_child(child) for child in children))
            for last, children in counts
        ),
    )


def _shares(
    children: Sequence[Child], key_of: Callable[[Child], str], named: Iterable[tuple[str, str]]
) -> tuple[Part, ...]:
    """One part for each named key, zeros too; a key that is not named stands at the end."""
    every = [a_child(child) for child in children]
    keys = {child.id: key_of(child) for child in children}
    labels = dict(named)
    for key in keys.values():
        labels.setdefault(key, key or NOT_STATED)
    return tuple(
        percent(key or "NONE", label, (a_child(c) for c in children if keys[c.id] == key), every)
        for key, label in labels.items()
    )


def _ethnicity(children: Sequence[Child], *, chinese_other: bool) -> tuple[Part, ...]:
    """Five groups; those not stated are never folded into Other (practice.md 3.6)."""
    other = "group5_alternative" if chinese_other else "group5"
    listed = codes("ethnicity")
    groups = dict.fromkeys(
        line.columns["group5"]
        for line in listed.values()
        if not line.columns["group5"].startswith(NOT_STATED)
    )

    def group(child: Child) -> str:
        line = listed.get(child.ethnicity)
        found = (line.columns[other] or line.columns["group5"]) if line else ""
        return "" if found.startswith(NOT_STATED) else found

    return _shares(children, group, ((name, name) for name in groups))


def _by_age_and_sex(children: Sequence[Child], band: Callable[[Child], str]) -> tuple[Part, ...]:
    parts = []
    sexes = [code for code in ("F", "M", "U") if code != "U" or any(child.sex == "U" for child in children)]
    for code, line in codes("age_band").items():
        for sex in sexes:
            rows = (a_child(c) for c in children if band(c) == code and c.sex == sex)
            years = line.label.removesuffix(" of age")
            parts.append(count(f"{code}.{sex}", f"{years}, {codes('sex')[sex].label.lower()}", rows))
    return tuple(parts)


def _status_and_placement(children: Sequence[Child], evidence: Evidence, span: Span) -> tuple[Part, ...]:
    on = span.last_day(evidence.today)
    legal = {c.id: evidence.running("legal_status", c.id, on) for c in children}
    home = {c.id: evidence.home(c.id, on) for c in children}

    def grouped(name: str, code: str, column: str) -> str:
        listed = codes(name)
        return listed[code].columns[column] if code in listed else ""

    def of_legal(child: Child) -> str:
        row = legal[child.id]
        return grouped("legal_status", row["code"], "group") if row else ""

    def of_home(child: Child) -> str:
        row = home[child.id]
        return grouped("placement_type", row["kind"], "group") if row else ""

    def of_provider(child: Child) -> str:
        row = home[child.id]
        return grouped("placement_provider", row["provider"], "label") if row else ""

    def of_need(child: Child) -> str:
        return grouped("category_of_need", child.category_of_need, "label")

    tables: tuple[tuple[str, Callable[[Child], str]], ...] = (
        ("Legal status", of_legal),
        ("Placement", of_home),
        ("Provider", of_provider),
        ("Need at entry", of_need),
    )
    parts: list[Part] = []
    for heading, key_of in tables:
        named = sorted({key_of(child) for child in children} - {""})
        for part in _shares(children, key_of, ((key, key) for key in named)):
            parts.append(
                Part(f"{heading}.{part.key}", f"{heading}: {part.label}", "percent", part.rows, part.out_of)
            )
    every = [a_child(child) for child in children]
    alone = (a_child(child) for child in children if child.uasc)
    return (*parts, percent("UASC", "Unaccompanied", alone, every))


def _named_in_time(span: Span, evidence: Evidence) -> Part:
    came, in_time = [], []
    for rows in evidence.of("period_of_care").values():
        for row in rows:
            if span.has(row["started_on"]):
                behind = a_row(row, row["started_on"], "period_of_care")
                came.append(behind)
                by = due_by("IRO_ALLOCATED", row["started_on"], evidence.settings.holidays)
                if row["iro_named_on"] and row["iro_named_on"] <= by:
                    in_time.append(behind)
    return percent("", "IRO named in 5 working days", in_time, came)
