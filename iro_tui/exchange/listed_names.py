"""The name and the number of a child as a row has them: in two columns, or as one, with the number in it."""

from __future__ import annotations

import re

from iro_tui.exchange.cells import in_case, read_name, split_number
from iro_tui.exchange.sheet import Row

_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Master)\.? +(?=\S+ +\S)")


def names_of(row: Row) -> tuple[str, str, str]:
    """First name, surname and number as they stand, with capitals as others write them."""
    number = row.get("mosaic_id")
    if row.get("first_name") or row.get("surname"):
        first, surname = row.get("first_name"), row.get("surname")
        if "," in surname and not first:
            first, surname = surname.partition(",")[2].strip(), surname.partition(",")[0].strip()
        return in_case(first), in_case(surname), number
    whole, in_brackets = split_number(_TITLE.sub("", row.get("name")))
    first, _, last = read_name(whole).rpartition(" ")
    if "," in whole:
        # A surname of several words stands whole before the comma.
        last = in_case(whole.partition(",")[0].strip())
        first = in_case(whole.partition(",")[2].strip())
    first, last = (first, last) if first else (last, "")
    return in_case(first), in_case(last), number or in_brackets
