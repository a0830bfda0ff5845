"""Events as the text of a calendar file (RFC 5545), pure: events in, bytes out.

Written by hand: what is needed are two rules for text and one fixed time zone, about as much code as
feeding a library, and the best kept one would add 6 MB and a third of a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

PRODID = "-//iro-tui//Reviews and deadlines//EN"
LINE = 75
"""Octets a line may have before it is folded, its line break not counted."""
MEETING = timedelta(hours=1)
"""How long a booked review is shown; the record does not say (our choice)."""

_LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE""".splitlines()


@dataclass(frozen=True, slots=True)
class Event:
    """One event. It has no alarm, and marks the person as busy only when it has a time."""

    uid: str
    """From the ids of the record, never from a name; the same for as long as it is the same thing."""
    starts: date
    """A day, for an event of the whole day; or a `datetime` without a zone, by the clock in London."""
    what: str
    """`Review 4`, `Letter due`: what it is, without the child."""
    who: str = ""
    """`S.T., 11`; empty for one that is cancelled."""
    category: str = ""
    place: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar_text(events: Iterable[Event], at: datetime) -> bytes:
    """The whole file, ready to be written.

    Args:
        events: in the order in which they are to stand.
        at: when the file is made; aware.
    """
    stamp = f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "METHOD:PUBLISH", *_LONDON]
    for event in events:
        own = (f"UID:{event.uid}", f"SEQUENCE:{event.sequence}", stamp)
        lines += ["BEGIN:VEVENT", *own, *_content(event), "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) + b"\r\n" for line in lines)


def fingerprint(event: Event) -> str:
    """A hash of all that Outlook shows of an event: another one means that it changed."""
    return sha256("\n".join(_content(event)).encode()).hexdigest()


def is_ours(content: bytes) -> bool:
    """Whether the beginning of a file is that of a calendar written here."""
    return content.startswith(b"BEGIN:VCALENDAR") and f"\r\nPRODID:{PRODID}\r\n".encode() in content


def escaped(text: str) -> str:
    r"""Text as a value: `\`, `;`, `,` and line breaks marked; what does not print becomes a space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for plain in ("\\", ";", ","):
        text = text.replace(plain, f"\\{plain}")
    return "\\n".join("".join(c if c.isprintable() else " " for c in part) for part in text.split("\n"))


def folded(line: str) -> bytes:
    """A line as UTF-8, broken so that no part is longer than 75 octets and no letter is cut in two."""
    rest, parts, room = line.encode(), [], LINE
    while len(rest) > room:
        end = room
        while rest[end] & 0xC0 == 0x80:  # inside a letter of several octets
            end -= 1
        parts.append(rest[:end])
        rest, room = rest[end:], LINE - 1  # the space that begins a continued line counts
    return b"\r\n ".join([*parts, rest])


def _content(event: Event) -> list[str]:
    summary = f"{event.what}, {event.who}" if event.who else event.what
    lines = [*_when(event.starts), f"SUMMARY:{escaped(summary)}"]
    if event.category:
        lines.append(f"CATEGORIES:{escaped(event.category)}")
    if event.place:
        lines.append(f"LOCATION:{escaped(event.place)}")
    busy = isinstance(event.starts, datetime) and not event.cancelled
    # Private: whoever shares the IRO's calendar sees that the time is taken and no more.
    lines += ["CLASS:PRIVATE", f"TRANSP:{'OPAQUE' if busy else 'TRANSPARENT'}"]
    return [*lines, f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"]


def _when(starts: date) -> list[str]:
    if isinstance(starts, datetime):
        return [
            f"{name};TZID=Europe/London:{day:%Y%m%dT%H%M%S}"
            for name, day in (("DTSTART", starts), ("DTEND", starts + MEETING))
        ]
    return [
        f"{name};VALUE=DATE:{day:%Y%m%d}"
        for name, day in (("DTSTART", starts), ("DTEND", starts + timedelta(days=1)))
    ]
