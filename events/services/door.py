"""Who has come: check in, take back, correct how many came with her.

A press may be sent twice, by two greeters at once, or late from a phone that was out of reach: it is one row always.
"""

import datetime as dt
import uuid

from django.db import transaction

from events.door import Whom, been_before, opens_at
from events.enums import RsvpStatus
from events.errors import DoorNotOpen, NotOnTheDoorList, PartyTooBig
from events.models import MAX_EXTRA_PEOPLE, Attendance, Event, Rsvp
from events.services.locking import check_takes_place, lock_lunch_lightly
from members.models import Member
from wow.audit.record import record

GUESTS_KEPT = dt.timedelta(days=7)


def check_in(
    *, event_id: uuid.UUID, member_id: uuid.UUID, attendance_id: uuid.UUID, actor: Member, now: dt.datetime
) -> Attendance:
    """Note that she has come, with as many as she said; whoever is here already stays as she was noted first.

    A full lunch refuses nobody. Raises LunchUnknown, LunchNotOpen, LunchCancelled, DoorNotOpen, NotOnTheDoorList.
    """
    with transaction.atomic():
        event = _open_door(event_id, now)
        standing = Attendance.objects.filter(event=event, member_id=member_id).first()
        if standing is not None:
            return standing
        answer = Rsvp.objects.filter(event=event, member_id=member_id).first()
        _check_on_list(event, member_id, answer)
        is_expected = answer is not None and answer.status == RsvpStatus.YES
        attendance = Attendance(
            pk=_free_key(attendance_id),
            event=event,
            member_id=member_id,
            children=answer.children if answer and is_expected else 0,
            companions=answer.companions if answer and is_expected else 0,
            is_first_time=not been_before(event, member_id).exists(),
            is_walk_in=not is_expected,
        )
        return _arrive(attendance, actor, now)


def check_in_guest(
    *,
    event_id: uuid.UUID,
    attendance_id: uuid.UUID,
    actor: Member,
    now: dt.datetime,
    name: str = "",
    children: int = 0,
    companions: int = 0,
) -> Attendance:
    """Note that somebody without an account has come; her name may be empty and is forgotten after seven days.

    The same `attendance_id` again is the same guest. Raises what `check_in` raises, and PartyTooBig.
    """
    _check_party(children, companions)
    with transaction.atomic():
        event = _open_door(event_id, now)
        standing = Attendance.objects.filter(pk=attendance_id, event=event, member=None).first()
        if standing is not None:
            return standing
        attendance = Attendance(
            pk=_free_key(attendance_id),
            event=event,
            guest_name=name.strip(),
            children=children,
            companions=companions,
            is_first_time=True,
            is_walk_in=True,
        )
        attendance.clean_fields(exclude=["event", "arrived_at"])
        return _arrive(attendance, actor, now)


def undo_check_in(*, event_id: uuid.UUID, whom: Whom, actor: Member, now: dt.datetime) -> None:
    """Take back that she has come. Who is not here stays not here. Raises LunchUnknown."""
    with transaction.atomic():
        event = lock_lunch_lightly(event_id)
        attendance = whom.attendance_at(event)
        if attendance is None:
            return
        record(actor=actor, action="door.undone", row=attendance, now=now)
        attendance.delete()


def correct_party(
    *, event_id: uuid.UUID, whom: Whom, children: int, companions: int, actor: Member, now: dt.datetime
) -> Attendance | None:
    """Write how many really came with her; None when she is not here. Raises LunchUnknown and PartyTooBig."""
    _check_party(children, companions)
    with transaction.atomic():
        event = lock_lunch_lightly(event_id)
        attendance = whom.attendance_at(event)
        if attendance is None or (attendance.children, attendance.companions) == (children, companions):
            return attendance
        attendance.children, attendance.companions = children, companions
        attendance.save(update_fields=["children", "companions"])
        note = f"children={children} companions={companions}"
        record(actor=actor, action="door.party_corrected", row=attendance, now=now, note=note)
        return attendance


def forget_guest_names(now: dt.datetime) -> int:
    """Empty the names of guests whose lunch ended seven days ago; they still count. Twice is harmless."""
    named = Attendance.objects.filter(event__ends_at__lte=now - GUESTS_KEPT).exclude(guest_name="")
    return named.update(guest_name="")


def _open_door(event_id: uuid.UUID, now: dt.datetime) -> Event:
    """The locked lunch, once people can have come to it."""
    event = lock_lunch_lightly(event_id)
    check_takes_place(event, event.starts_at)  # that it is over does not matter: corrections come afterwards
    if now < opens_at(event):
        raise DoorNotOpen
    return event


def _check_on_list(event: Event, member_id: uuid.UUID, answer: Rsvp | None) -> None:
    """She is active, and has answered or belongs to the lunch's chapter."""
    members = Member.objects.active().filter(pk=member_id)
    if answer is None:
        members = members.filter(chapter_id=event.chapter_id)
    if not members.exists():
        raise NotOnTheDoorList


def _check_party(children: int, companions: int) -> None:
    if not (0 <= children <= MAX_EXTRA_PEOPLE and 0 <= companions <= MAX_EXTRA_PEOPLE):
        raise PartyTooBig


def _free_key(wanted: uuid.UUID) -> uuid.UUID:
    """The key that the page chose, unless it belongs to somebody else already."""
    return uuid.uuid4() if Attendance.objects.filter(pk=wanted).exists() else wanted


def _arrive(attendance: Attendance, actor: Member, now: dt.datetime) -> Attendance:
    attendance.arrived_at, attendance.checked_in_by = now, actor
    attendance.save(force_insert=True)
    note = f"walk_in={int(attendance.is_walk_in)} party={attendance.party_size}"
    record(actor=actor, action="door.checked_in", row=attendance, now=now, note=note)
    return attendance
