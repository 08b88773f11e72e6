"""Making, replacing and taking away a member's own calendar address."""

import datetime as dt

from django.db import transaction

from events.models import CalendarFeed
from members.models import Member
from wow.audit.record import record


def make_feed(*, member: Member, now: dt.datetime) -> CalendarFeed:
    """Her calendar address; the one she has when there is one already."""
    with transaction.atomic():
        feed, is_new = CalendarFeed.objects.get_or_create(member=_locked(member), defaults={"created_at": now})
        if is_new:
            record(actor=member, action="calendar.address_made", row=member, now=now)
        return feed


def renew_feed(*, member: Member, now: dt.datetime) -> CalendarFeed:
    """A new address in place of the one she has, which is dead from this moment. Each call makes another."""
    with transaction.atomic():
        CalendarFeed.objects.filter(member=_locked(member)).delete()
        feed = CalendarFeed.objects.create(member=member, created_at=now)
        record(actor=member, action="calendar.address_renewed", row=member, now=now)
        return feed


def remove_feed(*, member: Member, now: dt.datetime) -> None:
    """Take her address away; it is dead from this moment. Twice is harmless."""
    with transaction.atomic():
        removed, _by_model = CalendarFeed.objects.filter(member=_locked(member)).delete()
        if removed:
            record(actor=member, action="calendar.address_removed", row=member, now=now)


def _locked(member: Member) -> Member:
    """Her row, locked: two taps at once make one address."""
    locked: Member = Member.objects.select_for_update().get(pk=member.pk)
    return locked
