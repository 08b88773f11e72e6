"""What must be true of a lunch before it is stored; each check raises the error that says what to change."""

import datetime as dt
from collections.abc import Sequence

from events.domain import agenda
from events.domain.agenda import AgendaPoint
from events.domain.deadline import STOCKHOLM, local_date
from events.errors import (
    AgendaOutsideLunch,
    CapacityBelowAnswers,
    DeadlineAfterStart,
    ImpossibleTimes,
    ReminderAfterDeadline,
    SwedishTitleMissing,
)
from events.models import Event
from events.queries import count_seats


def local_time(moment: dt.datetime) -> dt.time:
    """What Stockholm's clocks show at that moment."""
    return moment.astimezone(STOCKHOLM).time()


def check_times(event: Event) -> None:
    """Start and end on one local day, answers closed by the start, the reminder before they close."""
    if event.ends_at <= event.starts_at or local_date(event.ends_at) != local_date(event.starts_at):
        raise ImpossibleTimes
    if event.deadline_override and event.deadline_override > event.starts_at:
        raise DeadlineAfterStart
    if event.reminder_override and event.reminder_override >= event.answer_by:
        raise ReminderAfterDeadline


def check_agenda(event: Event, points: Sequence[AgendaPoint]) -> None:
    """No point begins before the lunch or ends after it."""
    wrong = agenda.outside(points, starts=local_time(event.starts_at), ends=local_time(event.ends_at))
    if wrong:
        raise AgendaOutsideLunch(wrong)


def check_capacity(event: Event) -> None:
    """At least as many seats as are promised already. Call it under the lunch's lock."""
    taken = count_seats(event).taken
    if event.capacity < taken:
        raise CapacityBelowAnswers(taken)


def check_title(event: Event) -> None:
    """A title in Swedish, which everybody falls back on."""
    if not (getattr(event, "title_sv", "") or "").strip():
        raise SwedishTitleMissing


def agenda_points(event: Event) -> list[AgendaPoint]:
    """The stored programme as plain times, in its order."""
    return [AgendaPoint(item.starts, item.minutes) for item in event.agenda.all()]
