"""How lunches and answers look in lists: badges, bars, days in words."""

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events.domain.capacity import Seats
from events.enums import EventStatus, RsvpStatus
from events.models import Event

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
