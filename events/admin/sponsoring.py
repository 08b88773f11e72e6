"""Who pays for the food of a lunch, inside its form; and, the other way round, to which lunches a sponsor gives."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from events.admin.inlines import QuestionFormSet, TextTable
from events.domain.deadline import local_date
from events.models import LunchSponsor
from sponsors.uses import Use, tell_uses


class SponsorFormSet(QuestionFormSet):
    """Sponsors in their order, numbered as questions are."""


class LunchSponsorInline(TextTable):
    model = LunchSponsor
    formset = SponsorFormSet
    fields = ("position", "sponsor")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The sponsors to choose from are read once for all rows."""
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get("sponsor")
        if field is not None:
            field.choices = list(field.choices)
        return formset

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[LunchSponsor]":
        """With the sponsor, whose name a row is called by."""
        return super().get_queryset(request).select_related("sponsor")  # type: ignore[no-any-return]


def lunches_of(sponsors: Collection[int]) -> Mapping[int, Sequence[Use]]:
    """The lunches that each sponsor gives to, the latest first, in one query."""
    given = LunchSponsor.objects.filter(sponsor__in=sponsors).order_by("-event__starts_at", "event_id")
    found: dict[int, list[Use]] = defaultdict(list)
    for sponsor, event, starts_at, chapter in given.values_list(
        "sponsor_id", "event_id", "event__starts_at", "event__chapter__name"
    ):
        url = reverse("admin:events_event_change", args=(event,))
        found[sponsor].append(Use(f"{chapter} {local_date(starts_at).isoformat()}", url))
    return found


tell_uses(lunches_of)
