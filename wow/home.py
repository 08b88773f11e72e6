"""The first page: what WOW is for a visitor, her next lunch for a member."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.door import next_door, opens_at
from events.queries import next_lunches
from events.views.shown import in_full, member_of, pages_for
from wow.visitor_pages import visitor_page

SHOWN_TO_VISITORS = 3
SHOWN_TO_MEMBERS = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A visitor's page is shared by all visitors; a member's is her own."""
    return visitor_page(request, lambda: _draw(request))


def _draw(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    member = member_of(request)
    if member is None:
        pages = pages_for(None, next_lunches(None, now, SHOWN_TO_VISITORS), now)
        return render(request, "home/visitor.html", {"pages": pages})
    pages = pages_for(member, next_lunches(member, now, SHOWN_TO_MEMBERS), now)
    first = next((page for page in pages if page.concerns_her), pages[0] if pages else None)
    greets = next_door(member, now)
    context = {
        "page": in_full(member, first) if first else None,
        "further": [page for page in pages if page is not first],
        "greets": greets,
        "is_door_open": greets is not None and opens_at(greets) <= now,
        "opens_at": opens_at(greets) if greets else None,
    }
    return render(request, "home/member.html", context)
