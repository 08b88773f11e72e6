"""Places to meet in."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from events.admin.help_texts import VENUE_HELP
from events.models import Venue
from wow.i18n.language_fields import Fieldset, LanguageFieldsMixin, language_tabs
from wow.ui.staff_forms import CalmForm, in_words


@admin.register(Venue)
class VenueAdmin(CalmForm, LanguageFieldsMixin, ModelAdmin):
    help_texts = VENUE_HELP
    list_display = ("name", "chapter", "address", "is_step_free")
    list_filter = ("chapter", "is_step_free")
    search_fields = ("name", "address")
    search_help_text = gettext_lazy("Name or street")
    show_full_result_count = False
    readonly_preprocess_fields = {"chapter": in_words}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Venue]:
        """With the chapter, so that the list asks once."""
        return super().get_queryset(request).select_related("chapter")  # type: ignore[no-any-return]

    def get_fieldsets(self, request: HttpRequest, obj: Venue | None = None) -> list[Fieldset]:
        """What is the same in every language, then how to get there in each."""
        return [
            (None, {"fields": ("name", "chapter", "address", "is_step_free")}),
            *language_tabs(("directions",), obj),
        ]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None on many places at once."""
        return {}
