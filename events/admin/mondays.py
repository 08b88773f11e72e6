"""What became of the last Mondays' reminders, for staff."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from events.admin.monday_chart import monday_chart, swatch
from events.mondays import last_mondays


class Mondays(View):
    """Reads only; for those who may see both answers and messages."""

    model_admin: Any = None
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perms(("events.view_rsvp", "outbox.view_message")):
            raise PermissionDenied
        mondays = last_mondays(timezone.now())
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": _("The last Mondays"),
            "mondays": mondays,
            "chart": monday_chart(
                mondays, label=_("Reminders of the last lunches. The table below has the same figures.")
            ),
            "legend": [
                (swatch("sent"), _("sent")),
                (swatch("waiting"), _("on the way")),
                (swatch("stopped"), _("stopped: held, refused or come back")),
                (swatch("late"), _("too late or never planned")),
            ],
        }
        return TemplateResponse(request, "admin/events/mondays.html", context)
