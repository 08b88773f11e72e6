"""Pages that belong to no app: the way in, the way out, the choice of language, and what is said when all fails."""

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template import loader
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from events.alarms import alarms
from wow.i18n.middleware import answer_in_swedish_when_closed, resolve_language
from wow.i18n.paths import in_language
from wow.i18n.public import public_codes
from wow.probing import probe

COOKIE_SECONDS = 365 * 24 * 3600


@require_safe
def choose_language_prefix(request: HttpRequest) -> HttpResponse:
    """From `/` to the first page in her language: her own choice, the cookie, the browser, Swedish."""
    preferred = getattr(request.user, "preferred_language", "")
    language = preferred if preferred in public_codes() else resolve_language(request)
    response = redirect(in_language("/", language))
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@require_safe
def leave(_request: HttpRequest) -> HttpResponse:
    """Away to a harmless page; the browser drops what it kept of ours ("storage" would lift the guard of Back)."""
    response = HttpResponseRedirect(settings.WOW_LEAVE_URL)
    response.headers["Clear-Site-Data"] = '"cache"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def leave_help(request: HttpRequest) -> HttpResponse:
    """What the browser still remembers after Leave, and how she clears it."""
    return render(request, "leave_help.html")


@csrf_exempt
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember an open language in the cookie, and on the member who is logged in; back to the same page in it.

    Takes no CSRF token, so that pages shared by all visitors set no cookie; another site's POST never carries the
    session, whose cookie is SameSite=Lax.
    """
    language = request.POST.get("language", "")
    if language not in public_codes():
        return bad_request(request)
    if request.user.is_authenticated:
        from members.services import prefer_language

        prefer_language(member=request.user, language=language)
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = redirect(in_language(target, language))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=COOKIE_SECONDS,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response


@require_GET
@never_cache
def health(_request: HttpRequest) -> HttpResponse:
    """200 "ok", or 503 with what is wrong, a word a line: database, clock, reminders. Says nothing else.

    Answers within seconds, also when the database has frozen.
    """
    try:
        wrong = alarms(timezone.now()) if probe.is_answered() else ["database"]
    except (DatabaseError, InterfaceError):
        wrong = ["database"]
    return HttpResponse("\n".join(wrong) or "ok", status=503 if wrong else 200, content_type="text/plain")


def _problem(request: HttpRequest, template: str, status: int) -> HttpResponse:
    answer_in_swedish_when_closed(request)  # an address that leads nowhere never met the middleware's view step
    return render(request, template, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that no form of ours sends."""
    return _problem(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not hers to see."""
    return _problem(request, "403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here."""
    return _problem(request, "404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old or came from elsewhere; what she typed is still in the page behind."""
    return _problem(request, "csrf.html", 403)


def server_error(_request: HttpRequest) -> HttpResponse:
    """500: needs no database, no session and no language; three languages stand in the page."""
    try:
        return HttpResponse(loader.get_template("500.html").render(), status=500)
    except Exception:
        return HttpResponse("Något gick fel. Something went wrong. حدث خطأ ما.", status=500)
