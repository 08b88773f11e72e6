"""The last Mondays in figures: of each lunch, who was to be reminded and what became of those reminders. Reads only."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from events.audience import not_planned, window_of
from events.enums import MessageKind
from events.models import Event, Invitation, Rsvp
from events.services.reminders import noted_misses
from wow.outbox.enums import MessageStatus
from wow.outbox.models import Message

SHOWN_MONDAYS = 6
LOOKED_AT = 24  # published lunches, the latest first, among which those whose reminder has fallen due are looked for
ON_THE_WAY = (MessageStatus.PLANNED, MessageStatus.CLAIMED, MessageStatus.SENDING)


@dataclass(frozen=True)
class MondayFigures:
    """One lunch's reminders in members. `unanswered` is who was asked and is silent today, with or without a reminder;
    a reminder that turned out to be needless (she answered, she left) counts nowhere."""

    event: Event
    due_at: dt.datetime
    sent: int
    on_the_way: int
    held: int
    failed: int
    bounced: int
    expired: int
    unplanned: int
    unanswered: int

    @property
    def expected(self) -> int:
        """Whom a reminder was meant for."""
        return self.sent + self.on_the_way + self.stopped + self.too_late

    @property
    def stopped(self) -> int:
        """Held for a person, refused, or come back."""
        return self.held + self.failed + self.bounced

    @property
    def too_late(self) -> int:
        """Expired, or never planned."""
        return self.expired + self.unplanned


def last_mondays(now: dt.datetime) -> list[MondayFigures]:
    """The latest lunches whose reminder has fallen due, the latest first."""
    lunches = list(Event.objects.published().order_by("-starts_at", "id")[:LOOKED_AT])
    begun = [lunch for lunch in lunches if window_of(lunch).opens_at <= now][:SHOWN_MONDAYS]
    reminders, silent = _reminders(begun), _silent(begun)
    return [_figures(lunch, reminders[_occasion(lunch)], silent[lunch.pk], now) for lunch in begun]


def _figures(event: Event, counts: Counter[str], silent: int, now: dt.datetime) -> MondayFigures:
    on_the_way = sum(counts[status] for status in ON_THE_WAY)
    stopped_or_late = (MessageStatus.HELD, MessageStatus.FAILED, MessageStatus.BOUNCED, MessageStatus.EXPIRED)
    unreached = on_the_way + sum(counts[status] for status in stopped_or_late)
    window = window_of(event)
    never = noted_misses(event) - unreached if window.has_closed(now) else not_planned(event, window).count()
    return MondayFigures(
        event=event,
        due_at=window.opens_at,
        sent=counts[MessageStatus.SENT],
        on_the_way=on_the_way,
        held=counts[MessageStatus.HELD],
        failed=counts[MessageStatus.FAILED],
        bounced=counts[MessageStatus.BOUNCED],
        expired=counts[MessageStatus.EXPIRED],
        unplanned=max(0, never),
        unanswered=silent,
    )


def _occasion(event: Event) -> tuple[str, dt.date]:
    return event.outbox_topic, event.local_date


def _reminders(events: list[Event]) -> dict[tuple[str, dt.date], Counter[str]]:
    """The outbox's rows of each lunch and date, by state."""
    found: dict[tuple[str, dt.date], Counter[str]] = {_occasion(event): Counter() for event in events}
    rows = Message.objects.filter(topic__in=[event.outbox_topic for event in events], kind=MessageKind.REMINDER)
    for row in rows.order_by().values("topic", "occurrence_on", "status").annotate(count=Count("pk")):
        if (occasion := (row["topic"], row["occurrence_on"])) in found:
            found[occasion][row["status"]] += row["count"]
    return found


def _silent(events: list[Event]) -> Counter[object]:
    """How many active members were asked to each lunch and have not answered."""
    answered = Rsvp.objects.filter(event=OuterRef("event"), member=OuterRef("member"))
    asked = Invitation.objects.filter(~Exists(answered), event__in=events, member__is_active=True)
    rows = asked.order_by().values("event_id").annotate(count=Count("pk"))
    return Counter({row["event_id"]: row["count"] for row in rows})
