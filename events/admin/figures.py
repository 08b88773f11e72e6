"""One lunch in figures for those who prepare it: who comes, what the kitchen cooks, who may be pictured. Reads only."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone
from django.utils.translation import pgettext

from events.calls import Call, calls_to_make
from events.domain.capacity import Seats
from events.door import first_timers, greeters_missing
from events.enums import RsvpStatus
from events.models import Event, Rsvp
from events.queries import unanswered
from members.enums import Background, FoodNeed, PhotoAnswer
from members.models import Member


@dataclass(frozen=True)
class LunchFigures:
    """Everything an overview shows, from a few queries however many answered. Lists are in the order of the answers."""

    event: Event
    seats: Seats
    coming: list[Rsvp]
    waiting: list[Rsvp]
    declined: list[Rsvp]
    unanswered: list[Member]
    to_call: list[Call]
    food: list[tuple[str, int]] = field(default_factory=list)
    backgrounds: list[tuple[str, str, int]] = field(default_factory=list)
    new_faces: frozenset[UUID] = frozenset()  # the ids of members
    greeters_missing: int = 0
    shows_backgrounds: bool = True

    @property
    def children(self) -> int:
        """Children who come."""
        return sum(rsvp.children for rsvp in self.coming)

    @property
    def companions(self) -> int:
        """Grown-ups who come with a member."""
        return sum(rsvp.companions for rsvp in self.coming)

    @property
    def answered(self) -> list[Rsvp]:
        """Every answer, whatever it says."""
        return [*self.coming, *self.waiting, *self.declined]

    @property
    def first_timers(self) -> list[Rsvp]:
        """Who comes for the first time: no door has noted her at an earlier lunch."""
        return [rsvp for rsvp in self.coming if rsvp.member_id in self.new_faces]

    @property
    def food_notes(self) -> list[Rsvp]:
        """Who wrote more to the kitchen."""
        return [rsvp for rsvp in self.coming if rsvp.food_note]

    @property
    def never_pictured(self) -> list[Rsvp]:
        """Who said no to pictures."""
        return [rsvp for rsvp in self.coming if rsvp.photo_answer == PhotoAnswer.NO]

    @property
    def to_ask_about_pictures(self) -> list[Rsvp]:
        """Who was not asked yet: until then the answer is no."""
        return [rsvp for rsvp in self.coming if rsvp.photo_answer == PhotoAnswer.NOT_ASKED]

    @property
    def can_promote(self) -> bool:
        """Whether the first who waits fits into the free seats."""
        return bool(self.waiting) and self.waiting[0].party_size <= self.seats.free

    @property
    def shortage(self) -> tuple[str, int] | None:
        """Of which background too few come for every other seat, and how many; None when even or not shown."""
        if not self.shows_backgrounds:
            return None
        return shortage(rsvp.member.background for rsvp in self.coming)


def shortage(backgrounds: Iterable[str]) -> tuple[str, int] | None:
    """The background that is short and by how many; who did not say fits any seat and fills the gap."""
    counts = Counter(backgrounds)
    difference = counts[Background.ESTABLISHED] - counts[Background.NEWCOMER]
    missing = abs(difference) - counts[Background.UNSAID]
    if missing <= 0:
        return None
    return (Background.NEWCOMER if difference > 0 else Background.ESTABLISHED), missing


def background_words(code: str, label: object) -> str:
    """What staff read of a background: of somebody else, not of oneself."""
    return pgettext("staff", "has not said") if code == Background.UNSAID else str(label)


def figures_of(event: Event, *, now: dt.datetime | None = None, shows_backgrounds: bool = True) -> LunchFigures:
    """Count one lunch as it stands at `now`; without `shows_backgrounds` nothing in it tells of backgrounds."""
    rsvps = list(Rsvp.objects.filter(event=event).select_related("member").order_by("queued_at", "id"))
    by_status = {status: [rsvp for rsvp in rsvps if rsvp.status == status] for status in RsvpStatus.values}
    coming, waiting = by_status[RsvpStatus.YES], by_status[RsvpStatus.WAITING]
    calls = calls_to_make(event, now or timezone.now())
    called = {call.member.pk for call in calls}
    return LunchFigures(
        event=event,
        seats=Seats(event.capacity, _people(coming), len(waiting), _people(waiting)),
        coming=coming,
        waiting=waiting,
        declined=by_status[RsvpStatus.NO],
        unanswered=[member for member in _silent_by_mail(event) if member.pk not in called],
        to_call=calls,
        food=_food(coming),
        backgrounds=_backgrounds(coming) if shows_backgrounds else [],
        new_faces=first_timers(event),
        greeters_missing=greeters_missing(event),
        shows_backgrounds=shows_backgrounds,
    )


def _people(rsvps: list[Rsvp]) -> int:
    return sum(rsvp.party_size for rsvp in rsvps)


def _food(coming: list[Rsvp]) -> list[tuple[str, int]]:
    needs = Counter(code for rsvp in coming for code in rsvp.food_needs)
    return [(str(label), needs[code]) for code, label in FoodNeed.choices if needs[code]]


def _backgrounds(coming: list[Rsvp]) -> list[tuple[str, str, int]]:
    """Code, words and number, in the order of the legend: the two that alternate, then who has not said."""
    counts, labels = Counter(rsvp.member.background for rsvp in coming), dict(Background.choices)
    order = (Background.ESTABLISHED, Background.NEWCOMER, Background.UNSAID)
    return [(code.value, background_words(code, labels[code]), counts[code]) for code in order]


def _silent_by_mail(event: Event) -> Iterable[Member]:
    return unanswered(event).filter(email__isnull=False).order_by("name", "id")
