"""What staff narrow the list of members by."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members.models import Member


class ReachFilter(SimpleListFilter):
    """Those who get mails, and those whom somebody must call."""

    title = _("reached by")
    parameter_name = "reach"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Sequence[tuple[str, Any]]:
        """E-mail or a call."""
        return [("email", _("e-mail")), ("call", _("to be called"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Member]) -> QuerySet[Member]:
        """By whether she has an e-mail address."""
        wanted = {"email": {"email__isnull": False}, "call": {"email__isnull": True}}
        return queryset.filter(**wanted.get(self.value() or "", {}))
