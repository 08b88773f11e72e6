"""Staff pages open only with two steps: the mailed code, and a passkey or an app with codes."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from members.second_step import came_by_one_step, has_second_step

PASSWORD_PAGES = frozenset({"admin:password_change", "admin:password_change_done"})


class StaffSecondFactorMiddleware:
    """Guards everything under /admin/: outsiders go to the door, members are refused, staff show two steps."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        return self.turned_away(request) or self.get_response(request)

    def turned_away(self, request: HttpRequest) -> HttpResponseBase | None:
        """Where this person must go first, or None. Raises PermissionDenied and Http404."""
        if request.path in {reverse(name) for name in PASSWORD_PAGES}:
            raise Http404  # nobody has a password, and nobody shall get one
        if not request.user.is_authenticated:
            return HttpResponseRedirect(_door(request))
        if not request.user.is_staff:
            raise PermissionDenied
        if not has_second_step(request.user):
            return HttpResponseRedirect(reverse("members:second_step"))
        if came_by_one_step(request, request.user):
            return HttpResponseRedirect(_with_way_back(reverse("mfa_reauthenticate"), request.get_full_path()))
        return None


def _door(request: HttpRequest) -> str:
    """The log-in page with the way back; never back to the admin's own log-in page."""
    wanted = request.get_full_path()
    if request.path == reverse("admin:login"):
        asked = request.GET.get(REDIRECT_FIELD_NAME, "")
        is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
        wanted = asked if asked and is_ours else reverse("admin:index")
    return _with_way_back(reverse("account_request_login_code"), wanted)


def _with_way_back(address: str, wanted: str) -> str:
    return f"{address}?{urlencode({REDIRECT_FIELD_NAME: wanted})}"
