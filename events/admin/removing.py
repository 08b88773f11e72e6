"""What staff take away: a draft that nobody needs, and the answer links in a member's mails."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.actions import lunch_url
from events.admin.views import LunchTransition
from events.models import Invitation
from events.services.deleting import delete_draft
from events.services.links import revoke_answer_link


class DeleteDraft(LunchTransition):
    """A draft disappears; a lunch that was ever published is refused."""

    title = gettext_lazy("Delete the draft")
    submit_label = gettext_lazy("Delete the draft")
    submit_kind = "leave"

    def consequences(self) -> list[str]:
        return [
            _("The draft disappears with its texts, programme and questions. This cannot be undone."),
            _("Nobody was told of it, so nobody gets a message."),
        ]

    def perform(self, form: Any, now: dt.datetime) -> str:
        delete_draft(actor=self.actor, event_id=self.event.pk, now=now)
        return _("The draft is deleted.")

    def success_url(self) -> str:
        return reverse("admin:events_event_changelist")


class RevokeLink(LunchTransition):
    """The links in the mails that one member has got about this lunch stop working."""

    title = gettext_lazy("Stop her answer links")
    permission = "events.change_rsvp"
    submit_label = gettext_lazy("Stop the links")
    submit_kind = "leave"
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        invitations = Invitation.objects.select_related("member")
        self.invitation = get_object_or_404(invitations, event_id=kwargs["event_id"], member_id=kwargs["member_id"])
        return super().dispatch(request, *args, **kwargs)

    def consequences(self) -> list[str]:
        return [
            _("Every answer link in the mails that %(name)s has got about this lunch stops working.")
            % {"name": self.invitation.member.name},
            _("Use this when somebody else has her mails or her phone. Her answer stands."),
            _("Mails from now on carry a new link. She can answer logged in, or you write in her answer."),
        ]

    def perform(self, form: Any, now: dt.datetime) -> str:
        revoke_answer_link(invitation_id=self.invitation.pk, actor=self.actor, now=now)
        return _("Her old links no longer work.")

    def success_url(self) -> str:
        return lunch_url("answer", self.event, self.invitation.member_id)
