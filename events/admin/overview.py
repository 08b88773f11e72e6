"""One lunch at a glance: seats, answers, waiting list, who is missing, what the kitchen needs, who is not pictured."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from events.admin.actions import available_actions, previews
from events.admin.figures import figures_of
from events.admin.views import LunchView
from events.staff_words import seats_words


class Overview(LunchView):
    """Reads only; every button on it leads to a view that asks first, but for the one-tap answers of the phone list."""

    title = gettext_lazy("Overview")
    permission = "events.view_rsvp"
    template_name = "admin/events/overview.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        figures = figures_of(self.event, now=now)
        return self.page(
            figures=figures,
            seats_words=seats_words(figures.seats),
            actions=[
                action
                for action in available_actions(self.event, user=request.user, now=now)
                if action.url != request.path
            ],
            previews=previews(self.event),
            can_answer=request.user.has_perm("events.change_rsvp") and not self.event.is_over(now),
        )
