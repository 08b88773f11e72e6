"""Small words of the staff pages of lunches. Load with {% load staff %}."""

import datetime as dt

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from events import staff_words
from events.audience import window_of
from events.domain.capacity import Seats
from events.enums import EventStatus
from events.models import Event, Rsvp
from events.queries import last_lunch
from members.enums import Background, FoodNeed
from wow.i18n.languages import BY_CODE

register = template.Library()
FOOD_LABELS = dict(FoodNeed.choices)

register.filter("state_badge", staff_words.event_badge)
register.filter("own_name", lambda code: BY_CODE[code].own_name if code in BY_CODE else code)


@register.filter
def seats_bar(seats: Seats) -> SafeString:
    """How full, as words and a bar."""
    return staff_words.seats_bar(seats)


@register.filter
def of_seats(capacity: int) -> str:
    """The words below the large number in the ring."""
    return ngettext("of %(count)d seat", "of %(count)d seats", capacity) % {"count": capacity}


@register.filter
def food_words(rsvp: Rsvp) -> str:
    """What the kitchen must know of one party."""
    needs = ", ".join(str(FOOD_LABELS[code]) for code in rsvp.food_needs if code in FOOD_LABELS)
    return "; ".join(part for part in (needs, rsvp.food_note) if part) or "–"


@register.filter
def shortage_words(shortage: tuple[str, int]) -> str:
    """ "2 established in Sweden are short for every other seat." """
    background, count = shortage
    words = (
        ngettext(
            "%(count)d established in Sweden is short for every other seat. You may invite more.",
            "%(count)d established in Sweden are short for every other seat. You may invite more.",
            count,
        )
        if background == Background.ESTABLISHED
        else ngettext(
            "%(count)d new in Sweden is short for every other seat. You may invite more.",
            "%(count)d new in Sweden are short for every other seat. You may invite more.",
            count,
        )
    )
    return words % {"count": count}


@register.filter
def reminded_at(event: Event) -> dt.datetime:
    """When the reminder really leaves: after the quiet hours, and while members can still answer."""
    return window_of(event).opens_at


@register.filter
def staff_url(event: Event) -> str:
    """Where staff look at a lunch: the form of a draft, the overview of the others."""
    name = "change" if event.status == EventStatus.DRAFT else "overview"
    return reverse(f"admin:events_event_{name}", args=(event.pk,))


@register.simple_tag(takes_context=True)
def last_lunch_to_copy(context: template.Context) -> Event | None:
    """The lunch that a new one is made from; None for who may not make one."""
    return last_lunch() if context["request"].user.has_perm("events.add_event") else None
