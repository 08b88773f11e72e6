"""Who answers what in the demo: one sign a member, in the order of `content.people`. Deterministic on purpose."""

import datetime as dt
from collections.abc import Iterator

from events.domain.deadline import at_local
from events.services.answers import Answer

YES, NO, SILENT = "y", "n", "."
PARTIES = {YES: (0, 0), "c": (1, 0), "k": (2, 0), "f": (0, 1)}  # sign -> children, companions
FIRST_HOUR, LAST_HOUR = 10, 16
WAITS_FOR_MONDAY = 5  # every fifth member answers only once she was reminded


def answer_of(sign: str) -> Answer | None:
    """What a sign means; None for somebody who has not answered."""
    if sign == SILENT:
        return None
    if sign == NO:
        return Answer(is_coming=False)
    children, companions = PARTIES[sign]
    return Answer(is_coming=True, children=children, companions=companions)


def moments(published_on: dt.date, *, hours_between: int) -> Iterator[dt.datetime]:
    """When the answers come in: from the day after, so many hours apart, by daylight."""
    day = published_on
    while True:
        day += dt.timedelta(days=1)
        for hour in range(FIRST_HOUR, LAST_HOUR, hours_between):
            yield at_local(day, dt.time(hour, 20))


def with_mondays(answered: list[dt.datetime], monday: dt.datetime) -> list[dt.datetime]:
    """The same moments, but every fifth member answers after the reminder of `monday`, some minutes apart."""
    return [
        monday + dt.timedelta(minutes=20 + 7 * place) if place % WAITS_FOR_MONDAY == WAITS_FOR_MONDAY - 1 else moment
        for place, moment in enumerate(answered)
    ]
