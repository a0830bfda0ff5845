"""Their list against mine: each difference has its explanation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from a_list import TODAY, bring_in, row, write
from a_return import a_return
from sqlmodel import select

from iro_tui.casework.children import save_profile
from iro_tui.casework.outbox import ledger, tick
from iro_tui.casework.reviews import complete_review, open_review, save_review
from iro_tui.exchange.against import Difference, in_words
from iro_tui.exchange.incoming import differences, open_incoming
from iro_tui.record.child import Child
from iro_tui.vault.store import Vault


@pytest.fixture
def mine(vault: Vault, tmp_path: Path) -> Vault:
    """A vault with one child from a list, whose review of 28 April was written here."""
    vault.act(save_profile, {"name": "Ruth Calder"})
    bring_in(vault, write(tmp_path, row()))
    child_id = vault.ask(lambda session: session.exec(select(Child.id)).one())
    day = date(2026, 4, 28)
    review_id = vault.act(open_review, child_id, day).result
    values = {
        "opened_on": day,
        "participation": "PN1",
        "child_views": "She likes it.",
        "covered": "ADVOCACY COMPLAINTS IRO_LEAFLET",
        "next_on": date(2026, 10, 20),
    }
    vault.act(save_review, review_id, values)
    vault.act(complete_review, review_id, day)
    return vault


def found(vault: Vault, path: Path) -> list[Difference]:
    return list(vault.ask(differences, (open_incoming(path),), TODAY))


def theirs(folder: Path, **changes: str) -> Path:
    same = {"Last_CLA_Review": "28/04/2026", "Review_Category": "Second CLA Review"}
    return write(folder, {**row(**{**same, **changes}), **_extra(changes)}, name="theirs.csv")


def _extra(changes: dict[str, str]) -> dict[str, str]:
    wanted = ("Next_Review_Due", "In_Timescale")
    return {name.replace("_", " "): changes[name] for name in wanted if name in changes}


def test_the_same_list_has_no_difference(mine: Vault, tmp_path: Path) -> None:
    assert found(mine, theirs(tmp_path, Next_Review_Due="28/10/2026")) == []
    assert in_words(()) == "Their list and yours say the same about reviews."


def test_a_review_they_do_not_have_says_if_it_is_on_mosaic(mine: Vault, tmp_path: Path) -> None:
    path = theirs(tmp_path, Last_CLA_Review="30/01/2026")
    (only,) = found(mine, path)
    assert (only.kind, only.name) == ("missing_there", "Orla Marlowe")
    assert "not on Mosaic yet" in only.why
    entry = next(each for each in mine.ask(ledger, TODAY) if each.kind == "REVIEW")
    mine.act(tick, entry.entry_id, date(2026, 5, 5))
    assert "on Mosaic since Tue 5 May 2026" in found(mine, path)[0].why


def test_a_review_only_they_have_and_one_on_another_day(mine: Vault, tmp_path: Path) -> None:
    (only,) = found(mine, theirs(tmp_path, Last_CLA_Review="20/10/2026"))
    assert (only.kind, only.what) == ("missing_here", "They have a review on Tue 20 Oct 2026.")
    (only,) = found(mine, theirs(tmp_path, Last_CLA_Review="30/04/2026"))
    assert (only.kind, only.what) == ("other_day", "They have Thu 30 Apr 2026, you have Tue 28 Apr 2026.")


def test_another_participation_code(mine: Vault, tmp_path: Path) -> None:
    (only,) = found(mine, theirs(tmp_path, Participation="PN6"))
    assert only.kind == "other_code" and "they have PN6, you have PN1" in only.what


@pytest.mark.parametrize(
    ("held", "their_due", "says"),
    [
        ("09/05/2026", "08/11/2026", "It is late by their clock only."),
        ("31/08/2026", "02/03/2027", "Whoever keeps theirs is late in law."),
    ],
)
def test_C3_a_date_of_183_days_is_their_clock_only(
    vault: Vault, tmp_path: Path, held: str, their_due: str, says: str
) -> None:
    listed = row(Last_CLA_Review=held, Review_Category="Subsequent CLA Review")
    bring_in(vault, write(tmp_path, listed))
    (only,) = found(vault, write(tmp_path, {**listed, "Next Review Due": their_due}))
    assert only.kind == "their_clock" and only.why.endswith(says)


def test_C2_called_late_by_their_91_days_and_in_time_in_law(mine: Vault, tmp_path: Path) -> None:
    differing = found(mine, theirs(tmp_path, In_Timescale="No"))
    assert [each.kind for each in differing] == ["their_clock"]
    assert "They call the review of Tue 28 Apr 2026 late; in law it was in time." in differing[0].what
    assert "They count days, not months" in differing[0].why


def test_a_due_date_that_fits_no_rule_is_asked_about(mine: Vault, tmp_path: Path) -> None:
    (only,) = found(mine, theirs(tmp_path, Next_Review_Due="01/12/2026"))
    assert only.kind == "other_due" and "Their date fits neither months" in only.why


def test_children_on_one_list_only_and_not_those_of_other_iros(mine: Vault, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        row(Person_ID="7", Forename="Ned", IRO="Ruth Calder"),
        row(Person_ID="8", Forename="Kit", IRO="Ann Other"),
        name="theirs.csv",
    )
    assert [(each.kind, each.name) for each in found(mine, path)] == [
        ("not_there", "Orla Marlowe"),
        ("not_here", "Ned Marlowe"),
    ]


def test_the_reviews_of_a_return_are_compared_over_its_days(mine: Vault, tmp_path: Path) -> None:
    reviews = [
        "1000001,04/03/2014,30/01/2026,PN1",
        "1000001,04/03/2014,28/04/2026,PN2",
        "1000001,04/03/2014,01/06/2026,PN1",
    ]
    a_return(tmp_path / "r", reviews=reviews)
    differing = found(mine, tmp_path / "r" / "reviews.csv")
    assert [each.kind for each in differing] == ["missing_here", "other_code"]
    assert "Orla Marlowe: They have a review on Mon 1 Jun 2026." in in_words(differing)
