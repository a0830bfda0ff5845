from __future__ import annotations

import pytest
from good_and_poor import LETTERS, checked, expected_for, found, index, rules_of, text_of

from iro_tui.errors import BadInput
from letters.check import Expected, check
from letters.rules import RULES

GOOD = [name for name in index() if name.startswith("good")]
POOR = [name for name in index() if name.startswith("poor")]
FAMILIES_LIT = {  # letters.md 5.3
    "poor_04_poppy": 5,
    "poor_07_tyrell": 6,
    "poor_10_amira": 6,
    "poor_13_callum": 5,
    "poor_16_jess": 4,
    "poor_17_yonas": 7,
}
VOICES = {
    "good_04_poppy": 5,
    "good_07_tyrell": 10,
    "good_10_amira": 11,
    "good_13_callum": 12,
    "good_16_jess": 11,
    "good_17_yonas": 11,
    "poor_04_poppy": 1,
    "poor_07_tyrell": 0,
    "poor_10_amira": 0,
    "poor_13_callum": 0,
    "poor_16_jess": 1,
    "poor_17_yonas": 1,
}


def test_every_rule_of_the_reference_is_there():
    blocks = [f"B{n:02}" for n in range(1, 12)]
    confirms = [f"C{n:02}" for n in range(1, 11)]  # C09 and C10: the child's own name and pronoun
    advice = [f"A{n:02}" for n in range(1, 14)]
    assert sorted(RULES) == sorted(blocks + confirms + advice)


def test_the_index_names_six_good_and_six_poor_letters():
    assert (len(GOOD), len(POOR)) == (6, 6)


@pytest.mark.parametrize("name", GOOD)
def test_good_letters_raise_nothing_and_light_no_family(name: str):
    report = checked(name)
    assert rules_of(report) == set()
    assert report.families == ()
    assert report.ready
    assert not report.blocked
    assert not report.needs_another_look


@pytest.mark.parametrize("name", GOOD)
def test_good_letters_are_good_by_form_alone(name: str):
    row = index()[name]
    report = check(text_of(name), Expected(int(row["age"]), reading_support=row["reading_support"] == "yes"))
    assert rules_of(report) == set()


@pytest.mark.parametrize("name", POOR)
def test_poor_letters_raise_what_the_index_lists(name: str):
    report = checked(name)
    row = index()[name]
    listed = {rule for rule in f"{row['expect_blocks']};{row['expect_confirms']}".split(";") if rule}
    assert listed <= rules_of(report)
    assert report.blocked
    assert not report.ready
    assert report.needs_another_look


@pytest.mark.parametrize(("name", "lit"), FAMILIES_LIT.items())
def test_families_lit_are_those_measured(name: str, lit: int):
    assert len(checked(name).families) == lit >= 4


@pytest.mark.parametrize(("name", "count"), VOICES.items())
def test_C06_voice_counts_are_those_measured(name: str, count: int):
    assert checked(name).voice == count


@pytest.mark.parametrize("age", [6, 9, 12, 15])
def test_the_alise_rewrites_pass_A03_to_A05_at_their_ages(age: int):
    report = check(text_of(f"alise/alise_rewrite_{age:02}"), Expected(age))
    assert not rules_of(report) & {"A03", "A04", "A05"}


@pytest.mark.parametrize("path", sorted(LETTERS.rglob("*.txt")), ids=lambda path: path.stem)
def test_every_finding_knows_its_place_and_says_why(path):
    text = path.read_text(encoding="utf-8")
    report = check(text, Expected(9, first_name="Nobody", caseload=("Leila",)))
    assert report.findings
    lines = text.split("\n")
    for finding in report.findings:
        assert text[finding.start : finding.end] == finding.text
        assert sum(len(line) + 1 for line in lines[: finding.line - 1]) + finding.column - 1 == finding.start
        assert finding.why.endswith((".", "?"))
        assert finding.title
        assert all(phrase and not phrase.startswith("(") for phrase in finding.say_instead)


def test_stops_come_first_then_confirms_then_advice_each_in_order_of_place():
    findings = checked("poor_07_tyrell").findings
    order = [("block", "confirm", "advice").index(finding.level) for finding in findings]
    assert order == sorted(order)
    for level in ("block", "confirm", "advice"):
        starts = [finding.start for finding in findings if finding.level == level]
        assert starts == sorted(starts)


def test_a_kept_confirm_is_silent_and_a_letter_with_advice_only_is_ready():
    name, edit = (
        "good_10_amira",
        ("School is going well", "I promise that school and your placement are fine"),
    )
    before = checked(name, edit)
    (promise,) = found(before, "C04")
    assert found(before, "A01")
    assert not before.ready
    text = text_of(name).replace(*edit)
    after = check(text, expected_for(name), kept={promise.key})
    assert "C04" not in rules_of(after)
    assert [finding.rule for finding in after.kept] == ["C04"]
    assert after.ready


def test_3_5_a_kept_finding_survives_moving_and_lapses_when_the_sentence_changes():
    first = "Dear Sam,\n\nI promise you a trip.\n\nYou told me about it."
    moved = "Dear Sam,\n\nYou told me about it.\n\nI promise you a trip."
    changed = "Dear Sam,\n\nI promise you a home.\n\nYou told me about it."
    keys = [found(check(text, Expected(9)), "C04")[0].key for text in (first, moved, changed)]
    assert keys[0] == keys[1] != keys[2]


def test_a_stop_cannot_be_kept():
    poor = checked("poor_10_amira")
    keys = {finding.key for finding in poor.findings}
    after = check(text_of("poor_10_amira"), expected_for("poor_10_amira"), kept=keys)
    assert {finding.level for finding in after.findings} == {"block"}
    assert {finding.rule for finding in after.kept} >= {"C02", "C03", "C05", "C06"}


def test_keys_hold_no_words_of_the_letter():
    assert not any("Leila" in finding.key for finding in checked("poor_10_amira").findings)


def test_counts_per_family_add_up():
    report = checked("poor_16_jess")
    assert sum(report.counts.values()) == len(report.findings)


@pytest.mark.parametrize("age", [-1, 26, 99])
def test_ages_outside_0_to_25_are_refused(age: int):
    with pytest.raises(BadInput, match="aged 0 to 25"):
        check("Dear Sam,", Expected(age))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "   ",
        "#",
        "|",
        "| |",
        "|||\n|--|",
        "## ",
        "Dear",
        "Dear ,",
        '"',
        "- ",
        "[",
        "From,",
        "x" * 9000,
        "İ’“”",
    ],
)
def test_no_text_is_too_odd_to_check(text: str):
    assert check(text, Expected(9, first_name="Sam", caseload=("Leila Roe",))).blocked


def test_curly_quotes_windows_line_ends_and_hard_wraps_change_nothing():
    name = "good_10_amira"
    text = text_of(name).replace('"', "”").replace("'", "’").replace("\n", "\r\n")
    assert rules_of(check(text, expected_for(name))) == set()
    wrapped = text_of("good_13_callum").replace("You are not stupid. ", "You are not\nstupid.\n")
    assert rules_of(check(wrapped, expected_for("good_13_callum"))) == set()
