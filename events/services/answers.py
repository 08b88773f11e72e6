"""Answers to a lunch: yes, no, waiting, promoted. Seats are counted and given under the lunch's lock."""

import datetime as dt
import uuid
from dataclasses import asdict, dataclass, replace

from django.db import transaction

from events import notifications
from events.domain.capacity import Placement, fitting_from_head, place_party, room_to_grow
from events.enums import AnswerChannel, RsvpStatus
from events.errors import AnswersClosed, MemberHasLeft, NextPartyDoesNotFit, NobodyWaiting, NotEnoughSeats, PartyTooBig
from events.models import MAX_EXTRA_PEOPLE, Event, Invitation, Rsvp
from events.queries import count_seats
from events.services.locking import check_takes_place, lock_lunch, lock_lunch_lightly
from members.enums import FoodNeed, PhotoAnswer
from members.models import Member
from wow.audit.record import Act, record, record_all


@dataclass(frozen=True)
class Answer:
    """What somebody answers. None keeps what stands from before, or takes the member's own default."""

    is_coming: bool
    children: int | None = None
    companions: int | None = None
    food_needs: tuple[str, ...] | None = None
    food_note: str | None = None
    photo_answer: str | None = None


@dataclass(frozen=True)
class _Details:
    """What a party is like, as it is stored with the answer."""

    children: int
    companions: int
    food_needs: tuple[str, ...]
    food_note: str
    photo_answer: str

    @property
    def party_size(self) -> int:
        return 1 + self.children + self.companions


def answer_invitation(
    *,
    event_id: uuid.UUID,
    member_id: uuid.UUID,
    answer: Answer,
    channel: str,
    now: dt.datetime,
    actor: Member | None = None,
) -> Rsvp:
    """Store her answer and return it; `actor` is who wrote it in, when that is not herself.

    A yes takes a seat, or waits when the lunch is full or somebody waits already. A no frees the seat and promotes
    nobody. The same answer again changes nothing and sends nothing. After the deadline a member may cancel and change
    what she said of pictures; only the staff channel may say yes then, and no channel goes above capacity.
    Raises LunchUnknown, LunchNotOpen, LunchCancelled, LunchOver, AnswersClosed, NotEnoughSeats, PartyTooBig,
    MemberHasLeft.
    """
    with transaction.atomic():
        event = lock_lunch_lightly(event_id)
        standing = Rsvp.objects.filter(event=event, member_id=member_id).select_related("member").first()
        member = _active_member(member_id, standing)
        check_takes_place(event, now)
        details = _wanted_details(answer, standing, member)
        if not answer.is_coming:
            status = RsvpStatus.NO
        else:
            if channel != AnswerChannel.STAFF and now >= event.answer_by:
                _check_late(standing, details)
            status = _placed(event, standing, details)
        if standing is not None and standing.status == status and _standing_details(standing) == details:
            return standing
        rsvp = standing or Rsvp(event=event)
        rsvp.event, rsvp.member = event, member
        was = standing.status if standing else None
        _write(rsvp, status=status, details=details, channel=channel, now=now)
        if standing is None:  # whoever has answered has been invited
            invitation = Invitation(event=event, member=member, invited_at=now)
            Invitation.objects.bulk_create([invitation], ignore_conflicts=True)
        _audit(rsvp, was=was, actor=actor or member, now=now)
        if was != status:
            notifications.confirm(rsvp=rsvp, now=now)
        return rsvp


def promote_waiting(*, event_id: uuid.UUID, actor: Member, now: dt.datetime) -> list[Rsvp]:
    """Seat whoever fits from the head of the queue and tell them; stops at the first party that does not fit.

    Raises NobodyWaiting, NextPartyDoesNotFit, and what makes a lunch not take place.
    """
    with transaction.atomic():
        event = lock_lunch(event_id)
        check_takes_place(event, now)
        queue = list(Rsvp.objects.filter(event=event).waiting().select_related("member"))
        if not queue:
            raise NobodyWaiting
        free = count_seats(event).free
        seated = queue[: fitting_from_head(free=free, parties=[rsvp.party_size for rsvp in queue])]
        if not seated:
            raise NextPartyDoesNotFit(party=queue[0].party_size, free=free)
        for rsvp in seated:
            rsvp.event = event
            rsvp.status, rsvp.promoted_at = RsvpStatus.YES, now
            rsvp.save(update_fields=["status", "promoted_at"])
            record(actor=actor, action="answer.promoted", row=rsvp, now=now)
            notifications.tell_promoted(rsvp=rsvp, now=now)
        return seated


def _active_member(member_id: uuid.UUID, standing: Rsvp | None) -> Member:
    """Who answers, as she is now: loaded with the answer that stands, or by herself."""
    member: Member | None = standing.member if standing else Member.objects.filter(pk=member_id).first()
    if member is None or not member.is_active:
        raise MemberHasLeft
    return member


def _standing_details(rsvp: Rsvp) -> _Details:
    return _Details(rsvp.children, rsvp.companions, tuple(rsvp.food_needs), rsvp.food_note, rsvp.photo_answer)


def _wanted_details(answer: Answer, standing: Rsvp | None, member: Member) -> _Details:
    """What she says now over what stands, or over her own defaults. A protected member is never pictured."""
    profile = _Details(0, 0, tuple(member.food_needs), member.food_note, member.photo_answer)
    details = _standing_details(standing) if standing else profile
    if answer.is_coming:
        said = {name: value for name, value in asdict(answer).items() if name != "is_coming" and value is not None}
        details = replace(details, **said)
    if not (0 <= details.children <= MAX_EXTRA_PEOPLE and 0 <= details.companions <= MAX_EXTRA_PEOPLE):
        raise PartyTooBig
    food_needs = tuple(code for code in FoodNeed.values if code in details.food_needs)
    photo_answer = PhotoAnswer.NO.value if member.is_protected else details.photo_answer
    return replace(details, food_needs=food_needs, food_note=details.food_note.strip(), photo_answer=photo_answer)


def _check_late(standing: Rsvp | None, wanted: _Details) -> None:
    """After the deadline the food cannot be changed, but consent to pictures can be withdrawn at any time."""
    if standing is None or standing.status == RsvpStatus.NO:
        raise AnswersClosed
    if not _same_but_for_pictures(_standing_details(standing), wanted):
        raise AnswersClosed


def _placed(event: Event, standing: Rsvp | None, details: _Details) -> RsvpStatus:
    """Whether a yes is seated or waits, before anything is written; raises NotEnoughSeats or PartyTooBig."""
    if standing is not None and standing.status == RsvpStatus.WAITING:
        if details.party_size > event.capacity:
            raise PartyTooBig
        return RsvpStatus.WAITING
    seats = count_seats(event)
    seats_held = standing.party_size if standing and standing.status == RsvpStatus.YES else 0
    placement = place_party(seats=seats, party=details.party_size, seats_held=seats_held)
    if placement is Placement.TOO_FEW_SEATS:
        raise NotEnoughSeats(free=room_to_grow(seats))
    if placement is Placement.NEVER_FITS:
        raise PartyTooBig
    return RsvpStatus.YES if placement is Placement.SEATED else RsvpStatus.WAITING


def _same_but_for_pictures(standing: _Details, wanted: _Details) -> bool:
    return replace(standing, photo_answer="") == replace(wanted, photo_answer="")


def _write(rsvp: Rsvp, *, status: str, details: _Details, channel: str, now: dt.datetime) -> None:
    """Store it. Her place in the queue is kept while she is coming, and renewed when she comes back after a no."""
    is_new = rsvp._state.adding
    if is_new or rsvp.status != status:
        cancels_late = status == RsvpStatus.NO and rsvp.status == RsvpStatus.YES and now >= rsvp.event.answer_by
        rsvp.cancelled_late_at = now if cancels_late else None
        if is_new or rsvp.status == RsvpStatus.NO:
            rsvp.queued_at = now
        rsvp.status, rsvp.channel, rsvp.answered_at = status, channel, now
    for name, value in asdict(details).items():
        setattr(rsvp, name, list(value) if isinstance(value, tuple) else value)
    rsvp.save()


def _audit(rsvp: Rsvp, *, was: str | None, actor: Member, now: dt.datetime) -> None:
    """Who answered, never what; and that a seat came free, with how many wait for it."""
    acts = [Act("answer.given", rsvp, f"channel={rsvp.channel}")]
    if was == RsvpStatus.YES and rsvp.status == RsvpStatus.NO:
        seats = count_seats(rsvp.event)
        note = f"free={seats.free} waiting={seats.waiting_parties}"
        acts.append(Act("lunch.seat_freed", rsvp.event, note))
    record_all(acts, actor=actor, now=now)
