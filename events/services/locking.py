"""The one lock of a lunch: answers, promotion and staff edits all take it, so that seats are counted true."""

import datetime as dt
import uuid

from events.enums import EventStatus
from events.errors import LunchCancelled, LunchNotOpen, LunchOver, LunchUnknown
from events.models import Event, EventQuerySet
from wow.i18n.content import columns_for
from wow.i18n.languages import SOURCE_CODE


def lock_lunch(event_id: uuid.UUID) -> Event:
    """The lunch's row, locked until the transaction ends; raises LunchUnknown. Call it first inside `atomic()`.

    PostgreSQL locks the row. SQLite needs no row lock, because its transactions begin IMMEDIATE: one writer at a time.
    """
    event: Event | None = Event.objects.select_for_update().filter(pk=event_id).first()
    if event is None:
        raise LunchUnknown
    return event


def lock_lunch_lightly(event_id: uuid.UUID) -> Event:
    """The same lock where no text is read or written: of the texts only the Swedish ones are loaded."""
    lunches = EventQuerySet(Event).filter(pk=event_id).only(*columns_for(Event, SOURCE_CODE))
    event = next(iter(lunches.select_for_update()), None)
    if event is None:
        raise LunchUnknown
    return event


def check_takes_place(event: Event, now: dt.datetime) -> None:
    """Raise LunchNotOpen, LunchCancelled or LunchOver unless the lunch is published and not over."""
    if event.status == EventStatus.DRAFT:
        raise LunchNotOpen
    if event.status == EventStatus.CANCELLED:
        raise LunchCancelled
    if event.is_over(now):
        raise LunchOver
