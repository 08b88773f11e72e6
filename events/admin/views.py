"""What every staff view of a lunch shares: fetched and allowed in one step, refused in its own form."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from events.admin.actions import lunch_url
from events.enums import EventStatus
from events.errors import LunchError
from events.models import Event
from members.models import Member
from members.services.protection import PERMISSION as SEE_PROTECTED

REFUSED = 422


class StaffForm(forms.Form):
    """A form that can show what a service refused."""

    def refuse(self, refusal: LunchError) -> None:
        """Show it above the fields."""
        self.add_error(None, refusal.message)


class LunchView(View):
    """One lunch for staff who have the permission; 403 without, 404 for a lunch that is not there."""

    model_admin: Any = None
    permission: ClassVar[str] = "events.view_event"
    title: ClassVar[Any] = ""
    template_name: ClassVar[str] = ""
    event: Event
    actor: Member

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        self.actor = cast("Member", request.user)
        self.event = get_object_or_404(Event.objects.select_related("venue", "chapter"), pk=kwargs["event_id"])
        return super().dispatch(request, *args, **kwargs)

    def page(self, *, status: int = 200, **context: Any) -> TemplateResponse:
        """The view's page inside the staff site."""
        request = self.request
        request.current_app = self.model_admin.admin_site.name
        shown = {
            **self.model_admin.admin_site.each_context(request),
            "title": self.title,
            "lunch": self.event,
            "back_url": self.home_url(),
            "change_url": lunch_url("change", self.event),
            "sees_protected": request.user.has_perm(SEE_PROTECTED),
            **context,
        }
        return TemplateResponse(request, self.template_name, shown, status=status)

    def home_url(self) -> str:
        """Where one goes from here: the overview once the lunch is published, else its form."""
        draft = self.event.status == EventStatus.DRAFT or not self.request.user.has_perm("events.view_rsvp")
        return lunch_url("change" if draft else "overview", self.event)


class LunchTransition(LunchView):
    """A change of state: GET says what will happen, POST does it by a service, a refusal leaves the form as it was."""

    permission = "events.change_event"
    template_name = "admin/events/transition.html"
    form_class: ClassVar[type[forms.Form]] = StaffForm
    submit_label: ClassVar[Any] = _("Continue")
    submit_kind: ClassVar[str] = "primary"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.confirm(self.build_form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.build_form(request.POST)
        if not form.is_valid():
            return self.confirm(form, status=REFUSED)
        try:
            words = self.perform(form, timezone.now())
        except LunchError as refusal:
            form.refuse(refusal)
            return self.confirm(form, status=REFUSED)
        if words:
            messages.success(request, words)
        return redirect(self.success_url())

    def build_form(self, posted: Any = None) -> Any:
        """The form, empty or as sent."""
        return self.form_class(posted, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        """What the fields show first."""
        return {}

    def confirm(self, form: Any, *, status: int = 200) -> TemplateResponse:
        """The page that asks."""
        return self.page(
            status=status,
            form=form,
            consequences=self.consequences(),
            warnings=self.warnings(),
            workday_url=self.workday_url(),
            submit_label=self.submit_label,
            submit_kind=self.submit_kind,
        )

    def consequences(self) -> list[str]:
        """What will happen, one sentence each."""
        return []

    def warnings(self) -> list[str]:
        """What to think of first, one sentence each."""
        return []

    def workday_url(self) -> str:
        """Where a better last day to answer can be chosen first; empty for nowhere."""
        return ""

    def perform(self, form: Any, now: Any) -> str:
        """Call the service; what to tell when it is done. Raises LunchError."""
        raise NotImplementedError

    def success_url(self) -> str:
        """Where to go when it is done."""
        self.event.refresh_from_db(fields=["status"])
        return self.home_url()
