"""Calendars that update themselves: the page about them, everybody's feed, and a member's own at a secret address.

A feed is asked again and again by programs without cookies. They get 304 by ETag alone: a lunch that leaves a feed, or
a deadline that passes, is no newer moment, so `If-Modified-Since` could keep what is no longer true.
"""

import hashlib
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from events.calendar import FILE_NAME, MIME_TYPE, Entry, write_calendar
from events.errors import LinkBroken
from events.feed_links import feed_url, read_feed, webcal
from events.models import CalendarFeed
from events.notifications.composing import language_for
from events.services.feeds import make_feed, remove_feed, renew_feed
from events.subscriptions import own_entries, public_entries
from events.views.shown import member_of
from members.models import Chapter, Member
from wow.i18n.public import using
from wow.visitor_pages import visitor_page

EDITION = 1  # raise it when the same entries are written differently
PUBLIC = "public, max-age=300"  # seconds
PRIVATE = "private, no-cache"


@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """How to get the lunches into a calendar; a member finds her own address here."""

    def drawn() -> HttpResponse:
        member = member_of(request)
        feed = CalendarFeed.objects.filter(member=member).first() if member else None
        everybody = settings.SITE_URL + reverse("events:feed")
        context = {
            "own_url": feed_url(feed) if feed else "",
            "own_webcal": webcal(feed_url(feed)) if feed else "",
            "public_url": everybody,
            "chapters": [(chapter, webcal(f"{everybody}?chapter={chapter.slug}")) for chapter in Chapter.objects.all()],
            "public_webcal": webcal(everybody),
        }
        return render(request, "events/feeds/calendars.html", context)

    return visitor_page(request, drawn)


@login_required
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Make her address, replace it (`act=renew`) or take it away (`act=remove`), then the page again."""
    member, now = cast("Member", request.user), timezone.now()
    act = request.POST.get("act", "make")
    if act == "renew":
        renew_feed(member=member, now=now)
        messages.success(request, _("You have a new address. The old one does not work any more."))
    elif act == "remove":
        remove_feed(member=member, now=now)
        messages.success(request, _("The address is gone. You can take WOW out of your calendar now."))
    else:
        make_feed(member=member, now=now)
    return redirect("events:calendars")


@gzip_page
@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """Every lunch, or those of one chapter (`?chapter=slug`, else 404), in the language of the address."""
    chapter = request.GET.get("chapter", "")
    if chapter and ("\x00" in chapter or not Chapter.objects.filter(slug=chapter).exists()):
        raise Http404
    return _answer(request, public_entries(chapter, timezone.now()), PUBLIC)


@gzip_page
@require_safe
def own_feed(request: HttpRequest, token: str) -> HttpResponse:
    """One member's lunches in the language she has chosen by now; 404 for an address that does not hold. Reads only."""
    try:
        member = read_feed(token).member
    except LinkBroken as error:
        raise Http404 from error
    language = language_for(member)
    with using(language):
        entries = own_entries(member, timezone.now())
    response = _answer(request, entries, PRIVATE)
    response.headers["Content-Language"] = language
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, entries: list[Entry], cache_control: str) -> HttpResponse:
    """The calendar, or 304 before a byte of it is written when the asker has it already."""
    etag = f'"{hashlib.sha256(repr((EDITION, settings.SITE_URL, entries)).encode()).hexdigest()[:24]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(write_calendar(entries, is_feed=True), content_type=MIME_TYPE)
        response.headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
        if entries:
            response.headers["Last-Modified"] = http_date(max(entry.changed_at for entry in entries).timestamp())
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = cache_control
    return response
