"""A small reader of calendar files, written from the standard and not from the program's own code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Line: TypeAlias = tuple[str, dict[str, str], str]


@dataclass
class Part:
    """What stands between a BEGIN and its END."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return any(line[0] == name for line in self.lines)

    def raw(self, name: str) -> str:
        (value,) = [value for found, _, value in self.lines if found == name]
        return value

    def text(self, name: str) -> str:
        marks = {"n": "\n", "N": "\n"}
        return re.sub(r"\\(.)", lambda found: marks.get(found[1], found[1]), self.raw(name))

    def named(self, name: str) -> list[Part]:
        return [part for part in self.parts if part.name == name]


def read(content: bytes) -> Part:
    """The calendar in a file; fails on anything the standard does not allow."""
    assert content.endswith(b"\r\n")
    octets = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in octets)
    assert not any(byte < 32 or byte == 127 for line in octets for byte in line)
    # Each is decoded before it is joined: no letter may be cut in two.
    unfolded: list[str] = []
    for text in [line.decode("utf-8") for line in octets]:
        if text.startswith(" "):
            unfolded[-1] += text[1:]
        else:
            unfolded.append(text)
    root = Part("")
    open_parts = [root]
    for line in unfolded:
        found = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^;:]+)*):(.*)", line)
        assert found, line
        name, value = found[1], found[3]
        if name == "BEGIN":
            open_parts[-1].parts.append(Part(value))
            open_parts.append(open_parts[-1].parts[-1])
        elif name == "END":
            assert open_parts.pop().name == value
        else:
            given = dict(each.split("=") for each in found[2].split(";")[1:])
            open_parts[-1].lines.append((name, given, value))
    assert open_parts == [root]
    (calendar,) = root.parts
    assert calendar.name == "VCALENDAR"
    return calendar


def events(content: bytes) -> dict[str, Part]:
    """The events of a file by UID; each stands in it once."""
    found = read(content).named("VEVENT")
    by_uid = {event.raw("UID"): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def in_utc(calendar: Part, local: datetime) -> datetime:
    """A time by the file's own time zone in UTC: the offset of the last change before it."""
    (zone,) = calendar.named("VTIMEZONE")
    changes = []
    for part in zone.parts:
        rule = re.fullmatch(r"FREQ=YEARLY;BYMONTH=(\d+);BYDAY=-1SU", part.raw("RRULE"))
        assert rule
        first = datetime.strptime(part.raw("DTSTART"), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        for year in (local.year - 1, local.year):
            day = first.replace(year=year, month=int(rule[1]), day=31)  # both months have 31 days
            day -= timedelta(days=(day.weekday() + 1) % 7)
            if day >= first:
                changes.append((day, part.raw("TZOFFSETTO")))
    aware = local.replace(tzinfo=UTC)
    _, offset = max(change for change in changes if change[0] <= aware)
    sign = -1 if offset[0] == "-" else 1
    return aware - sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5]))
