"""One lunch at a glance: seats, answers, waiting list, who is missing, what the kitchen needs, who is not pictured."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from events.admin.actions import available_actions, previews
from events.admin.afterwards import afterwards_of
from events.admin.dashboard import SEES_BACKGROUNDS
from events.admin.figures import figures_of
from events.admin.pictures import pace_picture, table_picture
from events.admin.views import LunchView
from events.enums import EventStatus
from events.remembered import remembered_food
from events.staff_words import countdown_words, seats_words
from wow.audit.record import saw


class Overview(LunchView):
    """Reads only; every button on it leads to a view that asks first, but for the one-tap answers of the phone list."""

    title = gettext_lazy("Overview")
    permission = "events.view_rsvp"
    template_name = "admin/events/overview.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        saw(actor=self.actor, row=self.event, page="overview", now=now)
        figures = figures_of(self.event, now=now, shows_backgrounds=request.user.has_perms(SEES_BACKGROUNDS))
        return self.page(
            figures=figures,
            remembered=remembered_food(self.event, now),
            table=table_picture(figures),
            pace=pace_picture(figures, now=now),
            seats_words=seats_words(figures.seats),
            actions=[
                action
                for action in available_actions(self.event, user=request.user, now=now)
                if action.url != request.path
            ],
            previews=previews(self.event),
            can_answer=request.user.has_perm("events.change_rsvp") and not self.event.is_over(now),
            **self._day(figures.seats.taken, now),
        )

    def _day(self, portions: int, now: dt.datetime) -> dict[str, Any]:
        """The lunch's own day: how long until the food is ordered, who greets and pays, and afterwards who came."""
        event = self.event
        takes_place = event.status == EventStatus.PUBLISHED and not event.is_over(now)
        has_begun = event.status == EventStatus.PUBLISHED and event.starts_at <= now
        return {
            "countdown": countdown_words(event, portions, now) if takes_place else "",
            "after": afterwards_of(event) if has_begun else None,
            "greeters": event.greeters.select_related("member").order_by("member__name"),
            "sponsorships": event.sponsorships.select_related("sponsor"),
        }
