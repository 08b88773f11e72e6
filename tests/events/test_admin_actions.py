"""Which buttons a lunch offers, by its time and by who looks."""

import datetime as dt

import pytest

from events.admin.actions import available_actions
from events.models import Event
from tests.factories import events as build
from tests.factories.members import make_staff

pytestmark = pytest.mark.django_db
NEW = "copy"


def offered(event: Event, role: str, now: dt.datetime) -> list[str]:
    """The last part of each button's address."""
    user = make_staff(role)
    return [action.url.rstrip("/").rpartition("/")[2] for action in available_actions(event, user=user, now=now)]


@pytest.mark.parametrize(
    ("days_before", "expected"),
    [
        (20, ["overview", "papers", "invite", "move", NEW, "cancel"]),
        (2, ["overview", "papers", "mondays", "move", NEW, "cancel"]),
        (0, ["door", "overview", "papers", "mondays", "move", NEW, "cancel"]),
        (-3, ["overview", "papers", NEW]),
        (-30, ["overview", NEW]),
    ],
)
def test_staff_find_what_the_day_asks_for(days_before: int, expected: list[str]) -> None:
    event = build.lunch()
    assert offered(event, "staff", event.starts_at - dt.timedelta(days=days_before)) == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [("greeter", ["door", "overview"]), ("strategist", []), ("translator", []), ("safeguarding", [])],
)
def test_others_find_less(role: str, expected: list[str]) -> None:
    event = build.lunch()
    assert offered(event, role, event.starts_at) == expected


def test_a_draft_is_published_copied_or_deleted() -> None:
    event = build.draft_lunch()
    assert offered(event, "staff", build.WEEKS_BEFORE) == ["publish", NEW, "discard"]
