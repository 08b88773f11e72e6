"""Fields of translated texts: one tab a language in forms, one column a language in tables."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from modeltranslation.fields import TranslationField

from wow.i18n.languages import BY_CODE, PORTAL_LANGUAGES, direction

FIRST_CODES = ("sv", "en", "ar")  # what every lunch should have
LANGUAGE_CODES = (*FIRST_CODES, *(item.code for item in PORTAL_LANGUAGES if item.code not in FIRST_CODES))
Fieldset = tuple[Any, dict[str, Any]]


def language_tabs(names: tuple[str, ...], row: models.Model | None) -> list[Fieldset]:
    """One tab a language, Swedish, English and Arabic first; a language that has a text in `row` is marked."""
    return [_language_tab(code, names, row) for code in LANGUAGE_CODES]


def _language_tab(code: str, names: tuple[str, ...], row: models.Model | None) -> Fieldset:
    fields = tuple(f"{name}_{code}" for name in names)
    has_text = row is not None and any(getattr(row, field) for field in fields)
    return BY_CODE[code].own_name, {"classes": ["tab", "is-filled"] if has_text else ["tab"], "fields": fields}


def table_fields(name: str) -> tuple[str, ...]:
    """The columns of one text in a table: the first languages."""
    return tuple(f"{name}_{code}" for code in FIRST_CODES)


class LanguageFieldsMixin:
    """Marks every field of a translated text with its language and direction, and names it without brackets.

    `names_language` adds the language's own name to the label: in tables, where no tab says it.
    """

    names_language = False

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is None or not isinstance(db_field, TranslationField):
            return field
        code = db_field.language
        field.label = capfirst(db_field.translated_field.verbose_name)
        if self.names_language:
            field.label = f"{field.label} ({BY_CODE[code].own_name})"
        field.widget.attrs.update({"lang": code, "dir": direction(code)})
        return field
