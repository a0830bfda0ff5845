"""`iro-tui today` and `iro-tui show` on a real vault."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_tui.casework.agenda import agenda
from iro_tui.casework.settings import add_bank_holiday
from iro_tui.casework.snoozes import snooze
from iro_tui.casework.verbs import verb
from iro_tui.cli import main
from iro_tui.record.tables import Child, Decision, Note, OutboxEntry, PeriodOfCare, Review
from iro_tui.vault.store import Vault


@verb("children put in")
def two_children(session: Any) -> None:
    kofi = Child(
        mosaic_id="1048811",
        first_name="Kofi",
        surname="O'Brien [/] [b]\x1b[31m",
        born=date(2017, 2, 1),
        permanence="RETURN6M",
    )
    sam = Child(mosaic_id="1048812", first_name="Sam", surname="Tate", born=date(2015, 3, 4), pronouns="HE")
    first = Review(child_id=kofi.id, opened_on=date(2026, 8, 17), completed_on=date(2026, 8, 17))
    session.add_all([kofi, sam])
    session.flush()
    session.add_all(
        [
            PeriodOfCare(child_id=kofi.id, started_on=date(2026, 7, 21)),
            PeriodOfCare(
                child_id=sam.id,
                started_on=date(2026, 11, 2),
                iro_named_on=date(2026, 11, 3),
                care_plan_on=date(2026, 11, 5),
            ),
            Review(child_id=sam.id, booked_for=date(2026, 11, 26), booked_time="16:00", place="school"),
            first,
        ]
    )
    session.flush()
    session.add_all(
        [
            Note(child_id=kofi.id, review_id=first.id, tag="SAID", text="I like it here"),
            Decision(child_id=kofi.id, review_id=first.id, text="Swimming", by_when=date(2026, 9, 1)),
            OutboxEntry(child_id=kofi.id, kind="MIDWAY", subject_id="m", made_on=date(2026, 11, 20)),
        ]
    )


@pytest.fixture
def on_sunday(vault: Vault, home: Path, passphrase: str, tmp_path: Path) -> list[str]:
    """Options that open a vault with two children on Sun 22 Nov 2026."""
    vault.act(two_children)
    vault.close()
    file = tmp_path / "words"
    file.write_text(f"{passphrase}\n", encoding="utf-8")
    return ["--home", str(home), "--passphrase-file", str(file), "--on", "2026-11-22"]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(list(words))
    out, err = capsys.readouterr()
    return int(str(stopped.value.code)), out, err


def test_today_json_has_the_promised_keys_and_the_date_in_law(
    on_sunday: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "today", *on_sunday, "--json")
    rows = json.loads(out)
    assert (status, err) == (0, "")
    promised = ("kind", "mosaic_id", "child", "due", "working_days", "late", "rule", "why")
    assert all(set(promised) <= set(row) for row in rows)
    kofi = next(row for row in rows if row["kind"] == "REVIEW" and row["mosaic_id"] == "1048811")
    assert (kofi["due"], kofi["working_days"], kofi["late"], kofi["rule"]) == ("2026-11-17", -3, True, "C2")
    sam = next(row for row in rows if row["kind"] == "REVIEW" and row["mosaic_id"] == "1048812")
    assert (sam["due"], sam["stands_on"], sam["working_days"]) == ("2026-11-30", "2026-11-26", 6)
    assert {row["kind"] for row in rows} == {
        "REVIEW",
        "MIDWAY",
        "PREPARE",
        "SPEAK",
        "UPLOAD",
        "WHY_LATE",
        "PEP",
    }


def test_today_to_read_groups_the_same_list(on_sunday: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "today", *on_sunday)
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == "Sun 22 Nov 2026: 2 late, 6 this week, 0 letters owed, 1 to upload, 0 alerts open"
    assert any(line.startswith("! Tue 17 Nov") and "2nd, not recorded" in line for line in lines)
    assert "This week, Mon 23 to Fri 27 Nov  6" in lines
    assert "O'Brien [/] [b]" in out
    assert "\x1b" not in out


def test_today_counts_the_days_with_the_added_bank_holidays_and_says_how_many_are_snoozed(
    on_sunday: list[str], capsys: pytest.CaptureFixture[str], home: Path, passphrase: str
) -> None:
    today = date(2026, 11, 22)
    with Vault.open(home, passphrase) as vault:
        vault.act(add_bank_holiday, {"day": date(2026, 11, 25), "name": "Jubilee"})
        (pep,) = [item for item in vault.ask(agenda, today) if item.kind == "PEP"]
        vault.act(snooze, pep.child_id, "PEP", pep.key, date(2026, 11, 27), "Asked the school", today)
    _, out, _ = run(capsys, "today", *on_sunday, "--json")
    rows = json.loads(out)
    sam = next(row for row in rows if row["kind"] == "REVIEW" and row["mosaic_id"] == "1048812")
    # The limit itself moved by a working day, to Tue 1 Dec; six working days lie before it as before.
    assert (sam["due"], sam["working_days"]) == ("2026-12-01", 6)
    _, out, _ = run(capsys, "today", *on_sunday)
    assert out.splitlines()[0].endswith("0 alerts open, 1 snoozed")


def test_today_and_the_screens_show_one_list(
    on_sunday: list[str], capsys: pytest.CaptureFixture[str], home: Path, passphrase: str
) -> None:
    _, out, _ = run(capsys, "today", *on_sunday, "--json")
    with Vault.open(home, passphrase) as vault:
        items = vault.ask(agenda, date(2026, 11, 22))
    assert [(row["kind"], row["due"]) for row in json.loads(out)] == [
        (item.kind, item.limit.isoformat()) for item in items
    ]


def test_show_json_holds_everything_on_the_record(
    on_sunday: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "show", "1048811", *on_sunday, "--json")
    child = json.loads(out)
    assert status == 0
    assert (child["first_name"], child["born"], child["age"]) == ("Kofi", "2017-02-01", 9)
    assert child["periods_of_care"][0]["started_on"] == "2026-07-21"
    (review,) = child["reviews"]
    assert (review["number"], review["due"], review["on_time"]) == (1, "2026-08-18", True)
    assert review["notes"][0]["text"] == "I like it here"
    assert [decision["text"] for decision in child["decisions"]] == ["Swimming"]
    for name in ("placements", "legal_statuses", "people", "midways", "consultations", "alerts", "letters"):
        assert child[name] == []
    assert child["next"] == {
        "due": "2026-11-17",
        "last_working_day": "2026-11-17",
        "rule": "C2",
        "why": "Law: 3 months from Mon 17 Aug is Tue 17 Nov.",
        "council_due": "2026-11-16",
        "booked_for": None,
    }


def test_show_says_by_when_a_booked_review_must_be_held(
    on_sunday: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "show", "1048812", *on_sunday, "--json")
    (review,) = json.loads(out)["reviews"]
    assert (review["due"], review["rule"], review["on_time"], review["booked_for"]) == (
        "2026-11-30",
        "C1",
        None,
        "2026-11-26",
    )


def test_show_to_read(on_sunday: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", "1048811", *on_sunday)
    assert status == 0
    assert "! Swimming  58 wd late (by Tue 1 Sep)" in out
    assert "Mon 17 Aug" in out
    assert "Review 1" in out
    assert "\x1b" not in out


def test_show_of_an_unknown_number_is_one_sentence(
    on_sunday: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "show", "999", *on_sunday)
    assert (status, out) == (2, "")
    assert err == "iro-tui: There is no child with the Mosaic number 999 on this caseload.\n"


def test_without_a_vault_nobody_is_asked_for_a_passphrase(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, err = run(capsys, "today", "--home", str(tmp_path / "none"))
    assert (status, out) == (2, "")
    assert "There is no vault in" in err
    assert err.count("\n") == 1


def test_a_wrong_passphrase_is_one_sentence(
    on_sunday: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not that one at all\n", encoding="utf-8")
    status, out, err = run(capsys, "today", *on_sunday[:2], "--passphrase-file", str(wrong))
    assert (status, out) == (2, "")
    assert "That passphrase does not open this vault" in err
