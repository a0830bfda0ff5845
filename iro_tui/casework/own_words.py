"""What of a child's words may be passed on, when the child asked for something not to be shared."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r".+?(?:[.!?…]+[\"'”’)]*(?=\s|$)|$)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3,}")

# Words that say nothing about what it is that should not be shared.
_FILLERS = """
    about all also and any anybody anyone anything are asked because been but can child could did does
    don doesn even everything for from had has have her hers him his how into its just know like likes may
    mine must not nobody nothing only other ought our part private said say says secret she should some
    something tell than that the their them then there these they thing things this those told too was
    want wants were what when where which who why will with would you your
"""
_EMPTY = frozenset(_FILLERS.split())


def shareable(words: str, not_to_share: str) -> tuple[str, ...]:
    """The runs of sentences that may be passed on, each word for word.

    A sentence is kept back when it has a telling word in common with what is not to be shared. Where that
    has no telling word ("what he did"), nobody can know which sentences are meant, and all are kept back.

    Args:
        words: what the child said, or what was noticed.
        not_to_share: what the child does not want said; empty keeps nothing back.

    Returns:
        Neighbouring sentences stay together in one run; empty when nothing may be passed on.
    """
    if not words.strip():
        return ()
    if not not_to_share.strip():
        return (words.strip(),)
    kept_back = _telling(not_to_share)
    if not kept_back:
        return ()
    runs: list[str] = [""]
    for sentence in _SENTENCE.findall(words):
        if _telling(sentence) & kept_back:
            runs.append("")
        else:
            runs[-1] += sentence
    return tuple(run.strip() for run in runs if run.strip())


def _telling(text: str) -> set[str]:
    """The words that carry meaning, without the endings that make one word look like two."""
    found = set(_WORD.findall(text.casefold())) - _EMPTY
    return {re.sub(r"(?:ing|ed|es|s)$", "", word) if len(word) > 4 else word for word in found} - _EMPTY
