"""The caseload as one table, and the filter over it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.caseload import CaseloadRow, caseload, filter_rows, tally, whose
from iro_tui.casework.words import home_word, short_name
from iro_tui.rules.codes import codes


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def well_kept(put: OnRecord, first: str, **given: object) -> str:
    """A child with nothing due soon: a midway since the last review, letter and decisions long gone."""
    child = put.child(first, since=date(2025, 11, 3), **given)
    put.held(child, date(2025, 12, 1), date(2026, 2, 27), date(2026, 8, 3), distributed_on=date(2026, 8, 20))
    put.midway(child, date(2026, 11, 4))
    return child


def row(put: OnRecord) -> CaseloadRow:
    (only,) = caseload(put.session, TODAY)
    return only


def test_a_well_kept_file_is_up_to_date(put: OnRecord) -> None:
    child = well_kept(put, "Samir")
    put.placement(child, "U4", date(2025, 11, 3))
    put.person(child, "SOCIAL_WORKER", "Grace Adeyemi", from_on=date(2026, 1, 5))
    assert row(put) == CaseloadRow(
        child_id=child,
        mosaic_id="1048801",
        sign="done",
        status="up to date",
        name="Samir Asante",
        age=9,
        next_review=date(2027, 2, 3),
        next_words="in 50 wd",
        next_late=False,
        midway_done=True,
        midway_on=date(2026, 11, 4),
        home="foster",
        worker="G. Adeyemi",
    )


def test_the_status_is_what_presses_most(put: OnRecord) -> None:
    child = put.child("Amira", "Khan", since=date(2025, 11, 3))
    put.held(child, date(2025, 12, 1), date(2026, 2, 27), date(2026, 5, 5), distributed_on=date(2026, 5, 20))
    put.booked(child, date(2026, 11, 5))
    found = row(put)
    assert (found.sign, found.status) == ("late", "midway 76 wd late")
    assert (found.next_late, found.midway_done, found.midway_on) == (True, False, date(2026, 8, 5))


def test_the_order_is_late_then_near_then_up_to_date(put: OnRecord) -> None:
    well_kept(put, "Zoe")
    put.child("Ruby", since=date(2026, 11, 4))
    put.child("Kofi", since=date(2026, 10, 1))
    put.child("Iris", since=date(2026, 9, 1))
    put.child("Nobody")
    assert [(found.name.split()[0], found.sign) for found in caseload(put.session, TODAY)] == [
        ("Iris", "late"),
        ("Kofi", "late"),
        ("Nobody", "ask"),
        ("Ruby", "coming"),
        ("Zoe", "done"),
    ]


def test_a_child_whose_start_is_not_known_is_not_called_up_to_date(put: OnRecord) -> None:
    put.child()
    found = row(put)
    assert (found.sign, found.status, found.next_review, found.next_words) == (
        "ask",
        "care start missing",
        None,
        "",
    )
    assert (found.home, found.worker, found.midway_on) == ("", "", None)


def test_closed_children_are_not_on_the_caseload(put: OnRecord) -> None:
    put.child(closed_on=date(2026, 11, 1))
    assert caseload(put.session, TODAY) == ()


def test_worker_and_home_are_those_of_the_day(put: OnRecord) -> None:
    child = put.child(since=date(2025, 11, 3))
    put.placement(child, "K2", date(2025, 11, 3), date(2026, 11, 22))
    put.placement(child, "U1", date(2026, 11, 22))
    put.placement(child, "P1", date(2026, 12, 20))
    put.person(child, "SOCIAL_WORKER", "Pat Kowal", until_on=date(2026, 11, 22))
    put.person(child, "SOCIAL_WORKER", "Jo Fenn", from_on=date(2026, 11, 22))
    assert (row(put).home, row(put).worker) == ("kinship", "J. Fenn")


def test_every_status_and_home_fits_its_column(put: OnRecord) -> None:
    for code in codes("placement_type"):
        assert 0 < len(home_word(code)) <= 19, code
    child = put.child(since=date(2025, 1, 6))
    put.held(child, date(2026, 9, 1))
    put.midway(child, TODAY)
    assert row(put).status == "decisions 53 late"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ruth Calder", "R. Calder"),
        ("Mrs Roe", "Mrs Roe"),
        ("Dr. Ama Mensah", "Dr. Ama Mensah"),
        ("Grace  Ngozi Adeyemi", "G. Adeyemi"),
        ("Nan", "Nan"),
        ("", ""),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["Anaïs", "Kofi"]),
        ("anais", ["Anaïs"]),
        ("ASANTE 9", ["Kofi"]),
        ("14", ["Anaïs"]),
        ("1", []),
        ("foster", ["Kofi"]),
        ("kowal kin", ["Anaïs"]),
        ("late", ["Kofi"]),
        ("1048801", ["Kofi"]),
        ("zzz", []),
    ],
)
def test_the_filter_looks_in_every_column_and_ignores_accents(
    put: OnRecord, typed: str, names: list[str]
) -> None:
    kofi = put.child("Kofi", since=date(2026, 7, 21))
    put.placement(kofi, "U6", date(2026, 7, 21))
    put.held(kofi, date(2026, 8, 17), distributed_on=date(2026, 8, 20))
    anais = well_kept(put, "Anaïs", born=date(2012, 3, 1))
    put.placement(anais, "U3", date(2025, 11, 3))
    put.person(anais, "SOCIAL_WORKER", "Pat Kowal")
    found = filter_rows(caseload(put.session, TODAY), typed)
    assert sorted(each.name.split()[0] for each in found) == names


def test_the_tally_counts_each_sign(put: OnRecord) -> None:
    well_kept(put, "Zoe")
    well_kept(put, "Ben")
    put.child("Iris", since=date(2026, 9, 1))
    found = tally(caseload(put.session, TODAY))
    assert (found["late"], found["today"], found["done"]) == (1, 0, 2)


def test_whose_caseload_it_is(put: OnRecord) -> None:
    assert whose(put.session).name == ""
    put.iro()
    put.child()
    put.child(closed_on=date(2026, 11, 1))
    mine = whose(put.session)
    assert (mine.name, mine.short, mine.children) == ("Ruth Calder", "R. Calder", 1)
