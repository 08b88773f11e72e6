"""What staff narrow the list of messages by."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from wow.i18n.dates import day_text
from wow.i18n.languages import ALL_LANGUAGES, BY_CODE
from wow.outbox.enums import MessageStatus
from wow.outbox.models import Message
from wow.outbox.registry import labels

SHOWN_DAYS = 24


class StuckFilter(admin.SimpleListFilter):
    """Only what waits for a person."""

    title = gettext_lazy("needs a person")
    parameter_name = "stuck"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        """One choice."""
        return [("yes", gettext_lazy("held or refused"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        """Held and failed rows."""
        stuck = (MessageStatus.HELD, MessageStatus.FAILED)
        return queryset.filter(status__in=stuck) if self.value() == "yes" else queryset


class KindFilter(admin.SimpleListFilter):
    """One kind of message."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        """Every registered kind."""
        return labels()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        """By kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


class LanguageFilter(admin.SimpleListFilter):
    """Messages that were written in one language; known once a message is composed."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        """Every language of the portal."""
        return ALL_LANGUAGES

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        """By language."""
        return queryset.filter(language=self.value()) if self.value() in BY_CODE else queryset


class OccasionFilter(admin.SimpleListFilter):
    """Messages about the lunch of one day."""

    title = gettext_lazy("lunch day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        """The latest days that any message is about."""
        days = Message.objects.exclude(occurrence_on=None).order_by("-occurrence_on")
        found = days.values_list("occurrence_on", flat=True).distinct()[:SHOWN_DAYS]
        return [(day.isoformat(), day_text(day)) for day in found if day]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        """By day; an unknown choice is no choice."""
        known = {value for value, _label in self.lookup_choices}
        return queryset.filter(occurrence_on=self.value()) if self.value() in known else queryset
