"""Puts together what a page about a lunch shows to one reader."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse

from events.enums import RsvpStatus
from events.models import Event, Invitation, Rsvp
from events.pages import LunchPage
from events.programme import programme_of
from events.queries import carry_answers, place_in_queue, rsvp_of, seats_of
from members.models import Member


def member_of(request: HttpRequest) -> Member | None:
    """Who is logged in, or None for a visitor."""
    return request.user if isinstance(request.user, Member) else None


def has_place(rsvp: Rsvp) -> bool:
    """Whether an answer holds a seat or a place in the queue."""
    return rsvp.status in (RsvpStatus.YES, RsvpStatus.WAITING)


def page_for(member: Member | None, event: Event, now: dt.datetime) -> LunchPage:
    """One lunch with its programme, as this member or a visitor sees it."""
    return in_full(member, _page(member, event, now))


def pages_for(member: Member | None, lunches: Iterable[Event], now: dt.datetime) -> list[LunchPage]:
    """Several lunches as their cards show them; `in_full` adds the rest. At most one query, however many lunches."""
    shown = list(lunches)
    if member is not None:
        carry_answers(member, shown)
    return [_page(member, event, now) for event in shown]


def page_for_link(invitation: Invitation, token: str, now: dt.datetime, *, puts_no_first: bool = False) -> LunchPage:
    """The lunch of a signed link with the answer of the member it belongs to; nothing on it says who she is."""
    return replace(
        page_for(invitation.member, invitation.event, now),
        answer_url=reverse("events:answer_link", args=[token]),
        details_url=reverse("events:answer_link_details", args=[token]),
        puts_no_first=puts_no_first,
        is_by_link=True,
    )


def _page(member: Member | None, event: Event, now: dt.datetime) -> LunchPage:
    return LunchPage(
        event=event,
        seats=seats_of(event),
        now=now,
        rsvp=rsvp_of(member, event) if member else None,
        may_be_pictured=member is not None and not member.is_protected,
    )


def in_full(member: Member | None, page: LunchPage) -> LunchPage:
    """The same page with its programme, where she answers, and her place when she waits: two queries at most."""
    slug = page.event.slug
    return replace(
        page,
        programme=programme_of(page.event),
        place=place_in_queue(page.rsvp) if page.is_waiting and page.rsvp else 0,
        answer_url=reverse("events:answer", args=[slug]) if member else "",
        details_url=reverse("events:details", args=[slug]) if member else "",
    )
