"""The calendar file over time: the same events keep their UID, changed ones a higher SEQUENCE."""

from __future__ import annotations

import os
import stat
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from a_calendar import Part, events
from sqlmodel import select

from iro_tui.casework.files import open_files
from iro_tui.casework.verbs import verb
from iro_tui.demo import make_demo
from iro_tui.errors import BadInput
from iro_tui.exchange.calendar_events import clock_time, due_events
from iro_tui.exchange.calendar_file import Written, write_calendar
from iro_tui.record.tables import Alert, CalendarEntry, Child, Midway, PeriodOfCare, Person, Review
from iro_tui.vault.history import history_of, last_step, undo
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 9)
HELD = date(2026, 8, 17)


@verb("put in")
def put(session: Any, *rows: Any) -> list[str]:
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


@verb("changed")
def change(session: Any, table: type[Any], row_id: str, **values: Any) -> None:
    row = session.get(table, row_id)
    for name, value in values.items():
        setattr(row, name, value)


@verb("taken out")
def take_out(session: Any, table: type[Any], row_id: str) -> None:
    session.delete(session.get(table, row_id))


def sam(vault: Vault, **review: Any) -> tuple[str, str]:
    """Sam Tate, 11, with two reviews behind him and the third booked; his id and that of the third."""
    (child_id,) = vault.act(
        put, Child(mosaic_id="1048812", first_name="Sam", surname="Tate", born=date(2015, 3, 4))
    ).result
    (_, _, _, booked) = vault.act(
        put,
        PeriodOfCare(child_id=child_id, started_on=date(2026, 5, 1)),
        Review(child_id=child_id, opened_on=date(2026, 5, 27), completed_on=date(2026, 5, 27)),
        Review(child_id=child_id, opened_on=HELD, completed_on=HELD, distributed_on=HELD, source="import"),
        Review(
            child_id=child_id,
            **{"booked_for": date(2027, 2, 11), "booked_time": "15:30", "place": "school", **review},
        ),
    ).result
    return child_id, booked


class Files:
    """Writes one file after another and reads each."""

    def __init__(self, vault: Vault, folder: Path) -> None:
        self.vault = vault
        self.path = folder / "reviews.ics"
        self.said: Written

    def __call__(self, today: date = TODAY, **given: Any) -> dict[str, Part]:
        at = datetime.combine(today, time(9, 30), UTC)
        self.said = self.vault.act(write_calendar, self.path, today, at, **given).result
        return events(self.path.read_bytes())


@pytest.fixture
def write(vault: Vault, tmp_path: Path) -> Files:
    return Files(vault, tmp_path)


def test_a_booked_review_stands_at_its_time_with_initials_and_age(vault: Vault, write: Files) -> None:
    _, booked = sam(vault)
    event = write()[f"review-{booked}@iro-tui"]
    assert event.text("SUMMARY") == "Review 3, S.T., 11"
    assert event.raw("DTSTART") == "20270211T153000"
    assert event.raw("CATEGORIES") == "IRO review"
    assert (event.raw("SEQUENCE"), event.raw("STATUS")) == ("0", "CONFIRMED")
    content = write.path.read_text("utf-8")
    assert not any(secret in content for secret in ("Sam", "Tate", "1048812", "school"))


def test_names_and_places_leave_only_when_asked_for(vault: Vault, write: Files) -> None:
    _, booked = sam(vault)
    before = write()
    after = write(names=True)
    assert after[f"review-{booked}@iro-tui"].text("SUMMARY") == "Review 3, Sam Tate, 11"
    assert after[f"review-{booked}@iro-tui"].text("LOCATION") == "school"
    assert after.keys() == before.keys()
    assert {event.raw("SEQUENCE") for event in after.values()} == {"1"}


def test_the_age_is_that_of_the_day_of_the_event(vault: Vault, write: Files) -> None:
    child_id, booked = sam(vault)
    vault.act(change, Child, child_id, born=date(2015, 2, 1))
    assert write()[f"review-{booked}@iro-tui"].text("SUMMARY") == "Review 3, S.T., 12"


def test_deadlines_are_days_on_the_date_in_law(vault: Vault, write: Files) -> None:
    _, booked = sam(vault, booked_for=None, booked_time="")
    found = {event.text("SUMMARY"): event for event in write().values()}
    assert set(found) == {"Review 3 due, S.T., 11", "Midway due, S.T., 11"}
    review = found["Review 3 due, S.T., 11"]
    assert review.raw("DTSTART") == "20270217"  # C3: six months after 17 August
    assert review.raw("CATEGORIES") == "IRO deadline"
    assert booked not in review.raw("UID")


def test_a_review_booked_too_late_stands_on_both_days(vault: Vault, write: Files) -> None:
    sam(vault, booked_for=date(2027, 3, 1))
    found = {event.text("SUMMARY"): event.raw("DTSTART") for event in write().values()}
    assert found["Review 3, S.T., 11"] == "20270301T153000"
    assert found["Review 3 due, S.T., 11"] == "20270217"


def test_a_review_without_a_time_takes_its_day(vault: Vault, write: Files) -> None:
    _, booked = sam(vault, booked_time="")
    event = write()[f"review-{booked}@iro-tui"]
    assert (event.raw("DTSTART"), event.raw("TRANSP")) == ("20270211", "TRANSPARENT")


def test_a_second_file_is_the_same_but_for_its_stamp(vault: Vault, write: Files) -> None:
    sam(vault)
    write()
    first = write.path.read_bytes()
    assert write.said == Written(reviews=1, deadlines=1, new=2, changed=0, cancelled=0)
    write(date(2026, 11, 10))
    assert write.path.read_bytes() == first.replace(b"DTSTAMP:20261109", b"DTSTAMP:20261110")
    assert write.said == Written(reviews=1, deadlines=1, new=0, changed=0, cancelled=0)


def test_a_moved_review_keeps_its_uid_and_raises_its_sequence(vault: Vault, write: Files) -> None:
    _, booked = sam(vault)
    write()
    for number, day in enumerate((date(2027, 2, 10), date(2027, 2, 9)), 1):
        vault.act(change, Review, booked, booked_for=day)
        event = write()[f"review-{booked}@iro-tui"]
        assert (event.raw("SEQUENCE"), event.raw("DTSTART")) == (str(number), f"{day:%Y%m%d}T153000")
    assert write()[f"review-{booked}@iro-tui"].raw("SEQUENCE") == "2"


def test_a_review_held_on_its_day_stays_as_it_is(vault: Vault, write: Files) -> None:
    _, booked = sam(vault)
    before = write()[f"review-{booked}@iro-tui"]
    day = date(2027, 2, 11)
    vault.act(change, Review, booked, opened_on=day, completed_on=day)
    after = write(day)
    assert after[f"review-{booked}@iro-tui"].lines[3:] == before.lines[3:]
    assert after[f"review-{booked}@iro-tui"].raw("SEQUENCE") == "0"
    assert "Review 4 due, S.T., 12" in {event.text("SUMMARY") for event in after.values()}
    assert write.said.cancelled == 0, "its midway lies in the past and is left there"


def test_a_review_held_on_another_day_moves_to_it(vault: Vault, write: Files) -> None:
    _, booked = sam(vault)
    write()
    day = date(2027, 1, 20)
    vault.act(change, Review, booked, opened_on=day, completed_on=day)
    event = write(day)[f"review-{booked}@iro-tui"]
    assert (event.raw("DTSTART"), event.raw("SEQUENCE"), event.raw("STATUS")) == (
        "20270120",
        "1",
        "CONFIRMED",
    )


def test_a_review_held_before_the_first_file_is_not_in_it(vault: Vault, write: Files) -> None:
    sam(vault)
    assert {event.text("SUMMARY") for event in write().values()} == {
        "Review 3, S.T., 11",
        "Midway due, S.T., 11",
    }


def test_what_is_no_longer_due_is_cancelled_once(vault: Vault, write: Files) -> None:
    child_id, _ = sam(vault)
    (uid,) = [uid for uid in write() if uid.startswith("midway")]
    started = write()[uid].raw("DTSTART")
    vault.act(put, Midway(child_id=child_id, held_on=TODAY))
    gone = write()[uid]
    assert (gone.raw("STATUS"), gone.raw("SEQUENCE"), gone.raw("DTSTART")) == ("CANCELLED", "1", started)
    assert gone.text("SUMMARY") == "Cancelled: Midway due"
    assert write.said.cancelled == 1
    assert uid not in write()
    assert write.said.cancelled == 0


def test_what_comes_back_goes_on_counting(vault: Vault, write: Files) -> None:
    child_id, _ = sam(vault)
    (uid,) = [uid for uid in write() if uid.startswith("midway")]
    (midway,) = vault.act(put, Midway(child_id=child_id, held_on=TODAY)).result
    write()
    vault.act(take_out, Midway, midway)
    back = write()[uid]
    assert (back.raw("STATUS"), back.raw("SEQUENCE")) == ("CONFIRMED", "2")
    assert write.said.changed == 1


def test_a_deadline_that_passed_and_was_settled_stays_in_the_past(vault: Vault, write: Files) -> None:
    child_id, _ = sam(vault)
    (uid,) = [uid for uid in write() if uid.startswith("midway")]
    later = date(2027, 1, 4)
    assert write()[uid].raw("DTSTART") < f"{later:%Y%m%d}"
    vault.act(put, Midway(child_id=child_id, held_on=later))
    assert uid not in write(later)


def test_an_erased_child_leaves_only_cancelled_events_without_initials(vault: Vault, write: Files) -> None:
    child_id, booked = sam(vault)
    before = write()
    vault.act(take_out, Child, child_id)
    after = write()
    assert after.keys() == before.keys()
    assert {event.raw("STATUS") for event in after.values()} == {"CANCELLED"}
    review = after[f"review-{booked}@iro-tui"]
    assert (review.raw("DTSTART"), review.text("SUMMARY")) == ("20270211T153000", "Cancelled: Review 3")
    assert "S.T." not in write.path.read_text("utf-8")


def test_the_record_of_the_file_holds_no_name(vault: Vault, write: Files) -> None:
    sam(vault)
    write(names=True)
    with vault.raw() as connection:
        rows = repr(connection.execute("SELECT * FROM calendar_entry").fetchall())
    assert "Review 3" in rows
    assert "Tate" not in rows
    assert "S.T." not in rows


def test_undo_passes_over_the_file_and_lowers_no_sequence(vault: Vault, write: Files) -> None:
    _, booked = sam(vault)
    write()
    vault.act(change, Review, booked, booked_for=date(2027, 2, 9))
    write()
    step = vault.ask(last_step)
    assert step is not None
    assert step.words == "changed"
    vault.act(undo)
    event = write()[f"review-{booked}@iro-tui"]
    assert (event.raw("DTSTART"), event.raw("SEQUENCE")) == ("20270211T153000", "2")
    assert all(row.table_name != CalendarEntry.__tablename__ for row in vault.ask(history_of))


def test_a_concern_and_a_name_in_a_title_never_leave(vault: Vault, write: Files) -> None:
    child_id, _ = sam(vault, booked_for=date(2026, 11, 26), booked_time="16:00")
    vault.act(put, Alert(child_id=child_id, raised_on=date(2026, 11, 20), concern="Sam has no school"))
    found = write(date(2026, 11, 22))
    assert {"Alert due, S.T., 11", "See alone, S.T., 11"} <= {e.text("SUMMARY") for e in found.values()}
    content = write.path.read_text("utf-8")
    assert "Sam" not in content
    assert "school" not in content


def test_two_children_with_the_same_initials_are_two_events(vault: Vault, write: Files) -> None:
    sam(vault)
    (other,) = vault.act(
        put, Child(mosaic_id="1", first_name="Sophie", surname="Tull", born=date(2015, 3, 4))
    ).result
    vault.act(put, Review(child_id=other, booked_for=date(2027, 2, 11), booked_time="15:30"))
    same = [event for event in write().values() if event.text("SUMMARY").endswith("S.T., 11")]
    assert len({event.raw("UID") for event in same if event.raw("DTSTART") == "20270211T153000"}) == 2


def test_the_invented_caseload_leaves_with_initials_alone(vault: Vault, write: Files) -> None:
    make_demo(vault, TODAY)
    found = write()
    files = vault.ask(open_files, TODAY)
    due = vault.ask(lambda session: due_events(open_files(session, TODAY), TODAY))
    assert len(found) == len(due) > 63
    content = write.path.read_text("utf-8")
    with vault.session() as session:
        people = set(session.exec(select(Person.name)))
    known = {name for file in files.values() for name in (file.child.first_name, file.child.surname)}
    known |= {file.child.known_as for file in files.values()} | people
    known |= {line.place for file in files.values() for line in file.reviews}
    assert len(known) > 100
    texts = [event.text("SUMMARY") for event in found.values()]
    assert not {name for name in known if len(name) > 2 and any(name in text for text in texts)}
    assert "LOCATION" not in content


def test_the_file_is_private_and_replaces_the_last_one(vault: Vault, write: Files) -> None:
    sam(vault)
    write()
    write()
    if os.name == "posix":
        assert stat.S_IMODE(write.path.stat().st_mode) == 0o600
    assert [path.name for path in write.path.parent.glob("reviews*")] == ["reviews.ics"]


@pytest.mark.parametrize("content", [b"", b"notes", b"BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\n"])
def test_another_file_is_left_as_it_is(vault: Vault, write: Files, content: bytes) -> None:
    sam(vault)
    write.path.write_bytes(content)
    with pytest.raises(BadInput, match="is not a calendar this program wrote"):
        write()
    assert write.path.read_bytes() == content


def test_a_file_that_cannot_be_written_is_not_remembered(vault: Vault, write: Files, tmp_path: Path) -> None:
    sam(vault)
    write.path = tmp_path / "nowhere" / "reviews.ics"
    with pytest.raises(BadInput, match=r"There is no folder .*nowhere\. Make it"):
        write()
    write.path = tmp_path
    with pytest.raises(BadInput, match="is a folder"):
        write()
    write.path = tmp_path / "reviews.ics"
    write()
    assert write.said.new == 2


@pytest.mark.parametrize(
    ("typed", "time_of_day"),
    [
        ("15:30", time(15, 30)),
        ("9.05", time(9, 5)),
        ("3pm", time(15)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        (" 3:30 PM ", time(15, 30)),
        ("25:00", None),
        ("15:61", None),
        ("13pm", None),
        ("0am", None),
        ("16", None),
        ("later", None),
        ("", None),
        ("١٥:٣٠", None),
    ],
)
def test_times_as_people_type_them(typed: str, time_of_day: time | None) -> None:
    assert clock_time(typed) == time_of_day
