"""The few signs that say how something stands; screens give each a mark, a word and a colour."""

from __future__ import annotations

from typing import Literal

Sign = Literal["late", "today", "coming", "done", "open", "ask", "slipping", "stuck", ""]
"""`late` past due or stopping; `today` today, tomorrow or the next step; `coming` later; `done` done or on
time; `open` not yet said; `ask` a question waits; `slipping` and `stuck` for promises; empty for none."""
