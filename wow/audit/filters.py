"""The trail by what was done."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wow.audit.models import AuditEntry
from wow.audit.record import SEEN
from wow.audit.words import words_for

EVERY_READING = "seen"


class ActionFilter(admin.SimpleListFilter):
    """The acts that stand in the trail, in words and in their order; all reading together comes first."""

    title = gettext_lazy("what")
    parameter_name = "what"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """One query."""
        actions = AuditEntry.objects.order_by().values_list("action", flat=True).distinct()
        named = sorted(((action, words_for(action)) for action in actions), key=lambda pair: pair[1])
        return [(EVERY_READING, _("everything that was read")), *named]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """An unknown code finds nothing."""
        wanted = self.value()
        if wanted == EVERY_READING:
            return queryset.filter(action__startswith=SEEN)
        return queryset.filter(action=wanted) if wanted else queryset
