"""From a row of a child's page to what it is about: the screen, the form, or everything that was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.child_rows import NOW, story_key

if TYPE_CHECKING:
    from datetime import date

    from iro_tui.casework.child_page import ChildPage, NowRow, StoryItem
    from screens.app import IroApp
    from screens.record_form import RecordForm

TABLE_OF = {
    "REVIEW": "review",
    "TALK": "consultation",
    "MIDWAY": "midway",
    "ALERT": "alert",
    "MOVE": "placement",
    "LEGAL": "legal_status",
    "CARE": "period_of_care",
    "LETTER": "outbox_entry",
}
"""Where the rest of a story item is written, by its kind; an entry's kind is the name of its table."""

VIEWS = frozenset({"consultation", "note", "review"})
"""Tables that what a child said is read from; what came of it stands on a page of its own."""

OWN_FORMS = frozenset({"consultation", "midway", "alert"})
"""Tables outside the parts of a file whose rows can be changed and taken away all the same."""


def open_story(app: IroApp, page: ChildPage, key: str, *, past: date | None = None) -> None:
    """Open one item of the story.

    Args:
        app: The app.
        page: The page it stands on.
        key: The id of its row.
        past: The day the page is of, where it shows the file as it stood and nothing can be changed.
    """
    from iro_tui.rules.dates import say_date

    item = next((each for each in page.story if story_key(each) == key), None)
    if item is None:
        return
    if past is None and _own_screen(app, page, item):
        return
    table = TABLE_OF.get(item.kind, item.kind)
    tell(app, page, f"{item.word}, {say_date(item.on)}", table, item.subject_id, past=past)


def _own_screen(app: IroApp, page: ChildPage, item: StoryItem) -> bool:
    from screens.doing import open_letter, open_review

    if item.kind == "REVIEW":
        open_review(app, page.child_id, item.subject_id)
        return True
    if item.kind == "LETTER":
        entry = _row(app, page.child_id, "outbox_entry", item.subject_id)
        letter = _row(app, page.child_id, "letter", str(entry["subject_id"])) if entry else None
        if letter:
            open_letter(app, str(letter["review_id"]))
        return True
    return False


def row_under(page: ChildPage, chosen: str) -> tuple[str, str]:
    """Return the table and id of what a row of the page is about; empty where it is about no row.

    Args:
        page: The page it stands on.
        chosen: The id of the row, of the story or of how things stand.
    """
    if chosen.startswith(NOW):
        group, _, number = chosen.removeprefix(NOW).partition(":")
        rows = next((each.rows for each in page.now if each.key == group), ())
        return (rows[int(number)].table, rows[int(number)].subject_id) if rows else ("", "")
    item = next((each for each in page.story if story_key(each) == chosen), None)
    return (TABLE_OF.get(item.kind, item.kind), item.subject_id) if item else ("", "")


def open_now(app: IroApp, page: ChildPage, row: NowRow, *, past: date | None = None) -> None:
    """Open what one line of how things stand was read from; arguments as for `open_story`."""
    from iro_tui.casework.in_words import Said
    from screens.entry import EntryDialog
    from screens.promises import PromiseDialog
    from screens.short_forms import child_form, talk_form
    from screens.you_said import YouSaidScreen

    if row.table == "child" and row.subject_id != page.child_id:
        app.open_child(row.subject_id)
    elif row.table == "child" and past is None:
        app.push_screen(child_form(app, page.child_id, start=row.field))
    elif row.table == "child":
        app.push_screen(EntryDialog(row.label, [Said("Then", row.value)]))
    elif row.table == "decision" and past is None:
        app.push_screen(PromiseDialog(app, row.subject_id))
    elif row.table == "consultation" and not row.subject_id and past is None:
        app.push_screen(talk_form(app, page.child_id))
    elif (row.quote and row.table in VIEWS and past is None) or not row.subject_id:
        app.push_screen(YouSaidScreen(page.child_id))
    else:
        title = "In their own words" if row.quote else row.label
        tell(app, page, title, row.table, row.subject_id, past=past)


def tell(
    app: IroApp, page: ChildPage, title: str, table: str, row_id: str, *, past: date | None = None
) -> None:
    """Show everything that was written in one entry, with what can be done to it."""
    from iro_tui.casework.in_words import fields_said
    from iro_tui.record.nouns import nouns
    from screens.entry import EDIT, TAKE_AWAY, EntryDialog

    row = _row(app, page.child_id, table, row_id, past)
    if row is None:
        return
    offers = (EDIT, TAKE_AWAY) if past is None and (nouns()[table].part or table in OWN_FORMS) else ()

    def chosen(act: str | None) -> None:
        if act == EDIT:
            app.push_screen(change_form(app, page.child_id, table, row_id))
        elif act == TAKE_AWAY:
            ask_take_away(app, page, title, table, row_id)

    app.push_screen(EntryDialog(title, fields_said(table, row, page.called), offers), chosen)


def change_form(app: IroApp, child_id: str, table: str, row_id: str) -> RecordForm:
    """Return the form in which an entry is changed."""
    from screens.entry_forms import entry_form
    from screens.short_forms import alert_further_form

    if table == "alert":
        return alert_further_form(app, child_id, row_id)
    return entry_form(app, child_id, table, row_id)


def ask_take_away(app: IroApp, page: ChildPage, title: str, table: str, row_id: str) -> None:
    """Ask first, then take an entry away."""
    from iro_tui.casework.entries import removing
    from iro_tui.errors import IroError
    from screens.dialogs import AskDialog

    def answered(yes: bool | None) -> None:
        if not yes:
            return
        try:
            app.act(removing(table), row_id, drop=f"entry:{table}:{row_id}")
        except IroError as error:
            app.say(str(error))
        else:
            app.say(f"Taken away: {title}. F8 brings it back.")

    question = f"Take away: {title}?"
    kept = f"It goes from the file of {page.called}. The history keeps it, and F8 brings it back."
    app.push_screen(AskDialog(question, kept, "Take away", "Keep it"), answered)


def _row(
    app: IroApp, child_id: str, table: str, row_id: str, past: date | None = None
) -> dict[str, object] | None:
    if past is None:
        from iro_tui.casework.child_record import child_record

        record = app.ask(child_record, child_id)
    else:
        from iro_tui.casework.as_it_stood import record_on

        record = app.ask(record_on, child_id, past)
    return next((dict(row) for row in record.tables[table] if row["id"] == row_id), None)
