from __future__ import annotations

from pathlib import Path

import pytest

import iro_tui.rules
from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes, label, rows, short

FOLDER = Path(iro_tui.rules.__file__).parent / "codes"
NOT_PLAIN = {"bank_holidays_england_wales", "escalation_process"}
PLAIN = sorted(file.stem for file in FOLDER.glob("*.csv") if file.stem not in NOT_PLAIN)


@pytest.mark.parametrize("name", PLAIN)
def test_every_list_reads_in_file_order_with_a_label_for_each_code(name: str) -> None:
    listed = codes(name)
    in_file = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(listed) == len(in_file)
    for line, (key, code) in zip(in_file, listed.items(), strict=True):
        assert key == code.code
        assert key in line.split(",")
        assert code.label.strip()
        assert code.short.strip()


def test_short_label_where_the_list_has_one_else_the_full_label() -> None:
    assert short("placement_type", "U6") == "Foster, other"
    assert short("late_reason", "SICK_SW") == label("late_reason", "SICK_SW") == "Social worker sickness"


def test_columns_keep_what_code_and_label_do_not() -> None:
    assert codes("participation")["PN4"].columns["attended"] == "yes"
    assert codes("participation")["PN0"].columns["attended"] == ""


def test_unknown_code_names_the_list_and_its_codes() -> None:
    with pytest.raises(BadInput, match=r'no code "PN9" in the list participation\. It has PN0, PN1'):
        label("participation", "PN9")


def test_a_long_list_is_not_recited() -> None:
    with pytest.raises(BadInput, match=r'^There is no code "U9" in the list placement type\.$'):
        short("placement_type", "U9")


@pytest.mark.parametrize("name", ["no_such_list", "../../errors", ""])
def test_unknown_list(name: str) -> None:
    with pytest.raises(BadInput, match="There is no list"):
        codes(name)


def test_lists_whose_lines_have_no_code_of_their_own_are_read_as_rows() -> None:
    with pytest.raises(BadInput, match="escalation process"):
        codes("escalation_process")
    assert [row["code"] for row in rows("escalation_process")].count("CAFCASS") == 2


def test_codes_cannot_be_changed_by_a_reader() -> None:
    with pytest.raises(TypeError):
        codes("sex")["X"] = codes("sex")["M"]  # type: ignore[index]
    with pytest.raises(TypeError):
        codes("sex")["M"].columns["label"] = "other"  # type: ignore[index]


def test_note_tags_have_one_key_each_and_plain_notes_none() -> None:
    assert [tag.columns["key"] for tag in codes("note_tag").values()] == ['"', "+", "-", "?", "=", "@", ""]


def test_roles_say_how_a_child_would_call_the_person() -> None:
    assert codes("person_role")["SOCIAL_WORKER"].columns["child_label"] == "your social worker"
    assert all(role.columns["child_label"] for role in codes("person_role").values())


def test_own_lists_hold_the_codes_the_record_uses() -> None:
    assert list(codes("pronouns")) == ["SHE", "HE", "THEY"]
    assert list(codes("chaired")) == ["NO", "CO", "CHAIR"]
    assert list(codes("judgement")) == ["ON_TRACK", "CONCERN", "ESCALATE"]
    assert list(codes("decision_status")) == ["OPEN", "DONE", "PART", "NOT_DONE", "CHANGED", "DROPPED"]
    assert [kind.label for kind in codes("outbox_kind").values()] == [
        "Review",
        "Participation",
        "Decisions",
        "Letter",
        "Talked",
        "Midway",
        "Alert",
        "Case note",
        "Invitation",
        "Decisions page",
    ]
