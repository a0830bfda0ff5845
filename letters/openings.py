"""Which characters a pattern of the word list can begin with.

With 341 patterns and 500 words, trying every pattern at every word is too slow to do while somebody types.
Knowing the first letters leaves about one pattern in twenty.
"""

from __future__ import annotations

from collections.abc import Iterator

_ESCAPES = {"b": "", "d": "0123456789"}


def openings(pattern: str) -> frozenset[str] | None:
    """First characters of every text a lower-case pattern can match; None when that cannot be told.

    Understands what the word list uses: letters, classes without ranges, groups, look-arounds and `?`.
    Anything else answers None, and such a pattern is simply tried at every word.
    """
    try:
        found = set("".join(_first(branch) for branch in _branches(pattern)))
    except (_NotUnderstoodError, IndexError):
        return None
    return None if not found else frozenset(found)


class _NotUnderstoodError(Exception):
    pass


def _branches(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, split at the bars outside brackets."""
    depth, start, at = 0, 0, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = pattern.index("]", at)
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
        at += 1
    yield pattern[start:]


def _first(branch: str) -> str:
    found, at = "", 0
    while at < len(branch):
        item, size = _item(branch[at:])
        found += item
        at += size
        if branch[at : at + 1] in ("*", "+", "{", ".") or (item and branch[at : at + 2] == "??"):
            raise _NotUnderstoodError
        if branch[at : at + 1] == "?":
            at += 1
        elif item:
            return found
    raise _NotUnderstoodError  # it could match nothing at all


def _item(rest: str) -> tuple[str, int]:
    """What one item can begin with (nothing for a look-around) and how much of the pattern it takes."""
    char = rest[0]
    if char == "\\":
        escaped = rest[1]
        if escaped.isalnum() and escaped not in _ESCAPES:
            raise _NotUnderstoodError
        return _ESCAPES.get(escaped, escaped), 2
    if char == "[":
        inside = rest[1 : rest.index("]")]
        if inside.startswith("^") or "-" in inside[1:-1] or "\\" in inside:
            raise _NotUnderstoodError
        return inside, len(inside) + 2
    if char == "(":
        size = _group_size(rest)
        if rest.startswith("(?:"):
            return "".join(_first(branch) for branch in _branches(rest[3 : size - 1])), size
        if rest.startswith(("(?=", "(?!", "(?<=", "(?<!")):
            return "", size
        raise _NotUnderstoodError
    if char in ".^$*+{}|)?":
        raise _NotUnderstoodError
    return char, 1


def _group_size(rest: str) -> int:
    depth, at = 0, 0
    while True:
        char = rest[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = rest.index("]", at)
        depth += (char == "(") - (char == ")")
        at += 1
        if depth == 0:
            return at
