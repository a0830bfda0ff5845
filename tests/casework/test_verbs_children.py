from __future__ import annotations

from datetime import date

import pytest
from a_child import ENTERED, TODAY, child, iro
from sqlmodel import select

from iro_tui.casework.children import add_child, form_values, profile, save_child, save_profile
from iro_tui.errors import BadInput
from iro_tui.record.child import Child, ChildFields, PeriodOfCare
from iro_tui.record.forms import layout, to_typed
from iro_tui.vault.store import Vault


def test_adding_a_child_begins_a_period_of_care(vault: Vault) -> None:
    child_id = child(vault)

    assert vault.ask(lambda session: session.get(Child, child_id).mosaic_id) == "1048811"
    assert vault.ask(lambda session: list(session.exec(select(PeriodOfCare.started_on)).all())) == [ENTERED]


def test_a_mosaic_number_is_taken_once_and_the_sentence_names_it(vault: Vault) -> None:
    child(vault)
    with pytest.raises(BadInput, match=r"Mosaic number 1048811 is on your caseload already") as refused:
        child(vault, first_name="Leo", surname="Hill")
    assert "Leo" not in str(refused.value)
    other = child(vault, "1048812", first_name="Leo", known_as="")
    with pytest.raises(BadInput, match="1048811"):
        vault.act(save_child, other, {"mosaic_id": "1048811"})


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"first_name": ""}, "First name: fill this in."),
        ({"born": date(2027, 1, 1)}, "Born: that day has not come yet."),
        ({"born": "31/02/2020"}, "Born: this cannot be read."),
        ({"ethnicity": "ZZZZ"}, "“ZZZZ” is not in the list"),
        ({"reader_age": 40}, "Write for age: this cannot be read."),
        ({"first_name": "S" * 81}, "at most 80 letters fit here; this has 81"),
    ],
)
def test_table_classes_do_not_validate_so_the_verb_does(
    vault: Vault, values: dict[str, object], sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        child(vault, **values)
    assert sentence in str(refused.value)
    assert vault.ask(lambda session: session.exec(select(Child)).all()) == []


def test_looked_after_before_being_born_is_refused(vault: Vault) -> None:
    with pytest.raises(BadInput, match="before the date of birth"):
        child(vault, since=date(2015, 3, 3))


def test_a_child_whose_start_is_not_known_has_no_period(vault: Vault) -> None:
    child(vault, since=None)
    assert vault.ask(lambda session: session.exec(select(PeriodOfCare)).all()) == []


def test_saving_changes_only_what_is_given(vault: Vault) -> None:
    child_id = child(vault)
    acted = vault.act(save_child, child_id, {"known_as": "Sammy"})
    assert acted.changed.rows == {("child", child_id)}
    values = vault.ask(form_values, "child", child_id)
    assert (values["known_as"], values["surname"], values["born"]) == ("Sammy", "Tate", date(2015, 3, 4))
    with pytest.raises(BadInput, match="not on the record any more"):
        vault.act(save_child, "gone", {"known_as": "Sam"})
    with pytest.raises(KeyError):
        vault.act(save_child, child_id, {"shoe_size": 3})


def test_form_values_fill_any_form(vault: Vault) -> None:
    child_id = child(vault)
    typed = to_typed(vault.ask(form_values, "child", child_id), layout(ChildFields, groups=("who", "plan")))
    assert typed["born"] == "04/03/2015"
    assert typed["uasc"] == "no"
    assert set(vault.ask(form_values, "child", child_id)) == set(ChildFields.model_fields)


def test_the_iros_own_page(vault: Vault) -> None:
    assert vault.ask(profile) is None
    iro(vault)
    vault.act(save_profile, {"lock_minutes": 10})
    page = vault.ask(profile)
    assert page is not None
    assert (page.name, page.lock_minutes, page.job_title) == (
        "Ruth Calder",
        10,
        "Independent Reviewing Officer",
    )
    with pytest.raises(BadInput, match="Your name: fill this in"):
        vault.act(save_profile, {"name": ""})


def test_adding_is_one_step_of_history(vault: Vault) -> None:
    acted = vault.act(
        add_child,
        {"mosaic_id": "7", "first_name": "O'Brien [/] [b]", "born": date(2020, 2, 29)},
        TODAY,
        TODAY,
    )
    assert acted.changed.words == "child added"
    assert {table for table, _ in acted.changed.rows} == {"child", "period_of_care"}
    assert vault.ask(form_values, "child", acted.result)["first_name"] == "O'Brien [/] [b]"
