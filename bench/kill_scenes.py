"""What the killed process is at work on, in turns."""

from __future__ import annotations

from bench.kill_keeping import BackingUp, ChangingPassphrase, EncryptingAnew, Making, Migrating, Restoring
from bench.kill_scene import Scene
from bench.kill_working import Erasing, HandingOver, Importing, Receiving, Saving

SCENES: tuple[type[Scene], ...] = (
    Saving,
    Migrating,
    BackingUp,
    HandingOver,
    Restoring,
    Saving,
    EncryptingAnew,
    Importing,
    ChangingPassphrase,
    Saving,
    Receiving,
    Erasing,
    Making,
)
"""Every scene; saving, which is most of the work, most often."""
