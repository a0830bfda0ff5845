"""Two states of one record made into one: nothing is lost, whichever comes first."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from iro_tui.exchange.merging import MINE, THEIRS, Merged, merge

LINKS = {
    "review": {"child_id": ("child", True)},
    "note": {"child_id": ("child", True), "review_id": ("review", True)},
    "promise": {"child_id": ("child", True), "review_id": ("review", True), "note_id": ("note", False)},
}
EMPTY: dict[str, dict[str, Any]] = {name: {"text": "", "who": ""} for name in ("child", *LINKS)}
State = dict[str, dict[str, dict[str, Any]]]


def state() -> State:
    return {
        "child": {"c": {"id": "c", "text": "Sam", "who": ""}},
        "review": {
            f"r{n}": {"id": f"r{n}", "child_id": "c", "text": f"review {n}", "who": "IRO"} for n in range(3)
        },
        "note": {
            f"n{n}": {"id": f"n{n}", "child_id": "c", "review_id": f"r{n % 3}", "text": "said", "who": ""}
            for n in range(5)
        },
        "promise": {
            "p0": {
                "id": "p0",
                "child_id": "c",
                "review_id": "r0",
                "note_id": "n0",
                "text": "by May",
                "who": "",
            }
        },
    }


def taken_or_written_on(before: State, dice: random.Random, a: State, b: State) -> None:
    """One side takes a row away and the other, by chance, writes on that same row."""
    gone, writes = (a, b) if dice.random() < 0.5 else (b, a)
    table = dice.choice(["review", "note"])
    row_id = dice.choice(sorted(before[table]))
    take(gone, table, row_id)
    if row_id in writes[table]:
        writes[table][row_id]["text"] = "written on"


def take(after: State, table: str, row_id: str) -> None:
    """A row goes as the database lets it go, with what hangs on it."""
    after[table].pop(row_id, None)
    if table == "review":
        for hung in ("note", "promise"):
            after[hung] = {k: row for k, row in after[hung].items() if row["review_id"] != row_id}
    for row in after["promise"].values():
        if row["note_id"] not in after["note"]:
            row["note_id"] = None


def edited(before: State, dice: random.Random, side: str) -> State:
    """The state after one to six changes of one side: fields, new rows, rows taken away."""
    after = copy.deepcopy(before)
    for turn in range(dice.randint(1, 6)):
        table = dice.choice(list(after))
        what = dice.random()
        if what < 0.6 and after[table]:
            row = after[table][dice.choice(sorted(after[table]))]
            row[dice.choice(["text", "who"])] = dice.choice([f"{side}{turn}", "both"])
        elif what < 0.85 and table == "note" and after["review"]:
            row_id = f"new{side}{turn}"
            review = dice.choice(sorted(after["review"]))
            after["note"][row_id] = {
                "id": row_id,
                "child_id": "c",
                "review_id": review,
                "text": f"{side} wrote",
                "who": "",
            }
        elif table in ("review", "note") and after[table]:
            take(after, table, dice.choice(sorted(after[table])))
    return after


def one(before: State, mine: State, theirs: State, answers: dict[Any, str] | None = None) -> Merged:
    return merge([before], mine, theirs, LINKS, answers or {}, EMPTY)


@pytest.mark.parametrize("seed", range(10))
def test_1000_pairs_of_random_edits_lose_nothing_and_give_the_same_in_either_order(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(100):
        before = state()
        a, b = edited(before, dice, "a"), edited(before, dice, "b")
        if dice.random() < 0.5:
            taken_or_written_on(before, dice, a, b)
        here, there = one(before, a, b), one(before, b, a)
        keys = [clash.key for clash in here.clashes]
        assert [(c.key, c.mine, c.theirs) for c in here.clashes] == [
            (c.key, c.theirs, c.mine) for c in there.clashes
        ]
        for answers in (dict.fromkeys(keys, MINE), {key: dice.choice([MINE, THEIRS]) for key in keys}):
            other_way = {key: THEIRS if value == MINE else MINE for key, value in answers.items()}
            assert one(before, a, b, answers).rows == one(before, b, a, other_way).rows
        they_cross(before, a, b, dice)
        nothing_lost(before, a, b, here)
        nothing_lost(before, b, a, there)


def they_cross(before: State, a: State, b: State, dice: random.Random) -> None:
    """Each side receives what the other sent before; what they answer differently is asked again, once."""
    keys = [clash.key for clash in one(before, a, b).clashes]
    said = [{key: dice.choice([MINE, THEIRS]) for key in keys} for _ in range(2)]
    here, there = one(before, a, b, said[0]).rows, one(before, b, a, said[1]).rows
    bases = [marked(before, a), marked(before, b)]
    asked = merge(bases, here, there, LINKS, {}, EMPTY)
    rows = {(clash.table, clash.row_id) for clash in asked.clashes if not clash.field}
    for table in before:
        for row_id in set(here[table]) ^ set(there[table]):
            assert row_id in asked.rows[table], "nothing goes while it is asked about"
            kept = here[table].get(row_id) or there[table][row_id]
            assert {(table, row_id), ("review", kept.get("review_id"))} & rows
        for row_id in set(here[table]) & set(there[table]):
            for field, value in here[table][row_id].items():
                differs = value != there[table][row_id][field]
                assert not differs or (table, row_id, field) in {each.key for each in asked.clashes}
    assert not any(clash.mine is None and clash.theirs is None for clash in asked.clashes)
    answers = {clash.key: dice.choice([MINE, THEIRS]) for clash in asked.clashes}
    other_way = {key: THEIRS if value == MINE else MINE for key, value in answers.items()}
    settled = merge(bases, here, there, LINKS, answers, EMPTY).rows
    assert settled == merge(bases[::-1], there, here, LINKS, other_way, EMPTY).rows
    # The one who answered passes it back, and the other has changed nothing since.
    again = merge([marked(here, there)], there, settled, LINKS, {}, EMPTY)
    assert again.clashes == ()
    assert again.rows == settled


def marked(before: State, after: State) -> dict[str, dict[str, dict[str, Any] | None]]:
    """A state that says which rows had been taken away by then."""
    return {table: {**dict.fromkeys(found), **after[table]} for table, found in before.items()}


def nothing_lost(before: State, a: State, b: State, merged: Merged) -> None:
    """Every edit of side a stands, or is in a clash."""
    asked = {clash.key for clash in merged.clashes}
    rows = {table: set(found) for table, found in merged.rows.items()}
    for table, found in a.items():
        for row_id, row in found.items():
            was = before[table].get(row_id)
            if was is None:
                assert merged.rows[table][row_id]["text"] == row["text"]
                continue
            for field, value in row.items():
                if value == was[field] or (table, row_id, field) in asked:
                    continue
                if field == "note_id":  # its note is gone, which is what is asked about
                    continue
                assert merged.rows[table][row_id][field] == value
    for table, found in before.items():
        for row_id in set(found) - set(a[table]):
            if row_id in rows[table]:
                assert (table, row_id, "") in asked or any(
                    key[0] == "review" and not key[2] for key in asked
                ), "what was taken away comes back only with a question"
            else:
                assert row_id not in b[table] or b[table][row_id] == found[row_id]
    for table, found in merged.rows.items():
        for row in found.values():
            for column, (target, _) in LINKS.get(table, {}).items():
                assert row[column] is None or row[column] in merged.rows[target]


def test_only_what_both_changed_differently_is_asked() -> None:
    before = state()
    a, b = state(), state()
    a["note"]["n1"]["text"] = b["note"]["n1"]["text"] = "the same"
    a["note"]["n2"]["text"], b["note"]["n2"]["who"] = "mine", "theirs"
    a["child"]["c"]["text"], b["child"]["c"]["text"] = "Sammy", "Samuel"
    merged = one(before, a, b)
    assert [(c.key, c.mine, c.theirs) for c in merged.clashes] == [
        (("child", "c", "text"), "Sammy", "Samuel")
    ]
    assert merged.rows["note"]["n2"] == {**before["note"]["n2"], "text": "mine", "who": "theirs"}
    assert one(before, a, b, {("child", "c", "text"): THEIRS}).rows["child"]["c"]["text"] == "Samuel"


def test_what_was_taken_away_here_and_written_on_there_stays_until_it_is_said() -> None:
    before, a, b = state(), state(), state()
    del a["review"]["r1"]
    a["note"] = {key: row for key, row in a["note"].items() if row["review_id"] != "r1"}
    b["note"]["new"] = {"id": "new", "child_id": "c", "review_id": "r1", "text": "she cried", "who": ""}
    merged = one(before, a, b)
    assert merged.rows["note"]["new"]["text"] == "she cried"
    assert [clash.key for clash in merged.clashes] == [("review", "r1", "")]
    gone = one(before, a, b, {("review", "r1", ""): MINE})
    assert "r1" not in gone.rows["review"]
    assert "new" not in gone.rows["note"]


def test_without_a_state_both_have_had_what_is_filled_in_on_one_side_goes_in_and_the_rest_is_asked() -> None:
    mine, theirs = state(), state()
    theirs["child"]["c"]["who"] = "Nan"
    theirs["child"]["c"]["text"] = "Samuel"
    merged = merge([], mine, theirs, LINKS, {}, EMPTY)
    assert merged.rows["child"]["c"]["who"] == "Nan"
    assert [clash.key for clash in merged.clashes] == [("child", "c", "text")]
