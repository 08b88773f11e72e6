"""Which languages readers may choose, without asking the database at every request."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.utils import translation

from wow.i18n.languages import BY_CODE, PORTAL_LANGUAGES, SOURCE_CODE

FRESH_FOR = 60.0  # seconds; another process opens or closes a language at most this late


class UnknownLanguageError(ValueError):
    """A code that is none of the 19."""


class _Kept:
    """The last answer and the moment it was read; both in one tuple, so that threads never see halves."""

    answer: tuple[float, tuple[str, ...]] | None = None


def public_codes() -> tuple[str, ...]:
    """The open languages in the portal's order, Swedish always first; a change elsewhere is seen within a minute."""
    kept = _Kept.answer
    now = monotonic()
    if kept is None or now - kept[0] > FRESH_FOR:
        kept = (now, _read())
        _Kept.answer = kept
    return kept[1]


def _read() -> tuple[str, ...]:
    from wow.i18n.models import PublicLanguage

    opened = set(PublicLanguage.objects.filter(is_public=True).values_list("code", flat=True))
    return tuple(item.code for item in PORTAL_LANGUAGES if item.code in opened or item.code == SOURCE_CODE)


def forget_public_codes(**_signal: Any) -> None:
    """The next reader asks the database; connected to every change of a PublicLanguage."""
    _Kept.answer = None


@contextmanager
def using(language: str) -> Iterator[None]:
    """Speak `language` inside the block and the former one after it. Raises UnknownLanguageError for any other code."""
    if language not in BY_CODE:
        raise UnknownLanguageError(language)
    with translation.override(language):
        yield
