"""The programme of one day: wall-clock times in Stockholm, lengths in minutes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class AgendaPoint:
    """When a point of the programme begins and how many minutes it takes."""

    starts: dt.time
    minutes: int


def minute_of_day(time: dt.time) -> int:
    """Minutes since midnight; seconds do not count."""
    return time.hour * 60 + time.minute


def shift_minutes(old: dt.time, new: dt.time) -> int:
    """How far the programme moves when a lunch that started at `old` starts at `new`; negative when earlier."""
    return minute_of_day(new) - minute_of_day(old)


def shifted(time: dt.time, minutes: int) -> dt.time | None:
    """The time `minutes` later; None when that is another day."""
    moved = minute_of_day(time) + minutes
    return dt.time(moved // 60, moved % 60) if 0 <= moved < MINUTES_A_DAY else None


def outside(points: Sequence[AgendaPoint], *, starts: dt.time, ends: dt.time) -> tuple[int, ...]:
    """Places in the list of the points that begin before the lunch or end after it."""
    first, last = minute_of_day(starts), minute_of_day(ends)
    return tuple(
        place
        for place, point in enumerate(points)
        if minute_of_day(point.starts) < first or minute_of_day(point.starts) + point.minutes > last
    )


def overlaps(points: Sequence[AgendaPoint]) -> tuple[tuple[int, int], ...]:
    """Pairs of places in the list whose points run at the same time for at least a minute; lower place first."""
    spans = [(minute_of_day(point.starts), minute_of_day(point.starts) + point.minutes) for point in points]
    return tuple(
        (one, other)
        for one in range(len(spans))
        for other in range(one + 1, len(spans))
        if max(spans[one][0], spans[other][0]) < min(spans[one][1], spans[other][1])
    )
