"""Who the 63 children are: age, name, family, in the proportions of a real caseload."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

from iro_tui.demo.days import diary
from iro_tui.demo.life import Life, Telling
from iro_tui.demo.parts import Part, parts
from iro_tui.demo.phrases import lines, shuffled
from iro_tui.demo.timeline import Timeline, timeline
from iro_tui.rules.working_days import add_months

AGES = Counter({0: 1, 1: 1, 2: 1, 3: 2, 4: 1, 5: 2, 6: 1, 7: 1, 8: 2, 9: 2})
AGES.update({10: 3, 11: 3, 12: 4, 13: 4, 14: 4, 15: 4, 16: 13, 17: 14})
"""63 children by age: 6, 8, 22 and 27 in the four bands, as 29, 36, 105 and 128 of 298 (seed_profile.csv)."""

GROUPS = {"W": 57, "M": 54, "A": 36, "B": 98, "O": 53}
"""Groups of ethnicity in the same table."""

LATE_SHARE = 1 / 6
"""Reviews held late (83 % in time)."""

SIBLINGS = (3, 2, 2, 2, 2)
ALONE_IN_THE_COUNTRY = 7

_HOME_WORDS = ("home", "Nan's", "the house", "ours", "my house", "home")


def cast(telling: Telling) -> list[Life]:
    """Return the children, each with a place in the diary, an age, a family and a name."""
    lives = _ages_and_dates(telling)
    families = _families(lives, telling.chance)
    _backgrounds(lives, families, telling.chance)
    _names(lives, families, telling.chance)
    for life in lives:
        life.id = f"{telling.chance.getrandbits(64):016x}"
        if not life.uasc:
            near = (("parent", 0.85), ("dad", 0.45), ("nan", 0.35))
            life.family = frozenset(who for who, share in near if telling.perhaps(share))
    return lives


def _ages_and_dates(telling: Telling) -> list[Life]:
    left = Counter(AGES)
    wanted = parts(diary(telling.today), telling.chance)
    # Parts that want a certain age choose first; the youngest are the hardest to place among the others.
    special = sorted((part for part in wanted if part.ages != (0, 17)), key=lambda p: p.ages[1] - p.ages[0])
    lives = []
    for part in special:
        ages = [years for years in left.elements() if part.ages[0] <= years <= part.ages[1]]
        years = telling.chance.choice(
            ages or sorted(left.elements(), key=lambda a: abs(a - part.ages[0]))[:1]
        )
        lives.append(_life(part, years, telling))
        left[years] -= 1
    others = [part for part in wanted if part.ages == (0, 17)]
    for years in sorted(left.elements()):
        if years > 4:
            telling.chance.shuffle(others)
        life = next(found for part in others if (found := _try(part, years, telling)))
        others.remove(life.part)
        lives.append(life)
    return lives


def _life(part: Part, years: int, telling: Telling) -> Life:
    life = _try(part, years, telling)
    if life is None:
        raise ValueError(f"no child of {years} fits the part {part}")
    return life


def _try(part: Part, years: int, telling: Telling) -> Life | None:
    """A child of this age in this part, or None when no number of reviews fits into so short a life."""
    chance, today = telling.chance, telling.today
    counts = list(range(part.reviews[0], part.reviews[1] + 1))
    chance.shuffle(counts)
    for count in counts:
        time = timeline(part, count, lambda: chance.random() < LATE_SHARE, chance)
        born = _born(part, years, time, chance, today)
        if time.entered < today and (not time.held or time.held[-1] < today) and born:
            return Life(part, time, years, born)
    return None


def _born(part: Part, years: int, time: Timeline, chance: Random, today: date) -> date | None:
    """A date of birth for this age today, before care began and less than 18 years before the next review."""
    youngest, oldest = (
        add_months(today, -12 * years),
        add_months(today, -12 * (years + 1)) + timedelta(days=1),
    )
    latest = min(youngest, time.entered - timedelta(days=6))
    earliest = max(oldest, add_months(time.limit, -12 * 18) + timedelta(days=20))
    if part.role == "last before 18":
        earliest = max(oldest, add_months(part.on, -12 * 18) + timedelta(days=3))
        latest = min(latest, earliest + timedelta(days=9))
    if earliest > latest:
        return None
    born = earliest + timedelta(days=chance.randint(0, (latest - earliest).days))
    # A birthday on 29 February makes one child a day younger than it reads; the day before does for a story.
    return born - timedelta(days=1) if (born.month, born.day) == (2, 29) and born > earliest else born


def _families(lives: list[Life], chance: Random) -> list[list[Life]]:
    """Brothers and sisters one to five years apart, and everybody else alone."""
    single = [life for life in lives if life.age < 17]
    chance.shuffle(single)
    single.sort(key=lambda life: life.part.role != "")
    families = []
    for size in SIBLINGS:
        eldest = next(life for life in single if 8 <= life.age <= 15)
        family = [eldest]
        for life in single:
            apart = [abs((life.born - other.born).days) for other in family]
            if life is not eldest and len(family) < size and min(apart) > 300 and max(apart) < 2200:
                family.append(life)
        single = [life for life in single if life not in family]
        families.append(family)
    for family in families:
        for life in family:
            life.siblings = [other for other in family if other is not life]
            life.home_word = _HOME_WORDS[families.index(family) % len(_HOME_WORDS)]
    for family in families[:2]:
        family[1].shares_home_with = family[0]
    taken = [life for family in families for life in family]
    return families + [[life] for life in lives if life not in taken]


def _backgrounds(lives: list[Life], families: list[list[Life]], chance: Random) -> None:
    groups = shuffled(chance, list(GROUPS), list(GROUPS.values()), len(lives))
    left = Counter(groups)
    for family in families:
        if len(family) > 1:
            group = left.most_common(1)[0][0]
            left[group] -= len(family)
            for life in family:
                life.group = group
    came_alone = [life for life in lives if not life.siblings and _may_have_come_alone(life)]
    for life in chance.sample(came_alone, min(ALONE_IN_THE_COUNTRY, len(came_alone))):
        life.uasc = True
        life.group = "O" if left["O"] > 2 else "B"
        left[life.group] -= 1
    others = [life for life in lives if not life.group]
    for life, group in zip(others, sorted(left.elements(), key=lambda _: chance.random()), strict=True):
        life.group = group


def _may_have_come_alone(life: Life) -> bool:
    entered_at = (life.time.entered - life.born).days / 365.25
    return life.age >= 15 and entered_at >= 14.2 and life.part.role not in ("last before 18", "co-chairs")


def _names(lives: list[Life], families: list[list[Life]], chance: Random) -> None:
    """First names are never shared: a letter that holds another child's name must be stopped."""
    first = list(lines("first_names"))
    last = list(lines("surnames"))
    chance.shuffle(first)
    chance.shuffle(last)
    nicknames = {line["name"]: line["known_as"] for line in lines("nicknames")}
    sexes = shuffled(chance, ["F", "M"], [46, 54], len(lives))
    for family in families:
        surname = next(line for line in last if line["group"] == family[0].group)
        last.remove(surname)
        for life in family:
            life.sex = sexes.pop()
            if life.uasc and chance.random() < 0.8:
                life.sex = "M"
            name = next(line for line in first if line["group"] == life.group and line["sex"] == life.sex)
            first.remove(name)
            life.first_name, life.surname = name["name"], surname["name"]
            life.known_as = nicknames.get(life.first_name, "")
            life.pronouns = "SHE" if life.sex == "F" else "HE"
    chance.choice([life for life in lives if life.age >= 14]).pronouns = "THEY"
