"""The pictures of one lunch with the words that explain them: the table filling up, and how the answers come in."""

import datetime as dt
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin import pace_chart, table_ring
from events.admin.figures import LunchFigures
from events.admin.pace import Pace, pace_of
from events.staff_words import seats_words
from wow.i18n.dates import day_text
from wow.ui.ring import ring_svg

Legend = list[tuple[SafeString, str, int | None]]  # look, words, number


@dataclass(frozen=True)
class Picture:
    """An SVG and its legend."""

    svg: SafeString
    legend: Legend


@dataclass(frozen=True)
class PacePicture:
    """The chart, its legend, and the figures that it draws."""

    svg: SafeString
    legend: Legend
    pace: Pace


def table_picture(figures: LunchFigures) -> Picture:
    """The table by background for who may see that, otherwise seats alone."""
    seats = figures.seats
    under = ngettext("of %(count)d seat", "of %(count)d seats", seats.capacity) % {"count": seats.capacity}
    label = seats_words(seats)
    if not figures.shows_backgrounds:
        plain = ring_svg(
            seats=seats.capacity, taken=seats.taken, waiting=seats.waiting_people, label=label,
            middle=str(seats.taken), under=under,
        )  # fmt: skip
        return Picture(plain, [])
    counts = {code: count for code, _words, count in figures.backgrounds}
    with_them = figures.children + figures.companions
    kinds = table_ring.seated_kinds(
        counts[table_ring.ESTABLISHED], counts[table_ring.NEWCOMER], counts[table_ring.UNSAID], with_them
    )
    drawn = table_ring.table_ring(
        kinds, seats=seats.capacity, waiting=seats.waiting_people, label=label, middle=seats.taken, under=under
    )
    legend: Legend = [(table_ring.swatch(code), words, count) for code, words, count in figures.backgrounds]
    legend += [
        (table_ring.swatch(table_ring.WITH_HER), _("children and companions"), with_them),
        (table_ring.swatch(table_ring.FREE), _("free seats"), seats.free),
    ]
    return Picture(drawn, legend)


def pace_picture(figures: LunchFigures, *, now: dt.datetime) -> PacePicture:
    """How the answers come in, beside those to the lunch before."""
    pace = pace_of(figures.event, figures.answered, now=now)
    label = _("Answers day by day until they close. The table below has the same figures.")
    legend: Legend = [(pace_chart.swatch(pace_chart.NOW), _("this lunch"), None)]
    if pace.previous is not None:
        words = _("the lunch %(day)s") % {"day": day_text(pace.previous.starts_at)}
        legend.append((pace_chart.swatch(pace_chart.BEFORE), words, None))
    return PacePicture(pace_chart.pace_chart(pace, label=label), legend, pace)
