"""Who came to the demo's lunches, and who greets: written by the same services as a greeter's presses."""

import datetime as dt
import uuid

from events.door import MARGIN
from events.models import Event, EventQuerySet, Rsvp
from events.services.door import check_in, check_in_guest
from events.services.greeters import add_greeter
from members.models import Member
from wow.demo.content.people import HELSINGBORG, JARVA

STAYED_AWAY = 8  # one in so many who said yes did not come
NEVER_CAME = ("grace", "selam", "helen", "iryna")  # so that they are new faces next time
HERE_EARLY = 5  # so many are here while the lunch of today is about to begin
GREETERS = {JARVA: ("vard", "gunilla"), HELSINGBORG: ("pia", "camilla")}
BETWEEN = dt.timedelta(seconds=25)


def is_some_door_open(now: dt.datetime) -> bool:
    """Whether a greeter can check in somewhere, and still can for some time."""
    soon = now - MARGIN / 2
    lunches = EventQuerySet(Event).published()
    return lunches.filter(starts_at__lte=now + MARGIN, ends_at__gte=soon).exists()


def let_in(event: Event, people: dict[str, Member], now: dt.datetime) -> None:
    """To a lunch that is over nearly all who said yes came, one more and a guest; to today's only the first have."""
    absent = {people[key].pk for key in NEVER_CAME}
    coming = [rsvp for rsvp in _coming(event) if rsvp.member_id not in absent]
    if event.is_over(now):
        came = [rsvp for place, rsvp in enumerate(coming, 1) if place % STAYED_AWAY]
        began = event.starts_at - dt.timedelta(minutes=12)
    else:
        came, began = coming[:HERE_EARLY], now - dt.timedelta(minutes=6)
    actor = people[GREETERS[event.chapter.slug][0]]
    answers = Rsvp.objects.filter(event=event)
    unannounced = Member.objects.active().filter(chapter=event.chapter).exclude(pk__in=answers.values("member")).first()
    arriving = [rsvp.member_id for rsvp in came] + ([unannounced.pk] if unannounced else [])
    for place, member_id in enumerate(arriving):
        at = began + place * BETWEEN
        check_in(event_id=event.pk, member_id=member_id, attendance_id=uuid.uuid4(), actor=actor, now=at)
    if event.is_over(now):
        check_in_guest(event_id=event.pk, attendance_id=uuid.uuid4(), actor=actor, now=event.starts_at)


def make_rosters(people: dict[str, Member], now: dt.datetime) -> None:
    """Two greeters for the next lunch of each chapter, and for the one whose door is open."""
    for slug, keys in GREETERS.items():
        for event in Event.objects.published().filter(chapter__slug=slug).upcoming(now)[:1]:
            for key in keys:
                add_greeter(event_id=event.pk, member_id=people[key].pk, actor=people["team"], now=now)


def _coming(event: Event) -> list[Rsvp]:
    return list(Rsvp.objects.filter(event=event).coming().order_by("queued_at", "id"))
