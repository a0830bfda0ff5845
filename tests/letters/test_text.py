from __future__ import annotations

import pytest
from good_and_poor import LETTERS
from hypothesis import given
from hypothesis import strategies as st

from letters.check import check
from letters.expected import Expected
from letters.text import lowered, parse, plain, table_row

LETTER = """16 June 2025

Dear Amira,

It was good to see you.
You won!

## What we decided

- See Nan
  every week
- Read more

| What | Who | When |
|---|---|---|
| See Nan | Ben | 5 July 2025 |

Best wishes,

Marion Okafor
Your Independent Reviewing Officer (IRO)

## For the grown-ups who read this

One page more.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.part) for block in parse(text).blocks]


def test_the_shape_of_a_whole_letter():
    letter = parse(LETTER)
    assert [(block.kind, block.part, block.line) for block in letter.blocks] == [
        ("date", "child", 1),
        ("greeting", "child", 3),
        ("paragraph", "child", 5),
        ("heading", "child", 8),
        ("item", "child", 10),
        ("item", "child", 12),
        ("table", "child", 14),
        ("signoff", "child", 18),
        ("signature", "child", 20),
        ("heading", "adult", 23),
        ("paragraph", "adult", 25),
    ]
    assert [block.plain for block in letter.prose] == [
        "It was good to see you. You won!",
        "See Nan   every week",
        "Read more",
    ]
    (row,) = letter.decisions
    assert [cell.text for cell in row.cells] == ["See Nan", "Ben", "5 July 2025"]


def test_the_text_is_kept_as_it_is():
    assert parse(LETTER).text == LETTER


@pytest.mark.parametrize("path", sorted(LETTERS.rglob("*.txt")), ids=lambda path: path.stem)
def test_every_piece_stands_where_it_says(path):
    _stands(path.read_text(encoding="utf-8"))


@given(st.text(alphabet=st.sampled_from("aB.,#|-*\\ \n\t’“1>DearFom"), max_size=120))
def test_no_text_breaks_the_places(text: str):
    _stands(text)


def _stands(text: str) -> None:
    letter = parse(text)
    end = 0
    for block in letter.blocks:
        assert text[block.offset : block.end] == block.text
        assert block.offset >= end
        assert text.count("\n", 0, block.offset) + 1 == block.line
        assert letter.place(block.offset)[0] == block.line
        end = block.end
        for cell in (cell for row in block.rows for cell in row.cells):
            assert text[cell.offset :].startswith(cell.text) or "\\|" in text


def test_what_is_missing_is_simply_not_there():
    assert kinds("") == []
    assert kinds("You did well at school this year.") == [("paragraph", "child")]
    letter = parse("You did well.")
    assert letter.first("date") is None
    assert letter.decisions == ()


def test_the_last_sign_off_ends_the_childs_part():
    text = "Dear Sam,\n\nLove,\n\nYou said that is how Nan ends her letters.\n\nFrom,\n\nMarion"
    assert [block.kind for block in parse(text).blocks] == [
        "greeting", "paragraph", "paragraph", "signoff", "signature",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "ending",
    [
        "From,",
        "Best wishes,",
        "With best wishes",
        "All the best,",
        "Yours sincerely",
        "Kind regards,",
        "Love,",
        "Lots of love and hugs,",
        "Take care,",
        "**Warm wishes,**",
    ],
)
def test_sign_offs(ending: str):
    assert ("signoff", "child") in kinds(f"Dear Sam,\n\nYou did well.\n\n{ending}\n\nMarion")


def test_a_bare_name_or_role_at_the_end_is_a_signature():
    for ending in ("Marion", "Marion Okafor\nIRO", "Ruth O’Neill, Independent Reviewing Officer"):
        assert kinds(f"Dear Sam,\n\nYou did well.\n\n{ending}")[-1] == ("signature", "child")
    assert kinds("Dear Sam,\n\nYou did well.")[-1] == ("paragraph", "child")


def test_markdown_headings_bold_lines_and_the_grown_ups_line():
    text = (
        "# My letter\n\nDear Sam,\n\n**What we decided**\n\nYou stay.\n\n"
        "For the grown-ups who read this\n\nHello."
    )
    assert kinds(text) == [
        ("heading", "child"),
        ("greeting", "child"),
        ("heading", "child"),
        ("paragraph", "child"),
        ("heading", "adult"),
        ("paragraph", "adult"),
    ]
    assert parse(text).blocks[2].text == "What we decided"


def test_a_letterhead_before_the_greeting_is_not_prose():
    letter = parse("Fernhill Council\n1 High Street\n\n12 May 2025\n\nDear Sam,\n\nYou did well.")
    assert [block.kind for block in letter.blocks] == [
        "letterhead",
        "letterhead",
        "date",
        "greeting",
        "paragraph",
    ]


def test_a_sentence_over_the_greeting_is_prose_too():
    text = "You came to your LAC review with a friend. 12 May 2025\n\nDear Sam,\n\nYou did well."
    assert parse(text).blocks[0].kind == "paragraph"
    assert "LAC review" in {each.text for each in check(text, Expected(9)).findings}


def test_a_first_row_with_a_date_is_no_header():
    letter = parse("| See Nan | Ben | 5 July 2025 |\n| Read | Kay | 6 July 2025 |")
    assert len(letter.decisions) == 2


def test_bars_and_line_breaks_inside_a_cell_do_no_harm():
    row = table_row(["either | or", "Ben\nand Kay", ""])
    assert row == r"| either \| or | Ben and Kay |  |"
    (read,) = parse(f"{table_row(['What', 'Who', 'When'])}\n{row}").decisions
    assert [cell.text for cell in read.cells] == ["either | or", "Ben and Kay", ""]


@given(st.text(max_size=60))
def test_plain_and_lowered_move_no_character(text: str):
    assert len(plain(text)) == len(lowered(text)) == len(text)
