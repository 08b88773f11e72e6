"""What a shared phone may keep: pages with a person in them are never stored."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivatePagesMiddleware:
    """`Cache-Control: private, no-store` for whoever is known by a session; public pages keep what their view said.

    A file that says it is immutable is the same for everybody, logged in or not.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_personal(request) and "immutable" not in response.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer may tell something about a person: logged in, or a session begun or brought along."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified:
        return True
    return bool(request.user.is_authenticated)
