"""Before, in the meeting and after: what each phase offers for this child, by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hands import press, type_words
from on_review import MakeApp, opened, rows
from seen import drawn, lines, words
from textual.widgets import Input, TextArea

from iro_tui.casework.midways import log_midway
from iro_tui.casework.promises import promises
from iro_tui.casework.reviews import ReviewPage, put_notes, save_review
from iro_tui.casework.talks import log_consultation
from iro_tui.casework.verbs import verb
from iro_tui.record.health import Recommendation
from iro_tui.vault.store import Vault
from screens.widgets.notes import Notes

TOMORROW = date(2026, 11, 23)


@verb("advice given")
def advise(session: object, child_id: str) -> None:
    session.add(Recommendation(child_id=child_id, text="Glasses [b]", made_on=date(2026, 9, 1)))  # type: ignore[attr-defined]


# Before


async def test_job_3_what_is_to_prepare_is_ticked_in_one_key_each(
    vault: Vault,
    child_id: str,
    app_on: MakeApp,
    record: Callable[[], ReviewPage],
    review_id: str,
    today: date,
) -> None:
    vault.act(save_review, review_id, {"booked_for": TOMORROW})
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        assert screen.focused is not None and screen.focused.id == "prepared-rows"
        assert lines(rows(screen, "prepared"))[0].split("  ")[0] == "!"
        assert await press(pilot, *["space"] * 5) <= 15
        fields = record().fields
        assert {fields.agreed_on, fields.worker_on, fields.invited_on, fields.report_on, fields.plan_on} == {
            today
        }
        assert "√  Speak with Mimi [/b] alone" in lines(rows(screen, "prepared"))[5]
        assert screen.query_one("#row-report_on Input", Input).value == "22/11/2026"


async def test_A7_a_review_is_moved_with_who_and_why_in_few_keys(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage], review_id: str
) -> None:
    vault.act(save_review, review_id, {"booked_for": TOMORROW})
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        keys = await press(pilot, "m")
        await type_words(pilot, "+9")
        keys += await press(pilot, "tab", "tab", "t", "tab")
        await type_words(pilot, "the child was ill")
        keys += await press(pilot, "f2")
        assert keys <= 8
        page = record()
        assert page.fields.booked_for == date(2026, 12, 1)
        assert [(each.on, each.cancelled_by, each.why) for each in page.meetings] == [
            (TOMORROW, "CHILD", "the child was ill")
        ]
        assert any(
            "put off by the child: the child was ill" in line for line in lines(rows(screen, "prepared"))
        )


async def test_the_childs_agenda_is_offered_and_never_overwrites_what_was_typed(
    vault: Vault,
    child_id: str,
    app_on: MakeApp,
    record: Callable[[], ReviewPage],
    review_id: str,
    today: date,
) -> None:
    wants = {"wants_there": "Nan", "wants_talk": "Sundays", "wants_when": "after tea", "wants_chair": True}
    talk = {"held_on": today, "kind": "ALONE_BEFORE", "alone": True, **wants}
    vault.act(log_consultation, child_id, talk, today)
    vault.act(save_review, review_id, {"booked_for": TOMORROW, "wanted_there": "Nobody new"})
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        assert screen.query_one("#field-wanted_there", TextArea).text == "Nobody new"
        assert screen.query_one("#field-agenda", TextArea).text == "Sundays"
        assert "wants to chair · after tea" in words(screen, "#wishes-line")
        assert record().fields.agenda == "", "nothing is saved before F2"
        await press(pilot, "f2")
        assert record().fields.agenda == "Sundays"
        await press(pilot, "f4")
        assert "wants to talk about: Sundays" in words(screen, "#agenda-line")


# In the meeting


async def test_a_question_is_one_key_too_and_help_stays_away(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        await press(pilot, "question_mark")
        await type_words(pilot, "when do I see Ade?\n")
        assert pilot.app.screen is screen
        assert [(line.tag, line.text) for line in record().notes] == [("QUESTION", "when do I see Ade?")]
        assert screen.query_one(Notes).unfinished is None
        keys = words(screen, "#note-keys")
        assert keys.endswith("@ action") and any(keys in row for row in drawn(pilot.app)), (
            "all keys can be read"
        )


async def test_what_was_not_looked_at_asks_why(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        await press(pilot, "tab", "n", "enter")
        await type_words(pilot, "too tired")
        await press(pilot, "enter")
        first = record().checklist[0]
        assert (first.covered, first.why_not) == (False, "too tired")
        assert lines(rows(screen, "checklist"))[0] == "· What has changed: too tired"
        await press(pilot, "up", "space")
        assert record().checklist[0].covered is True


async def test_promises_and_health_advice_are_answered_in_one_key_and_kept_with_the_review(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage], review_id: str
) -> None:
    from sqlmodel import select

    from iro_tui.record.progress import Progress

    vault.act(advise, child_id)
    async with app_on(vault).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, child_id)
        await press(pilot, "tab", "tab", "d", "s", "d")
        page = record()
        assert [each.status for each in page.promises] == ["DONE", "PART"]
        assert [each.status for each in page.health] == ["DONE"]
        assert any("Glasses [b]" in line for line in lines(rows(screen, "promise")))
    answers = vault.ask(lambda session: session.exec(select(Progress.status, Progress.review_id)).all())
    assert sorted(answers) == [("DONE", review_id), ("PART", review_id)]


async def test_the_same_answer_as_the_midway_is_the_reviews_own_and_only_that_is_taken_back(
    vault: Vault,
    child_id: str,
    app_on: MakeApp,
    record: Callable[[], ReviewPage],
    today: date,
) -> None:
    promise = record().promises[0]
    midway = {"held_on": date(2026, 8, 20)}
    vault.act(log_midway, child_id, midway, {promise.id: ("DONE", "")}, today)

    def answers() -> list[tuple[str, str]]:
        found = next(each for each in vault.ask(promises, child_id, today) if each.id == promise.id)
        return [(each.status, each.where) for each in found.answers]

    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        await opened(pilot, child_id)
        await press(pilot, "tab", "tab", "d")
        assert answers() == [("DONE", "midway"), ("DONE", "review 7")]
        assert record().promises[0].status == "DONE"
        await press(pilot, "up", "d")
        assert answers() == [("DONE", "midway")]
        assert record().promises[0].status == "DONE", "what the midway said stands"


# After


async def test_job_6_five_decisions_take_at_most_twenty_keys(
    vault: Vault,
    child_id: str,
    app_on: MakeApp,
    record: Callable[[], ReviewPage],
    review_id: str,
    today: date,
) -> None:
    """Three are written with who and by when in the meeting; two still need both."""
    noted = [
        "@Jo Fenn, by Fri 11 Dec: sends the dates",
        "@Ms Lowe, by Mon 7 Dec: homework club",
        "@Mrs Roe, by Fri 18 Dec: sleepovers",
        "=Life story work begins",
        "=A desk for Mimi",
    ]
    tags = {"@": "ACTION", "=": "DECIDE"}
    vault.act(put_notes, review_id, [(None, tags[line[0]], line[1:], "14:02") for line in noted])
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        await opened(pilot, child_id)
        keys = await press(pilot, "f4", "enter", "enter", "enter")
        for who in ("Jo Fenn", "Mrs Roe"):
            keys += await press(pilot, "e", "tab")
            await type_words(pilot, who)
            keys += await press(pilot, "tab")
            await type_words(pilot, "+21")
            keys += await press(pilot, "f2")
        made = record().decisions
        assert len(made) == 5
        assert all(each.who and each.by_when for each in made)
        assert keys <= 20


async def test_the_code_is_suggested_with_its_reason_and_the_next_day_taken_with_down(
    vault: Vault,
    child_id: str,
    app_on: MakeApp,
    record: Callable[[], ReviewPage],
    review_id: str,
    today: date,
) -> None:
    vault.act(save_review, review_id, {"opened_on": today, "there": "Mrs Roe, Mimi, Jo Fenn"})
    vault.act(put_notes, review_id, [(None, "SAID", "I like it", "14:02")])
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        await press(pilot, "f4")
        assert words(screen, "#row-participation .note") == "PN1 suggested"
        assert words(screen, "#row-participation .hint") == "Mimi [/b] was there; own words are noted."
        assert not screen.query_one("#row-absence").display
        screen.query_one("#field-next_on").focus()
        assert words(screen, "#row-next_on .hint") == "down takes Fri 14 May 2027"
        await press(pilot, "down", "f2")
        assert record().fields.next_on == date(2027, 5, 14)
        assert record().fields.participation == ""


async def test_A1_A2_adjourning_asks_what_waiting_does_and_shows_until_when(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage], today: date
) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        await press(pilot, "f4", "a", "tab")
        await type_words(pilot, "no report")
        await press(pilot, "f2")
        assert words(pilot.app.screen, "#row-delay_weighed .wrong").startswith("! Weigh the delay first")
        await type_words(pilot, "Mimi can wait")
        await press(pilot, "f2")
        assert record().fields.adjourned_on == today
        assert any("adjourned, complete by Fri 18 Dec" in row for row in drawn(pilot.app))
        assert pilot.app.screen is screen
