"""What staff narrow their lists by."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Attendance, Event, Rsvp
from members.enums import FoodNeed
from wow.i18n.dates import day_text


class ComingFilter(SimpleListFilter):
    """Lunches ahead of us or behind us."""

    title = _("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Sequence[tuple[str, Any]]:
        """Coming or past."""
        return [("coming", _("coming")), ("past", _("past"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        """By the end of the lunch."""
        now = timezone.now()
        wanted = {"coming": {"ends_at__gt": now}, "past": {"ends_at__lte": now}}
        return queryset.filter(**wanted.get(self.value() or "", {}))


class LunchFilter(SimpleListFilter):
    """Answers to one lunch, by its day."""

    title = _("lunch")
    parameter_name = "lunch"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Sequence[tuple[str, Any]]:
        """The latest lunches that are not drafts."""
        lunches = Event.objects.visible().select_related("chapter").order_by("-starts_at")[:24]
        return [(str(lunch.pk), f"{day_text(lunch.starts_at)} · {lunch.chapter.name}") for lunch in lunches]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Rsvp]) -> QuerySet[Rsvp]:
        """Only of the chosen one; an unknown choice is no choice."""
        known = {str(value) for value, _label in self.lookup_choices}
        wanted = self.value() or ""
        return queryset.filter(event_id=wanted) if wanted in known else queryset


class FoodFilter(SimpleListFilter):
    """Answers with one need of food among theirs."""

    title = _("food")
    parameter_name = "food"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Sequence[tuple[str, Any]]:
        """Every need the kitchen knows."""
        return FoodNeed.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Rsvp]) -> QuerySet[Rsvp]:
        """The list is stored as text between quotation marks, the same way on both databases."""
        if self.value() not in FoodNeed.values:
            return queryset
        as_text = queryset.annotate(food_text=Cast("food_needs", TextField()))
        return as_text.filter(food_text__contains=f'"{self.value()}"')


class FirstTimeFilter(SimpleListFilter):
    """Who has been at no earlier lunch: she is introduced and gets a greeter."""

    title = _("first time")
    parameter_name = "first"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Sequence[tuple[str, Any]]:
        """First time, or has been here before."""
        return [("yes", _("here for the first time")), ("no", _("has been here before"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Rsvp]) -> QuerySet[Rsvp]:
        """By an earlier arrival."""
        if self.value() not in ("yes", "no"):
            return queryset
        been_here = been_before()
        return queryset.filter(~been_here if self.value() == "yes" else been_here)


def been_before() -> Exists:
    """Whether the member of an answer has been at a lunch that was earlier than the answer's own."""
    earlier = Attendance.objects.filter(member=OuterRef("member"), event__starts_at__lt=OuterRef("event__starts_at"))
    return Exists(earlier)
