"""The door page: for whom and when it opens, what it shows, what a press does, what it costs."""

import datetime as dt
import gzip
import re
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.doorlist import by_letter, door_list
from events.models import Attendance, Event, GreeterShift, Invitation, Rsvp
from members.enums import PhotoAnswer
from members.models import Member, MemberLanguage
from members.services import protect_member
from tests.factories.events import chapter, draft_lunch, lunch, member, says
from tests.factories.members import make_staff
from tests.factories.pages import logged_in

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[object]]
HOURS = dt.timedelta(hours=1)
JSON = {"accept": "application/json"}


def lunch_now(*, starts_in: dt.timedelta = dt.timedelta(0), **fields: Any) -> Event:
    """A published lunch that starts so long from now and takes an hour."""
    event = lunch(**fields)
    at_hour(event, timezone.now() + starts_in)
    return event


def at_hour(event: Event, starts_at: dt.datetime) -> None:
    """Let it start at that moment."""
    Event.objects.filter(pk=event.pk).update(starts_at=starts_at, ends_at=starts_at + HOURS)


def door_of(event: Event, language: str = "en") -> str:
    """The address of a door."""
    return f"/{language}/lunches/{event.slug}/door/"


def greeter_of(event: Event) -> Member:
    """Somebody on its roster."""
    made = member()
    GreeterShift.objects.create(event=event, member=made)
    return made


def key_of(who: Member) -> str:
    """How the page names her."""
    return f"m{who.pk.hex}"


def main_of(client: Client, address: str) -> str:
    """What stands on the page."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


SECOND = dt.timedelta(seconds=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("starts_in", "is_open"),
    [
        (2 * HOURS + MINUTE, False),
        (2 * HOURS - SECOND, True),
        (-3 * HOURS + MINUTE, True),  # it took an hour: two hours after its end
        (-3 * HOURS - SECOND, False),
    ],
)
def test_greeters_come_in_from_two_hours_before_to_two_hours_after(starts_in: dt.timedelta, is_open: bool) -> None:
    event, who = lunch_now(starts_in=starts_in), member()
    client, sent = logged_in(greeter_of(event)), {"here": key_of(who)}
    page = client.get(door_of(event))
    assert page.templates[0].name == f"events/door/{'page' if is_open else 'closed'}.html"
    assert client.post(door_of(event), sent).status_code == (302 if is_open else 409)
    assert client.post(door_of(event), sent, headers=JSON).status_code == (200 if is_open else 409)
    assert client.get(f"{door_of(event)}state/").status_code == (200 if is_open else 404)
    assert Attendance.objects.count() == int(is_open)


def test_staff_look_at_any_time_and_press_once_the_door_is_open() -> None:
    event, who = lunch_now(starts_in=72 * HOURS), member()
    client = logged_in(make_staff())
    assert 'name="here"' not in main_of(client, door_of(event))
    assert client.post(door_of(event), {"here": key_of(who)}).status_code == 409
    at_hour(event, timezone.now() - 72 * HOURS)
    assert 'name="here"' in main_of(client, door_of(event))
    assert client.post(door_of(event), {"here": key_of(who)}).status_code == 302


def test_everybody_else_finds_nothing() -> None:
    event, other = lunch_now(), lunch(dt.date(2024, 4, 11))
    outsiders = [
        member(),
        greeter_of(other),
        make_staff(has_app=False),
        make_staff("translator"),
        make_staff("safeguarding"),
    ]
    for who in outsiders:
        client = logged_in(who)
        answers = [client.get(door_of(event)), client.post(door_of(event), {"here": key_of(who)})]
        answers += [client.get(f"{door_of(event)}state/"), client.get(door_of(event).replace("door", "none/door"))]
        assert [answer.status_code for answer in answers] == [404] * 4
    assert Attendance.objects.count() == 0


def test_a_visitor_logs_in_first_whatever_the_address() -> None:
    event = lunch_now()
    for address in (door_of(event), door_of(event).replace(event.slug, "nowhere")):
        for answer in (Client().get(address), Client().post(address, {"here": "m"})):
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/en/account/login/")
    assert Client().get(f"{door_of(event)}state/").status_code == 404


def test_drafts_and_cancelled_lunches_have_no_door() -> None:
    staff = logged_in(make_staff())
    draft, gone = draft_lunch(dt.date(2024, 4, 11)), lunch_now()
    Event.objects.filter(pk=gone.pk).update(status="cancelled")
    assert [staff.get(door_of(event)).status_code for event in (draft, gone)] == [404, 404]


def test_the_page_is_private_and_says_leave() -> None:
    event = lunch_now()
    page = logged_in(greeter_of(event)).get(door_of(event))
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.content.decode().count('id="leave"') == 1


def test_who_stands_where_on_the_list() -> None:
    event = lunch_now()
    asa, ana = member(name="Åsa"), member(name="Ána", said_as="AH-na")
    zoe, late = member(name="Zoë"), member(name="Beata")
    says(event, asa, children=2)
    says(event, ana)
    says(event, zoe, is_coming=False)
    MemberLanguage.objects.create(member=ana, code="so")
    Attendance.objects.create(event=event, member=late, arrived_at=timezone.now(), is_walk_in=True)
    Attendance.objects.create(event=event, guest_name="Hodan", arrived_at=timezone.now(), is_walk_in=True)
    Attendance.objects.create(event=event, arrived_at=timezone.now(), is_walk_in=True)
    member(name="Gone", is_active=False)
    member(name="Elsewhere", chapter=chapter("helsingborg"))
    listed = door_list(event)
    assert [row.name for row in listed.expected] == ["Ána", "Beata", "Hodan", "Åsa", ""]
    assert [row.name for row in listed.others] == ["Zoë"]
    assert [letter for letter, _rows in by_letter(listed.expected)] == ["A", "B", "H", "Å", ""]
    assert (listed.expected[0].said_as, listed.expected[0].languages, listed.expected[0].is_new) == (
        "AH-na",
        ("Soomaali",),
        True,
    )
    assert (listed.ordered, listed.in_all, listed.arrivals.came, listed.arrivals.walk_ins) == (4, 7, 3, 3)


def test_only_a_yes_may_be_in_pictures_and_a_protected_member_looks_like_any_no() -> None:
    event = lunch_now()
    yes, no, unasked, guarded = member(name="A"), member(name="B"), member(name="C"), member(name="D")
    for who, word in ((yes, PhotoAnswer.YES), (no, PhotoAnswer.NO), (unasked, None), (guarded, PhotoAnswer.YES)):
        says(event, who, photo_answer=word)
    protect_member(member=guarded, actor=make_staff("safeguarding"), now=timezone.now())
    listed = door_list(event)
    assert [row.is_pictured for row in listed.expected] == [True, False, False, False]
    page = main_of(logged_in(greeter_of(event)), door_of(event))
    rows = re.findall(r'<li class="door-row.*?</li>', page, re.DOTALL)
    bare = [re.sub(r"m[0-9a-f]{32}|\b[A-D]\b", "", row) for row in rows[:4]]
    assert bare[1] == bare[2] == bare[3]
    assert bare[0] != bare[1]


def test_a_press_leads_back_to_the_row_and_twice_is_once() -> None:
    event, who = lunch_now(), member()
    says(event, who)
    client = logged_in(greeter_of(event))
    for _ in range(2):
        answer = client.post(door_of(event), {"here": key_of(who)})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{door_of(event)}#{key_of(who)}")
    client.post(door_of(event), {"party": f"{key_of(who)}:2:1"})
    assert Attendance.objects.values_list("member_id", "children", "companions").get() == (who.pk, 2, 1)
    client.post(door_of(event), {"undo": key_of(who)})
    assert Attendance.objects.count() == 0


def test_a_script_gets_the_top_the_row_and_who_is_here() -> None:
    event, who, key = lunch_now(), member(name="Amina"), uuid.uuid4()
    says(event, who)
    client = logged_in(greeter_of(event))
    told = client.post(door_of(event), {"here": key_of(who), "attendance": key.hex}, headers=JSON).json()
    assert (list(told["rows"]), told["here"]) == ([key_of(who)], [key_of(who)])
    assert 'class="door-row is-here"' in told["rows"][key_of(who)]
    assert "<strong>1</strong>" in told["top"]
    assert Attendance.objects.get().pk == key
    state = f"{door_of(event)}state/"
    assert list(client.get(f"{state}?since=0").json()["rows"]) == [key_of(who)]
    press = {"here": key_of(member(name="Beata"))}
    moment = int(Attendance.objects.get().arrived_at.timestamp())
    both = client.post(door_of(event), {**press, "since": str(moment)}, headers=JSON).json()
    assert sorted(both["rows"]) == sorted([key_of(who), press["here"]])
    client.post(door_of(event), {"undo": press["here"]})
    for since in (str(told["at"] + 60), "9" * 12):
        assert client.get(f"{state}?since={since}").json()["rows"] == {}
    undone = client.post(door_of(event), {"undo": key_of(who)}, headers=JSON).json()
    assert (undone["here"], 'class="door-row"' in undone["rows"][key_of(who)]) == ([], True)


def test_a_guest_comes_in_and_goes_out_without_a_trace_of_a_row() -> None:
    event, key = lunch_now(), uuid.uuid4()
    client = logged_in(greeter_of(event))
    sent = {"guest": "1", "attendance": str(key), "guest_name": "هدى", "children": "1", "companions": "0"}
    for _ in range(2):
        assert client.post(door_of(event), sent).status_code == 302
    assert Attendance.objects.values_list("pk", "guest_name", "children").get() == (key, "هدى", 1)
    told = client.post(door_of(event), {"undo": f"g{key.hex}", "since": "9" * 12}, headers=JSON).json()
    assert told["rows"] == {f"g{key.hex}": ""}


BAD: list[dict[str, str]] = [
    {},
    {"here": "x"},
    {"here": "m" + "0" * 31},
    {"here": "m" + "0" * 32, "undo": "m" + "0" * 32},
    {"here": "m" + "0" * 32, "attendance": "7"},
    {"party": "m" + "0" * 32 + ":7:0"},
    {"party": "m" + "0" * 32 + ":-1:0"},
    {"guest": "1"},
    {"guest": "1", "attendance": "no"},
    {"guest": "1", "attendance": "0" * 32, "guest_name": "a\x00b"},
    {"guest": "1", "attendance": "0" * 32, "guest_name": "a\u202eb"},
    {"guest": "1", "attendance": "0" * 32, "children": "7"},
]


@pytest.mark.parametrize("sent", BAD)
def test_bad_input_is_refused_with_words_and_changes_nothing(sent: dict[str, str]) -> None:
    event = lunch_now()
    client = logged_in(greeter_of(event))
    answer = client.post(door_of(event), sent)
    assert (answer.status_code, answer.content.decode().count("alert is-error") >= 1) == (400, True)
    told = client.post(door_of(event), sent, headers=JSON)
    assert (told.status_code, bool(told.json()["refusal"])) == (400, True)
    assert Attendance.objects.count() == 0


def test_a_stranger_to_the_chapter_is_refused_with_words() -> None:
    event = lunch_now()
    client, sent = logged_in(greeter_of(event)), {"here": key_of(member(chapter=chapter("helsingborg")))}
    assert client.post(door_of(event), sent).status_code == 409
    told = client.post(door_of(event), sent, headers=JSON)
    assert (told.status_code, told.json()["refusal"]) == (
        409,
        "She is not on this list. Write her in as a guest, and she is welcome.",
    )


def test_too_much_food_is_never_said_and_too_little_is() -> None:
    event, who = lunch_now(), member()
    says(event, who)
    client = logged_in(greeter_of(event))
    words = "We may be 2."
    assert words not in main_of(client, door_of(event))
    client.post(door_of(event), {"here": key_of(member())})
    assert words in main_of(client, door_of(event))


def many(event: Event, count: int) -> None:
    """So many members who said yes to a lunch, one in ten of them here, and as many who did not answer."""
    now, place = timezone.now(), event.chapter
    people = [
        Member(email=f"d{number}@example.org", name=f"Åsa {number}", chapter=place) for number in range(2 * count)
    ]
    Member.objects.bulk_create(people)
    common = {"event": event, "status": "yes", "queued_at": now, "answered_at": now}
    Rsvp.objects.bulk_create(Rsvp(member=one, children=1, **common) for one in people[:count])
    Invitation.objects.bulk_create(Invitation(event=event, member=one, invited_at=now) for one in people)
    MemberLanguage.objects.bulk_create(MemberLanguage(member=one, code="ar") for one in people)
    here = people[: count // 10 + 1]
    Attendance.objects.bulk_create(Attendance(event=event, member=one, arrived_at=now) for one in here)


@pytest.mark.parametrize("count", [3, 300])
def test_the_page_costs_ten_queries_and_stays_small(count: int, django_assert_num_queries: Counted) -> None:
    event = lunch_now(capacity=1000)
    many(event, count)
    client = logged_in(greeter_of(event))
    client.get(door_of(event))
    with django_assert_num_queries(10):  # session, member, lunch, shift, five of the list, and that she saw it
        page = client.get(door_of(event))
    assert (
        len(re.findall('class="door-row[ "]', page.content.decode())) == 2 * count + 2
    )  # the greeter, a guest's pattern
    assert len(gzip.compress(page.content)) < 60_000
    with django_assert_num_queries(9):
        client.get(f"{door_of(event)}state/?since={int(timezone.now().timestamp()) + 60}")


@pytest.mark.parametrize(
    ("starts_in", "words"),
    [
        (30 * HOURS, "You greet on "),
        (1 * HOURS, "You greet today"),
        (-2 * HOURS, "You greet today"),
        (-4 * HOURS, ""),
    ],
)
def test_her_first_page_tells_that_she_greets(starts_in: dt.timedelta, words: str) -> None:
    event = lunch_now(starts_in=starts_in)
    page = main_of(logged_in(greeter_of(event)), "/en/")
    assert (page.count("You greet"), page.count(door_of(event))) == ((1, 1) if words else (0, 0))
    assert words in page
    assert "You greet" not in main_of(logged_in(member()), "/en/")
