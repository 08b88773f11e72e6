"""The events app's part of a person: her invitations and answers, given out on request and forgotten with her."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from events.models import Attendance, CalendarFeed, GreeterShift, Invitation, Rsvp


def export_member(member_id: UUID) -> Mapping[str, Any]:
    """What she was invited to and what she answered; times in ISO 8601, UTC."""
    invitations = Invitation.objects.filter(member_id=member_id).select_related("event")
    answers = Rsvp.objects.filter(member_id=member_id).select_related("event")
    attendances = Attendance.objects.filter(member_id=member_id).select_related("event")
    shifts = GreeterShift.objects.filter(member_id=member_id).select_related("event")
    return {
        "invitations": [{**_lunch(one), "invited_at": one.invited_at.isoformat()} for one in invitations],
        "answers": [{**_lunch(one), **_answer(one)} for one in answers],
        "attendances": [_attendance(one) for one in attendances],
        "greets_at": [_lunch(one) for one in shifts],
        "calendar_address_since": _feed_since(member_id),
    }


def erase_member(member_id: UUID, _now: dt.datetime) -> None:
    """Delete her answers, which frees her seats, her invitations and her calendar address, which ends their links.

    That somebody came stays as a number, with nobody's name to it. Twice is harmless.
    """
    Attendance.objects.filter(member_id=member_id).update(member=None)
    GreeterShift.objects.filter(member_id=member_id).delete()
    Rsvp.objects.filter(member_id=member_id).delete()
    Invitation.objects.filter(member_id=member_id).delete()
    CalendarFeed.objects.filter(member_id=member_id).delete()


def _lunch(row: Invitation | Rsvp | Attendance | GreeterShift) -> dict[str, str]:
    return {"lunch": row.event.slug, "starts_at": row.event.starts_at.isoformat()}


def _answer(rsvp: Rsvp) -> dict[str, Any]:
    return {
        "answer": rsvp.status,
        "children": rsvp.children,
        "companions": rsvp.companions,
        "food_needs": list(rsvp.food_needs),
        "food_note": rsvp.food_note,
        "photo_answer": rsvp.photo_answer,
        "channel": rsvp.channel,
        "answered_at": rsvp.answered_at.isoformat(),
        **{name: _moment(getattr(rsvp, name)) for name in ("cancelled_late_at", "promoted_at", "told_at")},
    }


def _attendance(attendance: Attendance) -> dict[str, Any]:
    return {
        **_lunch(attendance),
        "arrived_at": attendance.arrived_at.isoformat(),
        "children": attendance.children,
        "companions": attendance.companions,
        "was_first_time": attendance.is_first_time,
        "was_unannounced": attendance.is_walk_in,
    }


def _feed_since(member_id: UUID) -> str | None:
    """Since when she has a calendar address; never the address itself, which a file that is passed on would betray."""
    return _moment(CalendarFeed.objects.filter(member_id=member_id).values_list("created_at", flat=True).first())


def _moment(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None
