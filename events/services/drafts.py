"""New lunches: written from nothing, or made from an earlier one."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import models, transaction

from events.domain import agenda, series
from events.domain.agenda import AgendaPoint
from events.domain.deadline import at_local, local_date
from events.errors import AgendaOutsideLunch, ImpossibleTimes, LunchUnknown
from events.models import AgendaItem, DiscussionQuestion, Event, LunchSponsor, Venue
from events.services.checks import check_agenda, check_times, local_time
from members.models import Chapter, Member
from wow.audit.record import record
from wow.i18n.languages import BY_CODE

EVENT_TEXTS = ("title", "presentation", "topic")
Texts = Mapping[str, str]  # language code -> text


@dataclass(frozen=True)
class AgendaDraft:
    """A point of the programme. `starts` is Stockholm wall-clock time; `what` goes by language."""

    starts: dt.time
    minutes: int
    what: Texts
    who: str = ""


@dataclass(frozen=True)
class LunchDraft:
    """A lunch before it is stored. `texts` goes field -> language -> text, for title, presentation and topic."""

    chapter: Chapter
    venue: Venue
    texts: Mapping[str, Texts]
    starts_at: dt.datetime
    ends_at: dt.datetime
    capacity: int
    deadline_override: dt.datetime | None = None
    reminder_override: dt.datetime | None = None
    agenda: tuple[AgendaDraft, ...] = ()
    questions: tuple[Texts, ...] = ()
    sponsors: tuple[int, ...] = ()  # their keys, the first one first


def create_lunch(*, actor: Member | None, draft: LunchDraft, now: dt.datetime) -> Event:
    """Store a draft that only staff see.

    Raises ImpossibleTimes, DeadlineAfterStart, ReminderAfterDeadline, AgendaOutsideLunch.
    """
    return _create(actor=actor, draft=draft, now=now, note="")


def copy_lunch(
    *, actor: Member | None, source_id: uuid.UUID, now: dt.datetime, starts_at: dt.datetime | None = None
) -> Event:
    """A new draft from an earlier lunch: same texts, place, seats, programme, sponsors; deadline and reminder by rule.

    Without `starts_at` it is on the same weekday of the next month that is still to come (the second Thursday after a
    second Thursday), at the same time of day. Each call makes one more draft. Raises LunchUnknown, ImpossibleTimes.
    """
    source = Event.objects.select_related("chapter", "venue").filter(pk=source_id).first()
    if source is None:
        raise LunchUnknown
    if starts_at is None:
        day = series.next_in_series(source.local_date, after=local_date(now))
        starts_at = at_local(day, local_time(source.starts_at))
    return _create(actor=actor, draft=_draft_from(source, starts_at), now=now, note=f"from={source.pk}")


def free_slug(chapter: Chapter, day: dt.date) -> str:
    """An address in links that no other lunch has: "jarva-2024-03-07", then "jarva-2024-03-07-2".

    Call it inside `atomic()`: it locks the chapter, so that two lunches made at once get two addresses.
    """
    Chapter.objects.select_for_update().get(pk=chapter.pk)
    wanted = f"{chapter.slug}-{day.isoformat()}"
    taken = set(Event.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _create(*, actor: Member | None, draft: LunchDraft, now: dt.datetime, note: str) -> Event:
    event = Event(
        chapter=draft.chapter,
        venue=draft.venue,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        capacity=draft.capacity,
        deadline_override=draft.deadline_override,
        reminder_override=draft.reminder_override,
        created_at=now,
        **_columns({field: draft.texts.get(field, {}) for field in EVENT_TEXTS}),
    )
    check_times(event)
    check_agenda(event, [AgendaPoint(point.starts, point.minutes) for point in draft.agenda])
    with transaction.atomic():
        event.slug = free_slug(draft.chapter, event.local_date)
        event.save()
        for point in draft.agenda:
            AgendaItem.objects.create(
                event=event, starts=point.starts, minutes=point.minutes, who=point.who, **_columns({"what": point.what})
            )
        for position, question in enumerate(draft.questions, start=1):
            DiscussionQuestion.objects.create(event=event, position=position, **_columns({"text": question}))
        for position, sponsor_id in enumerate(draft.sponsors, start=1):
            LunchSponsor.objects.create(event=event, position=position, sponsor_id=sponsor_id)
        record(actor=actor, action="lunch.created", row=event, now=now, note=note)
    return event


def _draft_from(source: Event, starts_at: dt.datetime) -> LunchDraft:
    """The earlier lunch as a draft at another start, its end and programme moved by as much of the day."""
    minutes = agenda.shift_minutes(local_time(source.starts_at), local_time(starts_at))
    ends = agenda.shifted(local_time(source.ends_at), minutes)
    if ends is None:
        raise ImpossibleTimes
    return LunchDraft(
        chapter=source.chapter,
        venue=source.venue,
        texts={field: texts_of(source, field) for field in EVENT_TEXTS},
        starts_at=starts_at,
        ends_at=at_local(local_date(starts_at), ends),
        capacity=source.capacity,
        agenda=tuple(_shifted_point(_agenda_draft(item), minutes) for item in source.agenda.all()),
        questions=tuple(texts_of(question, "text") for question in source.questions.all()),
        sponsors=tuple(source.sponsorships.values_list("sponsor_id", flat=True)),
    )


def _agenda_draft(item: AgendaItem) -> AgendaDraft:
    return AgendaDraft(starts=item.starts, minutes=item.minutes, what=texts_of(item, "what"), who=item.who)


def _shifted_point(point: AgendaDraft, minutes: int) -> AgendaDraft:
    starts = agenda.shifted(point.starts, minutes)
    if starts is None:
        raise AgendaOutsideLunch
    return replace(point, starts=starts)


def texts_of(row: models.Model, field: str) -> dict[str, str]:
    """What is written of a translated field, by language; languages without a text are left out."""
    texts = {code: getattr(row, f"{field}_{code}", None) or "" for code in BY_CODE}
    return {code: text for code, text in texts.items() if text}


def _columns(texts: Mapping[str, Texts]) -> dict[str, str]:
    """modeltranslation's columns of these texts; an unknown language is refused by the model."""
    return {f"{field}_{code}": text for field, by_code in texts.items() for code, text in by_code.items()}
