"""Children passed to another IRO and back: two vaults, both work, and only clashes are asked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from iro_tui.casework.child_page import child_page
from iro_tui.casework.children import save_profile
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.exchange import handover
from iro_tui.exchange.handover_file import Package, as_bytes, carried, read_package
from iro_tui.exchange.merging import MINE, THEIRS
from iro_tui.record.nouns import nouns
from iro_tui.record.tables import (
    Alert,
    AlertProcess,
    Child,
    Consultation,
    Letter,
    Note,
    OutboxEntry,
    PeriodOfCare,
    Review,
)
from iro_tui.vault.history import undo
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)
KOFI, SAM = "1048811", "1048812"


@verb("two children put in")
def two_children(session: Session) -> None:
    kofi = Child(id="a" * 16, mosaic_id=KOFI, first_name="Kofi", surname="Asante", born=date(2017, 2, 1))
    sam = Child(id="b" * 16, mosaic_id=SAM, first_name="Sam", surname="Tate", born=date(2015, 3, 4))
    session.add_all([kofi, sam])
    session.flush()
    session.add(PeriodOfCare(child_id=kofi.id, started_on=date(2026, 1, 5)))
    session.add(Review(id="r" * 16, child_id=kofi.id, opened_on=date(2026, 8, 17), place="at school"))
    step = {"code": "RAISED", "label": "Raised", "with_whom": "team manager", "working_days": 5}
    session.add(AlertProcess(name="ours 2026", made_on=TODAY, limit_days=9, steps=[step]))
    session.flush()
    session.add(Note(id="n" * 16, child_id=kofi.id, review_id="r" * 16, text="Happy at school."))
    session.add(Alert(child_id=kofi.id, raised_on=TODAY, concern="No plan", process="ours 2026"))
    session.add(Consultation(id="t" * 16, child_id=kofi.id, held_on=TODAY, own_words="I want a dog."))


@verb("row changed")
def change(session: Session, table: Any, row_id: str, **values: Any) -> None:
    row = session.get(table, row_id)
    assert row is not None
    for name, value in values.items():
        setattr(row, name, value)


@verb("row put in")
def put(session: Session, row: Any) -> None:
    session.add(row)


@verb("row taken away")
def take(session: Session, table: Any, row_id: str) -> None:
    session.delete(session.get(table, row_id))


@pytest.fixture
def other(another: Vault) -> Vault:
    """The covering IRO's own vault."""
    another.act(save_profile, {"name": "Tom Marsh"})
    return another


@pytest.fixture
def mine(vault: Vault) -> Vault:
    vault.act(save_profile, {"name": "Ruth Calder"})
    vault.act(two_children)
    return vault


def send(vault: Vault, *mosaic_ids: str, to: str = "Tom Marsh", cover: bool = True) -> Package:
    """Pack, mark, and read the bytes back as the other side does."""
    package = vault.ask(handover.pack, mosaic_ids, to, cover, TODAY)
    vault.act(handover.mark_passed, package)
    return read_package(as_bytes(package))


def take_in(vault: Vault, package: Package, stands: str = MINE) -> tuple[handover.Received, ...]:
    seen = vault.ask(handover.preview, package, {})
    answers = {clash.key: stands for each in seen for clash in each.clashes}
    return vault.act(handover.receive, package, answers).result


def state(vault: Vault, child_id: str = "a" * 16) -> Any:
    """The record of one child as it would travel."""

    def read(session: Session) -> Any:
        return handover._state(session.connection(), child_id)

    return vault.ask(read)


def get(vault: Vault, table: Any, row_id: str) -> Any:
    def read(session: Session) -> Any:
        row = session.get(table, row_id)
        return row and row.model_dump()

    return vault.ask(read)


def test_the_whole_record_travels_and_no_other_child(mine: Vault, other: Vault) -> None:
    (seen,) = take_in(other, send(mine, KOFI))
    assert (seen.new, seen.clashes) == (True, ())
    assert state(other) == state(mine)
    assert get(other, Child, "b" * 16) is None
    names = other.ask(lambda session: session.exec(select(AlertProcess.name)).all())
    assert names == ["ours 2026"], "the process the alert runs under came with it"


def test_every_table_about_a_child_is_carried() -> None:
    assert set(nouns()) - {"handover"} <= set(carried())


def test_both_work_and_coming_back_asks_only_about_true_clashes(mine: Vault, other: Vault) -> None:
    take_in(other, send(mine, KOFI))
    mine.act(change, Child, "a" * 16, language="Twi", known_as="Kof")
    mine.act(put, Note(child_id="a" * 16, review_id="r" * 16, text="Written here."))
    other.act(change, Child, "a" * 16, home_word="Nan's", known_as="Koko")
    other.act(put, Note(child_id="a" * 16, review_id="r" * 16, text="Written there."))
    other.act(take, Consultation, "t" * 16)
    back = send(other, KOFI, to="Ruth Calder")
    (seen,) = mine.ask(handover.preview, back, {})
    assert [(each.what, each.mine, each.theirs) for each in seen.clashes] == [
        ("Child: Known as", "Kof", "Koko")
    ]
    with pytest.raises(BadInput, match="1 thing differ"):
        mine.act(handover.receive, back, {})
    take_in(mine, back, THEIRS)
    child = get(mine, Child, "a" * 16)
    assert (child["language"], child["home_word"], child["known_as"]) == ("Twi", "Nan's", "Koko")
    texts = {row["text"] for row in state(mine)["note"].values()}
    assert texts == {"Happy at school.", "Written here.", "Written there."}
    assert get(mine, Consultation, "t" * 16) is None
    take_in(other, send(mine, KOFI))
    assert state(other) == state(mine)


def test_the_same_comes_out_whichever_side_receives_first(mine: Vault, other: Vault) -> None:
    take_in(other, send(mine, KOFI))
    mine.act(change, Review, "r" * 16, child_views="He said yes.", place="at home")
    other.act(change, Review, "r" * 16, child_views="He said no.", place="at Nan's")
    there, here = send(mine, KOFI), send(other, KOFI, to="Ruth Calder")
    take_in(other, there, THEIRS)
    take_in(mine, here, MINE)
    assert state(mine) == state(other)
    assert get(mine, Review, "r" * 16)["child_views"] == "He said yes."
    # And afterwards nothing is asked a second time.
    (again,) = other.ask(handover.preview, send(mine, KOFI), {})
    assert (again.clashes, again.added, again.changed, again.removed) == ((), 0, 0, 0)


def test_two_cover_and_their_files_give_the_same_in_either_order(
    mine: Vault, tmp_path: Path, cheap: Cost
) -> None:
    results = []
    for order in (("tom", "ada"), ("ada", "tom")):
        whose = {}
        vaults = []
        home = Vault.create(tmp_path / f"home {order}", "a b c d e f g", cost=cheap)
        home.act(two_children)
        sent = send(home, KOFI)
        for name, field, value in (("tom", "language", "Twi"), ("ada", "home_word", "Nan's")):
            cover = Vault.create(tmp_path / f"{name} {order}", "a b c d e f g", cost=cheap)
            vaults.append(cover)
            take_in(cover, sent)
            cover.act(change, Child, "a" * 16, **{field: value}, known_as=name)
            whose[name] = send(cover, KOFI, to="Ruth")
        for name in order:
            take_in(home, whose[name], THEIRS if name == "ada" else MINE)
        child = get(home, Child, "a" * 16)
        results.append((child["language"], child["home_word"]))
        for each in (home, *vaults):
            each.close()
    assert results == [("Twi", "Nan's")] * 2


def test_the_value_that_does_not_stand_is_kept_in_the_history(mine: Vault, other: Vault) -> None:
    take_in(other, send(mine, KOFI))
    mine.act(change, Note, "n" * 16, text="Mine of it")
    other.act(change, Note, "n" * 16, text="The other view")
    take_in(mine, send(other, KOFI, to="Ruth Calder"), MINE)
    assert get(mine, Note, "n" * 16)["text"] == "Mine of it"
    with mine.raw() as connection:
        rows = connection.execute(
            "SELECT coalesce(before, '') || coalesce(after, '') FROM history"
        ).fetchall()
    assert any("The other view" in row[0] for row in rows)


def test_receiving_is_one_step_that_undo_takes_back(mine: Vault, other: Vault) -> None:
    take_in(other, send(mine, KOFI))
    mine.act(change, Note, "n" * 16, text="Mine")
    other.act(change, Note, "n" * 16, text="Theirs")
    other.act(take, Consultation, "t" * 16)
    before = state(mine)
    take_in(mine, send(other, KOFI, to="Ruth Calder"), THEIRS)
    assert state(mine) != before
    mine.act(undo)
    assert state(mine) == before


def test_two_letters_of_one_review_become_one_and_are_asked_about(mine: Vault, other: Vault) -> None:
    take_in(other, send(mine, KOFI))
    mine.act(put, Letter(id="1" * 16, child_id="a" * 16, review_id="r" * 16, text="Dear Kofi, from Ruth"))
    other.act(put, Letter(id="2" * 16, child_id="a" * 16, review_id="r" * 16, text="Dear Kofi, from Tom"))
    entry = OutboxEntry(kind="LETTER", child_id="a" * 16, subject_id="2" * 16, made_on=TODAY)
    other.act(put, entry)
    (seen,) = take_in(mine, send(other, KOFI, to="Ruth Calder"), THEIRS)
    assert [each.what for each in seen.clashes] == ["Letter: The letter"]
    letters = state(mine)["letter"]
    assert {row_id: row["text"] for row_id, row in letters.items()} == {"1" * 16: "Dear Kofi, from Tom"}
    assert [row["subject_id"] for row in state(mine)["outbox_entry"].values()] == ["1" * 16]


def test_a_child_both_have_from_the_council_keeps_the_id_here(mine: Vault, other: Vault) -> None:
    own = Child(id="c" * 16, mosaic_id=KOFI, first_name="Kofi", surname="Asante", born=date(2017, 2, 1))
    other.act(put, own)
    (seen,) = take_in(other, send(mine, KOFI))
    assert (seen.new, seen.clashes) == (False, ())
    assert state(other, "c" * 16)["note"]["n" * 16]["text"] == "Happy at school."
    assert get(other, Child, "a" * 16) is None
    other.act(change, Note, "n" * 16, text="Changed there.")
    (back,) = take_in(mine, send(other, KOFI, to="Ruth Calder"))
    assert back.clashes == ()
    assert get(mine, Note, "n" * 16)["text"] == "Changed there."


def test_passed_on_for_good_leaves_this_caseload_and_comes_back_to_it(mine: Vault, other: Vault) -> None:
    take_in(other, send(mine, KOFI, cover=False))
    assert get(mine, Child, "a" * 16)["closed_on"] == TODAY
    assert get(other, Child, "a" * 16)["closed_on"] is None
    take_in(mine, send(other, KOFI, to="Ruth Calder", cover=False))
    assert get(mine, Child, "a" * 16)["closed_on"] is None


def test_the_childs_page_says_who_has_the_child_now(mine: Vault, other: Vault) -> None:
    def told(vault: Vault) -> list[str]:
        page = vault.ask(child_page, "a" * 16, TODAY)
        return [f"{fact.label} {fact.value}" for fact in page.stands if " with" in fact.label]

    take_in(other, send(mine, KOFI, to="Tom [/] [b]"))
    assert told(mine) == ["also with Tom [/] [b] since Sun 22 Nov"]
    assert told(other) == []
    assert "Handed" in [item.word for item in mine.ask(child_page, "a" * 16, TODAY).story]
    take_in(mine, send(other, KOFI, to="Ruth Calder", cover=False))
    assert told(mine) == []
    assert told(other) == ["now with Ruth Calder since Sun 22 Nov"]


def test_the_same_file_twice_is_said(mine: Vault, other: Vault) -> None:
    package = send(mine, KOFI)
    take_in(other, package)
    with pytest.raises(BadInput, match="received already"):
        take_in(other, package)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda whole: whole.pop("children"), "damaged"),
        (lambda whole: whole.update(version=99), "newer version"),
        (lambda whole: whole.update(format="another"), "no hand-over"),
        (lambda whole: whole["children"][0]["tables"].update(profile={}), "damaged"),
        (lambda whole: whole["children"][0]["tables"].update(dragon={}), "dragon"),
        (lambda whole: whole["children"][0]["tables"]["note"]["n" * 16].update(child_id="b" * 16), "damaged"),
        (lambda whole: whole["children"][0]["tables"]["child"]["a" * 16].update(born="tomorrow"), "born"),
        (lambda whole: whole["children"][0]["tables"]["note"]["n" * 16].update(review_id="z"), "damaged"),
    ],
)
def test_a_damaged_file_changes_nothing_and_says_so(mine: Vault, other: Vault, harm: Any, words: str) -> None:
    whole = json.loads(as_bytes(mine.ask(handover.pack, [KOFI], "", True, TODAY)))
    harm(whole)
    with pytest.raises(BadInput, match=words):
        other.act(handover.receive, read_package(json.dumps(whole).encode()), {})
    assert get(other, Child, "a" * 16) is None
    with pytest.raises(BadInput, match="holds no hand-over"):
        read_package(b"\xff not JSON")
