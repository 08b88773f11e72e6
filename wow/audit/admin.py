"""The audit trail, to read."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.views import ChangeList

from wow.audit.filters import ActionFilter
from wow.audit.models import AuditEntry
from wow.audit.words import words_for
from wow.i18n.dates import day_and_clock_text, short_moment_text
from wow.i18n.name_search import FoundByName


class TrailList(ChangeList):
    """The entries of one page, each with the request that asked for it."""

    def get_results(self, request: HttpRequest) -> None:
        """Django's rows, with `asked_by` on each."""
        super().get_results(request)
        for entry in self.result_list:
            entry.asked_by = request


@admin.register(AuditEntry)
class AuditEntryAdmin(FoundByName, ModelAdmin):
    person_field, key_field = "actor", "subject"
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
        """What kind of row it was, with the way there for readers who may see its page."""
        label, _colon, key = entry.subject.partition(":")
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            return entry.subject
        options = model._meta
        if not self._has_page(model, entry.asked_by):  # type: ignore[attr-defined]  # set where entries are fetched
            return str(options.verbose_name)
        url = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=(key,))
        return format_html('<a class="staff-link" href="{}">{}</a>', url, options.verbose_name)

    def _has_page(self, model: type[Model], request: HttpRequest) -> bool:
        try:
            return bool(self.admin_site.get_model_admin(model).has_view_permission(request))
        except NotRegistered:
            return False

    @admin.display(description=gettext_lazy("by whom"))
    def who(self, entry: AuditEntry) -> str:
        """The person, or the portal itself."""
        return entry.actor.name if entry.actor else _("the portal")

    @admin.display(description=gettext_lazy("what"), ordering="action")
    def what(self, entry: AuditEntry) -> str:
        """The act in words."""
        return words_for(entry.action)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The one whose entries know who reads them."""
        return TrailList

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> AuditEntry | None:
        """The entry, which knows who reads it."""
        entry: AuditEntry | None = super().get_object(request, object_id, from_field)
        if entry is not None:
            entry.asked_by = request  # type: ignore[attr-defined]
        return entry

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
