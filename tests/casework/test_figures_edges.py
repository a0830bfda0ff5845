"""Figures at their edges: what was not yet so on the last day, and what only looks like what is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from iro_tui.casework.figures.counting import figures
from iro_tui.casework.figures.spans import span
from iro_tui.casework.verbs import verb
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.health import HealthAssessment, Recommendation
from iro_tui.record.home import Placement
from iro_tui.record.missing import MissingEpisode
from iro_tui.record.review import Review
from iro_tui.record.rights import Advocacy
from iro_tui.vault.store import Vault

TODAY = date(2024, 11, 1)
Counted = Callable[..., dict[str, tuple[float, float | None]]]


@pytest.fixture
def counted(vault: Vault) -> Counted:
    """Puts rows on the record of one boy of 11, in care since 2020, and counts a figure of 2023/24."""

    @verb("rows")
    def put_in(session: Any, rows: tuple[Any, ...], started: date) -> None:
        session.add(Child(id="c0", mosaic_id="1", first_name="Wren", born=date(2012, 6, 1)))
        session.flush()
        session.add(PeriodOfCare(child_id="c0", started_on=started))
        session.add_all(rows)

    def count(
        number: int, *rows: Any, started: date = date(2020, 1, 6)
    ) -> dict[str, tuple[float, float | None]]:
        vault.act(put_in, rows, started)
        parts = vault.ask(figures, span(2023), TODAY).figure(number).parts
        return {part.key: (part.top, part.bottom) for part in parts}

    return count


def secure() -> Placement:
    return Placement(child_id="c0", kind="K1", started_on=date(2023, 9, 1))


def test_52_an_advocate_who_came_after_the_last_day_was_not_there_on_it(counted: Counted) -> None:
    later = Advocacy(child_id="c0", asked_on=date(2024, 6, 3), granted=True)
    assert counted(52, secure(), later) == {"": (0, 1)}


def test_52_an_advocate_who_left_after_the_last_day_was_there_on_it(counted: Counted) -> None:
    asked, ended = date(2023, 9, 4), date(2024, 8, 1)
    assert counted(52, secure(), Advocacy(child_id="c0", asked_on=asked, granted=True, ended_on=ended)) == {
        "": (1, 1)
    }


def test_53_a_first_assessment_that_is_not_due_yet_is_not_late(counted: Counted) -> None:
    assert counted(53, started=date(2024, 3, 25))["IN_TIME"] == (1, 1)


def test_53_a_recommendation_carried_out_after_the_last_day_was_open_on_it(counted: Counted) -> None:
    health = HealthAssessment(id="h0", child_id="c0", held_on=date(2024, 1, 8))
    done = Recommendation(
        child_id="c0", made_on=date(2024, 1, 8), text="Glasses", status="DONE", closed_on=date(2024, 6, 3)
    )
    assert counted(53, health, done)["CARRIED"] == (0, 1)


def test_57_a_child_whose_place_was_known_was_away_and_not_missing(counted: Counted) -> None:
    gone = [MissingEpisode(child_id="c0", kind=kind, gone_on=date(2023, 7, 3)) for kind in ("M", "A")]
    found = counted(57, *gone)
    assert (found["EPISODES"], found["CHILDREN"], found["AWAY"]) == ((1, None), (1, None), (1, None))


def test_24_a_temporary_stay_is_no_move(counted: Counted) -> None:
    stay = Placement(child_id="c0", kind="T1", started_on=date(2023, 7, 3), ended_on=date(2023, 7, 7))
    move = Placement(child_id="c0", kind="U6", started_on=date(2023, 9, 4))
    assert counted(24, stay, move)["IRO"] == (0, 1)


def test_1_a_review_opened_in_march_and_complete_in_april_counts_where_it_was_completed(
    counted: Counted,
) -> None:
    borders = ((date(2023, 3, 30), date(2023, 4, 1)), (date(2024, 3, 28), date(2024, 4, 4)))
    found = counted(
        1, *(Review(child_id="c0", opened_on=a, completed_on=b, participation="PN1") for a, b in borders)
    )
    assert found == {"": (1, None)}
