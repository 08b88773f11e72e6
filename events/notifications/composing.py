"""Deciding at the last moment whether a message is still needed, and what it says then."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.domain.reminding import reminder_window
from events.enums import EventStatus, MessageKind, RsvpStatus
from events.models import Invitation, LunchSponsor, Rsvp
from events.notifications.letters import Occasion, write_letter
from members.models import Member
from wow.i18n.languages import SOURCE_CODE
from wow.i18n.public import public_codes
from wow.outbox import registry
from wow.outbox.explain import add_reasons
from wow.outbox.models import Message
from wow.outbox.registry import Draft, Skip

NEEDED = ""  # no reason to skip
TOPIC_PREFIX = "events.event:"

Reading = tuple[Invitation | None, Rsvp | None]  # of one member and one lunch


@dataclass(frozen=True)
class LetterKind:
    """One kind of message: its templates, its name for staff, and why it may be needless (a reason code, or NEEDED)."""

    template: str
    label: str | Promise
    why_needless: Callable[[Occasion], str]


def language_for(member: Member) -> str:
    """Her language if it is open to readers, else Swedish."""
    return member.preferred_language if member.preferred_language in public_codes() else SOURCE_CODE


def read_occasions(messages: Sequence[Message]) -> None:
    """Leave in each message's `reading` the invitation and the answer it is about: three queries a lunch."""
    for topic in {message.topic for message in messages}:
        kin = [message for message in messages if message.topic == topic and message.member_id is not None]
        read = _read(topic, [message.member_id for message in kin if message.member_id])
        for message in kin:
            message.reading = read(message.member_id)


def occasion_of(message: Message, now: dt.datetime) -> Occasion | None:
    """Everything that a letter is about, as it was read just now; None when the member or the invitation is gone."""
    if message.member_id is None:
        return None
    invitation, rsvp = message.reading or _read(message.topic, [message.member_id])(message.member_id)
    if invitation is None:
        return None
    return Occasion(
        invitation=invitation,
        rsvp=rsvp,
        language=language_for(invitation.member),
        now=now,
        occurrence_on=message.occurrence_on,
    )


def compose(message: Message, now: dt.datetime, *, kind: LetterKind) -> Draft | Skip:
    """The letter as it is true at `now`, or why nobody needs it any more."""
    occasion = occasion_of(message, now)
    reason = "erased" if occasion is None else _unreachable(occasion.member) or kind.why_needless(occasion)
    if occasion is None or reason:
        return Skip(reason)
    return write_letter(kind.template, occasion)


def register_composers() -> None:
    """Tell the outbox who composes this app's kinds and what their reasons mean."""
    for code, kind in LETTER_KINDS.items():
        registry.register(code, partial(compose, kind=kind), label=kind.label, reader=read_occasions)
    add_reasons(
        {
            "closed": _("The last day to answer had passed."),
            "newer": _("She answered again. A newer message tells her."),
        }
    )


def _read(topic: str, members: Sequence[uuid.UUID]) -> Callable[[uuid.UUID | None], Reading]:
    """Each member's invitation to the lunch, with all a letter names, and her answer."""
    whose = {"event_id": topic.removeprefix(TOPIC_PREFIX), "member_id__in": members}
    thanked = LunchSponsor.objects.select_related("sponsor").only("event", "sponsor__name", "sponsor__is_shown")
    everything = Invitation.objects.select_related("event", "event__venue", "member")
    found = everything.prefetch_related(Prefetch("event__sponsorships", thanked)).filter(**whose)
    invitations = {each.member_id: each for each in found}
    answers = {each.member_id: each for each in Rsvp.objects.filter(**whose)}
    return lambda member_id: (invitations.get(member_id), answers.get(member_id)) if member_id else (None, None)


def _unreachable(member: Member) -> str:
    if not member.is_active:
        return "erased"
    if not member.wants_messages:
        return "muted"
    return NEEDED if member.email else "no-address"


def _not_taking_place(occasion: Occasion) -> str:
    if occasion.event.is_over(occasion.now):
        return "over"
    return NEEDED if occasion.event.status == EventStatus.PUBLISHED else "cancelled"


def _closed(occasion: Occasion) -> str:
    return NEEDED if occasion.now < occasion.event.answer_by else "closed"


def _needless_invitation(occasion: Occasion) -> str:
    return _not_taking_place(occasion) or _closed(occasion) or ("answered" if occasion.rsvp else NEEDED)


def _needless_confirmation(occasion: Occasion) -> str:
    return _not_taking_place(occasion) or (NEEDED if occasion.rsvp else "erased")


def _needless_reminder(occasion: Occasion) -> str:
    """An answer given since the reminder fell due was confirmed by a mail of its own, which counts as the reminder."""
    event, rsvp = occasion.event, occasion.rsvp
    if reason := _not_taking_place(occasion):
        return reason
    if occasion.occurrence_on != event.local_date:
        return "moved"
    if reason := _closed(occasion):
        return reason
    opens_at = reminder_window(reminder_at=event.reminder_at, answer_by=event.answer_by).opens_at
    has_answered = rsvp is not None and (rsvp.status == RsvpStatus.NO or rsvp.answered_at >= opens_at)
    return "answered" if has_answered else NEEDED


def _needless_promotion(occasion: Occasion) -> str:
    return _not_taking_place(occasion) or (NEEDED if occasion.answer == RsvpStatus.YES else "answered")


def _needless_move(occasion: Occasion) -> str:
    if reason := _not_taking_place(occasion):
        return reason
    if occasion.occurrence_on != occasion.event.local_date:
        return "moved"
    return "answered" if occasion.answer == RsvpStatus.NO else NEEDED


def _needless_cancellation(occasion: Occasion) -> str:
    if occasion.event.is_over(occasion.now):
        return "over"
    return "answered" if occasion.answer == RsvpStatus.NO else NEEDED


LETTER_KINDS: dict[str, LetterKind] = {
    MessageKind.INVITATION: LetterKind("events/invitation", _("Invitation"), _needless_invitation),
    MessageKind.CONFIRMATION: LetterKind("events/confirmation", _("Confirmation of an answer"), _needless_confirmation),
    MessageKind.REMINDER: LetterKind("events/reminder", _("Reminder"), _needless_reminder),
    MessageKind.PROMOTED: LetterKind("events/promoted", _("A seat from the waiting list"), _needless_promotion),
    MessageKind.MOVED: LetterKind("events/moved", _("The lunch has moved"), _needless_move),
    MessageKind.CANCELLED: LetterKind("events/cancelled", _("The lunch is cancelled"), _needless_cancellation),
}
