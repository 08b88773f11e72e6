"""Checking in: once however often it is pressed, refused for good reasons only, taken back, corrected, forgotten."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from events.domain.deadline import at_local
from events.door import Whom
from events.errors import (
    DoorNotOpen,
    LunchCancelled,
    LunchError,
    LunchNotOpen,
    LunchUnknown,
    NotAGreeterHere,
    NotOnTheDoorList,
    PartyTooBig,
)
from events.models import Attendance, Event, GreeterShift
from events.services.door import check_in, check_in_guest, correct_party, forget_guest_names, undo_check_in
from events.services.greeters import add_greeter, remove_greeter
from events.services.planning import cancel_lunch
from members.models import Member
from tests.factories.events import LUNCH_DAY, WEEKS_BEFORE, chapter, draft_lunch, lunch, member, says
from wow.audit.models import AuditEntry
from wow.privacy import erase_person, export_person

pytestmark = pytest.mark.django_db
OPENS = at_local(LUNCH_DAY, dt.time(10, 15))
NOON = at_local(LUNCH_DAY, dt.time(12, 0))
ENDS = at_local(LUNCH_DAY, dt.time(14, 0))


def comes(event: Event, who: Member, *, now: dt.datetime = NOON, key: uuid.UUID | None = None) -> Attendance:
    """She is checked in by somebody."""
    return check_in(event_id=event.pk, member_id=who.pk, attendance_id=key or uuid.uuid4(), actor=member(), now=now)


def guest(event: Event, *, now: dt.datetime = NOON, **fields: Any) -> Attendance:
    """Somebody without an account is checked in."""
    wanted = {"attendance_id": uuid.uuid4(), "actor": member(), **fields}
    return check_in_guest(event_id=event.pk, now=now, **wanted)


def acts(prefix: str = "door.") -> list[tuple[str, str]]:
    """What the trail says of the door, in order of the words."""
    return sorted(AuditEntry.objects.filter(action__startswith=prefix).values_list("action", "note"))


def test_who_said_yes_comes_with_whom_she_said() -> None:
    event, who, greeter, key = lunch(), member(), member(), uuid.uuid4()
    says(event, who, children=2, companions=1)
    row = check_in(event_id=event.pk, member_id=who.pk, attendance_id=key, actor=greeter, now=NOON)
    stored = Attendance.objects.values().get()
    assert stored == {
        "id": key,
        "event_id": event.pk,
        "member_id": who.pk,
        "guest_name": "",
        "children": 2,
        "companions": 1,
        "is_first_time": True,
        "is_walk_in": False,
        "arrived_at": NOON,
        "checked_in_by_id": greeter.pk,
    }
    assert AuditEntry.objects.filter(action="door.checked_in").values_list("actor_id", "subject", "note").get() == (
        greeter.pk,
        f"events.attendance:{row.pk}",
        "walk_in=0 party=4",
    )


def test_pressed_again_by_another_with_another_key_is_one_row() -> None:
    event, who = lunch(), member()
    first, again = comes(event, who), comes(event, who, now=NOON + dt.timedelta(minutes=5))
    assert (first.pk, again.arrived_at, Attendance.objects.count(), len(acts())) == (again.pk, NOON, 1, 1)


@pytest.mark.parametrize("answer", ["none", "no", "waiting"])
def test_who_was_not_expected_comes_alone_and_is_a_walk_in(answer: str) -> None:
    event, who = lunch(capacity=4), member()
    says(event, member(), companions=3)
    if answer != "none":
        says(event, who, answer == "waiting", children=2)
    row = comes(event, who)
    assert (row.is_walk_in, row.party_size) == (True, 1)


def test_a_full_lunch_refuses_nobody() -> None:
    event = lunch(capacity=1)
    says(event, member())
    for who in [rsvp.member for rsvp in event.rsvps.all()] + [member(), member()]:
        comes(event, who)
    guest(event)
    assert Attendance.objects.filter(event=event).count() == 4


def test_only_the_first_lunch_is_the_first() -> None:
    earlier, event, who = (
        lunch(dt.date(2024, 2, 15), now=at_local(dt.date(2024, 1, 10), dt.time(10))),
        lunch(),
        member(),
    )
    assert comes(earlier, who, now=at_local(dt.date(2024, 2, 15), dt.time(12))).is_first_time is True
    assert comes(event, who).is_first_time is False


@pytest.mark.parametrize(
    ("moment", "is_refused"),
    [(OPENS - dt.timedelta(microseconds=1), True), (OPENS, False), (ENDS + dt.timedelta(days=3), False)],
)
def test_the_door_opens_two_hours_before_and_corrections_come_later(moment: dt.datetime, is_refused: bool) -> None:
    event, who = lunch(), member()
    if is_refused:
        with pytest.raises(DoorNotOpen):
            comes(event, who, now=moment)
        with pytest.raises(DoorNotOpen):
            guest(event, now=moment)
    else:
        comes(event, who, now=moment)
        guest(event, now=moment)
    assert Attendance.objects.count() == (0 if is_refused else 2)


def cancelled() -> Event:
    event = lunch()
    return cancel_lunch(actor=member(), event_id=event.pk, now=WEEKS_BEFORE)


def test_drafts_cancelled_and_unknown_lunches_have_no_door() -> None:
    who = member()
    for event, error in ((draft_lunch(), LunchNotOpen), (cancelled(), LunchCancelled), (Event(), LunchUnknown)):
        with pytest.raises(error):
            comes(event, who)
        with pytest.raises(error):
            guest(event)
    assert Attendance.objects.count() == 0


def test_who_has_left_or_belongs_elsewhere_is_not_on_the_list() -> None:
    event, elsewhere = lunch(), chapter("helsingborg")
    for who in (member(is_active=False), member(chapter=elsewhere), Member()):
        with pytest.raises(NotOnTheDoorList):
            comes(event, who)
    invited = member(chapter=elsewhere)
    says(event, invited, False)
    assert comes(event, invited).is_walk_in is True


def test_a_key_of_somebody_else_is_not_taken_over() -> None:
    event = lunch()
    first = comes(event, member())
    second = comes(event, member(), key=first.pk)
    third = guest(event, attendance_id=first.pk)
    assert len({first.pk, second.pk, third.pk}) == 3


def test_a_guest_is_one_row_however_often_she_is_sent() -> None:
    event, key = lunch(), uuid.uuid4()
    for _ in range(2):
        row = guest(event, attendance_id=key, name=" Hodan ", children=1)
    assert Attendance.objects.get() == row
    assert (row.guest_name, row.party_size, row.is_first_time, row.is_walk_in) == ("Hodan", 2, True, True)
    assert acts() == [("door.checked_in", "walk_in=1 party=2")]


def test_a_guest_needs_no_name_and_a_bad_one_is_refused() -> None:
    event = lunch()
    assert guest(event).guest_name == ""
    for name in ("a\u202eb", "7", "x" * 61):
        with pytest.raises(ValidationError):
            guest(event, name=name)
    for children, companions in ((7, 0), (0, -1)):
        with pytest.raises(PartyTooBig):
            guest(event, children=children, companions=companions)
    assert Attendance.objects.count() == 1


def test_undone_twice_is_not_here_and_another_lunch_is_untouched() -> None:
    event, other, who, actor = lunch(), lunch(dt.date(2024, 4, 11)), member(), member()
    comes(event, who)
    comes(other, who, now=at_local(dt.date(2024, 4, 11), dt.time(12)))
    added = guest(event)
    for whom in (Whom(who.pk), Whom(added.pk, is_guest=True)):
        for _ in range(2):
            undo_check_in(event_id=event.pk, whom=whom, actor=actor, now=NOON)
    assert list(Attendance.objects.values_list("event_id", flat=True)) == [other.pk]
    assert [action for action, _note in acts("door.undone")] == ["door.undone"] * 2


def test_a_member_is_not_undone_by_the_key_of_her_row() -> None:
    event = lunch()
    row = comes(event, member())
    undo_check_in(event_id=event.pk, whom=Whom(row.pk, is_guest=True), actor=member(), now=NOON)
    assert Attendance.objects.count() == 1


def test_a_party_is_corrected_once_and_within_reason() -> None:
    event, who, actor = lunch(), member(), member()
    assert correct_party(event_id=event.pk, whom=Whom(who.pk), children=1, companions=0, actor=actor, now=NOON) is None
    comes(event, who)
    for _ in range(2):
        correct_party(event_id=event.pk, whom=Whom(who.pk), children=2, companions=1, actor=actor, now=NOON)
    assert Attendance.objects.get().party_size == 4
    assert acts("door.party") == [("door.party_corrected", "children=2 companions=1")]
    with pytest.raises(PartyTooBig):
        correct_party(event_id=event.pk, whom=Whom(who.pk), children=7, companions=0, actor=actor, now=NOON)


def test_a_row_is_named_by_one_letter_and_32_digits() -> None:
    pk = uuid.uuid4()
    for whom in (Whom(pk), Whom(pk, is_guest=True)):
        assert Whom.parse(whom.key) == whom
    for wrong in ("", "m", f"x{pk.hex}", f"m{pk}", f"m{pk.hex}0", f"m{pk.hex}\n", f"m{pk.hex.upper()}", "m" + "٣" * 32):
        assert Whom.parse(wrong) is None


def test_the_roster_takes_active_members_of_the_chapter_once() -> None:
    event, who, actor = lunch(), member(), member()
    for _ in range(2):
        add_greeter(event_id=event.pk, member_id=who.pk, actor=actor, now=WEEKS_BEFORE)
    assert GreeterShift.objects.get().member == who
    for _ in range(2):
        remove_greeter(event_id=event.pk, member_id=who.pk, actor=actor, now=WEEKS_BEFORE)
    note = f"member={who.pk}"
    assert acts("door.greeter") == [("door.greeter_added", note), ("door.greeter_removed", note)]
    for wrong in (member(is_active=False), member(chapter=chapter("helsingborg")), Member()):
        with pytest.raises(NotAGreeterHere):
            add_greeter(event_id=event.pk, member_id=wrong.pk, actor=actor, now=WEEKS_BEFORE)
    assert GreeterShift.objects.count() == 0


@pytest.mark.parametrize(("late", "name"), [(dt.timedelta(microseconds=-1), "Hodan"), (dt.timedelta(0), "")])
def test_a_guests_name_is_forgotten_after_seven_days(late: dt.timedelta, name: str) -> None:
    event = lunch()
    guest(event, name="Hodan", children=1)
    now = ENDS + dt.timedelta(days=7) + late
    assert [forget_guest_names(now), forget_guest_names(now)] == ([0, 0] if name else [1, 0])
    assert Attendance.objects.values_list("guest_name", "children").get() == (name, 1)


def test_she_gets_what_is_known_of_her_coming_and_only_a_number_stays() -> None:
    event, who = lunch(), member()
    add_greeter(event_id=event.pk, member_id=who.pk, actor=member(), now=WEEKS_BEFORE)
    says(event, who, children=1)
    comes(event, who)
    place = {"lunch": "jarva-2024-03-07", "starts_at": "2024-03-07T11:15:00+00:00"}
    part = json.loads(json.dumps(export_person(who.pk)["events"]))
    arrived = {"arrived_at": "2024-03-07T11:00:00+00:00", "was_first_time": True, "was_unannounced": False}
    assert part["attendances"] == [{**place, **arrived, "children": 1, "companions": 0}]
    assert part["greets_at"] == [place]
    for _ in range(2):
        erase_person(who.pk, now=NOON)
    stored = Attendance.objects.get()
    assert stored.member_id is None
    assert (stored.guest_name, stored.children, stored.is_first_time) == ("", 1, True)
    assert GreeterShift.objects.count() == 0


def test_each_refusal_says_what_to_do() -> None:
    for error in (DoorNotOpen(), NotOnTheDoorList(), NotAGreeterHere()):
        assert isinstance(error, LunchError)
        assert str(error).endswith(".")
