"""Actions on chosen members. Each asks once, says what will happen, and calls a service a member."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members.errors import MemberError
from members.models import Member
from members.services import erase_member, set_messages

CONSEQUENCES = {
    "stop_messages": (
        gettext_lazy("They get no more invitations and reminders. They can still log in and answer."),
        gettext_lazy("The portal remembers that they asked for it. They can turn messages on again themselves."),
    ),
    "erase": (
        gettext_lazy("Their names, addresses, answers and consents disappear everywhere in the portal."),
        gettext_lazy("Numbers stay: how many came, without names."),
        gettext_lazy("Only do this when she has asked for it."),
    ),
}


class MemberActions:
    """Stop messages; erase. Mixed into MemberAdmin."""

    actions = ("stop_messages", "erase")
    admin_site: Any

    @admin.action(permissions=["change"], description=gettext_lazy("Stop invitations and reminders …"))
    def stop_messages(self, request: HttpRequest, queryset: QuerySet[Member]) -> TemplateResponse | None:
        """Turn messages off for the chosen members, as they asked."""
        if "confirmed" not in request.POST:
            return self._ask(request, queryset, "stop_messages", _("Stop invitations and reminders?"))
        actor, now = cast(Member, request.user), timezone.now()
        for member in queryset:
            language = member.preferred_language
            set_messages(member=member, wanted=False, language=language, source="staff", now=now, actor=actor)
        self._tell(request, len(queryset))
        return None

    @admin.action(permissions=["change"], description=gettext_lazy("Erase, because she leaves …"))
    def erase(self, request: HttpRequest, queryset: QuerySet[Member]) -> TemplateResponse | None:
        """Erase the chosen members from every app; people with rights are left and named by number."""
        if "confirmed" not in request.POST:
            return self._ask(request, queryset, "erase", _("Erase everything about them? It cannot be brought back."))
        actor, now = cast(Member, request.user), timezone.now()
        done = 0
        for member in queryset:
            try:
                erase_member(member=member, actor=actor, now=now)
                done += 1
            except MemberError as error:
                messages.error(request, str(error))
        self._tell(request, done)
        return None

    def _ask(self, request: HttpRequest, queryset: QuerySet[Member], action: str, question: str) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": question,
            "members": queryset,
            "action": action,
            "checkbox": ACTION_CHECKBOX_NAME,
            "consequences": CONSEQUENCES[action],
            "submit_kind": "leave" if action == "erase" else "primary",
        }
        return TemplateResponse(request, "admin/members/confirm.html", context)

    def _tell(self, request: HttpRequest, count: int) -> None:
        words = ngettext("Done for %(count)s member.", "Done for %(count)s members.", count)
        messages.success(request, words % {"count": count})
