"""Which languages readers may choose."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from wow.i18n.languages import BY_CODE, SOURCE_CODE
from wow.i18n.models import PublicLanguage


@admin.register(PublicLanguage)
class PublicLanguageAdmin(ModelAdmin):
    list_display = ("own_name", "english_name", "code", "is_public")
    list_filter = ("is_public",)
    show_full_result_count = False

    @admin.display(description=gettext_lazy("language"), ordering="code")
    def own_name(self, language: PublicLanguage) -> str:
        """As its readers write it."""
        return BY_CODE[language.code].own_name

    @admin.display(description=gettext_lazy("in English"))
    def english_name(self, language: PublicLanguage) -> str:
        """For staff who cannot read the script."""
        return BY_CODE[language.code].english_name

    def get_readonly_fields(self, request: HttpRequest, obj: PublicLanguage | None = None) -> tuple[str, ...]:
        """The code of a known language stays."""
        return ("code",) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: PublicLanguage | None = None) -> bool:
        """Swedish is the source and is never closed."""
        return super().has_change_permission(request, obj) and (obj is None or obj.code != SOURCE_CODE)

    def has_delete_permission(self, request: HttpRequest, obj: PublicLanguage | None = None) -> bool:
        """A language is closed, not deleted."""
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None on many languages at once."""
        return {}
