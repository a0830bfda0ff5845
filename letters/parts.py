"""The parts of a letter that are written from the record. All other parts are fixed wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from iro_tui.casework.letter_facts import LetterFacts, Promise, Said
from iro_tui.rules.dates import age
from letters.blanks import called_by_child
from letters.dates import in_full
from letters.phrase_book import Part
from letters.said_plainly import begun, clean, curled, first_name, listed
from letters.sheet import Origin
from letters.to_you import to_you
from letters.writer import Writer

HEADER = ("What will happen", "Who will do it", "By when")

_BLAMELESS_UP_TO = 12
"""Readers up to this age are told that it is not their fault (letters.md 1.3 point 7)."""
_BLAMELESS = re.compile(
    r"fault|not because of|did not do anything wrong|did nothing wrong|not to blame", re.IGNORECASE
)
_SPOKE, _CAME, _SENT_WORDS, _AWAY = {"PN1"}, {"PN2", "PN3", "PN4"}, {"PN5", "PN6"}, {"PN7"}
_SAYS_WHO = re.compile(r"(?:[\w’'.-]+ ){1,4}(?:said|says|told|wrote|thinks|feels|wants|would like)\b")
"""School said, Ms Lowe thinks: whose view it is stands there already."""
_STAYS = "[What stays the same? One or two short sentences]"
_NOTHING_DECIDED = "[What happens next? One or two short sentences]"


def write(writer: Writer, part: Part) -> None:
    """Write one part: a paragraph of phrases by their keys, or a part of the record by its name."""
    if isinstance(part, str):
        _PARTS[part](writer)
        return
    pieces = []
    for key in part:
        chosen = _CHOSEN[key](writer) if key in _CHOSEN else key
        for piece in writer.phrase(chosen):
            pieces += [piece, *writer.explained(piece.sentence)]
    writer.sheet.paragraph(pieces)


def _thanks(writer: Writer) -> str:
    """How the child took part (`participation.csv`) decides what there is to thank for."""
    took_part = writer.facts.participation
    if took_part in _CAME and writer.has("thanks_quiet"):
        return "thanks_quiet"
    if took_part in _SPOKE | _CAME:
        return "thanks_there"
    if took_part in _SENT_WORDS:
        return "thanks_sent"
    return "thanks_away" if took_part in _AWAY else "thanks"


def _reach(prefix: str) -> Callable[[Writer], str]:
    def choose(writer: Writer) -> str:
        if writer.knows("phone") and writer.knows("email"):
            return f"{prefix}_both"
        return f"{prefix}_email" if writer.knows("email") else f"{prefix}_phone"

    return choose


def _reach_me(writer: Writer) -> str:
    by_writing = writer.knows("email") and not writer.knows("phone") and writer.has("phone_me_email")
    return "phone_me_email" if by_writing else "phone_me"


def _advocacy(writer: Writer) -> str:
    """Numbers that begin 0800 or 0808 cost nothing from any telephone in the United Kingdom."""
    free = clean(writer.facts.advocacy_phone).replace(" ", "").startswith(("0800", "0808"))
    return "advocacy_free" if free and writer.has("advocacy_free") else "advocacy"


def _law(writer: Writer) -> str:
    """The legal status in plain words, unless the agreed reason already speaks of the court."""
    told = re.search(r"\b(?:judge|court|order)\b", writer.facts.why_in_care, re.IGNORECASE)
    return "" if told else f"law_{writer.facts.legal_status}"


_CHOSEN: Mapping[str, Callable[[Writer], str]] = {
    "thanks": _thanks,
    "led": lambda writer: f"led_{writer.facts.chaired}",
    "law": _law,
    "reach": _reach("reach"),
    "phone_me": _reach_me,
    "page_reach": _reach("page_reach"),
    "advocacy": _advocacy,
}


def _said(writer: Writer) -> None:
    """The child's own words in quotation marks, then the child's views as the IRO put them."""
    facts = writer.facts
    before: set[str] = set()
    answered = {each.asked.source for each in facts.answers}
    talked = tuple(said for said in facts.own_words if said.source not in answered)
    in_talks = _quotes(writer, "talked", talked, before)
    meeting = tuple(note for note in facts.notes if note.tag == "SAID")
    in_meeting = _quotes(writer, "said", meeting, before)
    views = writer.noted(facts.child_views) if facts.child_views else []
    for pieces in (in_talks, in_meeting, views):
        writer.sheet.paragraph(pieces)
    if not (in_talks or in_meeting or views or facts.answers):
        writer.sheet.paragraph([Origin(f"[{writer.no_voice}]", (f"review:{facts.review_id}.child_views",))])


def _answered(writer: Writer) -> None:
    """You said, we did: what the child told before, and what came of it (table `view_answer`)."""
    for each in writer.facts.answers:
        asked = Said(each.asked.source, _quote(each.asked.text))
        writer.sheet.paragraph(
            [*writer.phrase("asked_before", quote=asked), *writer.noted_after("came_of_it", each.answer)]
        )


def _stays(writer: Writer) -> None:
    writer.sheet.paragraph([Origin(_STAYS, (f"review:{writer.facts.review_id}",))])


def _quotes(writer: Writer, key: str, said: tuple[Said, ...], before: set[str]) -> list[Origin]:
    pieces: list[Origin] = []
    for words in said:
        for line in words.text.splitlines():
            quote = _quote(line)
            if quote and quote not in before:
                before.add(quote)
                pieces += writer.phrase(key, len(pieces), quote=Said(words.source, quote))
    return pieces


def _quote(line: str) -> str:
    """The child's words as they are, between curly quotation marks; a full stop where they have no end."""
    words = curled(clean(line).strip('"“” ')).replace("“", "‘").replace("”", "’")
    if not words:
        return ""
    return f"“{words}”" if words[-1] in ".!?…" else f"“{words}.”"


def _tagged(tag: str, key: str) -> Callable[[Writer], None]:
    """A paragraph of the notes with one tag; the first comes after a phrase."""

    def write_them(writer: Writer) -> None:
        pieces: list[Origin] = []
        for note in writer.facts.notes:
            if note.tag == tag:
                pieces += writer.noted(note) if pieces else writer.noted_after(key, note)
        writer.sheet.paragraph(pieces)

    return write_them


def _views(writer: Writer) -> None:
    facts = writer.facts
    for key, said in (
        ("views_parent", facts.parent_views),
        ("views_carer", facts.carer_views),
        ("views_other", facts.other_views),
        ("views_iro", facts.iro_view),
    ):
        if said is None:
            continue
        names_itself = key != "views_iro" and _begins_with_a_name(facts, said.text)
        writer.sheet.paragraph(writer.noted(said) if names_itself else writer.noted_after(key, said))


def _begins_with_a_name(facts: LetterFacts, text: str) -> bool:
    """Whether a view says itself whose it is: "Mum would like ..." needs no "Mum said" before it."""
    names = {"Mum", "Dad", "Mummy", "Daddy", clean(facts.carer)}
    for around in facts.people:
        names |= {clean(around.name), first_name(clean(around.name)), clean(around.child_calls)}
    opening = clean(text)
    if _SAYS_WHO.match(opening):
        return True
    return any(re.match(rf"{re.escape(name)}(?!['’\w])", opening) for name in names if name)


def _why(writer: Writer) -> None:
    facts = writer.facts
    source = f"child:{facts.child_id}.why_in_care"
    if writer.knows("why"):
        pieces = writer.noted(Said(source, facts.why_in_care))
    else:
        home = f"live {writer.known('home').words}" if writer.knows("home") else "live where you do"
        pieces = [Origin(f"[Why do you {home}? Use the words that were agreed]", (source,))]
    own_age = age(facts.born, facts.letter_on)
    reader = own_age if facts.reader_age is None else facts.reader_age
    if min(own_age, reader) <= _BLAMELESS_UP_TO and not _BLAMELESS.search(facts.why_in_care):
        pieces += writer.phrase("not_your_fault")
    writer.sheet.paragraph(pieces)


def _decided(writer: Writer) -> None:
    pieces: list[Origin] = []
    for note in writer.facts.notes:
        if note.tag == "DECIDE":
            pieces += writer.noted(note)
    writer.sheet.paragraph(pieces)


def _promised(writer: Writer) -> None:
    """For the youngest, whose table stands on the grown-ups' page: what can be said to the child as it is."""
    if any(note.tag == "DECIDE" for note in writer.facts.notes):
        return
    pieces: list[Origin] = []
    for promise in writer.facts.promises:
        said = Said(promise.source, promise.what)
        if writer.own(said).startswith(("You ", "Your ")):
            pieces += writer.noted(said)
    source = f"review:{writer.facts.review_id}"
    writer.sheet.paragraph(pieces or [Origin(_NOTHING_DECIDED, (source,))])


def _against(writer: Writer) -> None:
    """A decision the child did not want: what was wanted, the answer, why, and what happens instead."""
    for promise in writer.facts.promises:
        wish = Said(promise.source, promise.against_wish)
        if not wish.text.strip():
            continue
        instead = Said(promise.source, writer.own(Said(promise.source, promise.what)))
        after = writer.phrase("against_after")
        if _BLAMELESS.search(wish.text):
            after = [piece for piece in after if not _BLAMELESS.search(piece.sentence)]
        writer.sheet.paragraph(
            [
                *writer.phrase("against_before"),
                *writer.noted(wish),
                *after,
                *writer.after_lead("against_instead", what=instead),
            ]
        )


def _table(writer: Writer) -> None:
    rows = [(_row(writer, promise), promise.source) for promise in _to_promise(writer.facts)]
    writer.sheet.table(HEADER, rows)
    writer.sheet.paragraph(writer.explained(" ".join(cells[0] for cells, _ in rows)))


def _to_promise(facts: LetterFacts) -> tuple[Promise, ...]:
    """The decisions; while there are none, what was noted as decided, and failing that one empty row."""
    if facts.promises:
        return facts.promises
    from iro_tui.casework.notes import read_action  # here, because it brings the database layer with it

    noted = []
    for note in facts.notes:
        if note.tag in ("DECIDE", "ACTION"):
            said = read_action(note.text, facts.review_on, names=note.tag == "ACTION")
            noted.append(Promise(note.source, said.text, said.who, said.by_when, said.starting, ""))
    return tuple(noted) or (Promise(f"review:{facts.review_id}", "", "", None, False, ""),)


def _row(writer: Writer, promise: Promise) -> tuple[str, str, str]:
    facts = writer.facts
    what, who = clean(promise.what).rstrip(". "), clean(promise.who).rstrip(". ")
    if not writer.to_adults:
        what = to_you(what, clean(facts.called), facts.pronouns)
        who = to_you(who, clean(facts.called), facts.pronouns)
    when = "[By when?]" if promise.by_when is None else in_full(promise.by_when)
    if promise.starting and promise.by_when is not None:
        when = f"From {when}"
    what, who = curled(what), curled(who)
    return begun(what) or "[What will happen?]", begun(who) or "[Who will do it?]", when


def _page_views(writer: Writer) -> None:
    _tagged("WORRY", "worry")(writer)
    _views(writer)


def _invited(writer: Writer) -> None:
    """Who is asked to come, as the child calls them, then who the child wanted there."""
    facts = writer.facts
    pieces: list[Origin] = []
    if facts.invited:
        names = dict.fromkeys(begun(called_by_child(around)) for around in facts.invited)
        them = Said(f"child:{facts.child_id}.people", f"{listed([*names, 'me'])}.")
        pieces += writer.phrase("there_lead", words=them)
    elif facts.wanted_there is None:
        pieces += writer.phrase("there_none")
    if facts.wanted_there is not None:
        pieces += writer.noted_after("there_asked", facts.wanted_there)
    writer.sheet.paragraph([*pieces, *writer.phrase("there_self")])


def _agenda(writer: Writer) -> None:
    if writer.facts.agenda is not None:
        writer.sheet.paragraph(writer.noted_after("agenda_lead", writer.facts.agenda))


_PARTS: Mapping[str, Callable[[Writer], None]] = {
    "said": _said,
    "answered": _answered,
    "stays": _stays,
    "going_well": _tagged("WELL", "well"),
    "worrying": _tagged("WORRY", "worry"),
    "views": _views,
    "why": _why,
    "decided": _decided,
    "promised": _promised,
    "against": _against,
    "table": _table,
    "page_views": _page_views,
    "invited": _invited,
    "agenda": _agenda,
}
