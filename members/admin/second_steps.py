"""allauth's tables on the staff pages: second steps without their secrets, and no second way to change an address."""

from typing import Any, cast

from allauth.account import admin as _addresses  # noqa: F401 - registers its table, which goes below
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _steps  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from members.models import Member
from members.services.lost_phones import take_second_step_away
from wow.audit.one_trail import OneTrail

admin.site.unregister(EmailAddress)  # moves with the member's own address, through her page and ours
admin.site.unregister(Authenticator)  # shows the secrets of everybody's codes


@admin.register(Authenticator)
class SecondStepAdmin(OneTrail, ModelAdmin):
    """Administrators see who has which second step, and take one away when a phone is lost. Nobody sees a secret."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__name",)
    search_help_text = gettext_lazy("Name")
    fields = readonly_fields = list_display
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Authenticator]":
        """Without what opens the portal."""
        return super().get_queryset(request).defer("data")  # type: ignore[no-any-return]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """One at a time: each is confirmed on its page."""
        return {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Each member adds her own."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        """There is nothing to change."""
        return False

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        """By the service, which tells her."""
        take_second_step_away(actor=cast("Member", request.user), authenticator=obj, now=timezone.now())
