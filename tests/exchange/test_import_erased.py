"""A child who was erased here does not come back with the next list unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from a_list import TODAY, bring_in, row, write
from sqlmodel import select

from iro_tui.exchange.caseload_list import Plan
from iro_tui.exchange.erase import erase
from iro_tui.exchange.questions import MINE, TAKE
from iro_tui.record.child import Child
from iro_tui.vault.store import Vault


def children(vault: Vault) -> list[str]:
    return list(vault.ask(lambda session: session.exec(select(Child.id)).all()))


@pytest.fixture
def listed(vault: Vault, tmp_path: Path) -> Path:
    """A list of one child, who was here and was erased."""
    path = write(tmp_path, row())
    bring_in(vault, path)
    erase(vault, children(vault)[0], "Orla Marlowe", "moved to another council", TODAY)
    return path


def asked(vault: Vault, listed: Path) -> Plan:
    plan = bring_in(vault, listed)
    assert not plan.added and not children(vault)
    return plan


def test_whether_an_erased_child_is_back_is_asked(vault: Vault, listed: Path) -> None:
    (question,) = asked(vault, listed).questions
    assert question.why == (
        "The child with the Mosaic number 1000001 was erased on Mon 9 Nov 2026: moved to another council."
    )
    assert [option.answer for option in question.options] == [TAKE, MINE, ""]
    assert len(asked(vault, listed).questions) == 1, "asked again next time"


def test_an_erased_child_who_is_back_begins_a_new_file(vault: Vault, listed: Path) -> None:
    (question,) = asked(vault, listed).questions
    bring_in(vault, listed, answers={question.key: TAKE})
    assert len(children(vault)) == 1
    assert bring_in(vault, listed).unchanged == ("1000001",)


def test_an_erased_child_who_is_not_back_is_left_out_from_then_on(vault: Vault, listed: Path) -> None:
    (question,) = asked(vault, listed).questions
    bring_in(vault, listed, answers={question.key: MINE})
    plan = asked(vault, listed)
    assert not plan.questions
    assert [each.reason for each in plan.set_aside] == ["as you said, erased here on Mon 9 Nov 2026"]
