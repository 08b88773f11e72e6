"""A process of its own that lets many clients answer one lunch at once and prints what came of it, as JSON.

The database is the one of TEST_DATABASE_URL. `--unlocked` takes the defence out: the lunch is read without its lock,
and SQLite's transactions begin as readers. Then seats are given twice or clients see errors: the race is real. With
`--times` so many races are run, each for a lunch of its own, and listed as "races".
"""

import argparse
import datetime as dt
import json
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import django
from django.conf import settings
from django.db import connection, transaction

django.setup()

from events.admin.actions import lunch_url  # noqa: E402
from events.admin.figures import LunchFigures, figures_of  # noqa: E402
from events.admin.needs import lunch_needs  # noqa: E402
from events.enums import AnswerChannel, RsvpStatus  # noqa: E402
from events.models import Event, Rsvp  # noqa: E402
from events.queries import count_seats  # noqa: E402
from events.services import answers  # noqa: E402
from events.services.answers import Answer, answer_invitation  # noqa: E402
from tests.factories.events import WEEKS_BEFORE, fill, lunch, member  # noqa: E402

CONNECTIONS = 30  # PostgreSQL takes 100 as it comes, for everybody; clients wait their turn as web workers do


def answer(event: Event, member_id: uuid.UUID, *, is_coming: bool) -> str:
    """One client's answer on a connection of its own."""
    rsvp = answer_invitation(
        event_id=event.pk,
        member_id=member_id,
        answer=Answer(is_coming=is_coming),
        channel=AnswerChannel.PORTAL,
        now=WEEKS_BEFORE + dt.timedelta(hours=1),
    )
    return str(rsvp.status)


def all_at_once(acts: list[Callable[[], str]]) -> Counter[str]:
    """Run every act in a thread of its own, started together; counts the outcomes, errors by their class."""
    outcomes: Counter[str] = Counter()
    start, slots, tally = threading.Event(), threading.Semaphore(CONNECTIONS), threading.Lock()

    def client(act: Callable[[], str]) -> None:
        start.wait()
        with slots:
            try:
                outcome = act()
            except Exception as error:
                outcome = f"error: {type(error).__name__}"
            finally:
                connection.close()
        with tally:
            outcomes[outcome] += 1

    threads = [threading.Thread(target=client, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join()
    return outcomes


def unlocked() -> None:
    """Take the defence out, for the negative control."""

    def read_only(event_id: uuid.UUID) -> Event:
        event: Event = Event.objects.get(pk=event_id)
        return event

    answers.lock_lunch_lightly = read_only  # type: ignore[attr-defined]
    if connection.vendor == "sqlite":
        connection.close()
        settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"


def race(*, clients: int, capacity: int, leaving: int, is_unlocked: bool) -> dict[str, Any]:
    """`clients` say yes to a lunch of `capacity` seats, of which `leaving` are taken by people who say no meanwhile."""
    with transaction.atomic():
        event = lunch(capacity=capacity)
        seated = [rsvp.member_id for rsvp in fill(event, leaving)]
        joining = [member().pk for _ in range(clients)]
    acts: list[Callable[[], str]] = [lambda pk=pk: answer(event, pk, is_coming=True) for pk in joining]  # type: ignore[misc]
    for place, pk in enumerate(seated):  # among the joining, not after them
        acts.insert(place * 2, lambda pk=pk: answer(event, pk, is_coming=False))  # type: ignore[misc]
    if is_unlocked:
        unlocked()
    began = time.monotonic()
    outcomes = all_at_once(acts)
    seconds = time.monotonic() - began
    seats = count_seats(event)
    figures = figures_of(event)
    return {
        "outcomes": dict(outcomes),
        "taken": seats.taken,
        "is_shown": is_shown(figures),
        "waiting": Rsvp.objects.filter(event=event, status=RsvpStatus.WAITING).count(),
        "rows": Rsvp.objects.filter(event=event).count(),
        "passed": passed(event, joining),
        "seconds": round(seconds, 2),
    }


def passed(event: Event, joining: list[uuid.UUID]) -> int:
    """How many got a seat after somebody had begun to wait, in the order in which the database wrote the answers."""
    written = "xmin::text::bigint" if connection.vendor == "postgresql" else "rowid"
    ordered = Rsvp.objects.filter(event=event, member_id__in=joining).extra(  # noqa: S610
        order_by=["written"], select={"written": written}
    )
    statuses = [str(rsvp.status) for rsvp in ordered]
    waiting = statuses.index(RsvpStatus.WAITING) if RsvpStatus.WAITING in statuses else len(statuses)
    return statuses[waiting:].count(RsvpStatus.YES)


def is_shown(figures: LunchFigures) -> bool:
    """Whether the staff's start page says that somebody waits although there are free seats."""
    needs = lunch_needs(figures, [figures.event], WEEKS_BEFORE + dt.timedelta(hours=2))
    return any(need.url == lunch_url("promote", figures.event) for need in needs)


def main() -> None:
    """Parse, race, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--capacity", type=int, default=40)
    parser.add_argument("--leaving", type=int, default=0)
    parser.add_argument("--unlocked", action="store_true")
    parser.add_argument("--times", type=int)
    options = parser.parse_args()
    once = partial(
        race, clients=options.clients, capacity=options.capacity, leaving=options.leaving, is_unlocked=options.unlocked
    )
    result = {"races": [once() for _ in range(options.times)]} if options.times else once()
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
