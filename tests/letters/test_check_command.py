from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from good_and_poor import LETTERS, index, text_of

from iro_tui.cli import main
from iro_tui.errors import BadInput
from letters.check_file import as_json

GOOD = [name for name in index() if name.startswith("good")]
POOR = [name for name in index() if name.startswith("poor")]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["check", *words])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def options(name: str) -> list[str]:
    row = index()[name]
    support = ["--reading-support"] if row["reading_support"] == "yes" else []
    return [
        *(
            str(LETTERS / f"{name}.txt"),
            "--age",
            row["age"],
            "--name",
            row["child"],
            "--people",
            row["known_people"],
        ),
        *("--caseload", row["caseload_names"], "--review", row["review_date"], "--iro", row["iro"], *support),
    ]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_letter_is_ready(capsys: pytest.CaptureFixture[str], name: str):
    status, out, _ = run(capsys, *options(name))
    assert status == 0
    assert "Ready. Nothing to remark." in out


@pytest.mark.parametrize("name", POOR)
def test_a_poor_letter_is_not_and_says_why(capsys: pytest.CaptureFixture[str], name: str):
    status, out, _ = run(capsys, *options(name), "--json")
    answer = json.loads(out)
    assert status == 1
    assert set(answer) == {"ready", "blocked", "reads_like", "families", "findings"}
    assert set(answer["reads_like"]) == {"grade", "school_year"}
    assert answer["blocked"] and not answer["ready"]
    row = index()[name]
    listed = {rule for rule in f"{row['expect_blocks']};{row['expect_confirms']}".split(";") if rule}
    assert listed <= {finding["rule"] for finding in answer["findings"]}
    for finding in answer["findings"]:
        assert {"rule", "level", "line", "column", "text", "why", "say_instead", "explain"} <= set(finding)
        assert finding["level"] in ("block", "confirm", "advice")


def test_text_to_read_fits_and_shows_sign_line_and_better_words(capsys: pytest.CaptureFixture[str]):
    status, out, _ = run(capsys, *options("poor_10_amira"))
    assert status == 1
    assert max(map(len, out.splitlines())) <= 80
    assert "! “Leila”" in out
    assert "? " in out and "· " in out
    assert "line 7" in out
    assert "say brother / sister / brothers and sisters" in out
    assert "Not ready." in out
    assert "Needs another look:" in out


def test_confirms_alone_are_not_ready_and_not_blocked(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    path = tmp_path / "letter.txt"
    path.write_text(text_of("good_10_amira").replace("School is going", "I promise it. School is going"))
    status, out, _ = run(capsys, str(path), "--age", "10", "--json")
    answer = json.loads(out)
    assert (status, answer["ready"], answer["blocked"]) == (1, False, False)


def test_next_review_and_numbers_given_are_compared(capsys: pytest.CaptureFixture[str]):
    given = ["--next-review", "9/12/2025", "--iro-phone", "020 7946 9999", "--advocacy-phone", "0800 1111"]
    status, out, _ = run(capsys, *options("good_10_amira"), *given, "--json")
    assert status == 1
    assert {finding["rule"] for finding in json.loads(out)["findings"]} == {"B06", "B07", "B08"}


def test_a_short_letter_has_no_grade(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    path = tmp_path / "short.txt"
    path.write_text("Dear Sam,\n\nYou did well.")
    _, out, _ = run(capsys, str(path), "--age", "10", "--json")
    assert json.loads(out)["reads_like"] == {"grade": None, "school_year": "too short to judge"}


def test_a_word_letter(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("Dear Sam,")
    document.add_paragraph("Your placement is going well.")
    document.save(str(tmp_path / "letter.docx"))
    status, out, _ = run(capsys, str(tmp_path / "letter.docx"), "--age", "10")
    assert status == 1
    assert "“placement”" in out


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-file.txt", "--age", "10"],
        [str(LETTERS / "good_10_amira.txt")],
        [str(LETTERS / "good_10_amira.txt"), "--age", "26"],
        [str(LETTERS / "good_10_amira.txt"), "--age", "-1"],
        [str(LETTERS / "good_10_amira.txt"), "--age", "ten"],
        [str(LETTERS / "good_10_amira.txt"), "--age", "30", "--reader-age", "12"],
        [str(LETTERS / "good_10_amira.txt"), "--age", "3", "--reader-age", "40"],
        [str(LETTERS / "good_10_amira.txt"), "--age", "10", "--review", "31/2/2025"],
        [str(LETTERS / "good_10_amira.txt"), "--age", "10", "--next-review", "soon"],
        [str(LETTERS), "--age", "10"],
    ],
)
def test_bad_input_is_one_sentence_and_status_2(capsys: pytest.CaptureFixture[str], words: list[str]):
    status, out, err = run(capsys, *words)
    assert status == 2
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_nothing_from_a_file_can_command_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sam,\n\nYou see [\u009b31mred\u202e] soon.")
    _, out, _ = run(capsys, str(path), "--age", "10")
    assert "\u009b" not in out and "\u202e" not in out


def test_json_is_made_of_plain_values():
    from good_and_poor import checked

    assert json.loads(json.dumps(as_json(checked("poor_17_yonas"))))["blocked"]


def test_bad_input_is_the_error_a_person_reads():
    assert issubclass(BadInput, Exception)
