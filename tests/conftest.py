"""Fixtures every room's tests share: a home of its own, and an empty vault that opens fast."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from letting_go import let_go
from nacl.pwhash import argon2id
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

from iro_tui.vault import store
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault

CHEAP = Cost(ops=1, mem=64 << 10)
PASSPHRASE = "heron lantern gravel tuesday"
ANOTHER_PASSPHRASE = "walnut ferry cobalt muddle"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

# How long an example takes says how busy the machine is, not whether the rule is right.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what lives as long as the run: it took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def statements_compiled_once() -> Iterator[None]:
    """Compile a statement once for all the vaults of a run, as one vault does for all its sessions."""
    made, compiled, first = store.work_engine, LRUCache(5000), []

    def engine(path: Path, data_key: bytes) -> Engine:
        new = made(path, data_key)
        first.append(new.dialect)
        del first[1:]
        new.dialect, new._compiled_cache = first[0], compiled
        return new

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "work_engine", engine)
        yield


@pytest.fixture(autouse=True, scope="session")
def keys_stretched_once() -> Iterator[None]:
    """Make the key of a passphrase once for the same salt and cost: at full cost that is slow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon2id, "kdf", cache(argon2id.kdf))
        yield


@pytest.fixture(scope="session")
def users(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each test's user, one after the other: `tmp_path` takes longer than most tests."""
    folder = tmp_path_factory.mktemp("users")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_folders(users: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own folders and settings out of every test."""
    for name in [name for name in os.environ if name.startswith("IRO_TUI_")]:
        monkeypatch.delenv(name)
    user = next(users)
    user.mkdir()
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(user))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(user / name.lower()))
    monkeypatch.setenv("IRO_TUI_HOME", str(user / "home"))


@pytest.fixture(scope="session")
def passphrase() -> str:
    """What opens the `vault` fixture."""
    return PASSPHRASE


@pytest.fixture
def cheap() -> Cost:
    """A key cost that takes no time, for vaults of a test's own."""
    return CHEAP


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a vault may be made; it is not there yet."""
    return tmp_path / "vault home"


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with nothing in it, made once for each worker: copying one is five times as quick."""
    home = tmp_path_factory.mktemp("empty") / "vault"
    Vault.create(home, PASSPHRASE, cost=CHEAP, now=lambda: AT).close()
    return home


@pytest.fixture(scope="session")
def another_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed, empty vault with another key and passphrase, for whoever is at the other end."""
    home = tmp_path_factory.mktemp("another") / "vault"
    Vault.create(home, ANOTHER_PASSPHRASE, cost=CHEAP).close()
    return home


@pytest.fixture
def another(another_folder: Path, tmp_path: Path) -> Iterator[Vault]:
    """A second vault, fresh and empty, whose clock goes."""
    home = shutil.copytree(another_folder, tmp_path / "another home")
    vault = Vault.open(home, ANOTHER_PASSPHRASE, cost=CHEAP)
    yield vault
    let_go(vault)


@pytest.fixture
def vault(empty_folder: Path, home: Path) -> Iterator[Vault]:
    """A fresh, empty vault whose clock stands still."""
    shutil.copytree(empty_folder, home)
    vault = Vault.open(home, PASSPHRASE, now=lambda: AT)
    yield vault
    let_go(vault)
