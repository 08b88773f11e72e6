"""Staff lists of rows about people, searched by the person's name however it is typed."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from wow.i18n.folding import keys_named


class FoundByName:
    """For a ModelAdmin: `person_field` leads to the person, `key_field` is searched as typed, whole or in part."""

    person_field: str
    key_field: str

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By the person's name in any spelling, or by the key."""
        term = search_term.replace("\x00", "").strip()
        if not term:
            return queryset, False
        names = get_user_model()._default_manager.order_by().values_list("pk", "name")
        named = Q(**{f"{self.person_field}__in": keys_named(names, term)})
        return queryset.filter(named | Q(**{f"{self.key_field}__icontains": term})), False
