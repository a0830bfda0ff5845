"""Where an invented child lives and has lived, under which law, and the people around: rows and facts."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from iro_tui.demo.life import Home, Life, Telling, Worker, school_kind
from iro_tui.demo.phrases import lines
from iro_tui.record.child import PeriodOfCare
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.person import Person
from iro_tui.rules.dates import birthday
from iro_tui.rules.working_days import add_months, add_working_days

SUPPORTED_SINCE = date(2024, 4, 1)
"""Registered supported accommodation (K3) joined the national list; before, semi-independent (H5)."""

_KINDS = {
    "little": ("U6", "U6", "U6", "U3", "U5", "P1"),
    "child": ("U4", "U4", "U4", "U6", "U6", "U1", "U3", "P1"),
    "teenager": ("U4",) * 8 + ("U6",) * 3 + ("U1", "U3") + ("K2",) * 4 + ("P1",),
    "nearly grown": ("U4",) * 6 + ("U6",) * 2 + ("U1",) + ("K2",) * 3 + ("K3",) * 8,
}
_PERMANENCE = {
    "U1": "LTRELFR",
    "U3": "LTRELFR",
    "U4": "LTFOST18",
    "K2": "RESPLMT",
    "K3": "SUPPLIV",
    "P1": "RETURN6M",
}
_KIN = (("Nan", "F"), ("Auntie {name}", "F"), ("Grandad", "M"), ("Auntie {name}", "F"))


def settle(life: Life, telling: Telling) -> None:
    """Decide homes, workers and schools, so that everything told later can speak of them."""
    chance = telling.chance
    life.workers = _workers(life, telling)
    by_kind: dict[str, list[str]] = {}
    for line in lines("places"):
        by_kind.setdefault(line["kind"], []).append(line["name"])
    ages = range(max(0, life.age - 6), life.age + 1)
    life.schools = {kind: chance.choice(by_kind[kind]) for years in ages if (kind := school_kind(years))}
    if life.uasc or (life.age >= 16 and telling.perhaps(0.2)):
        life.schools = {"COLLEGE": life.schools.get("COLLEGE", "")} if life.uasc else life.schools
    shared = life.shares_home_with
    if shared and shared.homes:
        now = shared.homes[-1]
        start = max(now.since, life.time.entered)
        life.homes = [
            Home(
                now.kind, now.provider, start, None, now.carer, now.carers, now.place, now.phone, now.postcode
            )
        ]
        if start > life.time.entered:
            life.homes.insert(0, _home(life, "U6", life.time.entered, start, by_kind, chance))
    else:
        life.homes = _homes(life, telling, by_kind)
    if life.homes[-1].carer == "Nan":
        life.family -= {"nan"}


def _homes(life: Life, telling: Telling, by_kind: dict[str, list[str]]) -> list[Home]:
    chance, today, entered = telling.chance, telling.today, life.time.entered
    kind = _kind(life, telling)
    starts = [entered]
    days = (today - entered).days
    moves = chance.choices((0, 1, 2, 3), (40, 35, 18, 7))[0] if days > 200 else 0
    if days > 200:
        starts += sorted(entered + timedelta(days=chance.randint(20, days - 60)) for _ in range(moves))
    if kind == "K3":
        # Nobody under 16 may live in supported accommodation: such a move waits for the birthday.
        moved = birthday(life.born, 16) + timedelta(days=chance.randint(3, 90))
        moved = min(moved, max(today - timedelta(days=20), birthday(life.born, 16)))
        if moved > entered:
            starts = [entered, *(start for start in starts if start < moved - timedelta(days=30)), moved]
    starts = sorted(dict.fromkeys(starts))
    homes = []
    for place, start in enumerate(starts):
        last = place == len(starts) - 1
        until = None if last else starts[place + 1]
        earlier = "K2" if life.age >= 13 and telling.perhaps(0.25) else "U6"
        homes.append(_home(life, kind if last else earlier, start, until, by_kind, chance))
    return homes


def _kind(life: Life, telling: Telling) -> str:
    chance = telling.chance
    if life.uasc:
        return chance.choice(("K3", "K3", "U6", "U4")) if life.age >= 16 else "U6"
    if not life.time.held:
        return "U6"
    band = (
        "little"
        if life.age < 5
        else "child"
        if life.age < 10
        else "teenager"
        if life.age < 16
        else "nearly grown"
    )
    kind = chance.choice(_KINDS[band])
    settled = (telling.today - life.time.entered).days > 300
    return "U6" if kind in ("U4", "U1", "P1") and not settled else kind


def _home(
    life: Life, kind: str, since: date, until: date | None, by_kind: dict[str, list[str]], chance: Random
) -> Home:
    first = chance.choice(lines("adult_first_names"))
    surname = chance.choice(lines("adult_surnames"))["name"]
    carer, place = first["name"], ""
    carers: tuple[str, ...] = (f"{first['name']} {surname}",)
    provider = chance.choices(("PR1", "PR4", "PR5"), (50, 42, 8))[0]
    if kind in ("U1", "U3"):
        said, sex = chance.choice(_KIN)
        first = chance.choice([line for line in lines("adult_first_names") if line["sex"] == sex])
        carer, carers, provider = said.format(name=first["name"]), (f"{first['name']} {life.surname}",), "PR1"
    elif kind.startswith("U") and chance.random() < 0.6:
        other = chance.choice([line for line in lines("adult_first_names") if line["name"] != carer])
        carers = (*carers, f"{other['name']} {surname}")
    elif kind == "P1":
        first = chance.choice([line for line in lines("adult_first_names") if line["sex"] == "F"])
        carer, carers, provider = "Mum", (f"{first['name']} {life.surname}",), "PR0"
    elif kind == "K2":
        place, provider = chance.choice(by_kind["HOME"]), chance.choice(("PR1", "PR4", "PR4"))
    elif kind == "K3":
        place, provider = chance.choice(by_kind["SUPPORTED"]), chance.choice(("PR4", "PR4", "PR5"))
    return Home(kind, provider, since, until, carer, carers, place, _phone(chance), _postcode(chance))


def _phone(chance: Random) -> str:
    """A number from the ranges that are kept for drama."""
    if chance.random() < 0.7:
        return f"07700 900{chance.randint(0, 999):03}"
    return f"01632 960{chance.randint(0, 999):03}"


def _postcode(chance: Random) -> str:
    letters = f"{chance.choice('ABDEFGHJ')}{chance.choice('LNPQRSTU')}"
    return f"ZZ{chance.randint(1, 40)} {chance.randint(1, 9)}{letters}"


def _workers(life: Life, telling: Telling) -> list[Worker]:
    chance, today, entered = telling.chance, telling.today, life.time.entered
    changes = chance.choices((0, 1, 2, 3), (35, 35, 20, 10))[0] if (today - entered).days > 150 else 0
    first = max(entered, telling.since - timedelta(days=120))
    spread = (today - first).days
    starts = [
        entered,
        *sorted(first + timedelta(days=chance.randint(10, max(11, spread - 15))) for _ in range(changes)),
    ]
    starts = sorted(dict.fromkeys(starts))
    team = [
        line
        for line in lines("workers")
        if (line["team"] == "Leaving Care") == (life.age >= 16 and life.uasc)
    ]
    if life.age >= 16 and not life.uasc:
        team = list(lines("workers"))
    named = chance.sample(team, min(len(starts), len(team)))
    starts = starts[: len(named)]
    return [
        Worker(line["name"], line["team"], line["manager"], start, until)
        for line, start, until in zip(named, starts, [*starts[1:], None], strict=True)
    ]


def write_setting(life: Life, telling: Telling) -> str:
    """Write the period of care, placements, legal statuses and people; return the permanence plan's code."""
    book, chance = telling.book, telling.chance
    entered = life.time.entered
    book.write(
        PeriodOfCare,
        child_id=life.id,
        started_on=entered,
        iro_told_on=_by_now(add_working_days(entered, 1), telling.today),
        iro_named_on=_by_now(add_working_days(entered, 3), telling.today),
        care_plan_on=_by_now(add_working_days(entered, 8), telling.today),
    )
    for place, home in enumerate(life.homes):
        kind = "H5" if home.kind == "K3" and telling.today < SUPPORTED_SINCE else home.kind
        book.write(
            Placement,
            child_id=life.id,
            kind=kind,
            provider=home.provider,
            started_on=home.since,
            ended_on=home.until,
            carer=home.carer,
            phone=home.phone,
            postcode=home.postcode,
            planned=None if place == 0 else chance.random() < 0.7 or _since_the_review(life, home.since),
        )
    statuses = _legal(life, telling)
    for (code, since), following in zip(statuses, [*statuses[1:], None], strict=True):
        until = following[1] if following else None
        book.write(LegalStatus, child_id=life.id, code=code, started_on=since, ended_on=until)
    _people(life, telling, statuses[-1][0])
    if statuses[-1][0] == "E1":
        return "ADOPTION"
    if len(life.time.held) < 2:
        return ""
    return _PERMANENCE.get(life.homes[-1].kind, "RETURNEV" if life.age < 10 else "LTFOST18")


def _by_now(day: date, today: date) -> date | None:
    return day if day <= today else None


def _since_the_review(life: Life, day: date) -> bool:
    """Whether no review was held since: a move without a plan would bring the next one forward."""
    return not life.time.held or day >= life.time.held[-1]


def _legal(life: Life, telling: Telling) -> list[tuple[str, date]]:
    """Code and first day of each legal status, in order."""
    chance, entered = telling.chance, life.time.entered
    if life.uasc:
        return [("V2", entered)]
    at_home = life.homes[-1].kind == "P1"
    months = (telling.today - entered).days / 30
    if not at_home and chance.random() < (0.35 if life.age >= 12 else 0.08):
        return [("V2", entered)]
    # A few days of police protection or an emergency order first, before the court has sat.
    start: list[tuple[str, date]] = []
    interim = entered
    if telling.perhaps(0.2):
        start, interim = (
            [(chance.choice(("L1", "L2")), entered)],
            entered + timedelta(days=chance.randint(2, 6)),
        )
    elif telling.perhaps(0.25) and months > 6:
        start, interim = [("V2", entered)], entered + timedelta(days=chance.randint(20, 90))
    statuses = [*start, ("C1", interim)]
    order = add_months(interim, chance.randint(6, 9)) + timedelta(days=chance.randint(0, 20))
    if order < telling.today - timedelta(days=20):
        statuses.append(("C2", order))
        placing = add_working_days(life.time.held[-1], -chance.randint(4, 9)) if life.time.held else order
        if life.age <= 3 and life.homes[-1].kind in ("U5", "U6") and placing > order:
            # Just before the last review, which was then the first after the order (practice.md C10).
            statuses.append(("E1", placing))
    return statuses


def _people(life: Life, telling: Telling, legal: str) -> None:
    chance, home = telling.chance, life.homes[-1]

    def add(role: str, name: str, **more: object) -> None:
        telling.book.write(Person, child_id=life.id, role=role, name=name, **more)

    def somebody(sex: str = "", surname: str = "") -> str:
        first = chance.choice([line for line in lines("adult_first_names") if sex in ("", line["sex"])])
        return f"{first['name']} {surname or chance.choice(lines('adult_surnames'))['name']}"

    for worker in life.workers:
        email = f"{worker.name.lower().replace(' ', '.')}@example.org"
        add(
            "SOCIAL_WORKER",
            worker.name,
            team=worker.team,
            phone=f"020 7946 0{chance.randint(120, 180)}",
            email=email,
            from_on=worker.since,
            until_on=worker.until,
        )
    add("TEAM_MANAGER", life.workers[-1].manager, team=life.workers[-1].team)
    says = home.carer if home.kind in ("U1", "U3") else ""
    role = "KEY_WORKER" if home.place else "CARER"
    for name in home.carers if home.kind != "P1" else ():
        calls = says if name == home.carers[0] else ""
        add(role, name, child_calls=calls or name.split()[0], phone=home.phone, from_on=home.since)
    if home.kind.startswith("U") and home.provider != "PR1":
        add("SUPERVISING_SW", somebody(), phone=_phone(chance))
    mother = home.carers[0] if home.kind == "P1" else somebody("F", life.surname)
    mummy = "Mummy" if life.age < 8 else "Mum"
    if "parent" in life.family or home.kind == "P1":
        add(
            "MOTHER", mother, child_calls=mummy, phone=_phone(chance), may_be_told="Everything in the letter."
        )
    if "dad" in life.family:
        told = chance.choice(
            ("Everything in the letter.", "The dates and the decisions, not where the home is.")
        )
        add("FATHER", somebody("M"), child_calls="Dad", phone=_phone(chance), may_be_told=told)
    if "nan" in life.family:
        add("GRANDPARENT", somebody("F"), child_calls="Nan", phone=_phone(chance))
    for sibling in life.siblings:
        add("SIBLING", f"{sibling.first_name} {sibling.surname}", child_calls=sibling.called)
    if life.school_on(telling.today):
        teacher = (
            chance.choice(("Miss", "Mr", "Mrs", "Ms")) + " " + chance.choice(lines("adult_surnames"))["name"]
        )
        add("TEACHER", teacher, team=life.school_on(telling.today))
    if life.age >= 16:
        add("PERSONAL_ADVISER", somebody(), team="Leaving Care", phone=_phone(chance))
    if legal == "C1":
        add("GUARDIAN", somebody(), team="Cafcass", phone=_phone(chance))
    if life.uasc:
        add("SOLICITOR", somebody(), phone=_phone(chance))
        add("INTERPRETER", somebody())
    if telling.perhaps(0.15) and life.age >= 8:
        add("INDEPENDENT_VISITOR", somebody(), from_on=max(life.time.entered, telling.since))
    if life.age < 5:
        add("HEALTH", somebody("F"), child_calls="the nurse")
