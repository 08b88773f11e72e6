"""Fills the two databases and says, as JSON, which addresses and sessions the load uses. Run as a module of its own."""

import datetime as dt
import json
import os
import sys
from typing import Any

MEMBERS, ANSWERED, LUNCHES, SEATS, CLIENTS = 300, 20, 12, 60, 8
CSRF = "c" * 32  # cookie and field alike: what a browser would send


def prepare_bare() -> None:
    """One lunch with more seats than the load can fill."""
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", run_syncdb=True, verbosity=0)
    from benchmarks.bare.models import Lunch

    Lunch.objects.create(pk=1, title="Lunch", starts_at=timezone.now(), capacity=1_000_000)


def prepare_portal() -> dict[str, Any]:
    """Members, lunches and answers through our own services; sessions for as many members as there are clients."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    members = _members()
    lunch = _lunches(members)
    return {
        "slug": lunch.slug,
        "sessions": [_session(member) for member in members[:CLIENTS]],
        "csrf": CSRF,
        "queries": _queries(lunch.slug, members[0]),
    }


def _members() -> list[Any]:
    from django.utils import timezone

    from members.models import Chapter
    from members.services import write_in_member

    chapter = Chapter.objects.get(slug="jarva")
    now = timezone.now() - dt.timedelta(days=60)
    return [
        write_in_member(actor=None, now=now, name=f"Member {number}", email=f"m{number}@bench.example", chapter=chapter)
        for number in range(MEMBERS)
    ]


def _lunches(members: list[Any]) -> Any:
    from django.utils import timezone

    from events.domain.deadline import at_local, local_date
    from events.models import Venue
    from events.services.answers import Answer, answer_invitation
    from events.services.planning import AgendaDraft, LunchDraft, create_lunch, publish_lunch

    chapter = members[0].chapter
    venue = Venue.objects.create(name="Place", chapter=chapter, address="Street 1", directions_sv="Bus.")
    now = timezone.now()
    first_day = local_date(now) + dt.timedelta(days=20)
    events = []
    for number in range(LUNCHES):
        day = first_day + dt.timedelta(days=28 * number)
        start = at_local(day, dt.time(12, 15))
        draft = LunchDraft(
            chapter=chapter,
            venue=venue,
            texts={"title": {"sv": f"Lunch {number}", "en": f"Lunch {number}"}, "presentation": {"sv": "Ord. " * 60}},
            starts_at=start,
            ends_at=start + dt.timedelta(minutes=105),
            capacity=SEATS,
            agenda=tuple(
                AgendaDraft(dt.time(12 + (at + 1) // 4, (at + 1) % 4 * 15), 15, {"sv": f"Punkt {at}"})
                for at in range(5)
            ),
            questions=({"sv": "Fråga ett?"}, {"sv": "Fråga två?"}),
        )
        event = create_lunch(actor=None, draft=draft, now=now)
        events.append(publish_lunch(actor=None, event_id=event.pk, invite=number == 0, now=now))
    for member in members[-ANSWERED:]:
        answer = Answer(is_coming=True, children=1)
        answer_invitation(event_id=events[0].pk, member_id=member.pk, answer=answer, channel="link", now=now)
    return events[0]


def _session(member: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(member)
    return client.cookies["sessionid"].value


def _queries(slug: str, member: Any) -> dict[str, int]:
    """How often each page asks the database when the process is warm and nothing is kept."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    visitor, guest = Client(), Client()
    guest.force_login(member)
    pages = {
        "visitor_home": (visitor, "/sv/"),
        "visitor_lunch": (visitor, f"/sv/lunches/{slug}/"),
        "member_home": (guest, "/sv/"),
        "member_lunch": (guest, f"/sv/lunches/{slug}/"),
        "my_page": (guest, "/sv/me/"),
    }
    counted = {}
    for name, (client, path) in pages.items():
        client.get(path)
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        counted[name] = len(queries)
    with CaptureQueriesContext(connection) as queries:
        response = guest.post(f"/sv/lunches/{slug}/answer/", {"answer": "yes"})
    assert response.status_code == 302, response.status_code
    counted["answer"] = len(queries)
    return counted


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    import django

    django.setup()
    if sys.argv[1] == "bare":
        prepare_bare()
    else:
        print(json.dumps(prepare_portal()))
