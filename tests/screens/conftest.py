"""The real app on a real vault, with a few invented children or a whole caseload."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from few_children import make_few
from hands import PASSPHRASE, TODAY, OpenApp, clock
from letting_go import let_go
from one_child import make_one
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from iro_tui.casework.reviews import ReviewPage, open_review, review_page
from iro_tui.demo import make_demo
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault
from letters.invented import write_letters
from screens.app import IroApp

LONG_JOURNEYS = (
    *("test_handing_over", "test_letter_more", "test_raising", "test_promises_and_views"),
    *("test_snoozing", "test_planner", "test_lock"),
)
"""Files whose journeys by keys belong to the campaign: what they drive is tested below the screens too."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave what is driven at 120x40 too to the campaign: here the pictures hold that size."""
    for item in items:
        call = getattr(item, "callspec", None)
        if call and call.params.get("size") == (120, 40) and "test_pictures" not in item.nodeid:
            item.add_marker(pytest.mark.campaign)
        if item.path.stem in LONG_JOURNEYS:
            item.add_marker(pytest.mark.campaign)


@pytest.fixture(autouse=True)
def a_cursor_that_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test or picture hang on whether the cursor is just lit."""
    monkeypatch.setattr(Input.cursor_blink, "_default", False)
    monkeypatch.setattr(TextArea.cursor_blink, "_default", False)


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look every 5 ms whether the app is done with a key; Textual's 20 ms add up to half of these tests."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.0005)


@pytest.fixture(autouse=True)
def waits_for_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pilot that waits for the screen wait for the keys that are still to be handed on, too."""
    wait_for_screen = Pilot._wait_for_screen

    async def wait(pilot: Pilot[Any], *given: Any) -> bool:
        if isinstance(pilot.app, IroApp) and pilot.app.is_running and pilot.app._screen_stacks:
            arrived = asyncio.Event()
            pilot.app.call_later(arrived.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(arrived.wait(), 1)
            while pilot.app.typed_ahead.busy and pilot.app.is_running:
                await asyncio.sleep(0.001)
        return await wait_for_screen(pilot, *given)

    monkeypatch.setattr(Pilot, "_wait_for_screen", wait)


@pytest.fixture(autouse=True, scope="session")
def styles_read_once() -> Iterator[None]:
    """Read each style sheet once for all the apps of a run: anew for each it takes a fifth of the time."""
    read: dict[Any, Any] = {}
    parse = Stylesheet._parse_rules

    def parsed(sheet: Stylesheet, css: str, **where: Any) -> Any:
        key = (css, *where.items(), *sorted(sheet._variables.items()))
        if key not in read:
            read[key] = parse(sheet, css, **where)
        return read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed)
        yield


@pytest.fixture
def today() -> date:
    """The day every screen counts from."""
    return TODAY


@pytest.fixture
def few(vault: Vault) -> Vault:
    """A vault with five children; see `few_children`."""
    vault.act(make_few, TODAY)
    return vault


@pytest.fixture
def child_id(vault: Vault, today: date) -> str:
    """The only child of the vault; see `one_child`."""
    return vault.act(make_one, today).result


@pytest.fixture
def review_id(vault: Vault, child_id: str, today: date) -> str:
    """That child's review, opened today."""
    return vault.act(open_review, child_id, today).result


@pytest.fixture
def record(vault: Vault, review_id: str, today: date) -> Callable[[], ReviewPage]:
    """What the vault holds of the review now."""
    return lambda: vault.ask(review_page, review_id, today)


@pytest.fixture
def app_on() -> Callable[[Vault], IroApp]:
    """Make the app on an open vault, past the unlock screen, with a clock that stands still."""

    def make(vault: Vault) -> IroApp:
        return IroApp(vault.home, TODAY, vault, clock=clock)

    return make


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault of the invented caseload, made once for each worker."""
    home = tmp_path_factory.mktemp("demo") / "vault"
    with Vault.create(home, PASSPHRASE, cost=Cost(ops=1, mem=64 << 10), now=clock) as vault:
        write_letters(vault, make_demo(vault, TODAY), TODAY)
    return home


@pytest.fixture
def demo_home(demo_folder: Path, tmp_path: Path) -> Path:
    """A copy of the invented caseload for one test, closed."""
    return shutil.copytree(demo_folder, tmp_path / "demo")


@pytest.fixture
def demo(demo_home: Path) -> Iterator[Vault]:
    """The invented caseload, open."""
    vault = Vault.open(demo_home, PASSPHRASE, now=clock)
    yield vault
    let_go(vault)


@pytest.fixture
def open_app(demo: Vault, app_on: Callable[[Vault], IroApp]) -> OpenApp:
    """Run the app on the invented caseload in a terminal of a size, messages and all."""

    def run(size: tuple[int, int] = (80, 24)) -> AbstractAsyncContextManager[Pilot[Any]]:
        return app_on(demo).run_test(size=size, notifications=True)

    return run
