"""What everybody may see: the coming lunches, the past ones, one lunch, and its calendar file."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from events.calendar import FILE_NAME, MIME_TYPE, lunch_calendar
from events.errors import LunchUnknown
from events.models import Event
from events.queries import next_lunches, past_lunches, visible_lunch, visible_lunch_id
from events.views.shown import member_of, page_for, pages_for
from wow.visitor_pages import visitor_page

COMING_SHOWN = 50
PAST_ON_A_PAGE = 12
LONGEST_NUMBER = 5  # digits of a page; longer ones are nonsense


@require_safe
def coming(request: HttpRequest) -> HttpResponse:
    """The lunches that are not over, the next one first."""

    def drawn() -> HttpResponse:
        now = timezone.now()
        member = member_of(request)
        pages = pages_for(member, next_lunches(None, now, COMING_SHOWN), now)
        return render(request, "events/list.html", {"pages": pages})

    return visitor_page(request, drawn)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The lunches that are over, the latest first."""
    wanted = request.GET.get("page", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) <= LONGEST_NUMBER else 1

    def drawn() -> HttpResponse:
        past = Paginator(past_lunches(timezone.now()), PAST_ON_A_PAGE).get_page(number)
        return render(request, "events/archive.html", {"page": past})

    return visitor_page(request, drawn, variant=str(number))


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One lunch; a member sees her answer and can change it."""
    return visitor_page(request, lambda: draw_lunch(request, slug))


def draw_lunch(request: HttpRequest, slug: str, *, error: str = "", status: int = 200) -> HttpResponse:
    """The page of a lunch, with what went wrong above it. Raises Http404 when the reader may not see it."""
    event = find_lunch(request, slug)
    page = page_for(member_of(request), event, timezone.now())
    return render(request, "events/detail.html", {"page": page, "error": error}, status=status)


def find_lunch(request: HttpRequest, slug: str) -> Event:
    """The lunch with this address if the reader may see it; raises Http404 otherwise."""
    try:
        return visible_lunch(request.user, slug)
    except LunchUnknown as error:
        raise Http404 from error


def find_lunch_id(request: HttpRequest, slug: str) -> uuid.UUID:
    """Which lunch has this address, if the reader may see it; raises Http404 otherwise."""
    try:
        return visible_lunch_id(request.user, slug)
    except LunchUnknown as error:
        raise Http404 from error


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The lunch as a calendar file in the language of the address."""

    def drawn() -> HttpResponse:
        content = lunch_calendar(find_lunch(request, slug), translation.get_language() or "sv")
        response = HttpResponse(content, content_type=MIME_TYPE)
        response.headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'  # attachments open badly on phones
        return response

    return visitor_page(request, drawn)
