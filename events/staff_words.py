"""How lunches and answers look in lists: badges, bars, days in words."""

import datetime as dt

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events.domain.capacity import Seats
from events.domain.deadline import local_date
from events.enums import EventStatus, RsvpStatus
from events.models import Event
from wow.i18n.dates import clock_text

EVENT_KINDS = {EventStatus.DRAFT: "wait", EventStatus.PUBLISHED: "yes", EventStatus.CANCELLED: "no"}
RSVP_KINDS = {RsvpStatus.YES: "yes", RsvpStatus.WAITING: "wait", RsvpStatus.NO: "plain"}


def badge(label: object, kind: str) -> SafeString:
    """A state in a pill."""
    return format_html('<span class="staff-badge is-{}">{}</span>', kind, label)


def event_badge(event: Event) -> SafeString:
    """Draft, published, cancelled, or over: a published lunch that has been."""
    if event.status == EventStatus.PUBLISHED and event.is_over(timezone.now()):
        return badge(pgettext("staff", "has been"), "plain")
    return badge(event.get_status_display(), EVENT_KINDS[EventStatus(event.status)])


def seats_words(seats: Seats) -> str:
    """ "27 of 40", and who waits."""
    words = _("%(taken)d of %(capacity)d") % {"taken": seats.taken, "capacity": seats.capacity}
    if not seats.waiting_parties:
        return words
    people = seats.waiting_people
    waiting = ngettext("%(count)d person waits", "%(count)d people wait", people) % {"count": people}
    return f"{words} · {waiting}"


def seats_bar(seats: Seats) -> SafeString:
    """The same in words and as a bar."""
    share = min(100, round(100 * seats.taken / seats.capacity)) if seats.capacity else 0
    return format_html(
        '<span class="staff-bar"><span>{}</span><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="8" fill="var(--seat-{})"/></svg></span>',
        seats_words(seats),
        share,
        "one" if seats.waiting_parties else "two",
    )


def countdown_words(event: Event, portions: int, now: dt.datetime) -> str:
    """How long until the Monday when answers close and the food is ordered; once it has passed, what to order."""
    if now >= event.answer_by:
        words = ngettext(
            "Answers have closed. Order food for %(count)d.", "Answers have closed. Order food for %(count)d.", portions
        )
        return words % {"count": portions}
    days = (local_date(event.answer_by) - local_date(now)).days
    if days == 0:
        return _("Answers close today at %(clock)s. Then the food is ordered.") % {"clock": clock_text(event.answer_by)}
    words = ngettext(
        "%(count)d day until answers close and the food is ordered.",
        "%(count)d days until answers close and the food is ordered.",
        days,
    )
    return words % {"count": days}
