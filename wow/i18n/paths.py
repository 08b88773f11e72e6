"""The language at the front of an address."""

from django.urls import get_script_prefix

from wow.i18n.languages import BY_CODE


def path_language(path: str) -> str | None:
    """The code that a path begins with (`/ar/...`), or None; exact, so that `/fa-af/` is not Farsi."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in BY_CODE else None


def in_language(path: str, language: str) -> str:
    """The same page in another language; a path without a language leads to that language's first page."""
    code = path_language(path)
    if code is None:
        return f"{get_script_prefix()}{language}/"
    return f"/{language}{path[len(code) + 1 :]}"
