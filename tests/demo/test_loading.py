"""What stands in the demo after it was loaded, and that loading again changes nothing."""

import json

import pytest

from tests.demo.conftest import Manage

pytestmark = pytest.mark.xdist_group("demo")  # one demo, one worker, in this order

COUNT = """
import json
from django.utils import timezone
from events.models import Event
from events.mondays import last_mondays
from events.queries import count_seats
from members.models import Member
from wow.outbox.models import Message
now = timezone.now()
rows = [
    {
        "day": event.local_date.isoformat(),
        "status": event.status,
        "is_over": event.is_over(now),
        "is_open": event.is_open_for_answers(now),
        "free": count_seats(event).free,
        "waiting": count_seats(event).waiting_parties,
        "agenda": [item.starts.strftime("%H.%M") for item in event.agenda.all()],
        "titles": [event.title_sv, event.title_en, event.title_ar],
    }
    for event in Event.objects.order_by("starts_at")
]
print(json.dumps({
    "members": Member.objects.filter(is_staff=False).count(),
    "unsent": Message.objects.unsent().count(),
    "wrong": Message.objects.needing_a_person().count(),
    "lunches": rows,
    "mondays": [(monday.expected, monday.sent) for monday in last_mondays(now)],
}))
"""


def state(manage: Manage) -> dict[str, object]:
    result = manage("shell", "--verbosity", "0", "--command", COUNT)
    assert result.returncode == 0, result.stderr
    counted: dict[str, object] = json.loads(result.stdout)
    return counted


def test_the_lunches_of_2024_stand_as_they_were(loaded: Manage) -> None:
    lunches = state(loaded)["lunches"]
    assert isinstance(lunches, list)
    times = ["12.15", "12.30", "12.45", "13.10", "13.40"]
    first = [(row["day"], row["status"], row["is_over"], row["agenda"]) for row in lunches[:2]]
    assert first == [("2024-03-07", "published", True, times), ("2024-04-11", "published", True, times)]


def test_one_lunch_is_open_one_is_full_with_people_waiting_and_all_are_in_three_languages(loaded: Manage) -> None:
    counted = state(loaded)
    lunches = counted["lunches"]
    assert isinstance(lunches, list)
    coming = [row for row in lunches if row["is_open"]]
    assert [row["free"] == 0 for row in coming] == [False, True, False]
    assert [row["waiting"] > 1 for row in coming] == [False, True, False]
    assert [row["status"] for row in lunches] == ["published"] * 8 + ["draft"]
    assert [all(row["titles"]) for row in lunches] == [True] * 9
    assert counted["members"] == 60


def test_nothing_is_left_unsent_and_nothing_went_wrong(loaded: Manage) -> None:
    counted = state(loaded)
    assert (counted["unsent"], counted["wrong"]) == (0, 0)


def test_the_past_mondays_reminded_whoever_they_expected(loaded: Manage) -> None:
    mondays = state(loaded)["mondays"]
    assert isinstance(mondays, list)
    past = mondays[-4:]  # the coming lunch's own Monday may be today
    assert [(sent > 15, sent == expected) for expected, sent in past] == [(True, True)] * 4


def test_loading_again_changes_nothing(loaded: Manage) -> None:
    before = state(loaded)
    result = loaded("load_demo")
    assert (result.stdout, result.returncode) == ("The demo is there already.\n", 0)
    assert state(loaded) == before
