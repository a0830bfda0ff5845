"""`iro-tui figures`, `return` and `merge` as somebody types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iro_tui.casework.children import save_profile
from iro_tui.cli import main
from iro_tui.exchange.yearly_return import merge
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault

KEY = "the key of our service 2026"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(home: Path, passphrase: str, cheap: Cost, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    with Vault.create(home, passphrase, cost=cheap) as vault:
        vault.act(save_profile, {"name": "Ruth Calder"})
    (tmp_path / "pass").write_text(passphrase)
    (tmp_path / "key").write_text(KEY)

    def go(*words: str) -> tuple[int, str, str]:
        opened = (
            () if words[0] == "merge" else ("--home", str(home), "--passphrase-file", str(tmp_path / "pass"))
        )
        with pytest.raises(SystemExit) as ended:
            main([*words, *opened])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return go


def test_a_return_goes_out_and_is_added_up_and_what_is_refused_leaves_nothing(
    run: Run, tmp_path: Path
) -> None:
    sent, tables = tmp_path / "mine.json", tmp_path / "tables"
    making = ("return", "--on", "2026-11-22", "--key-file", str(tmp_path / "key"), "--out", str(sent))
    code, out, err = run(*making, "--year", "2027")
    assert (code, out, err) == (
        2,
        "",
        "iro-tui: 2027/28 begins on 1 Apr 2027. Give a year or quarter that has begun.\n",
    )
    assert not sent.exists()
    assert run(*making, "--year", "2025")[0] == 0
    assert merge([sent]).year == 2025

    broken = tmp_path / "broken.json"
    found = json.loads(sent.read_text("utf-8"))
    found["figures"]["6"][0]["top"] = "four"
    broken.write_text(json.dumps(found))
    code, out, err = run("merge", str(sent), str(broken), "--csv", str(tables))
    assert (code, out) == (2, "")
    assert err == "iro-tui: broken.json is damaged: figure 6 cannot be read. Ask for that return again.\n"
    assert not tables.exists()

    code, out, _ = run("merge", str(sent), "--expect", "2")
    assert code == 0
    assert "1 of 2 IROs sent a return; 1 is missing." in out
    assert "most:" not in out  # Nothing was counted, so no row of a table has the most.


def test_a_past_year_says_that_late_is_of_today(run: Run) -> None:
    assert "11  Late on 22 Nov 2026" in run("figures", "--year", "2025", "--on", "2026-11-22")[1]
    assert "11  Late now" in run("figures", "--on", date(2026, 11, 22).isoformat())[1]
    assert run("figures", "--quarter", "4", "--on", "2026-11-22")[0] == 2
