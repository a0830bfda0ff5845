"""The history of a child goes along: who did what and when, and the file as it stood on a day before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from letting_go import let_go
from sqlmodel import Session

from iro_tui.casework.as_it_stood import record_on
from iro_tui.casework.child_history import begins, child_history
from iro_tui.casework.child_record import ChildRecord, child_record
from iro_tui.casework.children import profile, save_profile
from iro_tui.casework.letter_versions import letter_versions
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.exchange import handover
from iro_tui.exchange.erase import erase
from iro_tui.exchange.handover_file import Package, as_bytes, read_package
from iro_tui.exchange.merging import THEIRS
from iro_tui.exchange.open_formats import all_files
from iro_tui.exchange.own_export import bring_everything, read_export
from iro_tui.record.tables import Child, Letter, Note, Person, Review
from iro_tui.vault import chain
from iro_tui.vault.history import HistoryRow, redo, undo
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault

KOFI, SAM = "a" * 16, "b" * 16
START, EDIT, SENT, CAME, LATER = (date(2026, *day) for day in ((1, 5), (3, 3), (6, 1), (6, 3), (8, 8)))


@verb("child put in")
def put_in(session: Session) -> None:
    session.add(Child(id=KOFI, mosaic_id="1048811", first_name="Kofi", surname="Asante", born=START))
    session.flush()
    session.add(Review(id="r" * 16, child_id=KOFI, opened_on=START, prepared={"a": [1]}))
    session.flush()
    session.add(Note(id="n" * 16, child_id=KOFI, review_id="r" * 16, text="Happy."))
    session.add(Letter(id="1" * 16, child_id=KOFI, review_id="r" * 16, text="Dear Kofi, one"))
    session.add(Person(id="p" * 16, child_id=KOFI, name="Nan", role="FAMILY"))


@verb("row changed")
def change(session: Session, table: Any, row_id: str, **values: Any) -> None:
    for name, value in values.items():
        setattr(session.get_one(table, row_id), name, value)


@verb("row taken away")
def take(session: Session, table: Any, row_id: str) -> None:
    session.delete(session.get_one(table, row_id))


def on(vault: Vault, day: date) -> Vault:
    """Let the vault's clock stand at a day."""
    at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    vault.now = lambda: at
    return vault


@pytest.fixture
def ruth(vault: Vault) -> Vault:
    """Who has had Kofi since January, and changed things in March."""
    on(vault, START).act(save_profile, {"name": "Ruth Calder"})
    vault.act(put_in)
    on(vault, EDIT).act(change, Child, KOFI, language="Twi", known_as="Kof")
    vault.act(change, Letter, "1" * 16, text="Dear Kofi, two")
    vault.act(take, Person, "p" * 16)
    return vault


@pytest.fixture
def tom(tmp_path: Path, cheap: Cost) -> Iterator[Vault]:
    yield from _vault(tmp_path / "tom", "Tom Marsh", cheap)


@pytest.fixture
def ada(tmp_path: Path, cheap: Cost) -> Iterator[Vault]:
    yield from _vault(tmp_path / "ada", "Ada Bell", cheap)


def _vault(home: Path, name: str, cost: Cost) -> Iterator[Vault]:
    made = Vault.create(home, "walnut ferry cobalt muddle", cost=cost)
    on(made, START).act(save_profile, {"name": name})
    yield made
    let_go(made)


def send(vault: Vault, day: date = SENT) -> Package:
    package = on(vault, day).ask(handover.pack, ["1048811"], "", True, day)
    vault.act(handover.mark_passed, package)
    return read_package(as_bytes(package))


def take_in(vault: Vault, package: Package, day: date = CAME) -> None:
    seen = on(vault, day).ask(handover.preview, package, {})
    answers = {clash.key: THEIRS for each in seen for clash in each.clashes}
    vault.act(handover.receive, package, answers)


def said(vault: Vault, child_id: str = KOFI) -> list[HistoryRow]:
    return vault.ask(child_history, child_id, 1000)


def told(vault: Vault) -> set[tuple[Any, ...]]:
    """Who did what on the child's record, without what passing it on wrote."""
    me = vault.ask(profile)
    assert me is not None
    return {
        (
            *(row.at, me.name if row.who == "IRO" else row.who, row.words, row.table_name, row.row_id),
            *(row.action, json.dumps([row.before, row.after])),
        )
        for row in said(vault)
        if row.table_name != "handover" and row.words != "child received"
    }


def whole(record: ChildRecord) -> Any:
    kept = {name: rows for name, rows in record.tables.items() if name != "handover"}
    return {"child": record.child, **kept}


def sound(vault: Vault) -> bool:
    with vault.raw() as connection:
        return chain.verify(connection).broken_at is None


def test_who_did_what_and_when_goes_along_and_the_chain_here_stays_whole(ruth: Vault, tom: Vault) -> None:
    before = told(ruth)
    take_in(tom, send(ruth))
    assert before <= told(tom)
    assert {row.who for row in said(tom)} == {"Ruth Calder", "IRO"}
    times = [row.at for row in said(tom)]
    assert times == sorted(times, reverse=True)
    march = [row for row in said(tom) if row.at.date() == EDIT]
    assert len({row.step for row in march}) == 2, "what was done together stands together"
    assert sound(tom)
    assert tom.ask(begins, KOFI, UTC) == ""


def test_the_file_as_it_stood_works_back_into_the_time_with_the_other(ruth: Vault, tom: Vault) -> None:
    take_in(tom, send(ruth))
    on(tom, LATER).act(change, Child, KOFI, language="Ga")
    for day in (START, date(2026, 2, 2), EDIT, date(2026, 5, 5)):
        assert whole(tom.ask(record_on, KOFI, day)) == whole(ruth.ask(record_on, KOFI, day)), day
    assert tom.ask(record_on, KOFI, START).tables["person"][0]["name"] == "Nan"
    assert tom.ask(record_on, KOFI, date(2026, 6, 2)).child["language"] == "Twi"
    assert tom.ask(record_on, KOFI, CAME).child["language"] == "Twi"
    assert tom.ask(record_on, KOFI, LATER).child["language"] == "Ga"
    with pytest.raises(BadInput, match="not on your caseload yet"):
        tom.ask(record_on, KOFI, date(2026, 1, 4))


def test_coming_back_doubles_nothing_and_adds_what_the_other_did(ruth: Vault, tom: Vault) -> None:
    before = told(ruth)
    take_in(tom, send(ruth))
    on(tom, LATER).act(change, Child, KOFI, language="Ga")
    take_in(ruth, send(tom, date(2026, 8, 9)), date(2026, 8, 10))
    after = told(ruth)
    assert before < after
    assert [row[1] for row in after - before] == ["Tom Marsh"]
    rows = [row for row in said(ruth) if row.table_name != "handover"]
    keys = [(row.at, row.who, row.table_name, row.row_id, row.action) for row in rows]
    assert len(keys) == len(set(keys))
    take_in(tom, send(ruth, date(2026, 8, 11)), date(2026, 8, 12))
    assert told(tom) == after
    assert sound(ruth)
    assert sound(tom)
    assert whole(ruth.ask(record_on, KOFI, EDIT))["child"]["known_as"] == "Kof"


def test_through_a_third_vault_every_day_can_still_be_seen(ruth: Vault, tom: Vault, ada: Vault) -> None:
    take_in(tom, send(ruth))
    on(tom, LATER).act(change, Child, KOFI, language="Ga")
    tom.act(undo)
    tom.act(redo)
    take_in(ada, send(tom, date(2026, 8, 9)), date(2026, 8, 10))
    assert told(tom) == told(ada)
    assert [row.who for row in said(ada) if row.words == "child received" and row.table_name == "child"] == [
        "IRO",
        "Tom Marsh",
    ]
    for day in (START, EDIT, CAME, LATER):
        assert whole(ada.ask(record_on, KOFI, day)) == whole(tom.ask(record_on, KOFI, day)), day
    assert sound(ada)


def test_a_child_known_from_the_council_shows_the_others_history_under_the_id_here(
    ruth: Vault, tom: Vault
) -> None:
    own = Child(id="c" * 16, mosaic_id="1048811", first_name="Kofi", surname="Asante", born=START)

    @verb("child from a list")
    def listed(session: Session) -> None:
        session.add(own)

    on(tom, date(2026, 5, 5)).act(listed)
    take_in(tom, send(ruth))
    assert any(row.who == "Ruth Calder" and row.row_id == "c" * 16 for row in said(tom, "c" * 16))
    with pytest.raises(BadInput, match="not on your caseload yet"):
        tom.ask(record_on, "d" * 16, EDIT)
    take_in(ruth, send(tom, date(2026, 8, 9)), date(2026, 8, 10))
    assert {row.row_id for row in said(ruth) if row.table_name == "child"} == {KOFI}


def test_undo_takes_what_came_away_and_redo_brings_it_back(ruth: Vault, tom: Vault) -> None:
    take_in(tom, send(ruth))
    was = told(tom)
    tom.act(undo)
    assert "Ruth Calder" not in {row.who for row in said(tom)}
    tom.act(redo)
    assert {row for row in told(tom) if row[1] == "Ruth Calder"} == {
        row for row in was if row[1] == "Ruth Calder"
    }
    assert whole(tom.ask(record_on, KOFI, START)) == whole(ruth.ask(record_on, KOFI, START))


def test_erasing_takes_what_came_with_the_child(ruth: Vault, tom: Vault) -> None:
    take_in(tom, send(ruth))
    erase(tom, KOFI, "Kofi Asante", "left care", LATER)
    with tom.raw() as connection:
        assert connection.execute("SELECT count(*) FROM earlier_change").fetchone() == (0,)
        found = connection.execute("SELECT words || coalesce(after, '') FROM history").fetchall()
    assert not [row for row in found if "Kofi" in row[0] or "Dear" in row[0]]
    assert sound(tom)


def test_the_versions_of_a_letter_go_along(ruth: Vault, tom: Vault) -> None:
    take_in(tom, send(ruth))
    on(tom, LATER).act(change, Letter, "1" * 16, text="Dear Kofi, three")
    found = tom.ask(letter_versions, "1" * 16)
    assert [each.text for each in found] == ["Dear Kofi, three", "Dear Kofi, two", "Dear Kofi, one"]


def test_everything_out_and_in_keeps_it_and_gives_the_same_again(
    ruth: Vault, tom: Vault, ada: Vault, tmp_path: Path
) -> None:
    take_in(tom, send(ruth))
    on(tom, LATER).act(change, Child, KOFI, language="Ga")
    out = tom.ask(all_files, LATER)
    (tmp_path / "record.json").write_bytes(out["record.json"])
    on(ada, date(2026, 9, 9)).act(bring_everything, read_export(tmp_path, str))
    assert ada.ask(all_files, LATER) == out
    assert "Ruth Calder" in {row.who for row in said(ada)}
    assert whole(ada.ask(record_on, KOFI, EDIT)) == whole(ruth.ask(record_on, KOFI, EDIT))
    on(ada, date(2026, 9, 10)).act(change, Child, KOFI, language="Fante")
    for day in (START, EDIT, CAME, LATER, date(2026, 9, 8)):
        assert whole(ada.ask(record_on, KOFI, day)) == whole(tom.ask(record_on, KOFI, day)), day
    assert ada.ask(record_on, KOFI, date(2026, 9, 10)).child["language"] == "Fante"
    assert ada.ask(begins, KOFI, UTC) == ""


def test_ones_own_export_brought_in_answers_for_every_day_before_it(
    ruth: Vault, tom: Vault, tmp_path: Path
) -> None:
    days = (START, date(2026, 2, 2), EDIT, SENT)
    out = ruth.ask(all_files, SENT)
    (tmp_path / "record.json").write_bytes(out["record.json"])
    on(tom, LATER).act(bring_everything, read_export(tmp_path, str))
    assert tom.ask(all_files, SENT) == out
    for day in days:
        assert whole(tom.ask(record_on, KOFI, day)) == whole(ruth.ask(record_on, KOFI, day)), day
    with pytest.raises(BadInput, match="not on your caseload yet"):
        tom.ask(record_on, KOFI, date(2026, 1, 4))
    assert {row.who for row in said(tom) if row.at.date() < LATER} == {"Ruth Calder"}
    # And handed over from there it still leads back.
    on(tom, date(2026, 8, 9)).act(change, Child, KOFI, language="Ga")
    package = send(tom, date(2026, 8, 10))
    erase(tom, KOFI, "Kofi Asante", "left care", date(2026, 8, 11))
    with tom.raw() as connection:
        assert connection.execute("SELECT count(*) FROM earlier_change").fetchone() == (0,)
    assert "Dear" in json.dumps([row["before"] for row in package.children[0].history])


def test_handed_over_after_an_export_was_brought_in_every_day_can_still_be_seen(
    ruth: Vault, tom: Vault, ada: Vault, tmp_path: Path
) -> None:
    (tmp_path / "record.json").write_bytes(ruth.ask(all_files, SENT)["record.json"])
    on(tom, CAME).act(bring_everything, read_export(tmp_path, str))
    on(tom, LATER).act(change, Child, KOFI, language="Ga")
    take_in(ada, send(tom, date(2026, 8, 9)), date(2026, 8, 10))
    for day in (START, EDIT, SENT, LATER):
        assert whole(ada.ask(record_on, KOFI, day)) == whole(tom.ask(record_on, KOFI, day)), day


def test_an_export_without_history_says_where_it_begins(ruth: Vault, tom: Vault, tmp_path: Path) -> None:
    found = json.loads(ruth.ask(all_files, SENT)["record.json"])
    found["tables"]["earlier_change"]["rows"] = []
    (tmp_path / "record.json").write_text(json.dumps(found))
    on(tom, LATER).act(bring_everything, read_export(tmp_path, str))
    assert tom.ask(begins, KOFI, UTC) == (
        "The history here begins on Sat 8 Aug 2026. The export that was brought in that day had none."
    )
    with pytest.raises(BadInput, match="brought in on Sat 8 Aug 2026 from an export without its history"):
        tom.ask(record_on, KOFI, EDIT)
    assert tom.ask(record_on, KOFI, LATER).child["language"] == "Twi"


def test_a_file_of_an_older_version_says_where_the_history_begins(ruth: Vault, tom: Vault) -> None:
    whole_file = json.loads(as_bytes(ruth.ask(handover.pack, ["1048811"], "", True, SENT)))
    for each in whole_file["children"]:
        del each["history"]
    take_in(tom, read_package(json.dumps(whole_file).encode()))
    assert tom.ask(begins, KOFI, UTC) == (
        "The history here begins on Wed 3 Jun 2026. What was changed before is with Ruth Calder."
    )
    assert ruth.ask(begins, KOFI, UTC) == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [("at", "yesterday"), ("at", "2026-01-05T10:00:00"), ("action", "eat"), ("line", 1), ("after", "[]")],
)
def test_a_damaged_history_is_refused(ruth: Vault, field: str, value: Any) -> None:
    whole_file = json.loads(as_bytes(ruth.ask(handover.pack, ["1048811"], "", True, SENT)))
    whole_file["children"][0]["history"][0][field] = value
    with pytest.raises(BadInput, match="damaged"):
        read_package(json.dumps(whole_file).encode())
    whole_file = json.loads(as_bytes(ruth.ask(handover.pack, ["1048811"], "", True, SENT)))
    first = whole_file["children"][0]["history"][0]
    first["after"] = json.dumps({**json.loads(first["after"]), "born": "tomorrow"})
    with pytest.raises(BadInput, match="damaged"):
        read_package(json.dumps(whole_file).encode())


def test_another_childs_history_stays_where_it_is(ruth: Vault, tom: Vault) -> None:
    @verb("another child")
    def another(session: Session) -> None:
        session.add(Child(id=SAM, mosaic_id="2", first_name="Sam", surname="Tate", born=START))

    on(ruth, date(2026, 5, 5)).act(another)
    package = send(ruth)
    assert "Tate" not in as_bytes(package).decode()
    assert whole(ruth.ask(child_record, SAM))["child"]["surname"] == "Tate"
