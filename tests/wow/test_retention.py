"""What the portal forgets by itself: the day before it is kept, the day after it is gone, and twice is the same."""

import datetime as dt
from html import unescape
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from events.domain.deadline import at_local
from events.models import Rsvp
from events.services.forgetting import FORGOTTEN, forget_food, kitchen_numbers
from events.services.reminders import tick
from members.models import Chapter, Member
from tests.events.post import said
from tests.factories.events import LUNCH_DAY, lunch, member, says
from tests.factories.members import logged_in, make_member, make_staff
from wow import retention
from wow.audit.models import AuditEntry
from wow.forgetting import forget_sessions, forget_unfinished_sign_ups
from wow.outbox.models import Heartbeat, Message
from wow.outbox.services import beat, last_beat

pytestmark = pytest.mark.django_db

Runs = list[dt.datetime]
ENDED = at_local(LUNCH_DAY, dt.time(14, 0))
WEEK = dt.timedelta(days=7)
SECOND = dt.timedelta(seconds=1)
NEEDY: dict[str, Any] = {"food_needs": ("halal", "no_nuts"), "food_note": "very hungry", "photo_answer": "yes"}
FORGOTTEN_ANSWER: tuple[list[str], str, str] = ([], "", "not_asked")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """When the one rule of this test's own registry ran."""
    moments: Runs = []

    def forget(now: dt.datetime) -> int:
        moments.append(now)
        return 3

    monkeypatch.setattr(retention, "_rules", {})
    retention.register("mine", forget)
    return moments


def due(now: dt.datetime, broken: list[str] | None = None) -> dict[str, int]:
    return retention.forget_due(now, last_run=last_beat, note_run=beat, broken=broken)


def test_a_rule_runs_once_a_day_by_stockholms_calendar(runs: Runs) -> None:
    evening, minute = at_local(LUNCH_DAY, dt.time(23, 59)), dt.timedelta(minutes=1)
    assert [due(evening), due(evening), due(evening + minute), due(evening + 2 * minute)] == [
        {"mine": 3}, {}, {"mine": 3}, {},
    ]  # fmt: skip
    assert runs == [evening, evening + minute]


def test_a_rule_that_was_late_runs_once_and_a_clock_that_goes_back_runs_nothing(runs: Runs) -> None:
    due(ENDED)
    due(ENDED + 30 * WEEK)
    due(ENDED)
    assert runs == [ENDED, ENDED + 30 * WEEK]


def test_a_broken_rule_stops_no_other_and_is_tried_again(runs: Runs) -> None:
    retention.register("broken", lambda _now: 1 // 0)
    retention.register("last", lambda _now: 1)
    broken: list[str] = []
    assert [due(ENDED, broken), due(ENDED, broken)] == [{"mine": 3, "last": 1}, {}]
    assert broken == ["forget:broken", "forget:broken"]


def test_a_name_is_taken_once(runs: Runs) -> None:
    with pytest.raises(retention.AlreadyRegistered):
        retention.register("mine", lambda _now: 0)


def test_the_tick_forgets(runs: Runs) -> None:
    assert [tick(clock=lambda: ENDED).forgotten, tick(clock=lambda: ENDED).forgotten] == [3, 0]
    assert runs == [ENDED]


def test_every_rule_of_the_portal_fits_into_the_row_of_its_runs() -> None:
    longest = Heartbeat._meta.get_field("name").max_length or 0
    assert [name for name in retention.rules() if len(retention.run_name(name)) > longest] == []
    assert {"food", "sessions", "sign-ups"} <= set(retention.rules())


# -- food and pictures ---------------------------------------------------------------------------
def told(rsvp: Rsvp) -> tuple[list[str], str, str]:
    rsvp.refresh_from_db()
    return rsvp.food_needs, rsvp.food_note, rsvp.photo_answer


@pytest.mark.parametrize("is_coming", [True, False])
def test_food_and_pictures_are_forgotten_seven_days_after_the_lunch(is_coming: bool) -> None:
    event, her = lunch(), member()
    rsvp = says(event, her, **NEEDY)
    if not is_coming:
        says(event, her, is_coming=False)
    assert (forget_food(ENDED + WEEK - SECOND), told(rsvp)) == (0, (["halal", "no_nuts"], "very hungry", "yes"))
    assert (forget_food(ENDED + WEEK), told(rsvp)) == (1, FORGOTTEN_ANSWER)
    assert forget_food(ENDED + WEEK) == 0
    assert AuditEntry.objects.filter(action=FORGOTTEN).count() == 1


def test_what_else_she_answered_stays() -> None:
    event, her = lunch(), member(food_needs=["vegan"])
    says(event, her, children=2, **NEEDY)
    before = Rsvp.objects.values("status", "children", "companions", "channel", "answered_at", "queued_at").get()
    forget_food(ENDED + WEEK)
    assert Rsvp.objects.values(*before).get() == before
    assert Member.objects.get(pk=her.pk).food_needs == ["vegan"]


def test_the_kitchens_numbers_stay_without_small_ones() -> None:
    event, quiet = lunch(), lunch()
    for _number in range(5):
        says(event, member(), food_needs=("halal",))
    says(event, member(), food_needs=("halal", "no_nuts"), food_note="canary")
    declined = member()
    says(event, declined, food_needs=("vegan",))
    says(event, declined, is_coming=False)
    assert kitchen_numbers(event) is None
    forget_food(ENDED + WEEK)
    assert (kitchen_numbers(event), kitchen_numbers(quiet)) == ({"halal": "6", "no_nuts": "<5"}, None)
    assert AuditEntry.objects.get(action=FORGOTTEN).note == "halal=6 no_nuts=<5"


def test_the_overview_shows_the_numbers_once_the_names_are_forgotten() -> None:
    event, her = lunch(), member(name="Canary")
    says(event, her, **NEEDY)
    client, page = logged_in(make_staff("staff")), reverse("admin:events_event_overview", args=[event.pk])

    def shown(section: str) -> str:
        text = client.get(page).content.decode()
        return unescape(text[text.index(f'id="{section}"') :].partition("</section>")[0])

    def told() -> list[bool]:
        kitchen, pictures = shown("kitchen"), shown("pictures")
        return ["Canary" in kitchen, "very hungry" in kitchen, ">1</td>" in kitchen, "<5" in kitchen,
                said("What each said of pictures was forgotten seven days after the lunch.") in pictures]  # fmt: skip

    before = told()
    forget_food(timezone.now())
    assert (before, told()) == ([True, True, True, False, False], [False, False, True, True, True])


def test_an_answer_that_staff_write_in_late_is_forgotten_too_and_the_numbers_stand() -> None:
    event = lunch()
    says(event, member(), food_needs=("halal",))
    forget_food(ENDED + WEEK)
    Rsvp.objects.update(food_needs=["vegan"])
    assert forget_food(ENDED + 2 * WEEK) == 1
    assert kitchen_numbers(event) == {"halal": "<5"}


# -- sign-ups ------------------------------------------------------------------------------------
def signs_up(email: str = "nour@example.org") -> Member:
    cache.clear()  # allauth counts the sign-ups of an hour
    with translation.override("sv"):
        url = reverse("account_signup")
    Client().post(url, {
        "email": email, "name": "Nour", "language": "ar", "chapter": Chapter.objects.get(slug="jarva").pk,
        "wants_messages": "on", "background": "newcomer", "website": "",
    })  # fmt: skip
    her: Member = Member.objects.get(email=email)
    return her


def test_a_sign_up_that_nobody_finished_is_erased_after_seven_days() -> None:
    her = signs_up()
    assert (forget_unfinished_sign_ups(her.joined_at + WEEK - SECOND), Member.objects.count()) == (0, 1)
    assert (forget_unfinished_sign_ups(her.joined_at + WEEK), Member.objects.count()) == (1, 0)
    assert forget_unfinished_sign_ups(her.joined_at + WEEK) == 0
    assert EmailAddress.objects.count() == 0
    left = AuditEntry.objects.filter(subject=f"members.member:{her.pk}").values_list("action", "note")
    assert sorted(left) == [("members.consent", "background given"), ("members.consent", "messages given"),
                            ("members.erase", ""), ("members.sign_up", "")]  # fmt: skip


@pytest.mark.parametrize(
    "known", [{"last_login": ENDED}, {"phone": "+46701740605"}, {"is_staff": True}, {"wants_messages": True}]
)
def test_whom_we_know_by_something_else_stays(known: dict[str, Any]) -> None:
    her = signs_up()
    Member.objects.filter(pk=her.pk).update(**known)
    assert forget_unfinished_sign_ups(her.joined_at + 2 * WEEK) == 0


def test_a_proven_address_an_answer_and_whom_staff_wrote_in_stay() -> None:
    EmailAddress.objects.filter(user=signs_up()).update(verified=True)
    says(lunch(), signs_up("amina@example.org"))
    EmailAddress.objects.filter(user=make_member()).update(verified=False)
    assert (forget_unfinished_sign_ups(timezone.now() + 2 * WEEK), Member.objects.count()) == (0, 3)


def test_the_address_of_an_unfinished_sign_up_stands_nowhere_afterwards() -> None:
    her = signs_up("canary@example.org")
    Message.objects.all().delete()  # its row is wiped when the mail is sent or too late
    forget_unfinished_sign_ups(her.joined_at + WEEK)
    assert [row for row in AuditEntry.objects.values_list("note", "subject") if "canary" in str(row)] == []


# -- sessions ------------------------------------------------------------------------------------
def test_a_session_is_deleted_when_its_time_is_out() -> None:
    Client().force_login(member())
    ends = Session.objects.get().expire_date
    assert [forget_sessions(ends - SECOND), forget_sessions(ends), forget_sessions(ends)] == [0, 1, 0]
