"""A shape laid out as a form, and what was typed turned back into values.

The screens draw what `layout` says and show the sentences `parse` finds; they know no field by name.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Union, get_args, get_origin

from pydantic import ValidationError

from iro_tui.errors import BadInput
from iro_tui.record.base import Asker, Shape
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import parse_date

_DECIMAL = re.compile(r"[-+]?(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,6})? ?%?", re.ASCII)
"""A number as people write one; commas part thousands, so that 3,8 is a question and not 38."""


@dataclass(frozen=True)
class AskedField:
    """One field of a form, as a screen needs it."""

    name: str
    kind: str
    """`line`, `text`, `date`, `number`, `decimal`, `tick`, `yesno`, `choice` or `choices`."""
    title: str
    note: str
    group: str
    required: bool
    rows: int
    limit: int
    """Most characters; 0 is no limit."""
    choices: tuple[tuple[str, str], ...]
    """Code and label, in the order of the list; empty when the field is free."""
    past: bool
    """Whether a date may not lie in the future."""
    only_if: str = ""
    """`alone=no`: asked only while another field is typed so; empty for always."""

    def wanted(self, typed: Mapping[str, str]) -> bool:
        """Whether it is asked, as the form stands; what was typed into it keeps it there."""
        name, _, values = self.only_if.partition("=")
        return not name or bool(typed.get(self.name, "").strip()) or typed.get(name, "") in values.split()


@dataclass(frozen=True)
class Parsed:
    """What became of a filled-in form."""

    values: Mapping[str, Any]
    """Field name to value, for every field that could be read."""
    problems: Mapping[str, str]
    """Field name to one plain sentence; empty when the form can be saved."""


def _bare(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return kinds[0], True
    return annotation, False


def _kind(annotation: Any, extra: Mapping[str, Any]) -> str:
    bare, optional = _bare(annotation)
    if bare is date:
        return "date"
    if bare is bool:
        return "yesno" if optional else "tick"
    if bare is int:
        return "number"
    if bare is float:
        return "decimal"
    if extra["choices"]:
        return "choices" if extra["many"] else "choice"
    return "text" if extra["rows"] > 1 else "line"


def layout(
    shape: type[Shape], *, groups: Sequence[str] = (), names: Sequence[str] = (), child: str = "the child"
) -> tuple[AskedField, ...]:
    """Return the fields of a shape in the order they are written, as a form asks for them.

    Args:
        shape: The plain shape, not its table.
        groups: Only fields of these groups; empty means all.
        names: Only these fields, in this order; empty means all.
        child: What stands for `{child}` in titles and notes.
    """
    found = {}
    for name, info in shape.model_fields.items():
        extra = info.json_schema_extra
        if not isinstance(extra, dict) or "group" not in extra:
            continue
        if groups and extra["group"] not in groups:
            continue
        listed = str(extra["choices"])
        limit = next((meta.max_length for meta in info.metadata if hasattr(meta, "max_length")), 0)
        found[name] = AskedField(
            name=name,
            kind=_kind(info.annotation, extra),
            title=(info.title or name).replace("{child}", child),
            note=(info.description or "").replace("{child}", child),
            group=str(extra["group"]),
            required=info.is_required(),
            rows=int(str(extra["rows"])),
            limit=int(limit or 0),
            choices=tuple((code.code, code.label) for code in codes(listed).values()) if listed else (),
            past=bool(extra["past"]),
            only_if=str(extra["only_if"]),
        )
    if names:
        return tuple(found[name] for name in names)
    return tuple(found.values())


def to_typed(shape: Shape | Mapping[str, Any], fields: Sequence[AskedField]) -> dict[str, str]:
    """Return the values of a shape as the texts a form starts with."""
    values = shape if isinstance(shape, Mapping) else shape.model_dump()
    return {field.name: _typed(values.get(field.name), field) for field in fields}


def _typed(value: Any, field: AskedField) -> str:
    if value is None:
        return ""
    if field.kind == "date":
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    if field.kind in ("tick", "yesno"):
        return "yes" if value else "no"
    return str(value)


def read_field(field: AskedField, typed: str, today: date) -> Any:
    """Return the value of one typed text; None for an empty field that may stay empty.

    Raises:
        BadInput: One plain sentence that says what is wrong and what is possible.
    """
    text = typed.replace("\xa0", " ").strip()
    if not text and field.kind not in ("tick",):
        if field.required:
            raise BadInput(f"{field.title}: fill this in.")
        return None if field.kind in ("date", "number", "decimal", "yesno") else ""
    if field.kind == "date":
        day = parse_date(text, today, past=field.past)
        if field.past and day > today:
            raise BadInput("That day has not come yet. Give a day up to today.")
        return day
    if field.kind == "number":
        if not text.isascii() or not text.isdigit():
            raise BadInput("Give a whole number, or leave it empty.")
        return int(text)
    if field.kind == "decimal":
        if not _DECIMAL.fullmatch(text):
            raise BadInput("Give a number, such as 42 or 3.8, or leave it empty.")
        return float(text.rstrip("% ").replace(",", ""))
    if field.kind in ("tick", "yesno"):
        return text == "yes"
    if field.kind in ("choice", "choices"):
        known = {code for code, _ in field.choices}
        unknown = (
            [code for code in text.split() if code not in known]
            if field.kind == "choices"
            else ([] if text in known else [text])
        )
        if unknown:
            raise BadInput(f"“{unknown[0]}” is not in the list. Choose one of those shown.")
        return text
    if field.limit and len(text) > field.limit:
        raise BadInput(f"At most {field.limit} letters fit here; this has {len(text)}.")
    return typed.strip() if field.kind == "line" else typed.rstrip()


def parse(shape: type[Shape], fields: Sequence[AskedField], typed: Mapping[str, str], asker: Asker) -> Parsed:
    """Turn what was typed into values, or say beside each field what is wrong.

    Nothing is changed and nothing typed is lost: a field that cannot be read has a sentence and no value.
    """
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field in fields:
        try:
            values[field.name] = read_field(field, typed.get(field.name, ""), asker.today)
        except BadInput as error:
            problems[field.name] = str(error)
    if problems:
        return Parsed(values, problems)
    try:
        filled = shape.model_validate({name: value for name, value in values.items() if value is not None})
    except ValidationError as error:
        for flaw in error.errors():
            name = str(flaw["loc"][0]) if flaw["loc"] else fields[0].name
            problems[name] = _sentence(flaw, next((f for f in fields if f.name == name), None))
        return Parsed(values, problems)
    problems.update(filled.problems(asker))
    return Parsed(values, problems)


def _sentence(flaw: Mapping[str, Any], field: AskedField | None) -> str:
    title = field.title if field else "This form"
    bounds = flaw.get("ctx", {})
    if flaw["type"] in ("greater_than_equal", "less_than_equal"):
        if "ge" in bounds:
            return f"{title}: {bounds['ge']} or more."
        return f"{title}: {bounds['le']} at most."
    if flaw["type"] in ("missing", "string_too_short"):
        return f"{title}: fill this in."
    return f"{title}: this cannot be read. Change it or leave it empty."
