"""Lunches from draft to done: each service's success, each error, each twice."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import translation

from events.domain.agenda import AgendaPoint
from events.domain.deadline import at_local
from events.enums import MessageKind
from events.errors import (
    AgendaOutsideLunch,
    AnswersClosed,
    CapacityBelowAnswers,
    DeadlineAfterStart,
    DeadlinePassed,
    ImpossibleTimes,
    LunchCancelled,
    LunchError,
    LunchNotOpen,
    LunchOver,
    LunchUnknown,
    NotADraft,
    ReminderAfterDeadline,
    StartInThePast,
    SwedishTitleMissing,
    UseMove,
)
from events.models import Event, Invitation
from events.services.drafts import texts_of
from events.services.planning import (
    AgendaDraft,
    cancel_lunch,
    copy_lunch,
    create_lunch,
    invite_members,
    move_lunch,
    publish_lunch,
    save_lunch,
)
from members.models import Member
from tests.factories.events import (
    AFTER_DEADLINE,
    AFTER_LUNCH,
    LUNCH_DAY,
    WEEKS_BEFORE,
    chapter,
    draft_lunch,
    fill,
    lunch,
    lunch_draft,
    member,
    says,
    venue,
)
from wow.outbox.models import Message

pytestmark = pytest.mark.django_db
NEW_DAY = dt.date(2024, 3, 14)


@pytest.fixture
def staff() -> Member:
    return member(is_staff=True, chapter=None)


def at(time: str, day: dt.date = LUNCH_DAY) -> dt.datetime:
    return at_local(day, dt.time.fromisoformat(time))


def agenda_times(event: Event) -> list[str]:
    return [f"{item.starts:%H:%M}" for item in event.agenda.all()]


def mails(kind: str) -> int:
    return Message.objects.filter(kind=kind).count()


def all_mails_left() -> None:
    Message.objects.update(status="sent", sent_at=WEEKS_BEFORE)


def test_a_new_lunch_is_a_draft_with_everything_in_it(staff: Member) -> None:
    event = Event.objects.get(pk=create_lunch(actor=staff, draft=lunch_draft(), now=WEEKS_BEFORE).pk)
    assert (event.slug, event.status, event.sequence) == ("jarva-2024-03-07", "draft", 0)
    assert texts_of(event, "title") == {"sv": "Lunch om socialtjänsten", "en": "Lunch about social services"}
    assert agenda_times(event) == ["12:15", "12:30", "12:45", "13:10", "13:40"]
    assert list(event.questions.values_list("position", "text_sv")) == [
        (1, "Vad skulle minska oron?"),
        (2, "Vad behöver du?"),
    ]
    assert event.answer_by == at("18:00", dt.date(2024, 3, 4))


def test_two_lunches_on_a_day_get_two_addresses() -> None:
    assert [draft_lunch().slug for _ in range(3)] == ["jarva-2024-03-07", "jarva-2024-03-07-2", "jarva-2024-03-07-3"]


WRONG: list[tuple[dict[str, Any], type[LunchError]]] = [
    ({"ends_at": at("12:15")}, ImpossibleTimes),
    ({"ends_at": at("11:00")}, ImpossibleTimes),
    ({"ends_at": at("00:30", LUNCH_DAY + dt.timedelta(days=1))}, ImpossibleTimes),
    ({"deadline_override": at("12:16")}, DeadlineAfterStart),
    ({"reminder_override": at("18:00", dt.date(2024, 3, 4))}, ReminderAfterDeadline),
    ({"deadline_override": at("09:00"), "reminder_override": at("10:00")}, ReminderAfterDeadline),
    ({"agenda": (AgendaDraft(dt.time(13, 55), 10, {"sv": "Slut"}),)}, AgendaOutsideLunch),
    ({"agenda": (AgendaDraft(dt.time(12, 0), 10, {"sv": "Start"}),)}, AgendaOutsideLunch),
]


@pytest.mark.parametrize(("wrong", "error"), WRONG)
def test_an_impossible_lunch_is_not_created(staff: Member, wrong: dict[str, Any], error: type[LunchError]) -> None:
    with pytest.raises(error):
        create_lunch(actor=staff, draft=lunch_draft(**wrong), now=WEEKS_BEFORE)
    assert Event.objects.count() == 0


def test_a_copy_is_a_draft_a_month_later_with_the_same_texts(staff: Member) -> None:
    source = lunch(deadline_override=at("10:00"), capacity=33)
    copy = copy_lunch(actor=staff, source_id=source.pk, now=WEEKS_BEFORE)
    assert (copy.starts_at, copy.ends_at) == (at("12:15", dt.date(2024, 4, 4)), at("14:00", dt.date(2024, 4, 4)))
    assert (copy.status, copy.slug, copy.capacity) == ("draft", "jarva-2024-04-04", 33)
    assert (copy.deadline_override, copy.reminder_override, copy.venue_id) == (None, None, source.venue_id)
    assert texts_of(copy, "title") == texts_of(source, "title")
    assert list(copy.agenda.values_list("starts", "minutes", "what_sv", "what_en", "who")) == list(
        source.agenda.values_list("starts", "minutes", "what_sv", "what_en", "who")
    )
    assert list(copy.questions.values_list("text_sv", "text_en")) == list(
        source.questions.values_list("text_sv", "text_en")
    )
    assert copy.starts_at.utcoffset() == dt.timedelta(hours=2)  # summer time by then, the same hour on the wall


def test_a_copy_of_an_old_lunch_lands_in_the_future(staff: Member) -> None:
    source = lunch()
    copy = copy_lunch(actor=staff, source_id=source.pk, now=at("10:00", dt.date(2025, 1, 2)))
    assert copy.local_date == dt.date(2025, 2, 6)


def test_a_copy_at_another_hour_takes_its_programme_along(staff: Member) -> None:
    source = lunch()
    copy = copy_lunch(actor=staff, source_id=source.pk, now=WEEKS_BEFORE, starts_at=at("11:30", NEW_DAY))
    assert (copy.ends_at, agenda_times(copy)[0]) == (at("13:15", NEW_DAY), "11:30")
    with pytest.raises(ImpossibleTimes):
        copy_lunch(actor=staff, source_id=source.pk, now=WEEKS_BEFORE, starts_at=at("23:00", NEW_DAY))
    with pytest.raises(LunchUnknown):
        copy_lunch(actor=staff, source_id=uuid.uuid4(), now=WEEKS_BEFORE)


def test_publishing_invites_each_reachable_member_of_the_chapter_once(staff: Member) -> None:
    invited = {member().pk, member().pk}
    member(wants_messages=False)
    member(is_active=False)
    member(email=None, phone="+46701740605")
    member(chapter=chapter("helsingborg"))
    event = draft_lunch()
    for _ in range(2):
        publish_lunch(actor=staff, event_id=event.pk, invite=True, now=WEEKS_BEFORE)
    event.refresh_from_db()
    assert (event.status, event.published_at, event.is_inviting) == ("published", WEEKS_BEFORE, True)
    assert set(Invitation.objects.values_list("member_id", flat=True)) == invited
    assert (Invitation.objects.count(), mails(MessageKind.INVITATION)) == (2, 2)


def test_publishing_first_and_inviting_later(staff: Member) -> None:
    member()
    event = draft_lunch()
    publish_lunch(actor=staff, event_id=event.pk, invite=False, now=WEEKS_BEFORE)
    assert Invitation.objects.count() == 0
    assert invite_members(event_id=event.pk, now=WEEKS_BEFORE, actor=staff) == 1
    member()
    assert invite_members(event_id=event.pk, now=WEEKS_BEFORE) == 1
    assert invite_members(event_id=event.pk, now=WEEKS_BEFORE) == 0


def test_what_cannot_be_published(staff: Member) -> None:
    untitled = draft_lunch(texts={"title": {"en": "Lunch"}})
    with pytest.raises(SwedishTitleMissing):
        publish_lunch(actor=staff, event_id=untitled.pk, invite=False, now=WEEKS_BEFORE)
    draft = draft_lunch()
    with pytest.raises(DeadlinePassed):
        publish_lunch(actor=staff, event_id=draft.pk, invite=True, now=AFTER_DEADLINE)
    with pytest.raises(LunchOver):
        publish_lunch(actor=staff, event_id=draft.pk, invite=False, now=AFTER_LUNCH)
    assert set(Event.objects.values_list("status", flat=True)) == {"draft"}
    publish_lunch(actor=staff, event_id=draft.pk, invite=False, now=AFTER_DEADLINE)
    cancel_lunch(actor=staff, event_id=draft.pk, now=AFTER_DEADLINE)
    with pytest.raises(NotADraft):
        publish_lunch(actor=staff, event_id=draft.pk, invite=False, now=AFTER_DEADLINE)


def test_who_cannot_be_invited_any_more(staff: Member) -> None:
    event = lunch()
    with pytest.raises(AnswersClosed):
        invite_members(event_id=event.pk, now=AFTER_DEADLINE, actor=staff)
    with pytest.raises(LunchNotOpen):
        invite_members(event_id=draft_lunch().pk, now=WEEKS_BEFORE, actor=staff)


def test_a_move_takes_the_programme_along_and_tells_everybody_who_has_not_said_no(staff: Member) -> None:
    coming, declining, silent = member(), member(), member()
    event = lunch(invite=True)
    says(event, coming)
    says(event, declining, False)
    all_mails_left()
    move = {"starts_at": at("11:45", NEW_DAY), "ends_at": at("13:30", NEW_DAY), "now": WEEKS_BEFORE}
    for _ in range(2):  # the second time is the same time again
        moved = move_lunch(actor=staff, event_id=event.pk, **move)
    assert (moved.sequence, moved.slug, agenda_times(moved)) == (
        1,
        "jarva-2024-03-07",
        ["11:45", "12:00", "12:15", "12:40", "13:10"],
    )
    told = Message.objects.filter(kind=MessageKind.MOVED).values_list("member_id", "occurrence_on")
    assert set(told) == {(coming.pk, NEW_DAY), (silent.pk, NEW_DAY)}
    assert mails(MessageKind.MOVED) == 2
    assert moved.answer_by == at("18:00", dt.date(2024, 3, 11))


def test_what_cannot_be_moved(staff: Member) -> None:
    event = lunch(deadline_override=at("09:00"))

    def move(starts: dt.datetime, ends: dt.datetime, now: dt.datetime = WEEKS_BEFORE, **overrides: dt.datetime) -> None:
        move_lunch(actor=staff, event_id=event.pk, starts_at=starts, ends_at=ends, now=now, **overrides)

    with pytest.raises(StartInThePast):
        move(at("12:15", dt.date(2024, 2, 1)), at("14:00", dt.date(2024, 2, 1)))
    with pytest.raises(AgendaOutsideLunch):
        move(at("12:15", NEW_DAY), at("13:45", NEW_DAY))
    with pytest.raises(AgendaOutsideLunch):
        move(at("22:30", NEW_DAY), at("23:50", NEW_DAY))
    with pytest.raises(ImpossibleTimes):
        move(at("14:00", NEW_DAY), at("12:15", NEW_DAY))
    with pytest.raises(DeadlineAfterStart):
        move(at("12:15", NEW_DAY), at("14:00", NEW_DAY), deadline_override=at("13:00", NEW_DAY))
    with pytest.raises(LunchOver):
        move(at("12:15", NEW_DAY), at("14:00", NEW_DAY), now=AFTER_LUNCH)
    event.refresh_from_db()
    assert (event.starts_at, event.deadline_override, event.sequence) == (at("12:15"), at("09:00"), 0)
    assert agenda_times(event)[0] == "12:15"


def test_a_moved_draft_tells_nobody(staff: Member) -> None:
    member()
    event = draft_lunch()
    moved = move_lunch(
        actor=staff, event_id=event.pk, starts_at=at("12:15", NEW_DAY), ends_at=at("14:00", NEW_DAY), now=WEEKS_BEFORE
    )
    assert (moved.sequence, Message.objects.count()) == (0, 0)


def test_a_cancelled_lunch_tells_everybody_who_had_not_said_no_once(staff: Member) -> None:
    coming, declining = member(), member()
    event = lunch(invite=True)
    says(event, coming)
    says(event, declining, False)
    for _ in range(2):
        cancelled = cancel_lunch(actor=staff, event_id=event.pk, now=WEEKS_BEFORE)
    assert (cancelled.status, cancelled.sequence, cancelled.cancelled_at) == ("cancelled", 1, WEEKS_BEFORE)
    told = Message.objects.filter(kind=MessageKind.CANCELLED).values_list("member_id", flat=True)
    assert list(told) == [coming.pk]
    assert Message.objects.unsent().exclude(kind=MessageKind.CANCELLED).count() == 0
    with pytest.raises(LunchCancelled):
        move_lunch(actor=staff, event_id=event.pk, starts_at=at("10:00"), ends_at=at("11:00"), now=WEEKS_BEFORE)


def test_what_cannot_be_cancelled(staff: Member) -> None:
    with pytest.raises(LunchNotOpen):
        cancel_lunch(actor=staff, event_id=draft_lunch().pk, now=WEEKS_BEFORE)
    with pytest.raises(LunchOver):
        cancel_lunch(actor=staff, event_id=lunch().pk, now=AFTER_LUNCH)


def edited(event: Event, **changes: Any) -> Event:
    """What a form hands over: the row as it was read, with what was typed."""
    form_row: Event = Event.objects.get(pk=event.pk)
    for name, value in changes.items():
        setattr(form_row, name, value)
    return form_row


def test_a_new_lunch_from_a_form(staff: Member) -> None:
    draft = dataclasses.asdict(lunch_draft()) | {"chapter": chapter(), "venue": venue()}
    fields = {name: draft[name] for name in ("chapter", "venue", "starts_at", "ends_at", "capacity")}
    event = save_lunch(actor=staff, event=Event(title_sv="Lunch", status="published", **fields), now=WEEKS_BEFORE)
    event.refresh_from_db()
    assert (event.status, event.slug, event.created_at) == ("draft", "jarva-2024-03-07", WEEKS_BEFORE)


def test_a_draft_edited_in_a_form_gets_an_address_of_its_new_date(staff: Member) -> None:
    event = draft_lunch()
    changes = {"starts_at": at("12:15", NEW_DAY), "ends_at": at("14:00", NEW_DAY), "title_sv": "Ny titel"}
    saved = save_lunch(actor=staff, event=edited(event, **changes), now=WEEKS_BEFORE)
    assert (saved.slug, saved.sequence) == ("jarva-2024-03-14", 0)
    assert texts_of(saved, "title") == {"sv": "Ny titel", "en": "Lunch about social services"}
    assert save_lunch(actor=staff, event=saved, now=WEEKS_BEFORE).slug == "jarva-2024-03-14"


def test_a_form_never_changes_state_or_time_of_a_published_lunch(staff: Member) -> None:
    event = lunch()
    saved = save_lunch(actor=staff, event=edited(event, status="draft", sequence=9, slug="x"), now=WEEKS_BEFORE)
    saved.refresh_from_db()
    assert (saved.status, saved.sequence, saved.slug) == ("published", 0, "jarva-2024-03-07")
    with pytest.raises(UseMove):
        save_lunch(actor=staff, event=edited(event, ends_at=at("14:30")), now=WEEKS_BEFORE)


def test_a_new_place_is_told(staff: Member) -> None:
    event, coming = lunch(), member()
    says(event, coming)
    all_mails_left()
    saved = save_lunch(actor=staff, event=edited(event, venue=venue(name="Biblioteket")), now=WEEKS_BEFORE)
    assert (saved.sequence, mails(MessageKind.MOVED)) == (1, 1)


def test_what_a_form_cannot_save(staff: Member) -> None:
    event = lunch()
    fill(event, 3)
    with pytest.raises(CapacityBelowAnswers) as refused:
        save_lunch(actor=staff, event=edited(event, capacity=2), now=WEEKS_BEFORE)
    with translation.override("en"):
        assert str(refused.value) == "3 seats are already taken. Choose at least as many seats."
    with pytest.raises(DeadlineAfterStart):
        save_lunch(actor=staff, event=edited(event, deadline_override=at("13:00")), now=WEEKS_BEFORE)
    wrong = [AgendaPoint(dt.time(12, 15), 10), AgendaPoint(dt.time(9, 0), 10)]
    with pytest.raises(AgendaOutsideLunch) as outside:
        save_lunch(actor=staff, event=edited(event), agenda=wrong, now=WEEKS_BEFORE)
    assert outside.value.points == (1,)
    assert save_lunch(actor=staff, event=edited(event, capacity=3), now=WEEKS_BEFORE).capacity == 3
