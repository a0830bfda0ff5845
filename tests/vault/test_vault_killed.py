"""Killed at any moment: what was acknowledged is there. The whole campaign: `python -m bench.kills 2000`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.kill_scene import Scene, Wrong
from bench.kill_scenes import SCENES
from bench.kill_working import Saving
from bench.kills import campaign, run_and_kill
from iro_tui.vault.connection import connect

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    tally = campaign(tmp_path, len(SCENES), 20261123)
    assert tally.wrong == []
    assert set(tally.kills) == {kind.__name__.lower() for kind in SCENES}
    assert sum(tally.done.values()) > 0


@pytest.mark.campaign
def test_two_thousand_kills_lose_nothing(tmp_path: Path) -> None:
    tally = campaign(tmp_path, 2000, 7)
    assert tally.wrong == []


def test_the_campaign_would_see_a_lost_save(tmp_path: Path) -> None:
    import random

    scene = Saving(tmp_path / "saving", random.Random(1))
    scene.prepare()
    said, killed = run_and_kill(scene.work, 0.1, waits_for=2)
    assert killed and len(said) > 1
    with scene.open() as vault:
        data_key = vault.data_key
    connection = connect(scene.home / "vault.db", data_key)
    connection.execute("DROP TRIGGER history_is_never_removed")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("DELETE FROM note")
    connection.execute("DELETE FROM review")
    connection.close()
    with pytest.raises(Wrong, match="saved reviews are lost"):
        scene.check(said)


def test_the_campaign_would_see_work_that_fails(tmp_path: Path) -> None:
    class Failing(Scene):
        def work(self, say: object) -> None:
            raise ValueError

    with pytest.raises(Wrong, match="it stopped by itself"):
        run_and_kill(Failing(tmp_path, None).work, 0.3)  # type: ignore[arg-type]
