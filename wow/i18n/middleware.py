"""The language of a request: its address decides; where that is silent, what she chose, then what her device asks."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from wow.i18n.languages import BROWSER_ALIASES, BY_CODE, SOURCE_CODE
from wow.i18n.paths import path_language
from wow.i18n.public import public_codes

SWEDISH_PATHS = ("/admin/", "/health/")  # the health page must not ask a frozen database for its languages


def browser_languages(header: str) -> tuple[str, ...]:
    """Our codes in the order of an Accept-Language header; what we do not speak is left out."""
    found = []
    for tag, _weight in parse_accept_lang_header(header.lower()):
        code = BROWSER_ALIASES.get(tag) or (tag if tag in BY_CODE else tag.split("-", 1)[0])
        code = BROWSER_ALIASES.get(code, code)
        if code in BY_CODE and code not in found:
            found.append(code)
    return tuple(found)


def resolve_language(request: HttpRequest) -> str:
    """The open language for an address without one: cookie, then the browser's wishes, then Swedish."""
    opened = public_codes()
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    wishes = (chosen, *browser_languages(request.headers.get("Accept-Language", "")))
    return next((code for code in wishes if code in opened), SOURCE_CODE)


def answer_in_swedish_when_closed(request: HttpRequest) -> None:
    """Switch to Swedish when the address names a language that is not open; base.html then says so.

    Called once the address is resolved (the resolver needs the language of the address), and by the page for
    addresses that lead nowhere.
    """
    code = path_language(request.path_info)
    if code is None or code in public_codes():
        return
    translation.activate(SOURCE_CODE)
    request.LANGUAGE_CODE = SOURCE_CODE
    request.closed_language = BY_CODE[code]  # type: ignore[attr-defined]


class LanguageMiddleware(LocaleMiddleware):
    """Django's, with exact codes in the address, our 19 languages, Swedish for staff and for what is not open yet."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the request."""
        if request.path_info.startswith(SWEDISH_PATHS):
            language = SOURCE_CODE
        else:
            language = path_language(request.path_info) or resolve_language(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_view(self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any) -> None:
        """A language that is not open answers wholly in Swedish."""
        answer_in_swedish_when_closed(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Say which language the answer is in; it varies with the browser's wishes only where the address is silent."""
        if path_language(request.path_info) or request.path_info.startswith(SWEDISH_PATHS):
            response.headers.setdefault("Content-Language", translation.get_language() or SOURCE_CODE)
            return response
        return super().process_response(request, response)
