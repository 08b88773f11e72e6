"""The start page: what needs a person first, then the next lunch's table filling up, then the last lunch."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.admin.actions import LunchAction, available_actions, lunch_url
from events.admin.afterwards import afterwards_of, last_lunch_over
from events.admin.figures import LunchFigures, figures_of
from events.admin.needs import Need, call_needs, lunch_needs, message_needs
from events.admin.pictures import pace_picture, table_picture
from events.door import arrivals, opens_at
from events.enums import EventStatus
from events.models import Event
from events.queries import last_lunch, seats_of, with_seats
from events.staff_words import countdown_words, seats_words
from wow.outbox.models import Message

SHOWN_LUNCHES = 6
SEES_BACKGROUNDS = ("events.view_rsvp", "members.view_member")


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the start page shows; each part only to those who may see it."""
    now = timezone.now()
    user = request.user
    needs = message_needs(now) if user.has_perm("outbox.view_message") else []
    context["title"] = _("Start")
    if user.has_perm("events.view_event") and user.has_perm("events.view_rsvp"):
        lunches = coming_lunches(now)
        published = [lunch for lunch in lunches if lunch.status == EventStatus.PUBLISHED]
        sees = user.has_perms(SEES_BACKGROUNDS)
        figures = figures_of(published[0], now=now, shows_backgrounds=sees) if published else None
        needs += [*call_needs(figures, now), *lunch_needs(figures, lunches, now)]
        context |= {
            "actions": available_actions(figures.event, user=user, now=now) if figures else first_steps(user),
            "lunches": [(lunch, seats_words(seats_of(lunch))) for lunch in lunches],
            "last": afterwards_of(over) if (over := last_lunch_over(now)) else None,
            **(next_lunch(figures, now) if figures else {}),
        }
    return {**context, "needs": urgent_first(needs)}


def next_lunch(figures: LunchFigures, now: dt.datetime) -> dict[str, Any]:
    """The next lunch in figures and pictures."""
    return {
        "figures": figures,
        "arrivals": arrivals(figures.event) if opens_at(figures.event) <= now else None,
        "table": table_picture(figures),
        "pace": pace_picture(figures, now=now),
        "countdown": countdown_words(figures.event, figures.seats.taken, now),
        "seats_words": seats_words(figures.seats),
    }


def coming_lunches(now: dt.datetime) -> list[Event]:
    """Drafts and published lunches ahead of us, the next one first, with their counts."""
    lunches = Event.objects.exclude(status=EventStatus.CANCELLED).upcoming(now).select_related("chapter", "venue")
    return list(with_seats(lunches)[:SHOWN_LUNCHES])


def first_steps(user: Any) -> list[LunchAction]:
    """What to do while no lunch is published."""
    if not user.has_perm("events.add_event"):
        return []
    latest = last_lunch()
    if latest is not None:
        return [LunchAction(_("New lunch from the last one"), lunch_url("copy", latest), "primary", "calendar-add")]
    return [LunchAction(_("New lunch"), reverse("admin:events_event_add"), "primary", "calendar-add")]


def urgent_first(needs: list[Need]) -> list[Need]:
    """The same needs, what cannot wait on top."""
    return sorted(needs, key=lambda need: not need.is_urgent)


def stuck_badge(request: HttpRequest) -> str:
    """How many messages wait for a person, beside the link to them; empty for none."""
    if not request.user.has_perm("outbox.view_message"):
        return ""
    count = Message.objects.needing_a_person().count()
    return str(count) if count else ""
