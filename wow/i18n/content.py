"""What staff wrote in several languages: the reader's own text, or the Swedish one marked as such."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model
from django.utils import translation
from modeltranslation.fields import TranslationField
from modeltranslation.translator import translator

from wow.i18n.languages import BY_CODE, SOURCE_CODE, direction


def reader_code() -> str:
    """The active language if it is one of ours, else Swedish."""
    active = translation.get_language() or SOURCE_CODE
    return active if active in BY_CODE else SOURCE_CODE


@cache
def columns_for(model: type[Model], language: str, *, of: str = "") -> tuple[str, ...]:
    """What `only()` names to load every column of a translated model, but its texts in `language` and Swedish alone.

    `of` is the relation that leads to the model ("venue"). The other sixteen languages are most of a row's weight.
    """
    translated = translator.get_options_for_model(model).all_fields

    def is_wanted(field: Any) -> bool:
        if isinstance(field, TranslationField):
            return field.language in (language, SOURCE_CODE)
        return field.name not in translated

    names = (field.name for field in model._meta.concrete_fields if is_wanted(field))
    return tuple(f"{of}__{name}" if of else name for name in names)


@dataclass(frozen=True)
class LocalisedText:
    """A text and the language it is really in; `is_fallback` when that is not the one asked for."""

    text: str
    language: str
    direction: str
    is_fallback: bool


def localised(instance: Model, field: str, language: str | None = None) -> LocalisedText:
    """`field` of a model registered with modeltranslation, in `language` (default: the active one), else in Swedish.

    Reads the columns `<field>_<language>` directly, so that Swedish never passes for another language.
    """
    code = reader_code() if language is None else language if language in BY_CODE else SOURCE_CODE
    text = str(getattr(instance, f"{field}_{code}", None) or "").strip()
    if text or code == SOURCE_CODE:
        return LocalisedText(text, code, direction(code), is_fallback=False)
    source = str(getattr(instance, f"{field}_{SOURCE_CODE}", None) or "").strip()
    return LocalisedText(source, SOURCE_CODE, direction(SOURCE_CODE), is_fallback=bool(source))
