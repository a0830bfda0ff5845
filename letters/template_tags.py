"""What can stand in a council's template, and what a template asks for (letters.md 6.3).

The tags are those of docxtpl: `{{ greeting }}`, `{%p for s in sections %}`, `{%tr for d in decisions %}`.
Only names, their parts, repeats and conditions are known; all else is refused before it is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iro_tui.errors import BadInput
from letters.dates import in_full
from letters.look import Look

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import SandboxedEnvironment

LETTER = "letter"
"""All of the letter that no other tag asks for, on a line of its own."""
SECTIONS, GROWN_UPS, DECISIONS = "sections", "grown_ups", "decisions"
PIECES = ("letter_date", "greeting", "next_review", "rights", "sign_off")
"""Pieces of the letter that stand where their tag stands, and not in the letter again."""
VALUES: Mapping[str, Callable[[Look], str]] = {
    "first_name": lambda look: look.first_name,
    "review_date": lambda look: in_full(look.review_on),
    "iro_name": lambda look: look.iro_name,
    "iro_role": lambda look: look.iro_title,
    "iro_phone": lambda look: look.iro_phone,
    "iro_email": lambda look: look.iro_email,
    "council": lambda look: look.council,
    "footer_line": lambda look: look.foot,
}
"""What can stand beside the letter, each once or often."""

_TEXT = ""
"""The type of a tag that is words and nothing to repeat."""
_PARTS: Mapping[str, Mapping[str, str]] = {
    "section": {"heading": _TEXT, "paras": "paragraph", "decisions": "decision"},
    "decision": {"what": _TEXT, "who": _TEXT, "when": _TEXT},
}
_REPEATED = {SECTIONS: "section", GROWN_UPS: "section", DECISIONS: "decision"}
_KNOWN = ", ".join((LETTER, SECTIONS, GROWN_UPS, DECISIONS, *PIECES, *VALUES))
_WHOLE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}%]*%\}")
_BRACE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a stretch of a template asks for."""

    names: frozenset[str]
    """`greeting`, `sections`, and parts by their owner: `section.heading`, `section.decisions`."""

    @property
    def letter(self) -> frozenset[str]:
        """The tags that hold pieces of the letter."""
        return self.names & {LETTER, SECTIONS, GROWN_UPS, DECISIONS, *PIECES}

    @property
    def places_rows(self) -> bool:
        """Whether the decisions stand in a table of the council's, together or by section."""
        return DECISIONS in self.names or "section.decisions" in self.names


def environment() -> SandboxedEnvironment:
    """Where a template runs: nothing of the machine in reach, a missing value an error, signs kept."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def asked_by(xml: str) -> Asked:
    """The tags in a part of a template, as docxtpl hands it to Jinja.

    Raises:
        BadInput: one is unknown, is not closed, or is more than a tag; the sentence names it.
    """
    from jinja2 import TemplateSyntaxError

    try:
        tree = environment().parse(xml)
    except TemplateSyntaxError as error:
        raise BadInput(_said(error.message or "")) from None
    names: set[str] = set()
    _walk(tree.body, {}, names)
    return Asked(frozenset(names))


def refuse_what_no_letter_can_fill(asked: Asked) -> None:
    """Hold the tags of the page itself to what every letter needs of them.

    Raises:
        BadInput: a piece of some letter would have no place, or two.
    """
    if LETTER in asked.names and SECTIONS in asked.names:
        raise BadInput(
            "It asks for {{ letter }} and for the sections too, so they would stand there twice. Keep one."
        )
    if LETTER not in asked.names and SECTIONS not in asked.names:
        raise BadInput(
            "Nothing says where the letter goes. Put {{ letter }} on a line of its own, "
            "or repeat the sections: {%p for s in sections %}."
        )
    for part in ("heading", "paras"):
        if SECTIONS in asked.names and f"section.{part}" not in asked.names:
            raise BadInput(f"The sections are repeated without their {part}: put s.{part} there.")
    if asked.places_rows and not {f"decision.{each}" for each in ("what", "who", "when")} <= asked.names:
        raise BadInput("The decisions need all three: {{ d.what }}, {{ d.who }} and {{ d.when }}.")
    if "section.decisions" in asked.names and DECISIONS in asked.names:
        raise BadInput("It asks for all decisions and for those of each section. Keep one of the two.")
    if SECTIONS in asked.names and "sign_off" in asked.names and GROWN_UPS not in asked.names:
        raise BadInput(
            "The youngest children's letters have a page for the grown-ups after {{ sign_off }}. "
            "Repeat it there: {%p for s in grown_ups %}."
        )


def unknown_tag(name: str) -> str:
    """One sentence about a tag nobody knows."""
    return f"The file asks for {{{{ {name} }}}}, which no letter has. These can stand in it: {_KNOWN}."


def torn_tag(lines: Iterable[str]) -> str:
    """The first line with braces that are no whole tag; empty when there is none."""
    return next((line for line in lines if _BRACE.search(_WHOLE.sub("", line))), "")


def _walk(found: Iterable[nodes.Node], repeats: Mapping[str, str], names: set[str]) -> None:
    from jinja2 import nodes

    for node in found:
        match node:
            case nodes.For(target=nodes.Name(name=each)) if not node.else_ and node.test is None:
                inner = dict(repeats) | {each: _kind(node.iter, repeats, names)}
                if not inner[each]:
                    raise BadInput(f"“{_words(node.iter)}” cannot be repeated: it is no list.")
                _walk(node.body, inner, names)
            case nodes.If():
                _walk([node.test, *node.body, *node.elif_, *node.else_], repeats, names)
            case nodes.Output():
                for piece in node.nodes:
                    if isinstance(piece, nodes.TemplateData):
                        continue
                    if _kind(piece, repeats, names) not in (_TEXT, "paragraph") or _is_list(piece, repeats):
                        raise BadInput(f"“{_words(piece)}” is a list. Repeat it: {{%p for … in … %}}.")
            case nodes.Name() | nodes.Getattr():
                _kind(node, repeats, names)
            case nodes.Not() | nodes.And() | nodes.Or():
                _walk(node.iter_child_nodes(), repeats, names)
            case _:
                raise BadInput(_more_than_a_tag(node))


def _kind(node: Any, repeats: Mapping[str, str], names: set[str]) -> str:
    """What one expression gives; empty for words. Its name is added to `names`."""
    from jinja2 import nodes

    match node:
        case nodes.Name(name=name):
            if name in repeats:
                return repeats[name]
            if name not in _REPEATED and name not in (LETTER, *PIECES, *VALUES):
                raise BadInput(unknown_tag(name))
            names.add(name)
            return _REPEATED.get(name, _TEXT)
        case nodes.Getattr(node=nodes.Name(name=owner), attr=part) if repeats.get(owner) in _PARTS:
            parts = _PARTS[repeats[owner]]
            if part not in parts:
                known = ", ".join(f"{owner}.{each}" for each in parts)
                raise BadInput(
                    f"The file asks for {{{{ {owner}.{part} }}}}, which no letter has: use {known}."
                )
            names.add(f"{repeats[owner]}.{part}")
            return parts[part]
        case nodes.Getattr(node=nodes.Name() as owner) if owner.name not in repeats:
            _kind(owner, repeats, names)
    raise BadInput(_more_than_a_tag(node))


def _is_list(node: Any, repeats: Mapping[str, str]) -> bool:
    """Whether an expression is the list itself: `paras`, and not the one paragraph `p` of it."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return node.name not in repeats and node.name in _REPEATED
    return isinstance(node, nodes.Getattr) and node.attr in ("paras", "decisions")


def _words(node: Any) -> str:
    owner = getattr(node, "node", None)
    name = str(getattr(node, "attr", "") or getattr(node, "name", "") or type(node).__name__)
    return f"{_words(owner)}.{name}" if owner is not None else name


def _more_than_a_tag(node: Any) -> str:
    return (
        f"A tag does more than a letter needs ({type(node).__name__.lower()}: {_words(node)}). "
        "Only names, repeats and conditions can stand between the braces."
    )


def _said(message: str) -> str:
    """What Jinja found wrong, as an IRO's support would say it."""
    wanted = re.search(r"(?:looking for|expected) .*?'(end\w+)'", message)
    if wanted:
        return f"A repeat or condition is not closed: {{%p {wanted[1]} %}} is missing."
    unknown = re.search(r"unknown tag '(\w+)'", message)
    if unknown:
        return (
            f"“{{% {unknown[1]} %}}” stands there without what it belongs to, or is no tag. Use for, if and "
            "their ends."
        )
    return f"A tag in the file is not whole ({message.rstrip('.')}). A tag is a name in two braces."
