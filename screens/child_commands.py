"""The commands of the screens about one child, and of every form."""

from __future__ import annotations

from screens.command import Command

CHILD_COMMANDS: tuple[Command, ...] = (
    Command("child.review", "Review", "Open the review that is next, or in progress.", "r", "review"),
    Command("child.midway", "Midway", "Write a midway review.", "m", "midway"),
    Command("child.talked", "Talked", "Write down a talk.", "c", "talked"),
    Command(
        "child.alert",
        "Alert",
        "About the move, event or promise under the cursor, or anything.",
        "a",
        "alert",
    ),
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
    Command("child.erase", "Erase this child", "When the council has everything. Cannot be undone."),
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
    Command("review.alert", "Raise an alert", "About this line, with its facts filled in.", "a", "alert"),
    Command(
        "review.adjourn", "Adjourn", "Once, for 20 working days, when something is missing.", "a", "adjourn"
    ),
    Command("review.save", "Save", "Keeps the review; it need not be complete.", "f2", "save", also="ctrl+s"),
    Command("review.pass_on", "Brothers and sisters", "Pass lines on to their reviews, one by one."),
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
    Command("letter.more", "More for this letter", "Copy, format, read aloud, versions.", "f6", "more"),
    Command("letter.next_finding", "Next finding", "In the words, from the cursor on.", "f7", "next"),
    Command("letter.previous_finding", "Finding before", "In the words.", "shift+f7", also="f19"),
    Command("letter.export", "Export to Word", "When nothing stops it.", "f9", "Word"),
    Command("letter.save", "Save as a version", "Escape saves too.", "f2", also="ctrl+s"),
    Command("letter.from_word", "What was changed in Word", "Shows it by section, and takes it in."),
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
        "letter.quiet",
        "Never question this word",
        "For this child, or for every child.",
        "n",
        "never",
        typing=False,
    ),
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
    Command("form.next_field", "Next field", "And shift+tab for the one before.", "tab", "next", bound=False),
    Command("form.tick", "Tick or choose", "Arrows move between choices.", "space", "tick", bound=False),
    Command("form.save", "Save", "Puts it on the record.", "f2", "save", also="ctrl+s"),
    Command("form.template", "Your council's page", "A Word file that letters go on.", "f6", "Word page"),
    Command(
        "form.rules", "Rules and deadlines", "What is law, what you can change, bank holidays.", "f4", "rules"
    ),
)
