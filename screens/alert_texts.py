"""The texts of an alert on their way out: copied for an e-mail, or as a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.errors import IroError

if TYPE_CHECKING:
    from collections.abc import Callable

    from iro_tui.casework.alert_case import AlertCase
    from letters.alert_paper import AlertText
    from screens.app import IroApp


def copy_text(app: IroApp, alert_id: str) -> None:
    """Copy a text of an alert; where several can go out today, ask which."""
    from letters.alert_paper import mail

    def copy(case: AlertCase, text: AlertText) -> None:
        app.copy_to_clipboard(mail(case, text))
        app.say(f"Copied: {_small(text.title)}, {case.name}. Paste it and read it once more.")

    _pick(app, alert_id, "Copy which text?", copy)


def make_word(app: IroApp, alert_id: str) -> None:
    """Make a text of an alert, or everything for Cafcass, as a Word file; ask which."""
    from letters.alert_paper import alert_document
    from letters.documents import make
    from screens.documents import tell

    def word(case: AlertCase, text: AlertText) -> None:
        tell(app, make(app.opened, alert_document(app.opened, case.alert_id, text.kind, app.today)))

    def bundle() -> None:
        from letters.cafcass_bundle import bundle_document

        tell(app, make(app.opened, bundle_document(app.opened, alert_id, app.today)))

    _pick(app, alert_id, "Which as a Word file?", word, bundle)


BUNDLE = "bundle"


def _pick(
    app: IroApp,
    alert_id: str,
    question: str,
    done: Callable[[AlertCase, AlertText], None],
    bundle: Callable[[], None] | None = None,
) -> None:
    from iro_tui.casework.alert_case import alert_case
    from letters.alert_paper import texts_of
    from screens.dialogs import PickDialog

    try:
        case = app.ask(alert_case, alert_id, app.today)
    except IroError as error:
        app.say(str(error))
        return
    texts = {each.kind: each for each in texts_of(case)}
    choices = [(kind, each.title) for kind, each in texts.items()]
    if bundle is not None and not case.good:
        choices.append((BUNDLE, "Everything for Cafcass, numbered by date"))

    def picked(kind: str | None) -> None:
        if not kind:
            return
        try:
            if kind == BUNDLE and bundle is not None:
                bundle()
            else:
                done(case, texts[kind])
        except IroError as error:
            app.say(str(error))

    if len(choices) == 1:
        picked(choices[0][0])
    else:
        app.push_screen(PickDialog(question, choices, "", many=False), picked)


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
