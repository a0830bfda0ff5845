"""Every command once: its name, key, help and place. Footer, palette, help and the README come from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import Binding


@dataclass(frozen=True)
class Command:
    """One thing the IRO can do."""

    id: str
    """`place.verb`; the screen answers to `action_verb`, the app when the place is `app` or `page`."""
    name: str
    help: str
    key: str = ""
    """As Textual names it; empty for a command that only the palette offers."""
    word: str = ""
    """The word in the footer; empty keeps it out of the footer."""
    also: str = ""
    """A second key for the same thing, shown where a field has the focus and letters type."""
    typing: bool | None = None
    """Shown in the footer only while a field has the focus (True) or only while none has (False)."""
    bound: bool = True
    """False when the focused widget answers to the key by itself, such as tab or enter in a list."""
    first: bool = False
    """Done before any key typed after it is given on: for what moves the focus to where one types on."""

    @property
    def place(self) -> str:
        """The screen it works on, or `app` or `page`."""
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """The action it runs."""
        verb = self.id.partition(".")[2].replace("-", "_")
        return f"app.{verb}" if self.place in ("app", "page") else verb

    def key_shown(self, typing: bool = False) -> str:
        """Return the key as it is printed; empty when it would only type into a field."""
        if not typing or not types_a_letter(self.key):
            return say_key(self.key)
        return say_key(self.also)


def types_a_letter(key: str) -> bool:
    """Tell whether a key would type into a field that has the focus."""
    return len(key) == 1 or key in ("question_mark", "slash", "space")


def say_key(key: str) -> str:
    """Return a key as it is printed: `F8`, `?`, `esc`, `ctrl+p`."""
    if key[:1] == "f" and key[1:].isdigit():
        return key.upper()
    return {"question_mark": "?", "slash": "/", "escape": "esc", "shift+f8": "shift+F8"}.get(key, key)


COMMANDS: tuple[Command, ...] = (
    Command(
        "today.open_item",
        "Do what is due",
        "Opens the form that settles the line.",
        "enter",
        "do it",
        bound=False,
    ),
    Command("today.working", "Why this date", "The rule, its source, every step of the working.", "w", "why"),
    Command(
        "today.snooze",
        "Snooze",
        "To a later day, with a reason; or back on the list.",
        "s",
        "snooze",
    ),
    Command("today.year", "The year ahead", "Week by week, and what would smooth it.", "p", "year"),
    Command("today.talked", "Log a talk", "Write down a talk with this child.", "c", "talked"),
    Command("today.open_child", "Open the child's page", "Story, and how things stand now.", "o"),
    Command("today.letter", "Write the letter", "Drafted from the last review.", "l"),
    Command("today.snoozed", "Show or hide what is snoozed", "Under the list, with until when and why.", "z"),
    Command(
        "caseload.open_child",
        "Open the child",
        "Story, and how things stand now.",
        "enter",
        "open",
        bound=False,
    ),
    Command(
        "caseload.to_list", "Go to the list", "From the filter to the rows.", "down", "list", typing=True
    ),
    Command("caseload.clear", "Clear the filter", "Shows every child again.", "escape", "clear", typing=True),
    Command("caseload.filter", "Filter", "Type to see fewer children.", "f", "filter"),
    Command("caseload.order", "Change the order", "Most pressing, name, age, next review.", "o", "order"),
    Command("caseload.left", "Show or hide who left", "Those no longer on your caseload, last first.", "z"),
    Command("caseload.review", "Review", "Open the review of this child.", "r"),
    Command("caseload.midway", "Midway", "Write a midway review.", "m"),
    Command("caseload.talked", "Talked", "Write down a talk with this child.", "c", "talked"),
    Command(
        "empty.import_list",
        "Import your caseload list",
        "CSV or Excel, from Mosaic or the performance team.",
        "i",
        "import",
    ),
    Command(
        "empty.new_child",
        "Add a child by hand",
        "Name, date of birth, when they came into care.",
        "n",
        "new",
        also="ctrl+n",
    ),
    Command(
        "empty.look_round",
        "Look round with 63 invented children",
        "Kept apart from yours; gone when you close it.",
        "d",
        "look round",
    ),
    Command("caseload.footprint", "Footprint", "What you last did for each child; who has gone quiet.", "t"),
    Command("footprint.open_child", "Open", "Story, and how things stand now.", "enter", "open", bound=False),
    Command("child.review", "Review", "Open the review that is next, or in progress.", "r", "review"),
    Command("child.midway", "Midway", "Write a midway review.", "m", "midway"),
    Command("child.talked", "Talked", "Write down a talk.", "c", "talked"),
    Command("child.alert", "Alert", "Raise a practice alert.", "a", "alert"),
    Command("child.letter", "Letter", "Write the letter of the last review.", "l", "letter"),
    Command(
        "child.write_down",
        "Write something down",
        "A move, a school, health, court, contact: every kind of entry.",
        "n",
        "new",
    ),
    Command(
        "child.edit", "Edit the child's facts", "Name, birth, plan, what helps with letters.", "e", "edit"
    ),
    Command("child.open_entry", "Open this entry", "What was written, in full.", "enter", bound=False),
    Command("child.filter", "Filter the story", "Type to see fewer: a kind, a word, a year.", "f"),
    Command("child.to_list", "Go to the story", "From the filter.", "down", "story", typing=True),
    Command("child.history", "History", "Who changed what, and when.", "h"),
    Command("child.as_it_stood", "As it stood on a day", "The whole page, to be read only.", "t"),
    Command("child.documents", "Documents", "Preparation sheet, invitation, leaflet, decisions.", "p"),
    Command("child.promises", "Promises kept", "What became of each; answer, move or drop it.", "k"),
    Command("child.you_said", "You said, we did", "What the child said, and what came of it.", "y"),
    Command("child.siblings", "Brothers and sisters", "Tick those who are on your caseload."),
    Command("child.leaves", "Leaves your caseload, or back", "Nothing is erased; F8 undoes."),
    Command("child.working", "Why these dates", "The rule and every step, for all that is due.", "w"),
    Command("midway.done", "Promise done", "It was kept; goes on to the next.", "d", "done", typing=False),
    Command(
        "midway.slipping",
        "Promise slipping",
        "Slower than promised; why, if you like.",
        "s",
        "slipping",
        typing=False,
    ),
    Command("midway.stuck", "Promise stuck", "Nothing moves; why, if you like.", "x", "stuck", typing=False),
    Command("midway.next_field", "Next field", "Promises, lines, judgement.", "tab", "next", bound=False),
    Command("midway.save", "Save", "Puts it on the record.", "f2", "save", also="ctrl+s"),
    Command("midway.since", "Since the last review", "Enter shows the entries behind a line.", "f3", "since"),
    Command("midway.alert", "Escalate", "Saves, and opens an alert with the facts filled in.", "f4", "alert"),
    Command("said.happened", "It happened", "What the child asked for came true.", "d", "it happened"),
    Command("said.in_part", "In part", "Some of it came true.", "s", "in part"),
    Command("said.stated_no", "No, and why", "A stated no, in words for the child.", "x", "no, and why"),
    Command(
        "said.answer",
        "Answer in full",
        "Words, the promise made of it, the day.",
        "enter",
        "answer",
        bound=False,
    ),
    Command("said.forget", "Take the answer back", "It waits again; F8 undoes.", "delete", "take back"),
    Command("work.new_work", "New", "A panel, an audit, supervision, training.", "n", "new", also="ctrl+n"),
    Command("work.change", "Change", "What was written.", "enter", "change", bound=False),
    Command("work.remove", "Take it away", "F8 brings it back.", "delete", "away"),
    Command("history.open_step", "Open this change", "Every field, before and after.", "enter", bound=False),
    Command("review.keep_line", "Keep this line", "And start the next.", "enter", "next", bound=False),
    Command("review.to_checklist", "Checklist", "And on to the promises.", "tab", "checklist", bound=False),
    Command("review.tick_prepared", "Done today", "Again takes it back; a meeting opens.", "space", "done"),
    Command("review.talked", "Talked", "Write down a talk.", "c", "talked"),
    Command("review.call_off", "Move or call off", "Another day, or none; who and why.", "m", "move"),
    Command("review.add_meeting", "Another meeting", "When the review is held in parts.", "n", "meeting"),
    Command("review.tick", "Tick", "It was looked at.", "space", "tick"),
    Command("review.leave_out", "Not looked at", "Asks why.", "n", "not looked at"),
    Command("review.promise_done", "Promise done", "It was kept.", "d", "done"),
    Command("review.promise_slipping", "Promise slipping", "Kept in part; it stays open.", "s", "slipping"),
    Command("review.promise_not_done", "Promise not done", "Asks why; it stays open.", "x", "not done"),
    Command(
        "review.open_decision",
        "Take this decision",
        "As the notes offer it; or change it.",
        "enter",
        "take",
        bound=False,
    ),
    Command("review.change_decision", "Change this decision", "Words, who, by when.", "e", "edit"),
    Command(
        "review.new_decision",
        "New decision",
        "What, who, by when, and if the child wanted otherwise.",
        "n",
        "new",
    ),
    Command("review.drop_decision", "Take this decision away", "F8 brings it back.", "delete", "away"),
    Command(
        "review.adjourn", "Adjourn", "Once, for 20 working days, when something is missing.", "a", "adjourn"
    ),
    Command("review.save", "Save", "Keeps the review; it need not be complete.", "f2", "save", also="ctrl+s"),
    Command("review.next_phase", "Next phase", "Before, in the meeting, after.", "f4", "phase", first=True),
    Command("review.phase_before", "Before", "What is prepared.", "f3", first=True),
    Command(
        "review.complete", "Complete the review", "When nothing it must hold is missing.", "f9", "complete"
    ),
    Command(
        "letter.record",
        "The record beside the letter",
        "Notes, views and decisions it came from.",
        "f3",
        "record",
    ),
    Command("letter.preview", "Preview", "As it will look.", "f4", "preview"),
    Command(
        "letter.redraft", "Draft it again", "From the record; shows the difference first.", "f5", "redraft"
    ),
    Command("letter.export", "Export to Word", "When nothing stops it.", "f9", "Word"),
    Command(
        "letter.findings",
        "Go to the findings",
        "From the text to the list beside it.",
        "tab",
        "findings",
        typing=True,
        bound=False,
    ),
    Command(
        "letter.explain", "Explain the word", "Puts it after the sentence.", "x", "explain", typing=False
    ),
    Command(
        "letter.keep",
        "Keep it as it is",
        "With a reason when it asked for your yes.",
        "i",
        "keep",
        typing=False,
    ),
    Command(
        "letters.open_letter",
        "Open the letter",
        "Drafts it when there is none.",
        "enter",
        "open",
        bound=False,
    ),
    Command("letters.open_child", "Open the child's page", "Story, and how things stand now.", "o", "child"),
    Command(
        "outbox.copy", "Copy", "The text for Mosaic, or the path of the file.", "enter", "copy", bound=False
    ),
    Command("outbox.tick", "Tick", "It is on Mosaic now.", "space", "tick"),
    Command("outbox.view", "Read it", "The text as it will be pasted.", "v", "view"),
    Command("outbox.open_child", "Open the child's page", "Story, and how things stand now.", "o", "child"),
    Command(
        "documents.make_file",
        "Make the Word file",
        "In the outbox folder; what Mosaic needs waits there.",
        "enter",
        "Word file",
        bound=False,
    ),
    Command(
        "documents.copy_mail", "Copy the e-mail", "Asks the social worker for what is missing.", "y", "e-mail"
    ),
    Command(
        "documents.read", "Read it", "From the list to the paper; arrows scroll.", "tab", "read", bound=False
    ),
    Command(
        "alerts.open_alert",
        "Open the alert",
        "What it says, to read or change.",
        "enter",
        "open",
        bound=False,
    ),
    Command("alerts.reply", "Write an answer down", "And whether it is enough.", "y", "reply"),
    Command("alerts.further", "Take it further", "The next step, or past steps.", "x", "escalate"),
    Command("alerts.close", "Close it", "With what came of it for the child.", "d", "close"),
    Command("alerts.new_alert", "Raise an alert", "About a child you choose.", "n", "new"),
    Command("alerts.patterns", "Again and again", "Themes and teams that come up often.", "p", "patterns"),
    Command("alerts.open_child", "Open the child's page", "Story, and how things stand now.", "o"),
    Command(
        "figures.open_figure", "What is behind it", "Parts, records, the child.", "enter", "open", bound=False
    ),
    Command("figures.to_numbers", "Back to the numbers", "From the records.", "escape", "back"),
    Command("figures.year", "Another year", "By the April it begins in.", "y", "year"),
    Command("figures.quarter", "Next quarter", "And the whole year after the fourth.", "q", "quarter"),
    Command("figures.word", "The report in Word", "Tables, charts, your words; nobody named.", "w", "Word"),
    Command("figures.csv", "The tables as CSV", "One file for each, safe to open.", "e", "csv"),
    Command("figures.type_in", "Type a number in", "The service's, or of an earlier year.", "t", "type in"),
    Command("figures.target", "Set a target", "What the service aims at.", "g"),
    Command("figures.words", "Words for the report", "Section by section.", "n"),
    Command("form.next_field", "Next field", "And shift+tab for the one before.", "tab", "next", bound=False),
    Command("form.tick", "Tick or choose", "Arrows move between choices.", "space", "tick", bound=False),
    Command("form.save", "Save", "Puts it on the record.", "f2", "save", also="ctrl+s"),
    Command(
        "form.rules", "Rules and deadlines", "What is law, what you can change, bank holidays.", "f4", "rules"
    ),
    Command(
        "import.answer",
        "Answer the question",
        "By its number; goes on to the next.",
        "1-9",
        "answer",
        typing=False,
        bound=False,
    ),
    Command(
        "import.bring_in",
        "Bring it in",
        "A backup is made first; F8 takes it all back.",
        "f2",
        "bring in",
        also="ctrl+s",
    ),
    Command(
        "import.look_at", "Look at this file", "Nothing changes by looking.", "enter", "look", bound=False
    ),
    Command(
        "import.to_list", "Go to the files found", "From the field to the list.", "down", "list", typing=True
    ),
    Command("import.view", "Everything that will change", "Child by child.", "v", "changes"),
    Command("import.skip", "Not now", "Leaves it out and goes on to the next.", "k", "skip", typing=False),
    Command("import.columns", "Columns", "What each was taken for; correct one.", "c", "columns", also="f4"),
    Command("import.explain", "Their list against yours", "Every difference in reviews, explained.", "x"),
    Command("import.other_file", "Another file", "Go back to the file name.", "f3", "file"),
    Command("search.open_found", "Open", "The child's page.", "enter", "open", bound=False),
    Command(
        "search.to_list",
        "Go to what was found",
        "Typing there goes on searching.",
        "down",
        "results",
        typing=True,
    ),
    Command(
        "search.next_group",
        "Next group",
        "Said, promises, notes, letters; then the first again.",
        "tab",
        "group",
    ),
    Command("rules.switch", "Switch on or off", "Law stays on, and says so.", "space", "switch"),
    Command(
        "rules.set_number",
        "Change the number",
        "In its own unit, such as days.",
        "enter",
        "number",
        bound=False,
    ),
    Command("rules.add_holiday", "Add a bank holiday", "Working days pass over it.", "n", "holiday"),
    Command("rules.remove", "Take out a bank holiday", "One that you added.", "delete"),
    Command("rules.usual", "Put every rule back", "As the list has them; asks first."),
    Command(
        "planner.open_child", "Open", "A week's reviews; the child's page.", "enter", "open", bound=False
    ),
    Command("planner.book", "Book the suggested day", "Keeps the child in time; F8 undoes.", "b", "book"),
    Command("planner.add_away", "Add days away", "Leave, training, school holidays.", "n", "leave"),
    Command("planner.remove_away", "Take out days away", "Those of this week; asks first.", "delete"),
    Command("unlock.unlock", "Unlock", "Opens the vault.", "enter", "unlock", bound=False),
    Command("unlock.read-only", "Open to read", "A copy as it stands now.", "f5", "read only"),
    Command("unlock.put-back", "Put a backup back", "The newest good one.", "f9", "put back"),
    Command("unlock.show_typed", "Show what is typed", "Until you press enter.", "f3", "show"),
    Command(
        "unlock.recovery",
        "Recovery sheet",
        "Open with the code that was written down.",
        "f4",
        "recovery sheet",
    ),
    Command(
        "first.next_field",
        "Next field",
        "And shift+tab for the one before.",
        "tab",
        "next field",
        bound=False,
    ),
    Command(
        "backups.restore",
        "Put this backup back",
        "Shows first what it would change.",
        "enter",
        "put back",
        bound=False,
    ),
    Command("backups.make", "Make a backup now", "Opened and compared before it counts.", "n", "new"),
    Command("backups.drill", "Hold the restore drill", "Puts the newest back for trial.", "t", "try"),
    Command("doctor.again", "Look again", "At everything.", "r", "look again"),
    Command(
        "key.change",
        "Change the passphrase",
        "The vault itself is not written anew.",
        "f2",
        "change",
        also="ctrl+s",
    ),
    Command(
        "key.anew", "Change it and encrypt anew", "When somebody may know the old one.", "f4", "encrypt anew"
    ),
    Command("key.sheet", "Show the recovery sheet", "After the passphrase is typed.", "f3", "recovery sheet"),
    Command("first.next_step", "Next step", "", "f2", "next step", also="ctrl+s"),
    Command("page.today", "Today", "What is late, what is due, and why.", "1"),
    Command("page.caseload", "Caseload", "Every child, most pressing first.", "2"),
    Command("page.letters", "Letters", "Every review letter that is not with the council.", "3"),
    Command("page.alerts", "Alerts", "Days used of 5, 15 and 20.", "4"),
    Command("page.figures", "Figures", "Every number of the annual report.", "6"),
    Command("page.outbox", "Outbox", "What Mosaic does not have yet.", "5"),
    Command("back.go_back", "Back", "One level up; typing is kept.", "escape", "back"),
    Command("app.undo", "Undo", "Takes back the last thing that was saved.", "f8", "undo"),
    Command("app.redo", "Redo", "Does again what was undone last.", "shift+f8", also="f20"),
    Command(
        "app.search",
        "Find a child",
        "Name, nickname, Mosaic number, or somebody they know.",
        "slash",
        "search",
        also="ctrl+f",
    ),
    Command("app.calendar_file", "Calendar file for Outlook", "Booked reviews and deadlines, by initials."),
    Command("app.import_list", "Import your caseload", "Nothing changes until you have seen it."),
    Command("app.dip_sample", "Dip sample of letters", "Six of the last quarter, no names, as a Word file."),
    Command("app.other_work", "Other work", "Panels, audits, supervision, training: about no one child."),
    Command("app.planner", "The year ahead", "Week by week, and what would smooth it."),
    Command("app.footprint", "Footprint", "What you last did for each child; who has gone quiet."),
    Command("app.rules", "Rules and deadlines", "What is law, what you can change, bank holidays."),
    Command("app.settings", "Settings", "Your lines on letters, the look, when it locks."),
    Command("app.backups", "Backups", "Make one, put one back, hold the drill."),
    Command("app.doctor", "Is everything well", "Vault, backups, disc, clock, and how to mend it."),
    Command("app.passphrase", "Passphrase and recovery sheet", "Change the one, show the other."),
    Command("app.look_next", "Change the look", "Dark, light, high contrast."),
    Command("app.lock_now", "Lock", "Closes the vault and asks for the passphrase.", "ctrl+l"),
    Command("app.help", "Help", "What this screen is for, and its keys.", "question_mark", "help", also="f1"),
    Command("app.palette", "Everything", "Every command by name.", "ctrl+p", "all"),
    Command("app.leave", "Quit", "Closes the vault and the program; typing is kept.", "ctrl+q"),
)
"""In the order footers and the palette show them."""

PAGES: tuple[str, ...] = (
    "page.today",
    "page.caseload",
    "page.letters",
    "page.alerts",
    "page.outbox",
    "page.figures",
)
"""The row of pages under the header."""


def command(id: str) -> Command:
    """Return the command with this id."""
    return next(each for each in COMMANDS if each.id == id)


def of_place(*places: str) -> tuple[Command, ...]:
    """Return the commands that work in these places: place by place, each in written order."""
    return tuple(each for place in places for each in COMMANDS if each.place == place)


def bindings(*places: str) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Return Textual's bindings for the commands of these places."""
    from textual.binding import Binding

    found: list[Binding | tuple[str, str] | tuple[str, str, str]] = []
    for each in of_place(*places):
        keys = ",".join(key for key in (each.key, each.also) if key)
        if keys and each.bound:
            found.append(Binding(keys, each.action, each.name, id=each.id, show=False, priority=each.first))
    return found
