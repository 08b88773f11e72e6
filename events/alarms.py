"""What must not stay unseen: a clock that stands still, and reminders that were not planned or came too late.

One place for the start page's banner and the health page. Reads only.
"""

import datetime as dt

from events.audience import coming_lunches, reminders_of, to_be_reminded, window_of
from events.enums import MessageKind
from events.models import Event
from events.services.reminders import HEARTBEAT
from wow.outbox.enums import MessageStatus
from wow.outbox.models import Message
from wow.outbox.services import last_beat

PATIENCE = dt.timedelta(minutes=10)  # ticks come every minute, or every five from a timer


def alarms(now: dt.datetime) -> list[str]:
    """What turns the health page red, as codes: "clock" and "reminders"; empty when all is well."""
    found = {"clock": is_clock_silent(now), "reminders": bool(unplanned_lunches(now))}
    return [code for code, is_red in found.items() if is_red]


def is_clock_silent(now: dt.datetime) -> bool:
    """Whether no tick has finished for PATIENCE, or none ever."""
    beaten = last_beat(HEARTBEAT)
    return beaten is None or beaten < now - PATIENCE


def unplanned_lunches(now: dt.datetime) -> list[Event]:
    """Lunches ahead whose reminder fell due PATIENCE ago and was planned for nobody, though somebody waits for it."""
    return [event for event in coming_lunches(now) if _is_unplanned(event, now)]


def late_reminders(now: dt.datetime) -> int:
    """How many reminders of lunches ahead were not sent before answers closed."""
    topics = [event.outbox_topic for event in coming_lunches(now) if window_of(event).has_closed(now)]
    if not topics:
        return 0
    late = Message.objects.filter(topic__in=topics, kind=MessageKind.REMINDER, status=MessageStatus.EXPIRED)
    return late.count()


def _is_unplanned(event: Event, now: dt.datetime) -> bool:
    window = window_of(event)
    if now < window.opens_at + PATIENCE:
        return False
    return not reminders_of(event).exists() and to_be_reminded(event, window).exists()
