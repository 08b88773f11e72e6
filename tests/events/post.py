"""Ticks at explicit moments, and what a real mail server received by them."""

import datetime as dt
import re
from dataclasses import dataclass
from email.message import EmailMessage

from django.utils.translation import gettext

from events.domain.deadline import STOCKHOLM
from events.models import Event, Invitation
from events.services.reminders import TickReport, tick
from members.models import Member
from tests.factories import events as factory
from tests.smtp import MailServer
from wow.i18n.public import using


def at(text: str) -> dt.datetime:
    """A moment by Stockholm's clock: `at("2024-03-04 09:00")`."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@dataclass
class Post:
    """The outbox at work against a real server."""

    server: MailServer

    def tick(self, moment: str | dt.datetime) -> TickReport:
        """One tick with its clock standing still at a moment."""
        now = at(moment) if isinstance(moment, str) else moment
        report = tick(clock=lambda: now)
        assert report.broken == []
        return report

    def tick_mails(self, moment: str | dt.datetime) -> list[EmailMessage]:
        """What arrived by one tick, in order of receiver."""
        before = len(self.server.inbox())
        self.tick(moment)
        return sorted(self.server.inbox()[before:], key=lambda mail: str(mail["To"]))


def invited(event: Event, who: Member, now: dt.datetime = factory.WEEKS_BEFORE) -> Invitation:
    """An invitation whose mail needs not be looked at."""
    return Invitation.objects.create(event=event, member=who, invited_at=now)


def receivers(mails: list[EmailMessage]) -> list[str]:
    """To whom, in order."""
    return [str(mail["To"]) for mail in mails]


def text_of(mail: EmailMessage) -> str:
    """The plain part."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html_of(mail: EmailMessage) -> str:
    """The HTML part."""
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def said(sentence: str, language: str = "sv") -> str:
    """An English sentence of ours as the catalogue of a language has it."""
    with using(language):
        return gettext(sentence)


def first_line(mail: EmailMessage) -> str:
    """The heading of the plain part."""
    return text_of(mail).splitlines()[0]


def links_of(mail: EmailMessage) -> list[str]:
    """Every address in the plain part, the HTML part and the headers, each once."""
    everything = text_of(mail) + html_of(mail).replace("&amp;", "&") + f" {mail['List-Unsubscribe']} "
    return sorted(set(re.findall(r"https?://[^\s\"<>]+", everything)))
