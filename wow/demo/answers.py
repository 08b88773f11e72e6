"""Who answers what in the demo: one sign a member, in the order of `content.people`. Deterministic on purpose."""

import datetime as dt
from collections.abc import Iterator

from events.domain.deadline import at_local
from events.services.answers import Answer

YES, NO, SILENT = "y", "n", "."
PARTIES = {YES: (0, 0), "c": (1, 0), "k": (2, 0), "f": (0, 1)}  # sign -> children, companions
ANSWERS_A_DAY = 6


def answer_of(sign: str) -> Answer | None:
    """What a sign means; None for somebody who has not answered."""
    if sign == SILENT:
        return None
    if sign == NO:
        return Answer(is_coming=False)
    children, companions = PARTIES[sign]
    return Answer(is_coming=True, children=children, companions=companions)


def moments(published_on: dt.date) -> Iterator[dt.datetime]:
    """When the answers come in: from the day after, six a day, an hour apart, by daylight."""
    day = published_on
    while True:
        day += dt.timedelta(days=1)
        for hour in range(10, 10 + ANSWERS_A_DAY):
            yield at_local(day, dt.time(hour, 20))
