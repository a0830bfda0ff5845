"""One thing the IRO can do: its name, key and help."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One thing the IRO can do."""

    id: str
    """`place.verb`; the screen answers to `action_verb`, the app when the place is `app` or `page`."""
    name: str
    help: str
    key: str = ""
    """As Textual names it; empty for a command that only the palette offers."""
    word: str = ""
    """The word in the footer; empty keeps it out of the footer."""
    also: str = ""
    """A second key for the same thing, shown where a field has the focus and letters type."""
    typing: bool | None = None
    """Shown in the footer only while a field has the focus (True) or only while none has (False)."""
    bound: bool = True
    """False when the focused widget answers to the key by itself, such as tab or enter in a list."""
    first: bool = False
    """Done before what has the focus sees the key, and before any key after it is given on; one of the app
    works in every dialog too."""

    @property
    def place(self) -> str:
        """The screen it works on, or `app` or `page`."""
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """The action it runs."""
        verb = self.id.partition(".")[2].replace("-", "_")
        return f"app.{verb}" if self.place in ("app", "page") else verb

    def key_shown(self, typing: bool = False) -> str:
        """Return the key as it is printed; empty when it would only type into a field."""
        if not typing or not types_a_letter(self.key):
            return say_key(self.key)
        return say_key(self.also)


def types_a_letter(key: str) -> bool:
    """Tell whether a key would type into a field that has the focus."""
    return len(key) == 1 or key in ("question_mark", "slash", "space")


def say_key(key: str) -> str:
    """Return a key as it is printed: `F8`, `?`, `esc`, `ctrl+p`."""
    if key[:1] == "f" and key[1:].isdigit():
        return key.upper()
    return {"question_mark": "?", "slash": "/", "escape": "esc", "shift+f8": "shift+F8"}.get(key, key)
