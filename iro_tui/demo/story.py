"""The whole story of the invented caseload, as rows: the same for the same day and seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from iro_tui.demo.alerts import write_alerts
from iro_tui.demo.around import write_around
from iro_tui.demo.between import write_fresh_talk, write_midways, write_talks
from iro_tui.demo.book import Book
from iro_tui.demo.cast import cast
from iro_tui.demo.days import diary
from iro_tui.demo.decisions import IRO_NAME
from iro_tui.demo.life import Life, Telling
from iro_tui.demo.phrases import Phrases, lines, shuffled
from iro_tui.demo.reviews import PARTICIPATION, WRITTEN_HERE, write_reviews
from iro_tui.demo.setting import settle, write_setting
from iro_tui.record.child import Child
from iro_tui.record.profile import THE_PROFILE, Profile
from iro_tui.rules.working_days import add_months

HISTORY_MONTHS = 24
"""How far back the record was kept here; older reviews came with an import and have no words."""

_ETHNICITY = {
    "W": (("WBRI", 70), ("WOTH", 18), ("WIRI", 8), ("WROM", 4)),
    "M": (("MWBC", 45), ("MWBA", 20), ("MWAS", 15), ("MOTH", 20)),
    "A": (("APKN", 30), ("AIND", 30), ("ABAN", 20), ("AOTH", 20)),
    "B": (("BAFR", 60), ("BCRB", 30), ("BOTH", 10)),
    "O": (("OOTH", 1),),
}


@dataclass(frozen=True)
class Story:
    """The rows, and what the program itself is to write."""

    book: Book
    to_draft: tuple[str, ...]
    """Reviews whose letter is to wait as a draft."""
    to_export: tuple[str, ...]
    """Reviews whose letter is to wait in the outbox as a file."""


def tell(today: date, seed: int) -> Story:
    """Invent the caseload as it stands on a day."""
    chance = Random(f"{seed} {today.isoformat()}")
    telling = Telling(Book(chance), Phrases(chance), chance, today, add_months(today, -HISTORY_MONTHS))
    telling.book.write(
        Profile,
        id=THE_PROFILE,
        name=IRO_NAME,
        phone="020 7946 0101",
        email="ruth.calder@example.org",
        council="Fernhill Council",
        advocacy_name="Speak Out for Me",
        advocacy_phone="020 7946 0199",
    )
    lives = cast(telling)
    for life in lives:
        settle(life, telling)
    numbers = chance.sample(range(1040000, 1060000), len(lives))
    drafts, exports = [], []
    codes: list[str] = []
    for life, number in zip(lives, numbers, strict=True):
        permanence = write_setting(life, telling)
        _child(life, telling, str(number), permanence)
        if len(codes) < len(life.time.held):
            codes = shuffled(chance, list(PARTICIPATION), list(PARTICIPATION.values()), 150) + codes
        told = write_reviews(life, telling, codes)
        if told.to_draft:
            drafts.append(told.to_draft)
        if told.to_export:
            exports.append(told.to_export)
        write_midways(life, telling)
        write_talks(life, telling, told.ids)
    alerted = write_alerts(lives, telling, diary(today))
    talked = next(life for life in lives if not life.part.role and life.age >= 8 and life not in alerted)
    write_fresh_talk(talked, telling)
    write_around(lives, telling)
    return Story(telling.book, tuple(drafts), tuple(exports))


def _child(life: Life, telling: Telling, number: str, permanence: str) -> None:
    chance, today = telling.chance, telling.today
    codes = _ETHNICITY[life.group]
    why = (
        life.draw(telling, "why_in_care", today)
        if not life.uasc
        else life.draw(telling, "why_in_care", today, category="N8")
    )
    line = why[0] if why else None
    # A letter the program is to export needs the reason; elsewhere a few are still to be agreed.
    agreed = life.time.held and (telling.perhaps(0.88) or life.part.role in WRITTEN_HERE)
    languages = [row["name"] for row in lines("languages") if row["group"] == life.group]
    speaks_other = life.uasc or (life.group in "ABW" and telling.perhaps(0.08))
    support = (life.uasc and telling.perhaps(0.6)) or (life.age >= 6 and telling.perhaps(0.08))
    disability = life.say(telling, "disabilities", today) if telling.perhaps(0.08) else ""
    helped = disability or life.uasc or telling.perhaps(0.05)
    telling.book.write(
        Child,
        id=life.id,
        mosaic_id=number,
        first_name=life.first_name,
        surname=life.surname,
        known_as=life.known_as,
        born=life.born,
        sex=life.sex,
        pronouns=life.pronouns,
        ethnicity=chance.choices([code for code, _ in codes], [weight for _, weight in codes])[0],
        language=chance.choice(languages) if speaks_other and languages else "English",
        uasc=life.uasc,
        disability=disability,
        category_of_need=line["category"] if line else "N5",
        permanence=permanence,
        why_in_care=life.fill(line["text"], today) if line and agreed else "",
        reading_support=bool(support),
        reader_age=max(6, life.age - 3) if support and not life.uasc and telling.perhaps(0.5) else None,
        communication=life.say(telling, "communication", today) if helped else "",
        home_word=life.home_word or ("home" if telling.perhaps(0.4) else ""),
        sibling_group=life.surname if life.siblings else "",
    )
