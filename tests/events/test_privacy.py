"""Her answers are hers: handed out whole, erased whole, nobody else's touched."""

import json

import pytest

from events.models import Invitation, Rsvp
from events.queries import count_seats
from tests.factories.events import AFTER_DEADLINE, WEEKS_BEFORE, lunch, member, says
from wow.privacy import erase_person, export_person

pytestmark = pytest.mark.django_db


def test_the_export_holds_her_answers_and_is_json() -> None:
    event, who = lunch(), member()
    says(event, who, children=2, food_needs=("vegan",), food_note="inga nötter")
    says(event, who, False, now=AFTER_DEADLINE)
    part = json.loads(json.dumps(export_person(who.pk)["events"]))
    place = {"lunch": "jarva-2024-03-07", "starts_at": "2024-03-07T11:15:00+00:00"}
    assert part == {
        "invitations": [{**place, "invited_at": "2024-02-12T09:00:00+00:00"}],
        "answers": [
            {
                **place,
                "answer": "no",
                "children": 2,
                "companions": 0,
                "food_needs": ["vegan"],
                "food_note": "inga nötter",
                "photo_answer": "not_asked",
                "channel": "portal",
                "answered_at": "2024-03-05T09:00:00+00:00",
                "cancelled_late_at": "2024-03-05T09:00:00+00:00",
                "promoted_at": None,
                "told_at": None,
            }
        ],
        "attendances": [],
        "greets_at": [],
        "calendar_address_since": None,
    }


def test_erasing_her_frees_her_seats_and_leaves_others_alone() -> None:
    event, who, other = lunch(), member(), member()
    says(event, who, children=2)
    says(event, other)
    for _ in range(2):
        erase_person(who.pk, now=WEEKS_BEFORE)
    assert count_seats(event).taken == 1
    assert list(Rsvp.objects.values_list("member_id", flat=True)) == [other.pk]
    assert list(Invitation.objects.values_list("member_id", flat=True)) == [other.pk]
