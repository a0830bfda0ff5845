"""Values on their way into a table, validated through the plain shape: table classes do not validate."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlmodel import SQLModel

from iro_tui.errors import BadInput
from iro_tui.record.base import Asker, Shape
from iro_tui.record.forms import AskedField, layout

AnyShape = TypeVar("AnyShape", bound=Shape)


def filled(
    shape: type[AnyShape],
    values: Mapping[str, Any],
    asker: Asker,
    *,
    before: SQLModel | None = None,
) -> AnyShape:
    """Return a validated shape made from values, over what the row held before.

    Args:
        shape: the plain shape, not its table.
        values: field name to value; what is left out keeps its former value or its default.
        asker: the child and the day, for checks between fields and for dates that may not lie in the future.
        before: the row that is being changed; None for a new one.

    Raises:
        BadInput: one sentence about the first field that is wrong.
        KeyError: a field the shape does not have, which is a mistake in the program and not of a person.
    """
    unknown = set(values) - set(shape.model_fields)
    if unknown:
        raise KeyError(f"{shape.__name__} has no {', '.join(sorted(unknown))}")
    former = {name: getattr(before, name) for name in shape.model_fields} if before is not None else {}
    merged = {**former, **values}
    fields = _fields(shape)
    try:
        made = shape.model_validate(merged)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise BadInput(_cannot_be_read(fields.get(name), merged.get(name))) from None
    for name in values:
        if name in fields:
            _judge(fields[name], getattr(made, name), asker)
    for sentence in made.problems(asker).values():
        raise BadInput(sentence)
    return made


def write(row: SQLModel, made: Shape) -> None:
    """Put the values of a shape into a table row; equal values are left alone, so nothing looks changed."""
    for name in type(made).model_fields:
        value = getattr(made, name)
        if getattr(row, name) != value:
            setattr(row, name, value)


@cache
def _fields(shape: type[Shape]) -> Mapping[str, AskedField]:
    return {field.name: field for field in layout(shape)}


def _judge(field: AskedField, value: Any, asker: Asker) -> None:
    if field.past and value is not None and value > asker.today:
        raise BadInput(f"{_title(field)}: that day has not come yet. Give a day up to today.")
    if field.kind not in ("choice", "choices") or not value:
        return
    known = {code for code, _ in field.choices}
    for code in value.split() if field.kind == "choices" else [value]:
        if code not in known:
            raise BadInput(f"{_title(field)}: “{code}” is not in the list. Choose one of those shown.")


def _cannot_be_read(field: AskedField | None, value: Any) -> str:
    if field is None:
        return "This cannot be saved as it stands. Check what you filled in."
    if value is None or value == "":
        return f"{_title(field)}: fill this in."
    if field.limit and isinstance(value, str) and len(value) > field.limit:
        return f"{_title(field)}: at most {field.limit} letters fit here; this has {len(value)}."
    return f"{_title(field)}: this cannot be read. Change it or leave it empty."


def _title(field: AskedField) -> str:
    return field.title[:1].upper() + field.title[1:]
