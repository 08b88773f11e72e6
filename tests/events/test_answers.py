"""Answers: yes, no, waiting, promoted; each error; each twice."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import translation

from events.enums import AnswerChannel, MessageKind
from events.errors import (
    AnswersClosed,
    LunchCancelled,
    LunchError,
    LunchNotOpen,
    LunchOver,
    LunchUnknown,
    MemberHasLeft,
    NextPartyDoesNotFit,
    NobodyWaiting,
    NotEnoughSeats,
    PartyTooBig,
)
from events.models import Invitation, Rsvp
from events.queries import count_seats, place_in_queue
from events.services.answers import Answer, answer_invitation, promote_waiting
from events.services.planning import cancel_lunch
from tests.factories.events import AFTER_DEADLINE, AFTER_LUNCH, WEEKS_BEFORE, draft_lunch, fill, lunch, member, says
from wow.audit.models import AuditEntry
from wow.outbox.models import Message

pytestmark = pytest.mark.django_db
LATER = WEEKS_BEFORE + dt.timedelta(hours=2)


def confirmations() -> int:
    return Message.objects.filter(kind=MessageKind.CONFIRMATION).count()


def test_a_yes_takes_a_seat_with_her_own_defaults() -> None:
    event = lunch()
    who = member(food_needs=["no_pork"], food_note="inga ägg", photo_answer="no")
    rsvp = says(event, who)
    stored = Rsvp.objects.get()
    assert (stored.pk, stored.status, stored.party_size) == (rsvp.pk, "yes", 1)
    assert (stored.food_needs, stored.food_note, stored.photo_answer) == (["no_pork"], "inga ägg", "no")
    assert (stored.queued_at, stored.answered_at, stored.channel) == (WEEKS_BEFORE, WEEKS_BEFORE, "portal")
    assert list(Invitation.objects.values_list("event_id", "member_id")) == [(event.pk, who.pk)]
    assert confirmations() == 1


def test_the_same_answer_again_changes_and_sends_nothing() -> None:
    event, who = lunch(), member()
    first = says(event, who, children=2)
    entries = AuditEntry.objects.count()
    again = says(event, who, children=2, now=LATER)
    assert (again.pk, again.answered_at, again.queued_at) == (first.pk, WEEKS_BEFORE, WEEKS_BEFORE)
    assert (Rsvp.objects.count(), confirmations(), AuditEntry.objects.count()) == (1, 1, entries)


def test_details_change_without_a_second_confirmation_and_what_is_not_said_stands() -> None:
    event, who = lunch(), member(food_needs=["halal"])
    says(event, who, children=2)
    says(event, who, food_needs=("vegan", "no_nuts"), food_note=" lite ", now=LATER)
    rsvp = Rsvp.objects.get()
    assert (rsvp.children, rsvp.food_needs, rsvp.food_note) == (2, ["vegan", "no_nuts"], "lite")
    assert (rsvp.queued_at, rsvp.answered_at, confirmations()) == (WEEKS_BEFORE, WEEKS_BEFORE, 1)


def test_a_full_lunch_and_a_queue_make_her_wait() -> None:
    event = lunch(capacity=3)
    fill(event, 2)
    party_of_two = says(event, member(), children=1, now=LATER)
    single = says(event, member(), now=LATER + dt.timedelta(seconds=1))
    assert (party_of_two.status, single.status) == ("waiting", "waiting")  # one seat is free, but she may not pass
    assert (place_in_queue(party_of_two), place_in_queue(single)) == (1, 2)


def test_who_waits_keeps_her_place_when_she_changes_details() -> None:
    event = lunch(capacity=1)
    fill(event, 1)
    who = member()
    says(event, who, now=LATER)
    rsvp = says(event, who, food_needs=("vegan",), now=LATER + dt.timedelta(hours=1))
    assert (rsvp.status, rsvp.queued_at) == ("waiting", LATER)


def test_a_bigger_party_than_fits_loses_nothing() -> None:
    event, who = lunch(capacity=3), member()
    says(event, who, children=1)
    with pytest.raises(NotEnoughSeats) as refused:
        says(event, who, children=4, now=LATER)
    assert (refused.value.free, Rsvp.objects.get().children) == (1, 1)
    with translation.override("en"):
        assert str(refused.value) == (
            "There is only 1 more free seat. Take fewer with you. Your answer from before still stands."
        )


def test_nobody_grows_into_seats_that_others_wait_for() -> None:
    event = lunch(capacity=3)
    who = member()
    says(event, who)
    says(event, member(), children=2, now=LATER)  # waits for three
    with pytest.raises(NotEnoughSeats) as refused:
        says(event, who, children=1, now=LATER)
    assert refused.value.free == 0


@pytest.mark.parametrize("details", [{"children": 7}, {"companions": -1}, {"children": 3}])
def test_a_party_that_can_never_come(details: dict[str, Any]) -> None:
    event = lunch(capacity=3)
    with pytest.raises(PartyTooBig):
        says(event, member(), **details)
    assert Rsvp.objects.count() == 0


def test_a_no_frees_the_seat_and_promotes_nobody() -> None:
    event = lunch(capacity=1)
    seated = fill(event, 1)[0]
    says(event, member(), now=LATER)
    says(event, seated.member, False, now=LATER)
    seats = count_seats(event)
    assert (seats.free, seats.waiting_parties) == (1, 1)
    assert AuditEntry.objects.get(action="lunch.seat_freed").note == "free=1 waiting=1"
    assert says(event, member(), now=LATER).status == "waiting"  # the free seat is not for her


def test_coming_back_after_a_no_means_the_end_of_the_queue() -> None:
    event = lunch(capacity=1)
    seated = fill(event, 1)[0]
    first, second = member(), member()
    says(event, first, now=LATER)
    says(event, second, now=LATER + dt.timedelta(minutes=1))
    says(event, first, False, now=LATER + dt.timedelta(minutes=2))
    back = says(event, first, now=LATER + dt.timedelta(minutes=3))
    assert (back.status, place_in_queue(back)) == ("waiting", 2)
    assert seated.status == "yes"


def test_a_first_no_is_an_answer_too() -> None:
    event, who = lunch(), member()
    rsvp = says(event, who, False)
    says(event, who, False, now=LATER)
    assert (rsvp.status, Rsvp.objects.count(), Invitation.objects.count(), confirmations()) == ("no", 1, 1, 1)
    assert Rsvp.objects.get().answered_at == WEEKS_BEFORE


def test_after_the_deadline_she_can_cancel_and_it_is_known_as_late() -> None:
    event, who = lunch(), member()
    says(event, who)
    rsvp = says(event, who, False, now=AFTER_DEADLINE)
    assert (rsvp.status, rsvp.cancelled_late_at) == ("no", AFTER_DEADLINE)


def test_leaving_the_queue_after_the_deadline_costs_no_food() -> None:
    event = lunch(capacity=1)
    fill(event, 1)
    who = member()
    says(event, who, now=LATER)
    assert says(event, who, False, now=AFTER_DEADLINE).cancelled_late_at is None


def test_after_the_deadline_no_member_says_yes_or_changes_the_food() -> None:
    event, who = lunch(), member()
    with pytest.raises(AnswersClosed):
        says(event, who, now=AFTER_DEADLINE)
    with pytest.raises(AnswersClosed):
        says(event, who, channel=AnswerChannel.LINK, now=event.answer_by)
    says(event, who)
    with pytest.raises(AnswersClosed):
        says(event, who, children=1, now=AFTER_DEADLINE)
    assert says(event, who, now=AFTER_DEADLINE).status == "yes"  # the same answer again is no error
    says(event, who, False, now=AFTER_DEADLINE)
    with pytest.raises(AnswersClosed):
        says(event, who, now=AFTER_DEADLINE)


def test_a_moment_before_the_deadline_is_in_time() -> None:
    event = lunch()
    assert says(event, member(), now=event.answer_by - dt.timedelta(microseconds=1)).status == "yes"


def test_consent_to_pictures_can_be_withdrawn_after_the_deadline() -> None:
    event, who = lunch(), member(photo_answer="yes")
    says(event, who)
    assert says(event, who, photo_answer="no", now=AFTER_DEADLINE).photo_answer == "no"


def test_staff_may_write_in_a_yes_after_the_deadline_but_never_above_capacity() -> None:
    event, staff = lunch(capacity=1), member(is_staff=True)
    called = [
        answer_invitation(
            event_id=event.pk,
            member_id=member(email=None, phone=f"+4670174060{number}").pk,
            answer=Answer(is_coming=True),
            channel=AnswerChannel.STAFF,
            now=AFTER_DEADLINE + dt.timedelta(minutes=number),
            actor=staff,
        )
        for number in range(2)
    ]
    assert [(rsvp.status, rsvp.channel) for rsvp in called] == [("yes", "staff"), ("waiting", "staff")]
    assert set(AuditEntry.objects.filter(action="answer.given").values_list("actor_id", flat=True)) == {staff.pk}
    assert confirmations() == 0  # neither has an e-mail


def test_a_late_cancellation_is_forgotten_when_staff_write_her_in_again() -> None:
    event, who = lunch(), member()
    says(event, who)
    says(event, who, False, now=AFTER_DEADLINE)
    rsvp = says(event, who, channel=AnswerChannel.STAFF, now=AFTER_DEADLINE)
    assert (rsvp.status, rsvp.cancelled_late_at) == ("yes", None)


def test_a_protected_member_is_never_pictured() -> None:
    event = lunch()
    rsvp = says(event, member(is_protected=True, photo_answer="no"), photo_answer="yes")
    assert rsvp.photo_answer == "no"


def test_a_lunch_that_takes_no_answers() -> None:
    staff, who = member(is_staff=True), member()
    draft, over, cancelled = draft_lunch(), lunch(), lunch()
    cancel_lunch(actor=staff, event_id=cancelled.pk, now=WEEKS_BEFORE)
    refused: list[tuple[object, type[LunchError], dt.datetime]] = [
        (draft, LunchNotOpen, WEEKS_BEFORE),
        (cancelled, LunchCancelled, WEEKS_BEFORE),
        (over, LunchOver, AFTER_LUNCH),
    ]
    for event, error, now in refused:
        for is_coming in (True, False):
            with pytest.raises(error):
                says(event, who, is_coming, now=now)  # type: ignore[arg-type]
    assert Rsvp.objects.count() == 0


def test_unknown_lunch_and_a_member_who_has_left() -> None:
    event, gone = lunch(), member(is_active=False)
    with pytest.raises(MemberHasLeft):
        says(event, gone)
    with pytest.raises(LunchUnknown):
        answer_invitation(
            event_id=uuid.uuid4(), member_id=gone.pk, answer=Answer(True), channel="portal", now=WEEKS_BEFORE
        )


def test_promotion_takes_the_head_of_the_queue_and_stops_at_the_first_that_does_not_fit() -> None:
    event, staff = lunch(capacity=3), member(is_staff=True)
    seated = fill(event, 3)
    waiting = [
        says(event, member(), children=children, now=LATER + dt.timedelta(minutes=place))
        for place, children in enumerate([0, 2, 0])
    ]
    for rsvp in seated[:2]:
        says(event, rsvp.member, False, now=LATER + dt.timedelta(hours=1))
    promoted = promote_waiting(event_id=event.pk, actor=staff, now=LATER + dt.timedelta(hours=2))
    assert [rsvp.pk for rsvp in promoted] == [waiting[0].pk]
    assert Message.objects.filter(kind=MessageKind.PROMOTED).count() == 1
    with pytest.raises(NextPartyDoesNotFit) as refused:
        promote_waiting(event_id=event.pk, actor=staff, now=LATER + dt.timedelta(hours=2))
    assert (refused.value.party, refused.value.free) == (3, 1)
    assert [place_in_queue(rsvp) for rsvp in Rsvp.objects.waiting()] == [1, 2]


def test_nobody_to_promote() -> None:
    event = lunch()
    with pytest.raises(NobodyWaiting):
        promote_waiting(event_id=event.pk, actor=member(is_staff=True), now=WEEKS_BEFORE)
    with pytest.raises(LunchOver):
        promote_waiting(event_id=event.pk, actor=member(is_staff=True), now=AFTER_LUNCH)
