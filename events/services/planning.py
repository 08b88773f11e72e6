"""A lunch from draft to done: saved, published, invited to, moved, cancelled. Each takes the lunch's lock."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from events import notifications
from events.domain import agenda as agenda_rules
from events.domain.agenda import AgendaPoint
from events.domain.workdays import deadline_warning
from events.enums import EventStatus
from events.errors import (
    AgendaOutsideLunch,
    AnswersClosed,
    DeadlinePassed,
    LunchOver,
    NotADraft,
    StartInThePast,
    UseMove,
)
from events.models import Event, Invitation
from events.queries import uninvited
from events.services.checks import agenda_points, check_agenda, check_capacity, check_times, check_title, local_time
from events.services.drafts import AgendaDraft, LunchDraft, copy_lunch, create_lunch, free_slug
from events.services.locking import check_takes_place, lock_lunch
from members.models import Member
from wow.audit.record import record

__all__ = [
    "AgendaDraft",
    "LunchDraft",
    "cancel_lunch",
    "copy_lunch",
    "create_lunch",
    "deadline_warning",
    "invite_members",
    "move_lunch",
    "publish_lunch",
    "save_lunch",
]

MOVED_FIELDS = ("starts_at", "ends_at", "deadline_override", "reminder_override")


def save_lunch(*, actor: Member, event: Event, now: dt.datetime, agenda: Sequence[AgendaPoint] | None = None) -> Event:
    """Store what staff edited in a form: a new draft, a draft, or small changes of a published lunch.

    `agenda` is the programme as it will be; without it the stored one is checked. State, calendar version and address
    are never taken from `event`. A new place of a published lunch is told to everybody; a new time is refused with
    UseMove. Raises ImpossibleTimes, DeadlineAfterStart, ReminderAfterDeadline, AgendaOutsideLunch,
    CapacityBelowAnswers.
    """
    check_times(event)
    with transaction.atomic():
        if event._state.adding:
            check_agenda(event, agenda or ())
            event.status, event.created_at = EventStatus.DRAFT, now
            event.slug = free_slug(event.chapter, event.local_date)
            event.save()
            record(actor=actor, action="lunch.created", row=event, now=now)
            return event
        before = lock_lunch(event.pk)
        check_agenda(event, agenda if agenda is not None else agenda_points(event))
        check_capacity(event)
        _keep_state(event, before)
        has_new_time = (event.starts_at, event.ends_at) != (before.starts_at, before.ends_at)
        if has_new_time and before.status != EventStatus.DRAFT:
            raise UseMove
        is_told = before.status == EventStatus.PUBLISHED and event.venue_id != before.venue_id
        event.sequence = before.sequence + is_told
        event.moved_at = now if is_told else before.moved_at
        event.save()
        record(actor=actor, action="lunch.saved", row=event, now=now)
        if is_told and not event.is_over(now):
            notifications.tell_moved(event=event, now=now)
        return event


def publish_lunch(*, actor: Member | None, event_id: uuid.UUID, invite: bool, now: dt.datetime) -> Event:
    """Show a draft to everybody, and with `invite` ask the chapter's members at once. Publishing again changes nothing.

    Raises NotADraft for a cancelled one, LunchOver, SwedishTitleMissing, DeadlinePassed (only with `invite`), and
    everything that `save_lunch` refuses.
    """
    with transaction.atomic():
        event = lock_lunch(event_id)
        if event.status == EventStatus.CANCELLED:
            raise NotADraft
        if event.is_over(now):
            raise LunchOver
        if event.status == EventStatus.DRAFT:
            check_title(event)
            check_times(event)
            check_agenda(event, agenda_points(event))
            event.status, event.published_at = EventStatus.PUBLISHED, now
            event.save(update_fields=["status", "published_at"])
            record(actor=actor, action="lunch.published", row=event, now=now)
        if invite and not event.is_inviting:
            if now >= event.answer_by:
                raise DeadlinePassed
            _invite(event, actor=actor, now=now)
        return event


def invite_members(*, event_id: uuid.UUID, now: dt.datetime, actor: Member | None = None) -> int:
    """Invite each of the chapter's members who wants messages, has an e-mail and was not invited before; how many.

    From then on those who join later are invited too. Calling it again invites nobody twice.
    Raises LunchNotOpen, LunchCancelled, LunchOver, AnswersClosed.
    """
    with transaction.atomic():
        event = lock_lunch(event_id)
        check_takes_place(event, now)
        if now >= event.answer_by:
            raise AnswersClosed
        return _invite(event, actor=actor, now=now)


def move_lunch(
    *,
    actor: Member,
    event_id: uuid.UUID,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    now: dt.datetime,
    deadline_override: dt.datetime | None = None,
    reminder_override: dt.datetime | None = None,
) -> Event:
    """Give it another time; the programme moves with the start. Without overrides the Monday before counts again.

    Of a published lunch, what is unsent about the old date is cancelled and everybody concerned is told, in the same
    transaction. The same time again tells nobody. Raises StartInThePast, LunchCancelled, LunchOver, ImpossibleTimes,
    DeadlineAfterStart, ReminderAfterDeadline, AgendaOutsideLunch (when the programme no longer fits).
    """
    with transaction.atomic():
        event = lock_lunch(event_id)
        if event.status != EventStatus.DRAFT:
            check_takes_place(event, now)
        old_start, old_end = event.starts_at, event.ends_at
        event.starts_at, event.ends_at = starts_at, ends_at
        event.deadline_override, event.reminder_override = deadline_override, reminder_override
        has_new_time = (starts_at, ends_at) != (old_start, old_end)
        if has_new_time and starts_at <= now:
            raise StartInThePast
        check_times(event)
        _shift_agenda(event, agenda_rules.shift_minutes(local_time(old_start), local_time(starts_at)))
        is_told = has_new_time and event.status == EventStatus.PUBLISHED
        event.sequence += is_told
        event.moved_at = now if is_told else event.moved_at
        event.save(update_fields=[*MOVED_FIELDS, "sequence", "moved_at"])
        record(actor=actor, action="lunch.moved", row=event, now=now, note=f"from={old_start.isoformat()}")
        if is_told:
            notifications.tell_moved(event=event, now=now)
        return event


def cancel_lunch(*, actor: Member, event_id: uuid.UUID, now: dt.datetime) -> Event:
    """Call it off: nothing unsent goes out any more and everybody who had not said no is told. Again changes nothing.

    Raises LunchNotOpen for a draft (delete it instead) and LunchOver.
    """
    with transaction.atomic():
        event = lock_lunch(event_id)
        if event.status == EventStatus.CANCELLED:
            return event
        check_takes_place(event, now)
        event.status, event.cancelled_at, event.sequence = EventStatus.CANCELLED, now, event.sequence + 1
        event.save(update_fields=["status", "cancelled_at", "sequence"])
        record(actor=actor, action="lunch.cancelled", row=event, now=now)
        notifications.tell_cancelled(event=event, now=now)
        return event


def _invite(event: Event, *, actor: Member | None, now: dt.datetime) -> int:
    """Under the lunch's lock: one invitation and one message to each who has none."""
    if not event.is_inviting:
        event.is_inviting = True
        event.save(update_fields=["is_inviting"])
    members = uninvited(event).order_by("joined_at", "id")
    invitations = [Invitation(event=event, member=member, invited_at=now) for member in members]
    if not invitations:
        return 0
    Invitation.objects.bulk_create(invitations, batch_size=500)
    notifications.invite(invitations=invitations, event=event, now=now)
    record(actor=actor, action="lunch.invited", row=event, now=now, note=f"members={len(invitations)}")
    return len(invitations)


def _shift_agenda(event: Event, minutes: int) -> None:
    """Move every point by as much of the day; refuse when one falls outside the lunch as it now is."""
    items = list(event.agenda.all())
    for place, item in enumerate(items):
        starts = agenda_rules.shifted(item.starts, minutes)
        if starts is None:
            raise AgendaOutsideLunch((place,))
        item.starts = starts
    check_agenda(event, [AgendaPoint(item.starts, item.minutes) for item in items])
    for item in items if minutes else ():
        item.save(update_fields=["starts"])


def _keep_state(event: Event, before: Event) -> None:
    """What a form never changes; a draft's address follows its date, because nobody has the link yet."""
    for name in ("status", "is_inviting", "published_at", "cancelled_at", "created_at", "slug"):
        setattr(event, name, getattr(before, name))
    if before.status == EventStatus.DRAFT and not before.slug.startswith(
        f"{event.chapter.slug}-{event.local_date.isoformat()}"
    ):
        event.slug = free_slug(event.chapter, event.local_date)
