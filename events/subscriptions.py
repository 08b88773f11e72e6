"""What stands in a calendar that updates itself: everybody's, and a member's own. Reads only."""

import datetime as dt

from django.utils.translation import gettext

from events.calendar import Entry, Standing, entry_of
from events.enums import EventStatus, RsvpStatus
from events.models import Event, EventQuerySet, Rsvp
from members.models import Member
from wow.i18n.dates import day_and_clock_text

LOOKS_BACK = dt.timedelta(days=365)
COLUMNS = (
    "slug", "status", "starts_at", "ends_at", "sequence", "deadline_override",
    "created_at", "published_at", "moved_at", "cancelled_at", "venue__name", "venue__address",
)  # fmt: skip


def public_entries(chapter_slug: str, now: dt.datetime) -> list[Entry]:
    """The lunches of the past year and all ahead, of one chapter or ("") of all, in the active language; one query."""
    lunches = _lunches(now)
    if chapter_slug:
        lunches = lunches.filter(chapter__slug=chapter_slug)
    return [entry_of(event) for event in lunches]


def own_entries(member: Member, now: dt.datetime) -> list[Entry]:
    """The lunches that concern her, in the active language; two queries, however many.

    Certain where she has a seat; tentative where she waits, or is asked and can still answer; cancelled where she had
    said yes. What she said no to, and what she never answered, is not there.
    """
    answers = {rsvp.event_id: rsvp for rsvp in Rsvp.objects.filter(member=member).only(*ANSWER_COLUMNS)}
    lunches = _lunches(now).filter(invitations__member=member)  # whoever has answered has an invitation too
    entries = (_own(event, answers.get(event.pk), now) for event in lunches)
    return [entry for entry in entries if entry]


ANSWER_COLUMNS = ("event_id", "status", "answered_at", "promoted_at")


def _lunches(now: dt.datetime) -> EventQuerySet:
    lunches = EventQuerySet(Event).visible().filter(ends_at__gt=now - LOOKS_BACK).order_by("starts_at", "id")
    return lunches.select_related("venue").only(*COLUMNS)


def _own(event: Event, rsvp: Rsvp | None, now: dt.datetime) -> Entry | None:
    if rsvp is None:
        return _asked(event) if event.is_open_for_answers(now) else None
    answered_at = max(filter(None, (rsvp.answered_at, rsvp.promoted_at)))
    if rsvp.status == RsvpStatus.YES:
        return entry_of(event, answered_at=answered_at)
    if rsvp.status == RsvpStatus.WAITING and event.status == EventStatus.PUBLISHED and not event.is_over(now):
        words = gettext("You are on the waiting list. We write to you when there is a seat.")
        return entry_of(event, Standing.TENTATIVE, words=words, answered_at=answered_at)
    return None


def _asked(event: Event) -> Entry:
    words = gettext("Can you come? Answer by %(day)s.") % {"day": day_and_clock_text(event.answer_by, with_year=True)}
    return entry_of(event, Standing.TENTATIVE, words=words)
