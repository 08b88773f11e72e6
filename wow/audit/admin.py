"""The audit trail, to read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from wow.audit.filters import ActionFilter
from wow.audit.models import AuditEntry
from wow.audit.words import words_for
from wow.i18n.dates import day_and_clock_text


@admin.register(AuditEntry)
class AuditEntryAdmin(ModelAdmin):
    list_display = ("when", "who", "what", "subject", "note")
    list_filter = (ActionFilter,)
    search_fields = ("subject", "action")
    ordering = ("-at",)
    list_per_page = 100
    show_full_result_count = False
    fields = readonly_fields = ("when", "who", "what", "subject", "note")

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def when(self, entry: AuditEntry) -> str:
        """Day and clock in words."""
        return day_and_clock_text(entry.at)

    @admin.display(description=gettext_lazy("by whom"))
    def who(self, entry: AuditEntry) -> str:
        """The person, or the portal itself."""
        return entry.actor.name if entry.actor else _("the portal")

    @admin.display(description=gettext_lazy("what"), ordering="action")
    def what(self, entry: AuditEntry) -> str:
        """The act in words."""
        return words_for(entry.action)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        """With the person, so that the list asks once."""
        return super().get_queryset(request).select_related("actor")  # type: ignore[no-any-return]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None: the trail is append-only."""
        return {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Services write the trail."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        """Nobody rewrites it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        """Nobody empties it."""
        return False
