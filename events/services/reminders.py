"""What the clock does: plan reminders, invite late joiners, send, say when a reminder came too late, forget.

Everything here may run late, twice, or by several workers at once: the outbox's unique keys and the lunch's lock keep
it to one mail each.
"""

import datetime as dt
import logging
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from events.audience import coming_lunches, lunches_to_look_back_on, missed_by_reminder, not_planned, window_of
from events.domain.reminding import ReminderWindow
from events.enums import MessageKind
from events.models import Event
from events.notifications.telling import REASON_MOVED
from events.queries import uninvited
from events.services.locking import lock_lunch
from events.services.planning import invite_members
from wow.audit.models import AuditEntry
from wow.audit.record import record, subject_of
from wow.outbox.services import (
    DeliveryReport,
    PlannedMessage,
    beat,
    deliver_due,
    last_beat,
    plan_many,
    renew_connection,
    revive_cancelled,
)
from wow.retention import forget_due

logger = logging.getLogger(__name__)

HEARTBEAT = "tick"
MISSED = "lunch.reminders_missed"

Clock = Callable[[], dt.datetime]


@dataclass
class TickReport:
    """What one tick did. `broken` names the parts, or the lunches by id, that failed; the others went on."""

    planned: int = 0
    invited: int = 0
    missed: int = 0
    forgotten: int = 0
    delivery: DeliveryReport | None = None
    broken: list[str] = field(default_factory=list)


def tick(*, clock: Clock) -> TickReport:
    """Do everything that is due by `clock` (aware moments). Not to be called inside a transaction. Raises only when the
    heartbeat cannot be written.

    A part that fails stops no other part, and one lunch that fails stops no other lunch. The heartbeat is left out when
    a whole part failed, so that the health page turns red; a single lunch's failure is logged.
    """
    report = TickReport()
    is_whole = True
    for name, part in (
        ("invite", _invite),
        ("plan", _plan),
        ("deliver", _deliver),
        ("notice", _notice),
        ("forget", _forget),
    ):
        try:
            part(report, clock)
        except Exception as error:
            is_whole = False
            _note_broken(name, error, report.broken)
            renew_connection()  # for the next part
    if is_whole:
        beat(HEARTBEAT, clock())
    return report


def _invite(report: TickReport, clock: Clock) -> None:
    report.invited = invite_late_joiners(now=clock(), broken=report.broken)


def _plan(report: TickReport, clock: Clock) -> None:
    report.planned = plan_reminders(now=clock(), broken=report.broken)


def _deliver(report: TickReport, clock: Clock) -> None:
    report.delivery = deliver_due(clock=clock)


def _notice(report: TickReport, clock: Clock) -> None:
    report.missed = notice_missed(now=clock(), broken=report.broken)


def _forget(report: TickReport, clock: Clock) -> None:
    touched = forget_due(clock(), last_run=last_beat, note_run=beat, broken=report.broken)
    report.forgotten = sum(touched.values())


def plan_reminders(*, now: dt.datetime, broken: list[str] | None = None) -> int:
    """One reminder in the outbox for each member of each lunch whose window is open; returns how many rows are new.

    Planning twice makes no second row: its key is the lunch, its date and the member. Rows that are late expire when
    answers close. Lunches that fail are added to `broken` by id and do not stop the others.
    """
    return _for_each(coming_lunches(now), _plan_for, now, broken)


def invite_late_joiners(*, now: dt.datetime, broken: list[str] | None = None) -> int:
    """Invite who joined after a lunch was opened for its chapter, while answers are open; returns how many."""
    return _for_each(coming_lunches(now), _invite_to, now, broken)


def notice_missed(*, now: dt.datetime, broken: list[str] | None = None) -> int:
    """Write into the audit trail, once a lunch and date, how many members its reminder never reached.

    Staff see it there. Returns how many members were newly noted.
    """
    return _for_each(lunches_to_look_back_on(now), _note_missed, now, broken)


def _plan_for(event: Event, now: dt.datetime) -> int:
    window = window_of(event)
    if not window.is_open(now):
        return 0
    revived = revive_cancelled(
        topic=event.outbox_topic,
        kind=MessageKind.REMINDER,
        occurrence_on=event.local_date,
        reason=REASON_MOVED,
        now=now,
        expires_at=window.closes_at,
    )
    members = not_planned(event, window).values_list("member_id", flat=True)
    return revived + plan_many([_reminder(event, member, window) for member in members], now=now)


def _reminder(event: Event, member_id: uuid.UUID, window: ReminderWindow) -> PlannedMessage:
    day = event.local_date
    return PlannedMessage(
        kind=MessageKind.REMINDER,
        member_id=member_id,
        dedupe_key=f"{MessageKind.REMINDER}:{event.pk}:{day.isoformat()}:{member_id}",
        topic=event.outbox_topic,
        due_at=window.opens_at,
        occurrence_on=day,
        expires_at=window.closes_at,
    )


def _invite_to(event: Event, now: dt.datetime) -> int:
    if not event.is_inviting or now >= event.answer_by or not uninvited(event).exists():
        return 0
    return invite_members(event_id=event.pk, now=now)


def _note_missed(event: Event, now: dt.datetime) -> int:
    window = window_of(event)
    if not window.has_closed(now) or _is_noted(event):
        return 0
    with transaction.atomic():
        locked = lock_lunch(event.pk)
        if _is_noted(locked) or not window_of(locked).has_closed(now):
            return 0
        missed = missed_by_reminder(locked, window_of(locked))
        if missed:
            logger.error("The reminder of lunch %s missed %d members", event.pk, missed)
            note = f"date={locked.local_date.isoformat()} members={missed}"
            record(actor=None, action=MISSED, row=locked, now=now, note=note)
        return missed


def noted_misses(event: Event) -> int:
    """How many members this date's reminder did not reach, as the trail says; 0 when it says nothing."""
    note = _noted(event).values_list("note", flat=True).first()
    return int(note.rpartition("=")[2]) if note else 0


def _is_noted(event: Event) -> bool:
    return _noted(event).exists()


def _noted(event: Event) -> "QuerySet[AuditEntry]":
    noted = AuditEntry.objects.filter(action=MISSED, subject=subject_of(event))
    return noted.filter(note__startswith=f"date={event.local_date.isoformat()} ")


def _for_each(
    lunches: list[Event], act: Callable[[Event, dt.datetime], int], now: dt.datetime, broken: list[str] | None
) -> int:
    total = 0
    for event in lunches:
        try:
            total += act(event, now)
        except Exception as error:
            _note_broken(str(event.pk), error, broken)
    return total


def _note_broken(name: str, error: Exception, broken: list[str] | None) -> None:
    """Log by type and place alone, because an error's own text may name a member."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("The tick's %s failed: %s\n%s", name, type(error).__name__, where)
    if broken is not None:
        broken.append(name)
