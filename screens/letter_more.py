"""What one does with a letter besides writing it: Word, formats, copies, versions, what came back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from screens.dialogs import PickDialog
from screens.letter_compare import FromWordDialog, RedraftDialog, VersionsDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from letters.check import Finding
    from screens.letter import LetterScreen

WORD_RULES = frozenset({"C02", "A01", "A02"})
"""Rules of the word list, whose words one may not want to be asked about again. Labels are always shown."""


def pick(screen: LetterScreen) -> None:
    """Offer everything else that can be done with the letter."""
    rows: list[tuple[str, Callable[[LetterScreen], None]]] = [
        ("Copy the letter", copy),
        ("Draft it again from the record   F5", redraft),
        ("Standard, large print or dyslexia-friendly", choose_format),
        ("A script to read aloud", write_script),
        ("Versions, and what differs", show_versions),
        ("What was changed in Word", take_from_word),
        ("Words no longer questioned", question_again),
    ]
    choices = [(str(place), words) for place, (words, _) in enumerate(rows)]

    def picked(place: str | None) -> None:
        if place is not None:
            guarded(screen, rows[int(place)][1])

    screen.app.push_screen(PickDialog("This letter", choices, "", many=False), picked)


def guarded(screen: LetterScreen, what: Callable[[LetterScreen], None]) -> None:
    """Do it, or say in one sentence why not."""
    try:
        what(screen)
    except IroError as error:
        screen.app.say(str(error))


def redraft(screen: LetterScreen) -> None:
    """Draft it again from the record, section by section; the difference comes first."""
    from letters.desk import redraft_of

    app = screen.app
    screen.read_facts()
    screen.store()
    found = redraft_of(app.opened, screen.review_id, app.today)
    if not found.differing:
        app.say("The record has not changed: the draft would be the same.")
        return

    def taken(places: str | None) -> None:
        if places is not None:
            chosen = {int(place) for place in places.split()}
            screen.take_draft(found.text(chosen), found.origin(chosen), found.phrases_version)

    app.push_screen(RedraftDialog(found), taken)


def load_word_ahead(screen: LetterScreen) -> None:
    """Load in the background what the export needs, so that the first is as quick as the next."""
    from letters.template_file import template_of
    from letters.word import load_ahead

    councils = template_of(screen.app.opened.home) is not None
    screen.app.run_worker(partial(load_ahead, councils=councils), thread=True, exit_on_error=False)


def export(screen: LetterScreen) -> None:
    """Write the Word file when nothing stops it."""
    from letters.desk import LetterNotReady, export_letter

    app = screen.app
    screen.store()
    try:
        done = export_letter(app.opened, screen.review_id, app.today, app.clock())
    except LetterNotReady as error:
        first = screen.show_what_stops_it()
        app.say(str(error) if first is None else _not_yet(first, error.findings))
        return
    app.saved()
    app.publish(frozenset({"letter", "outbox_entry"}))
    app.say(f"Written: {done.file.name}. It waits in the Outbox (5) for Mosaic.")


def _not_yet(first: Finding, findings: Sequence[Finding]) -> str:
    stops = sum(each.level == "block" for each in findings)
    where = f"{first.title}, line {first.line}," if first.end > first.start else f"{first.title}:"
    if not stops:
        return f"Not yet: {where} waits for your yes. i keeps it."
    also = "" if stops == 1 else f" So {'does' if stops == 2 else 'do'} {stops - 1} more."
    return f"Not yet: {where} stops it.{also}"


def copy(screen: LetterScreen) -> None:
    """Copy the letter as it stands; the terminal takes it to the clipboard, over ssh too."""
    screen.app.copy_to_clipboard(screen.text)
    screen.app.say("Copied: the whole letter. Paste it where you want it.")


def choose_format(screen: LetterScreen) -> None:
    """Ask how the letter is to look in Word."""
    from iro_tui.casework.letters import choose_format as choose
    from iro_tui.casework.letters import letter_of
    from iro_tui.rules.codes import label
    from letters.formats import FORMATS, format_for

    app, facts = screen.app, screen.facts
    row = app.ask(letter_of, screen.review_id)
    if facts is None or row is None:
        return
    usual = format_for(facts).code
    choices = [
        (code, label("letter_format", code) + (", as the record asks for" if code == usual else ""))
        for code in FORMATS
    ]

    def picked(code: str | None) -> None:
        if code is None:
            return
        app.act(choose, row.letter_id, "" if code == usual else code)
        app.say(f"In Word it is {label('letter_format', code)}. The words are the same.")

    now = format_for(facts, row.format).code
    app.push_screen(PickDialog("How it looks in Word", choices, now, many=False), picked)


def write_script(screen: LetterScreen) -> None:
    """Write the letter as a text to read aloud, beside the other files."""
    from letters.desk import write_script as write

    screen.store()
    file = write(screen.app.opened, screen.review_id, screen.app.today)
    screen.app.say(f"Written: {file.name}, in the outbox folder. It is for reading aloud, not for Mosaic.")


def show_versions(screen: LetterScreen) -> None:
    """Show every version, and bring one back into the editor."""
    from iro_tui.casework.letter_versions import letter_versions
    from iro_tui.casework.letters import letter_of
    from iro_tui.rules.dates import say_date

    app = screen.app
    screen.store()
    row = app.ask(letter_of, screen.review_id)
    if row is None:
        return
    rows = []
    for each in app.ask(letter_versions, row.letter_id):
        at = each.at.astimezone(app.clock().tzinfo)
        done = f"Word file {each.files[-1]}" if each.files else each.done
        rows.append((f"{each.number:>2}  {say_date(at.date(), app.today)}  {at:%H:%M}", done, each.text))
    app.push_screen(VersionsDialog(rows, screen.text), screen.take)


def take_from_word(screen: LetterScreen) -> None:
    """Show what was changed in Word, and take what is ticked into the editor."""
    from letters.back_from_word import came_back

    screen.store()
    came = came_back(screen.app.opened, screen.review_id, screen.app.today)
    if came is None:
        screen.app.say("Nothing came back from Word: no file of this letter was changed.")
        return
    screen.app.push_screen(FromWordDialog(came), screen.take)


def explain(screen: LetterScreen, each: Finding) -> None:
    """Put the explanation of a word after its sentence."""
    from letters.desk import expected_for
    from letters.explaining import explained

    if not each.explain or screen.facts is None:
        screen.app.say("There is no explanation for this one: the words have to change.")
        return
    at, words = explained(screen.text, each, expected_for(screen.facts), screen.kept)
    screen.put(at, at, words)


def quiet(screen: LetterScreen, each: Finding) -> None:
    """Ask for whom a word is not to be questioned any more."""
    from iro_tui.casework.quiet_words import quiet as make_quiet

    app, facts = screen.app, screen.facts
    if facts is None:
        return
    if each.rule not in WORD_RULES:
        app.say("Only words of the word list can be left out of the check. i keeps this as it is.")
        return
    choices = [("one", f"In letters to {facts.called}"), ("all", "In letters to every child")]

    def picked(who: str | None) -> None:
        if who is None:
            return
        app.act(make_quiet, each.text, facts.child_id if who == "one" else None, app.today)
        screen.read_facts()
        app.say(f"“{each.text}” is not questioned any more. F6 brings it back.")

    app.push_screen(PickDialog(f"Never question “{each.text}” again?", choices, "", many=False), picked)


def question_again(screen: LetterScreen) -> None:
    """Show the words that are not questioned; those ticked are questioned again."""
    from iro_tui.casework.quiet_words import question_again as bring_back
    from iro_tui.casework.quiet_words import quiet_words

    app, facts = screen.app, screen.facts
    if facts is None:
        return
    words = app.ask(quiet_words, facts.child_id)
    if not words:
        app.say("Every word of the list is questioned.")
        return
    choices = [
        (str(place), f"{each.word}, {'for every child' if each.child_id is None else 'for this child'}")
        for place, each in enumerate(words)
    ]

    def picked(places: str | None) -> None:
        if places:
            app.act(bring_back, [words[int(place)].id for place in places.split()])
            screen.read_facts()

    app.push_screen(PickDialog("Question these again", choices, "", many=True), picked)


run_export = partial(guarded, what=export)
run_from_word = partial(guarded, what=take_from_word)
