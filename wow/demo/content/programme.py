"""The programme of a lunch as it was on 7 March 2024, which the demo's other lunches follow."""

import datetime as dt
from dataclasses import dataclass, replace

Texts = dict[str, str]  # language code -> text

STARTS, ENDS = dt.time(12, 15), dt.time(14, 0)


@dataclass(frozen=True)
class Point:
    """One point: Stockholm wall-clock time, minutes, what by language, who as printed."""

    starts: dt.time
    minutes: int
    what: Texts
    who: str = ""


WELCOME = {"sv": "Välkommen", "en": "Welcome", "ar": "أهلًا وسهلًا"}
LUNCH = {"sv": "Lunch", "en": "Lunch", "ar": "الغداء"}
TALK = {"sv": "Samtal vid borden", "en": "Talk at the tables", "ar": "حديث حول الطاولات"}
SUMMARY = {"sv": "Vi sammanfattar", "en": "We sum up", "ar": "نلخّص ما قلناه"}


def programme(what: Texts, who: str = "") -> tuple[Point, ...]:
    """The usual five points; `what` and `who` are those of the presentation before the food."""
    return (
        Point(dt.time(12, 15), 15, WELCOME),
        Point(dt.time(12, 30), 15, what, who),
        Point(dt.time(12, 45), 25, LUNCH),
        Point(dt.time(13, 10), 30, TALK),
        Point(dt.time(13, 40), 20, SUMMARY),
    )


def programme_from(points: tuple[Point, ...], starts: dt.time) -> tuple[Point, ...]:
    """The same points for a lunch that starts then; it ends before midnight."""
    later = dt.datetime.combine(dt.date.min, starts) - dt.datetime.combine(dt.date.min, STARTS)
    return tuple(
        replace(each, starts=(dt.datetime.combine(dt.date.min, each.starts) + later).time()) for each in points
    )


SOCIAL_SERVICES = programme(
    {
        "sv": "Socialtjänsten berättar",
        "en": "Social services explain",
        "ar": "الخدمات الاجتماعية تشرح",
    },
    who="Strateger, första linjens socialtjänst",
)
PRESENTATION = programme({"sv": "Dagens presentation", "en": "Today's presentation", "ar": "عرض اليوم"})
