"""What staff wrote in several languages: the reader's own text, or the Swedish one marked as such."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils import translation

from wow.i18n.languages import BY_CODE, SOURCE_CODE, direction


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
    wanted = language or translation.get_language() or SOURCE_CODE
    code = wanted if wanted in BY_CODE else SOURCE_CODE
    text = str(getattr(instance, f"{field}_{code}", None) or "").strip()
    if text or code == SOURCE_CODE:
        return LocalisedText(text, code, direction(code), is_fallback=False)
    source = str(getattr(instance, f"{field}_{SOURCE_CODE}", None) or "").strip()
    return LocalisedText(source, SOURCE_CODE, direction(SOURCE_CODE), is_fallback=bool(source))
