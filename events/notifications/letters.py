"""Writing one letter about a lunch: date, time, place, her answer and both buttons, in her language.

The words name neither her nor what the lunch is about, because other people may look at her phone. The page behind the
buttons tells the rest.
"""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse

from events.calendar import FILE_NAME, MIME_TYPE, lunch_calendar
from events.domain.deadline import local_date
from events.enums import RsvpStatus
from events.links import sign_answer_link
from events.models import Event, Invitation, Rsvp
from events.queries import place_in_queue
from members.links import mute_url
from members.models import Member
from wow.i18n.content import localised
from wow.i18n.dates import clock_text, day_text
from wow.i18n.public import using
from wow.mail import WrittenMail, write_mail
from wow.outbox.registry import Attachment, Draft

KEPT_LETTERS = 256  # a lunch has a letter for each language and answer; all else in it is the same for everybody


@dataclass(frozen=True)
class Occasion:
    """One member, one lunch, at one moment. `occurrence_on` is the date that the message was planned for."""

    invitation: Invitation
    rsvp: Rsvp | None
    language: str
    now: dt.datetime
    occurrence_on: dt.date | None

    @property
    def event(self) -> Event:
        """The lunch as it is now."""
        return self.invitation.event

    @property
    def member(self) -> Member:
        """Whom the letter is to."""
        return self.invitation.member

    @property
    def answer(self) -> str:
        """yes, no, waiting; empty when she has not answered."""
        return self.rsvp.status if self.rsvp else ""

    @property
    def can_say_no(self) -> bool:
        """While answers are open; afterwards she can still give up what she has, until the lunch is over."""
        has_something = self.answer in (RsvpStatus.YES, RsvpStatus.WAITING)
        is_on = self.event.cancelled_at is None and not self.event.is_over(self.now)
        return self.event.is_open_for_answers(self.now) or (has_something and is_on)


class Place(NamedTuple):
    """Where it is, as the letter names it."""

    name: str
    address: str


def write_letter(template: str, occasion: Occasion) -> Draft:
    """The draft of `templates/mail/<template>/`; who has a seat gets the lunch for her calendar as well."""
    off_url = mute_url(occasion.member, occasion.language)
    links = {"mute_url": off_url, **_answer_links(occasion)}
    facts = {**_facts(occasion), **{name: _stand_in(name) if url else "" for name, url in links.items()}}
    mail = _kept_letter(template, occasion.language, tuple(facts.items()))
    text, html = mail.text, mail.html
    for name, url in links.items():  # addresses of ours hold nothing that HTML would have to escape
        text, html = text.replace(_stand_in(name), url), html.replace(_stand_in(name), url)
    return Draft(
        to=occasion.member.email or "",
        subject=mail.subject,
        text=text,
        html=html,
        language=occasion.language,
        attachments=_attachments(occasion),
        headers={"List-Unsubscribe": f"<{off_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


@lru_cache(maxsize=KEPT_LETTERS)
def _kept_letter(template: str, language: str, facts: tuple[tuple[str, Hashable], ...]) -> WrittenMail:
    """The letter with stand-ins for her own links, drawn once for all who get the same: it depends on `facts` alone."""
    words = {name: f"mail/{template}/_{name}.txt" for name in ("heading", "lead")}
    return write_mail(template, {**dict(facts), **words}, language=language)


def _stand_in(name: str) -> str:
    """What stands for a link while the letter is kept: characters of Unicode's private use, which nobody types."""
    return f"\ue000{name}\ue001"


def _attachments(occasion: Occasion) -> tuple[Attachment, ...]:
    if occasion.answer != RsvpStatus.YES:
        return ()
    return (Attachment(FILE_NAME, lunch_calendar(occasion.event, occasion.language), MIME_TYPE),)


def _answer_links(occasion: Occasion) -> dict[str, str]:
    """Her own addresses for yes and no; empty when it is too late for that answer."""
    is_open = occasion.event.is_open_for_answers(occasion.now)
    if not (is_open or occasion.can_say_no):
        return {"yes_url": "", "no_url": ""}
    page = _answer_page(occasion)
    return {
        "yes_url": f"{page}?choose=yes" if is_open else "",
        "no_url": f"{page}?choose=no" if occasion.can_say_no else "",
    }


def _facts(occasion: Occasion) -> dict[str, Any]:
    """All that the letter says but for her links; every value can be compared."""
    event, language = occasion.event, occasion.language
    return {
        "site_url": settings.SITE_URL,
        "contact_phone": settings.WOW_CONTACT_PHONE,
        "day": _day(event.starts_at, occasion),
        "starts": clock_text(event.starts_at, language),
        "ends": clock_text(event.ends_at, language),
        "venue": Place(event.venue.name, event.venue.address),
        "venue_line": f"{event.venue.name}, {event.venue.address}",
        "directions": localised(event.venue, "directions", language),
        "answer": occasion.answer,
        "seats": occasion.rsvp.party_size if occasion.rsvp else 1,
        "place": place_in_queue(occasion.rsvp) if occasion.rsvp else 0,
        "is_open": event.is_open_for_answers(occasion.now),
        "closes_today": local_date(event.answer_by) == local_date(occasion.now),
        "closing_day": _day(event.answer_by, occasion),
        "closing_clock": clock_text(event.answer_by, language),
        "sponsors": tuple(each.sponsor.name for each in event.sponsorships.all() if each.sponsor.is_shown),
    }


def _day(moment: dt.datetime, occasion: Occasion) -> str:
    """The day in words; with the year when that is not the year of writing."""
    has_other_year = local_date(moment).year != local_date(occasion.now).year
    return day_text(moment, occasion.language, with_year=has_other_year)


def _answer_page(occasion: Occasion) -> str:
    """Her answer page; `choose` only puts one button first, nothing is answered before she presses it."""
    with using(occasion.language):
        return settings.SITE_URL + reverse("events:answer_link", args=[sign_answer_link(occasion.invitation)])
