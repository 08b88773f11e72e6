"""What waits for a person, counted and with the way there: the first thing on the start page."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import alarms
from events.admin.actions import lunch_url
from events.admin.figures import LunchFigures
from events.calls import news_calls_left
from events.enums import EventStatus
from events.models import Event
from events.queries import seats_of
from events.services.reminders import HEARTBEAT
from members.enums import Background
from wow.i18n.dates import day_text
from wow.outbox.enums import MessageStatus
from wow.outbox.models import Message
from wow.outbox.services import last_beat

GREETERS_WANTED = dt.timedelta(days=14)  # before the lunch: earlier nobody knows yet who has time
GREETERS_URGENT = dt.timedelta(days=3)


@dataclass(frozen=True)
class Need:
    """Something that waits for a person: how many, what, where to go."""

    count: int | str
    words: str
    url: str
    is_urgent: bool = False


def message_needs(now: dt.datetime) -> list[Need]:
    """Messages that stopped or came too late, Mondays that planned nothing, and a clock that stands still."""
    outbox = reverse("admin:outbox_message_changelist")
    stuck = Message.objects.needing_a_person()
    held, failed = (stuck.filter(status=status).count() for status in (MessageStatus.HELD, MessageStatus.FAILED))
    late = alarms.late_reminders(now)
    needs = [
        Need(held, ngettext("message waits for your decision", "messages wait for your decision", held),
             f"{outbox}?status__exact=held", is_urgent=True),
        Need(failed, ngettext("message was refused", "messages were refused", failed),
             f"{outbox}?status__exact=failed", is_urgent=True),
        Need(late, ngettext("reminder came too late. Call her.", "reminders came too late. Call them.", late),
             f"{outbox}?status__exact=expired", is_urgent=True),
    ]  # fmt: skip
    return [*(need for need in needs if need.count), *_clock_needs(now)]


def _clock_needs(now: dt.datetime) -> list[Need]:
    needs = [
        Need("!", _("No reminder was planned for a lunch whose Monday has come. Tell the person who looks after the "
                    "portal, and call the members."), lunch_url("overview", lunch), is_urgent=True)
        for lunch in alarms.unplanned_lunches(now)
    ]  # fmt: skip
    if alarms.is_clock_silent(now):
        beaten = last_beat(HEARTBEAT)
        words = (
            _("minutes since reminders last ran. Tell the person who looks after the portal.")
            if beaten
            else _("Reminders have never run. Tell the person who looks after the portal.")
        )
        silent = int((now - beaten).total_seconds() // 60) if beaten else "!"
        needs.append(Need(silent, words, reverse("health"), is_urgent=True))
    return needs


def call_needs(figures: LunchFigures | None, now: dt.datetime) -> list[Need]:
    """Cancelled and moved lunches of which somebody whom no mail reaches was not told yet; the next one has its own."""
    changed = Event.objects.visible().upcoming(now).filter(Q(cancelled_at__isnull=False) | Q(moved_at__isnull=False))
    lunches = [lunch for lunch in changed if figures is None or lunch != figures.event]
    return [_call_need(lunch, count) for lunch, count in news_calls_left(lunches, now).items() if count]


def _call_need(lunch: Event, count: int) -> Need:
    words = ngettext(
        "member to call: news about the lunch %(day)s", "members to call: news about the lunch %(day)s", count
    )
    return Need(
        count, words % {"day": day_text(lunch.starts_at)}, f"{lunch_url('overview', lunch)}#call", is_urgent=True
    )


def lunch_needs(figures: LunchFigures | None, lunches: list[Event], now: dt.datetime) -> list[Need]:
    """What the next lunch lacks; of all lunches, drafts whose last day is near and free seats while somebody waits."""
    needs = [need for lunch in lunches if (need := _draft_need(lunch, now))]
    needs += [need for lunch in lunches if (need := _waiting_need(lunch))]
    if figures is None:
        return needs
    overview = lunch_url("overview", figures.event)
    if figures.to_call:
        words = ngettext("member to call", "members to call", len(figures.to_call))
        needs.append(Need(len(figures.to_call), words, f"{overview}#call"))
    if figures.unanswered and now < figures.event.answer_by:
        words = ngettext("member has not answered", "members have not answered", len(figures.unanswered))
        needs.append(Need(len(figures.unanswered), words, f"{overview}#unanswered"))
    return [*needs, *_shortage_need(figures, now), *_greeter_need(figures, now)]


def _shortage_need(figures: LunchFigures, now: dt.datetime) -> list[Need]:
    """Only while somebody can still be invited."""
    if not figures.shortage or now >= figures.event.answer_by:
        return []
    background, missing = figures.shortage
    words = (
        ngettext("established in Sweden is short", "established in Sweden are short", missing)
        if background == Background.ESTABLISHED
        else ngettext("new in Sweden is short", "new in Sweden are short", missing)
    )
    return [Need(missing, words, f"{lunch_url('overview', figures.event)}#answers")]


def _greeter_need(figures: LunchFigures, now: dt.datetime) -> list[Need]:
    event, missing = figures.event, figures.greeters_missing
    if event.starts_at - now > GREETERS_WANTED:
        return []
    words = ngettext("greeter is missing at the door", "greeters are missing at the door", missing)
    is_urgent = event.starts_at - now < GREETERS_URGENT
    return [Need(missing, words, f"{lunch_url('change', event)}#greeters-group", is_urgent)] if missing else []


def _waiting_need(lunch: Event) -> Need | None:
    """Also when the first who waits brings more people than there are seats: then somebody has to ask her."""
    seats = seats_of(lunch)
    if lunch.status != EventStatus.PUBLISHED or not (seats.free > 0 and seats.waiting_parties):
        return None
    count = seats.waiting_parties
    words = ngettext("member waits, and there are free seats", "members wait, and there are free seats", count)
    return Need(count, words, lunch_url("promote", lunch), is_urgent=True)


def _draft_need(lunch: Event, now: dt.datetime) -> Need | None:
    days = (lunch.answer_by - now).days
    if lunch.status != EventStatus.DRAFT or days > 14:
        return None
    words = ngettext(
        "day until answers close, and the lunch is still a draft",
        "days until answers close, and the lunch is still a draft",
        max(days, 0),
    )
    return Need(max(days, 0), words, lunch_url("publish", lunch), is_urgent=days < 7)
