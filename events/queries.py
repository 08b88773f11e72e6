"""Reads of lunches that span rows: who may see which, how full, who is missing. Nothing here writes."""

import datetime as dt
import uuid
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from events.domain.capacity import Seats
from events.enums import EventStatus, RsvpStatus
from events.errors import LunchUnknown
from events.models import Event, EventQuerySet, Invitation, Rsvp, Venue
from members.models import Member, MemberQuerySet
from wow.i18n.content import columns_for, reader_code
from wow.prepared import Blank, ask

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models.expressions import Combinable

PARTY = 1 + F("children") + F("companions")
NOW, SLUG, CHAPTER, HER = (
    Blank(Event, "ends_at"), Blank(Event, "slug"), Blank(Event, "chapter"), Blank(Rsvp, "member"),
)  # fmt: skip
OWN_ANSWERS = "own_answers"  # where next_lunches() and visible_lunch() put the viewer's own answer


def with_seats(lunches: QuerySet[Event]) -> QuerySet[Event]:
    """The same lunches, each carrying its counts, so that `seats_of` asks the database nothing more."""

    def per_lunch(status: RsvpStatus, count: "Combinable") -> Coalesce:
        answers = Rsvp.objects.filter(event=OuterRef("pk"), status=status).order_by().values("event")
        return Coalesce(Subquery(answers.annotate(n=count).values("n"), output_field=IntegerField()), 0)

    return lunches.annotate(
        seats_taken=per_lunch(RsvpStatus.YES, Sum(PARTY)),
        waiting_parties=per_lunch(RsvpStatus.WAITING, Count("pk")),
        waiting_people=per_lunch(RsvpStatus.WAITING, Sum(PARTY)),
    )


def seats_of(event: Event) -> Seats:
    """How full it is: from the counts it carries, else by one query. Services that hold its lock use `count_seats`."""
    carried = vars(event)
    if "seats_taken" in carried:
        counts = (carried["seats_taken"], carried["waiting_parties"], carried["waiting_people"])
        return Seats(event.capacity, *counts)
    return count_seats(event)


def count_seats(event: Event) -> Seats:
    """How full it is at this moment, counted from the answers themselves in one query."""
    rows = Rsvp.objects.filter(event=event).order_by().values_list("status")
    counts = {status: (parties, people) for status, parties, people in rows.annotate(Count("pk"), people=Sum(PARTY))}
    _parties, taken = counts.get(RsvpStatus.YES, (0, 0))
    return Seats(event.capacity, taken, *counts.get(RsvpStatus.WAITING, (0, 0)))


@cache
def _seat_columns(_vendor: str) -> dict[str, RawSQL]:
    """What `with_seats` adds, as text: to build it takes Django longer than the database takes to answer.

    The text names the table of lunches itself, so it belongs into a query that is asked, not into a subquery.
    """
    query = with_seats(EventQuerySet(Event)).query
    compiler = query.get_compiler(connection=connection)
    compiler.setup_query()
    columns = {}
    for name, counted in query.annotations.items():
        text, values = compiler.compile(counted)
        columns[name] = RawSQL(text, values, output_field=IntegerField())  # noqa: S611 - Django's own text
    return columns


def _for_reader(lunches: EventQuerySet) -> EventQuerySet:
    """With place and chapter, and of the texts those of the reader's language and the Swedish ones."""
    language = reader_code()
    columns = (*columns_for(Event, language), *columns_for(Venue, language, of="venue"), "chapter__name")
    return lunches.select_related("venue", "chapter").only(*columns)


def _with_counts(lunches: EventQuerySet) -> EventQuerySet:
    return _for_reader(lunches).annotate(**_seat_columns(connection.vendor))


def carry_answers(member: Member, lunches: Sequence[Event]) -> None:
    """Let each lunch carry the member's own answer for `rsvp_of`: one query at most, however many lunches."""
    missing = [event for event in lunches if OWN_ANSWERS not in vars(event)]
    if not missing:
        return
    blanks = _event_blanks(len(missing))
    given = {HER: member.pk, **{blank: event.pk for blank, event in zip(blanks, missing, strict=True)}}
    answers = {rsvp.event_id: rsvp for rsvp in ask(("answers", len(missing)), lambda: _answers_to(blanks), given)}
    for event in missing:
        setattr(event, OWN_ANSWERS, [answers[event.pk]] if event.pk in answers else [])


@cache
def _event_blanks(number: int) -> tuple[Blank, ...]:
    return tuple(Blank(Rsvp, "event") for _each in range(number))


def _answers_to(lunches: tuple[Blank, ...]) -> QuerySet[Rsvp]:
    events = [blank.stand_in for blank in lunches]
    return Rsvp.objects.filter(member_id=HER.stand_in, event_id__in=events).order_by()


def _visible_to(viewer: "Member | AnonymousUser", slug: str) -> EventQuerySet:
    """Everybody sees published and cancelled lunches; drafts are for staff who may view lunches."""
    lunches = _at(slug, _sees_drafts(viewer))
    return lunches if _is_sound(slug) else lunches.none()


def _sees_drafts(viewer: "Member | AnonymousUser") -> bool:
    return viewer.is_staff and viewer.has_perm("events.view_event")


def _at(slug: str, sees_drafts: bool) -> EventQuerySet:
    # Plain QuerySets: modeltranslation's own would put the columns of the other languages back.
    lunches = EventQuerySet(Event).filter(slug=slug).order_by()
    return lunches if sees_drafts else lunches.visible()


def _is_sound(slug: str) -> bool:
    """Whether PostgreSQL takes it: no text of its holds a NUL."""
    return "\x00" not in slug


def visible_lunch_id(viewer: "Member | AnonymousUser", slug: str) -> uuid.UUID:
    """Which lunch is at this address, for who may see it; raises LunchUnknown."""
    pk: uuid.UUID | None = _visible_to(viewer, slug).values_list("pk", flat=True).first()
    if pk is None:
        raise LunchUnknown
    return pk


def visible_lunch(viewer: "Member | AnonymousUser", slug: str) -> Event:
    """The lunch at this address with its place, counts and the viewer's answer; raises LunchUnknown.

    Its texts are loaded in the active language and in Swedish only.
    """
    sees_drafts = _sees_drafts(viewer)
    key = ("visible", sees_drafts, reader_code())
    found = ask(key, lambda: _with_counts(_at(SLUG.stand_in, sees_drafts)), {SLUG: slug}) if _is_sound(slug) else []
    if not found:
        raise LunchUnknown
    event = found[0]
    if isinstance(viewer, Member):
        carry_answers(viewer, [event])
    return event


def next_lunches(member: Member | None, now: dt.datetime, limit: int) -> list[Event]:
    """Lunches that are not over, the next one first; cancelled ones are among them and say so.

    A member of a chapter gets that chapter's, and whatever she was invited to or answered elsewhere. Texts are loaded
    in the active language and in Swedish only.
    """
    given: dict[Blank, Any] = {NOW: now}
    if member is not None and member.chapter_id is not None:
        given |= {CHAPTER: member.chapter_id, HER: member.pk}
    key = ("next", HER in given, limit, reader_code())
    found = ask(key, lambda: _with_counts(_upcoming(is_hers=HER in given))[:limit], given)
    if member is not None:
        carry_answers(member, found)
    return found


def _upcoming(*, is_hers: bool) -> EventQuerySet:
    lunches = EventQuerySet(Event).visible().upcoming(NOW.stand_in)
    if not is_hers:
        return lunches
    invited = Invitation.objects.filter(event=OuterRef("pk"), member_id=HER.stand_in)  # whoever answered has one too
    return lunches.filter(Q(chapter_id=CHAPTER.stand_in) | Exists(invited))


def past_lunches(now: dt.datetime) -> QuerySet[Event]:
    """The archive: published lunches that are over, the latest first."""
    return _for_reader(EventQuerySet(Event).published().past(now))


def rsvp_of(member: Member, event: Event) -> Rsvp | None:
    """Her answer: from what the lunch carries (which is the viewer's own), else by one query."""
    carried: list[Rsvp] | None = getattr(event, OWN_ANSWERS, None)
    if carried is not None:
        return next((answer for answer in carried if answer.member_id == member.pk), None)
    return Rsvp.objects.filter(event=event, member=member).first()


def place_in_queue(rsvp: Rsvp) -> int:
    """1 for the head of the queue; 0 for somebody who does not wait."""
    if rsvp.status != RsvpStatus.WAITING:
        return 0
    ahead = Q(queued_at__lt=rsvp.queued_at) | Q(queued_at=rsvp.queued_at, id__lt=rsvp.pk)
    return 1 + Rsvp.objects.waiting().filter(ahead, event_id=rsvp.event_id).count()


def unanswered(event: Event) -> MemberQuerySet:
    """Active members who were invited and have said neither yes nor no."""
    invited = Invitation.objects.filter(event=event, member=OuterRef("pk"))
    return _silent(event).filter(Exists(invited))


def uninvited(event: Event) -> MemberQuerySet:
    """Whom an invitation mail can still go to: the chapter's active members with messages on and an e-mail."""
    invited = Invitation.objects.filter(event=event, member=OuterRef("pk"))
    audience = Member.objects.wanting_messages().reachable_by_email().filter(chapter_id=event.chapter_id)
    return audience.filter(~Exists(invited))  # type: ignore[no-any-return]


def to_be_called(event: Event) -> MemberQuerySet:
    """The chapter's active members without e-mail who have not answered: somebody must phone them."""
    silent = _silent(event).filter(email__isnull=True, wants_messages=True)
    return silent.filter(chapter_id=event.chapter_id)


def _silent(event: Event) -> MemberQuerySet:
    answered = Rsvp.objects.filter(event=event, member=OuterRef("pk"))
    silent: MemberQuerySet = Member.objects.active().filter(~Exists(answered))
    return silent


def last_lunch(chapter_id: int | None = None) -> Event | None:
    """The latest lunch that was published, of one chapter or of all: the one a new lunch is made from."""
    lunches = Event.objects.filter(status=EventStatus.PUBLISHED).order_by("-starts_at", "id")
    if chapter_id is not None:
        lunches = lunches.filter(chapter_id=chapter_id)
    last: Event | None = lunches.first()
    return last
