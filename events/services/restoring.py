"""What must happen between restoring a database and starting the clock again."""

import datetime as dt

from django.db import transaction

from events.services.reminders import invite_late_joiners, plan_reminders
from wow.outbox.services import hold_due


class CannotPlan(Exception):
    """Some lunches could not be planned; `broken` names them by id. Nothing was held."""

    def __init__(self, broken: list[str]) -> None:
        super().__init__(", ".join(broken))
        self.broken = broken


def hold_after_restore(*, now: dt.datetime) -> int:
    """Hold everything that may have been sent since the dump was made; returns how many rows now wait for a person.

    What the dump does not know yet is planned first and held with the rest: on Monday afternoon a dump of Saturday has
    no row of Monday's reminders, and the next tick would send them all a second time. Run it before anything starts.
    Twice is harmless. Raises CannotPlan.
    """
    broken: list[str] = []
    with transaction.atomic():
        invite_late_joiners(now=now, broken=broken)
        plan_reminders(now=now, broken=broken)
        if broken:
            raise CannotPlan(broken)
        return hold_due(now=now)
