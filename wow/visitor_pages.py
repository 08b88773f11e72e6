"""Pages that are the same for every visitor: kept for some seconds, revalidated by ETag, free of cookies.

A page is kept per address and language in the process's cache, so that a hit asks the database nothing. Whoever is
logged in, or has anything in a session or a message waiting, is answered afresh and privately.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

FRESH_FOR = 20  # seconds; another process shows a change at most this late, this one at once
SHARED_FOR = 60  # seconds that a proxy may keep it; browsers always ask again, so that logging in shows at once
EDITION = "visitor-pages:edition"
OWN_COOKIES = ("messages",)


def is_visitor(request: HttpRequest) -> bool:
    """Whether the request carries nothing of its own: no log-in, no session, no message waiting."""
    own = (settings.SESSION_COOKIE_NAME, *OWN_COOKIES)
    return not any(name in request.COOKIES for name in own) and not request.user.is_authenticated


def forget_visitor_pages(**_signal: Any) -> None:
    """Make every kept page of this process old, now and once the change is committed."""
    _start_new_edition()
    transaction.on_commit(_start_new_edition)


def _start_new_edition() -> None:
    cache.set(EDITION, int(cache.get(EDITION, 0)) + 1, timeout=None)


def forget_when_changed(*models: str) -> None:
    """Let every saved or deleted row of these models ("app.Model") make kept pages old."""
    for model in models:
        post_save.connect(forget_visitor_pages, sender=model)
        post_delete.connect(forget_visitor_pages, sender=model)


def visitor_page(request: HttpRequest, render: Callable[[], HttpResponse], *, variant: str = "") -> HttpResponse:
    """`render()` for whoever is logged in; for a visitor its kept answer, 304 when her browser has it already.

    `variant` tells apart what the path does not (the number of a page). Only answers with status 200 and without a
    cookie are kept.
    """
    if not is_visitor(request):
        return render()
    address = hashlib.sha256(
        f"{request.path}\n{variant}".encode()
    ).hexdigest()  # a path can be longer than a key may be
    key = f"visitor-pages:{cache.get(EDITION, 0)}:{address}"
    kept: tuple[bytes, dict[str, str]] | None = cache.get(key)
    if kept is None:
        response = render()
        if response.status_code != 200 or response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            return response
        kept = (response.content, dict(response.headers))
        cache.set(key, kept, timeout=FRESH_FOR)
    return _answer(request, *kept)


def _answer(request: HttpRequest, content: bytes, headers: dict[str, str]) -> HttpResponse:
    response: HttpResponse = HttpResponse(content, headers=headers)
    etag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age=0, s-maxage={SHARED_FOR}"
    patch_vary_headers(response, ["Cookie"])
    return get_conditional_response(request, etag=etag, response=response) or response
