"""What is loaded while the IRO reads the first page, and let go when the app ends."""

from __future__ import annotations

import gc
from collections.abc import Callable

from iro_tui.vault.store import Vault
from letters.word_list import shelves
from screens.app import IroApp


async def test_the_first_letter_need_not_wait_for_the_word_list(
    few: Vault, app_on: Callable[[Vault], IroApp]
) -> None:
    shelves.cache_clear()
    app = app_on(few)
    async with app.run_test(size=(120, 40)) as pilot:
        # It begins when the first page is painted, which a busy machine may put off.
        for _ in range(200):
            await pilot.pause(0.02)
            await app.workers.wait_for_complete()
            if shelves.cache_info().currsize == 2 and gc.get_freeze_count():
                break
        assert shelves.cache_info().currsize == 2
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


async def test_nothing_is_loaded_ahead_while_the_vault_is_locked(few: Vault) -> None:
    shelves.cache_clear()
    app = IroApp(few.home)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        assert shelves.cache_info().currsize == 0
