"""The audit trail, to read."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from wow.audit.filters import ActionFilter
from wow.audit.models import AuditEntry
from wow.audit.words import words_for
from wow.i18n.dates import day_and_clock_text, short_moment_text
from wow.i18n.folding import keys_named


@admin.register(AuditEntry)
class AuditEntryAdmin(ModelAdmin):
    list_display = ("briefly", "who", "what", "row", "note")
    list_filter = (ActionFilter,)
    search_fields = ("subject", "action")
    search_help_text = gettext_lazy("The name of who did it, or a row's key")
    ordering = ("-at",)
    list_per_page = 100
    show_full_result_count = False
    fields = readonly_fields = ("when", "who", "what", "row", "subject", "note")

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def when(self, entry: AuditEntry) -> str:
        """Day and clock in words."""
        return day_and_clock_text(entry.at)

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def briefly(self, entry: AuditEntry) -> str:
        """Day and clock in few letters."""
        return short_moment_text(entry.at)

    @admin.display(description=gettext_lazy("about"), ordering="subject")
    def row(self, entry: AuditEntry) -> str | SafeString:
        """What kind of row it was, with the way there while staff have a page of it."""
        label, _colon, key = entry.subject.partition(":")
        try:
            options = apps.get_model(label)._meta
        except (LookupError, ValueError):
            return entry.subject
        try:
            url = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=(key,))
        except NoReverseMatch:
            return str(options.verbose_name)
        return format_html('<a class="staff-link" href="{}">{}</a>', url, options.verbose_name)

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

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By the name of who did it in any spelling, or by the key of the row, whole or in part."""
        term = search_term.replace("\x00", "").strip()
        if not term:
            return queryset, False
        names = get_user_model()._default_manager.order_by().values_list("pk", "name")
        return queryset.filter(Q(actor__in=keys_named(names, term)) | Q(subject__icontains=term)), False

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
