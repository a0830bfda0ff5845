from __future__ import annotations

from iro_tui.rules.checklist import TOLD_AT_FIRST, items_for, lines_of, ticked, why_not, with_reason
from iro_tui.rules.codes import codes


def found(age: int, **facts: bool) -> set[str]:
    return {item.code for item in items_for(age, **{"first": False, **facts})}


def test_every_item_of_the_list_applies_to_somebody() -> None:
    everybody = found(17, uasc=True, dual=True, fostered=True, proceedings=True) | found(10, first=True)
    assert everybody == set(codes("review_checklist"))


def test_a_first_review_asks_what_a_child_is_told_and_not_after_decisions() -> None:
    first, later = found(10, first=True), found(10)
    assert set(TOLD_AT_FIRST) <= first
    assert "DECISIONS" not in first
    assert "DECISIONS" in later
    assert "IRO_LEAFLET" not in later


def test_age_decides_about_school_and_leaving_care() -> None:
    assert {"EDUCATION", "PEP"}.isdisjoint(found(1))
    assert "EDUCATION" in found(2) and "PEP" not in found(2)
    assert "PEP" in found(4)
    assert "PATHWAY" not in found(15)
    assert {"PATHWAY", "HOUSING_VULN"} <= found(16)
    assert "STAYING_PUT" not in found(16)
    assert "STAYING_PUT" in found(16, fostered=True)


def test_facts_of_the_child_decide_the_rest() -> None:
    assert "IMMIGRATION" not in found(12) and "IMMIGRATION" in found(12, uasc=True)
    assert "CP_DUAL" not in found(12) and "CP_DUAL" in found(12, dual=True)
    assert "IRO_LEAFLET" not in found(12) and "IRO_LEAFLET" in found(12, new_iro=True)
    assert "GUARDIAN" not in found(12) and "GUARDIAN" in found(12, proceedings=True)


def test_lines_join_what_is_talked_about_together_and_keep_every_item_once() -> None:
    items = items_for(10, first=True)
    lines = lines_of(items)
    joined = {line.short: line.codes for line in lines}
    assert joined["School and PEP"] == ("EDUCATION", "PEP")
    assert joined["Advocate, how to complain"] == ("ADVOCACY", "COMPLAINTS")
    assert sorted(code for line in lines for code in line.codes) == sorted(item.code for item in items)
    assert {line.short: line.codes for line in lines_of(items_for(2, first=True))}["School and PEP"] == (
        "EDUCATION",
    )


def test_short_words_fit_the_panel() -> None:
    for code in codes("review_checklist").values():
        assert 0 < len(code.short) <= 26
        assert code.short != code.label


def test_ticking_a_line_ticks_all_of_it_and_unticking_leaves_the_others() -> None:
    covered = ticked("PLACEMENT", "ADVOCACY COMPLAINTS", True)
    assert covered == "PLACEMENT ADVOCACY COMPLAINTS"
    assert ticked(covered, "ADVOCACY COMPLAINTS", True) == covered
    assert ticked(covered, "ADVOCACY COMPLAINTS", False) == "PLACEMENT"
    assert ticked("", "HEALTH", False) == ""


def test_each_line_that_was_not_looked_at_keeps_its_own_reason() -> None:
    reasons = with_reason("", "Health and teeth", "No report:\nthe nurse was ill")
    reasons = with_reason(reasons, "Family time", "Sam did not want to")
    assert why_not(reasons, "Health and teeth") == "No report: the nurse was ill"
    reasons = with_reason(reasons, "Health and teeth", "Nurse ill")
    assert why_not(reasons, "Health and teeth") == "Nurse ill"
    assert why_not(reasons, "Health") == ""
    assert with_reason(reasons, "Health and teeth", " ") == "Family time: Sam did not want to"
