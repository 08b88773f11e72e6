"""When a reminder may go out: from the Monday morning until answers close. Aware datetimes in, aware datetimes out."""

import datetime as dt
from dataclasses import dataclass

from events.domain.deadline import REMINDER_TIME, STOCKHOLM, at_local
from wow.outbox.quiet import after_quiet

LEAST_NOTICE = dt.timedelta(hours=1)


@dataclass(frozen=True)
class ReminderWindow:
    """Open from `opens_at` up to, not including, `closes_at`; never empty."""

    opens_at: dt.datetime
    closes_at: dt.datetime

    def is_open(self, now: dt.datetime) -> bool:
        """Whether a reminder planned now is neither too early nor too late."""
        return self.opens_at <= now < self.closes_at

    def has_closed(self, now: dt.datetime) -> bool:
        """Whether it is too late to remind anybody."""
        return self.closes_at <= now


def reminder_window(*, reminder_at: dt.datetime, answer_by: dt.datetime) -> ReminderWindow:
    """The chosen moment, or the morning after when it falls in the quiet hours, until answers close.

    Where staff moved the deadline to before the reminder, the reminder moves too: to the last 09:00 in Stockholm that
    leaves at least an hour to answer. Nobody is asked to answer when she no longer can.
    """
    opens_at = after_quiet(reminder_at)
    if opens_at >= answer_by:
        latest = (answer_by - LEAST_NOTICE).astimezone(STOCKHOLM)
        opens_at = at_local(latest.date(), REMINDER_TIME)
        if opens_at > latest:
            opens_at = at_local(latest.date() - dt.timedelta(days=1), REMINDER_TIME)
    return ReminderWindow(opens_at=opens_at, closes_at=answer_by)
