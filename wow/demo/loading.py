"""Builds the demo by calling the portal's own services at explicit moments; every mail goes to the demo's mailbox."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from events.audience import window_of
from events.domain.deadline import at_local, local_date
from events.enums import AnswerChannel
from events.models import Event, Venue
from events.services.answers import answer_invitation
from events.services.planning import AgendaDraft, LunchDraft, copy_lunch, create_lunch, publish_lunch
from events.services.reminders import plan_reminders
from members.models import Chapter, Member
from wow.demo import calendar
from wow.demo.answers import answer_of, moments, with_mondays
from wow.demo.content import lunches
from wow.demo.content.lunches import LunchTexts
from wow.demo.content.people import EVERYBODY, HELSINGBORG, HELSINGBORG_MEMBERS, JARVA, JARVA_MEMBERS, Person
from wow.demo.content.places import PLACES
from wow.demo.content.programme import STARTS, programme_from
from wow.demo.door import is_some_door_open, let_in, make_rosters
from wow.demo.giving import load_sponsors, sponsors_of
from wow.demo.people import load_people
from wow.outbox.services import beat, cancel_unsent, deliver_due

LOADED = "demo"  # the heartbeat that remembers when the demo was built
PUBLISHED_AT = dt.time(10, 0)
NEW_DAYS = 8
GUESTS: dict[str, Sequence[Person]] = {JARVA: JARVA_MEMBERS, HELSINGBORG: HELSINGBORG_MEMBERS}


@dataclass(frozen=True)
class LunchPlan:
    """One lunch of the demo. `answers` has one sign for each of the chapter's members (see `wow.demo.answers`)."""

    texts: LunchTexts
    chapter: str
    day: dt.date
    capacity: int
    published_on: dt.date
    answers: str
    starts: dt.time = STARTS


@dataclass(frozen=True)
class GivenAnswer:
    """What one member answers to one lunch, and when."""

    at: dt.datetime
    person: Person
    sign: str


def plans(now: dt.datetime) -> list[LunchPlan]:
    """Every published lunch, the earliest first."""
    today = local_date(now)
    days = calendar.lunch_days(today)

    def before(day: dt.date) -> dt.date:
        return day - dt.timedelta(days=28)

    def ago(number: int) -> dt.date:
        return today - dt.timedelta(days=number)

    march, april = calendar.MARCH_2024, calendar.APRIL_2024
    past_jarva, past_helsingborg = days.past_jarva, days.past_helsingborg
    return [
        LunchPlan(
            lunches.ABOUT_SOCIAL_SERVICES, JARVA, march, 40, before(march), "yyyycyynyyyfyy.yyynyyycyyyyy.ny..yyn"
        ),
        LunchPlan(lunches.APRIL_2024, JARVA, april, 40, before(april), "yny.cyyyynyfy..yyyny.ycy.yyy.ny..yyn"),
        LunchPlan(
            lunches.FOOD, HELSINGBORG, past_helsingborg, 24, before(past_helsingborg), "yyycyyn.yyfyyny.yyy.yky."
        ),
        LunchPlan(lunches.SCHOOL, JARVA, past_jarva, 40, before(past_jarva), "yyn.yyyycyy.yynyyy.fyyk.yyn.yyy..y.y"),
        LunchPlan(lunches.FIRST_JOB, JARVA, days.soon, 40, ago(16), "..yy.cyy.nyf.y.yyn.yk..y.ny.....y..y"),
        LunchPlan(lunches.SISTERS, HELSINGBORG, days.full, 13, ago(11), "yyycyyf.ycyyykynyy......"),
        LunchPlan(lunches.HEALTH, JARVA, days.open, 48, ago(4), "...y...yn..c....y..................."),
    ]


def plan_of_today(now: dt.datetime) -> LunchPlan:
    """A small lunch whose door is open at this moment."""
    today = local_date(now)
    published_on, starts = today - dt.timedelta(days=25), calendar.starts_now(now)
    return LunchPlan(lunches.NAMES, HELSINGBORG, today, 24, published_on, "yyycyyny.yyykf.y.yny....", starts)


def load(now: dt.datetime) -> None:
    """Fill an empty portal: people, past lunches, lunches around `now`, answers and the mails about them.

    Needs a mail server at EMAIL_PORT. Raises IntegrityError or AddressTaken when the demo is there already.
    """
    with transaction.atomic():
        people = load_people(calendar.FOUNDED)
        load_sponsors(calendar.FOUNDED)
        venues = {slug: _venue(slug) for slug in PLACES}
    for plan in (*plans(now), plan_of_today(now)):
        _hold(plan, venues[plan.chapter], people, now)
    make_rosters(people, now)
    with transaction.atomic():
        _prepare_next(people["team"], now)
        beat(LOADED, now)


def hold_today(now: dt.datetime) -> None:
    """See that a door is open, also in a demo that was built some hours or days ago. Twice is harmless.

    Needs a mail server at EMAIL_PORT.
    """
    if is_some_door_open(now):
        return
    keys = {person.email: person.key for person in EVERYBODY if person.email}
    people = {keys[str(member.email)]: member for member in Member.objects.filter(email__in=keys)}
    _hold(plan_of_today(now), Venue.objects.get(chapter__slug=HELSINGBORG), people, now)
    make_rosters(people, now)


def _venue(slug: str) -> Venue:
    place = PLACES[slug]
    directions = {f"directions_{code}": text for code, text in place.directions.items()}
    return Venue.objects.create(
        name=place.name,
        chapter=Chapter.objects.get(slug=slug),
        address=place.address,
        is_step_free=place.is_step_free,
        **directions,
    )


def _hold(plan: LunchPlan, venue: Venue, people: dict[str, Member], now: dt.datetime) -> None:
    """Create, publish, invite, answer, remind, come. Of lunches whose Monday is past only the reminders are sent."""
    team = people["team"]
    published_at = at_local(plan.published_on, PUBLISHED_AT)
    with transaction.atomic():
        event = create_lunch(actor=team, draft=_draft(plan, venue), now=published_at)
        event = publish_lunch(actor=team, event_id=event.pk, invite=True, now=published_at)
    if not event.is_open_for_answers(now):
        _hold_past(plan, event, people)
        let_in(event, people, now)
        return
    deliver_due(clock=lambda: published_at)
    with transaction.atomic():
        answered_at = _answer(_answers(plan, now), plan, event, people)
    deliver_due(clock=lambda: answered_at)


def _hold_past(plan: LunchPlan, event: Event, people: dict[str, Member]) -> None:
    """Answers, the Monday with its reminders to the demo's mailbox, and the answers that came because of them."""
    monday = window_of(event).opens_at
    answers = _answers(plan, event.ends_at, monday)
    with transaction.atomic():
        _answer([each for each in answers if each.at < monday], plan, event, people)
        cancel_unsent(topic=event.outbox_topic, now=monday, reason="over")
    plan_reminders(now=monday)
    deliver_due(clock=lambda: monday)
    with transaction.atomic():
        last = _answer([each for each in answers if each.at >= monday], plan, event, people)
        cancel_unsent(topic=event.outbox_topic, now=last, reason="over")


def _draft(plan: LunchPlan, venue: Venue) -> LunchDraft:
    starts_at, ends_at = calendar.lunch_times(plan.day, plan.starts)
    texts = plan.texts
    return LunchDraft(
        chapter=venue.chapter,
        venue=venue,
        texts={"title": texts.title, "presentation": texts.presentation, "topic": texts.topic},
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=plan.capacity,
        agenda=tuple(
            AgendaDraft(point.starts, point.minutes, point.what, point.who)
            for point in programme_from(texts.programme, plan.starts)
        ),
        questions=texts.questions,
        sponsors=sponsors_of(plan.chapter),
    )


def _answers(plan: LunchPlan, now: dt.datetime, monday: dt.datetime | None = None) -> list[GivenAnswer]:
    """Every answer with its moment, the earliest first; new lunches are answered faster, so that all lie before now."""
    guests = GUESTS[plan.chapter]
    is_new = (local_date(now) - plan.published_on).days < NEW_DAYS
    at = list(islice(moments(plan.published_on, hours_between=1 if is_new else 2), len(guests)))
    if monday is not None:
        at = with_mondays(at, monday)
    given = [GivenAnswer(*each) for each in zip(at, guests, plan.answers, strict=True)]
    return sorted(given, key=lambda each: each.at)


def _answer(answers: list[GivenAnswer], plan: LunchPlan, event: Event, people: dict[str, Member]) -> dt.datetime:
    """Give every answer at its own moment; the moment of the last."""
    last = at_local(plan.published_on, PUBLISHED_AT)
    for given in answers:
        answer = answer_of(given.sign)
        if answer is None:
            continue
        is_called = given.person.email is None
        answer_invitation(
            event_id=event.pk,
            member_id=people[given.person.key].pk,
            answer=answer,
            channel=AnswerChannel.STAFF if is_called else AnswerChannel.LINK,
            now=given.at,
            actor=people["team"] if is_called else None,
        )
        last = given.at
    return last


def _prepare_next(team: Member, now: dt.datetime) -> None:
    """The draft that staff would make next: a copy of the latest lunch in Järva."""
    latest = Event.objects.filter(chapter__slug=JARVA).latest("starts_at")
    starts_at, _ends_at = calendar.lunch_times(calendar.lunch_days(local_date(now)).draft)
    copy_lunch(actor=team, source_id=latest.pk, now=now, starts_at=starts_at)
