"""Staff take a lunch from the last one to its cancellation, and the members' mails say each step in their languages."""

import datetime as dt
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.utils import timezone

from events.enums import EventStatus, RsvpStatus
from events.models import Event, Rsvp
from members.models import Member
from tests.events.staff_pages import coming_lunch
from tests.factories import events as build
from tests.factories.members import make_member, make_staff
from tests.journeys.conftest import PHONE, Post, Visit
from tests.journeys.letters import code_in, headings, link_in
from tests.journeys.visitor import Visitor, said

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
STINA = "stina@example.org"


def app_code(secret: str) -> str:
    """The six digits that an app with this key shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def log_in(stina: Visitor, post: Post) -> None:
    """The first step: the mailed code."""
    stina.write("Your e-mail address", STINA)
    stina.press("Send me a code")
    [mail] = post()
    stina.write("The six digits in the mail", code_in(mail))
    stina.press("Go on")


def on_the_lunch(stina: Visitor, link: str, button: str) -> None:
    """Follow one of the lunch's links and press the button of the page that asks."""
    stina.follow(link)
    stina.press(button)


def test_the_first_time_staff_add_an_app(visit: Visit, post: Post) -> None:
    member = make_staff(has_app=False, email=STINA, name="Stina")
    stina = visit("stina", PHONE)
    stina.open("/admin/")
    log_in(stina, post)
    assert stina.path == "/sv/me/second-step/"
    stina.follow("Use an app with codes")
    stina.page.locator("details summary", has_text=stina.says("I cannot use the picture")).click()
    secret = stina.page.locator("details[open] .number").inner_text().strip()
    stina.write("The six digits in the app", app_code(secret))
    stina.press("Connect the app")
    assert sorted(Authenticator.objects.filter(user=member).values_list("type", flat=True)) == [
        "recovery_codes", "totp",
    ]  # fmt: skip
    stina.open("/admin/")
    assert (stina.status, stina.path) == (200, "/admin/")


@pytest.fixture
def members() -> dict[str, Member]:
    """One for each language, and one without e-mail."""
    return {
        "sv": make_member(email="sv@example.org", name="Anna", language="sv"),
        "ar": make_member(email="ar@example.org", name="أمينة", language="ar"),
        "en": make_member(email="en@example.org", name="Grace", language="en"),
        "phone": make_member(email=None, phone="+46701740605", name="Hodan", language="so"),
    }


def told(heading: str, *languages: str) -> list[tuple[str, str]]:
    """What must have arrived: a mail to each, with this heading in her language."""
    return [(f"{language}@example.org", said(heading, language)) for language in sorted(languages)]


def test_a_lunch_from_the_last_one_to_its_end(visit: Visit, post: Post, members: dict[str, Member]) -> None:
    coming_lunch(capacity=4)  # the last lunch, with its programme and questions
    secret = generate_totp_secret()
    TOTP.activate(make_staff(has_app=False, email=STINA, name="Stina", wants_messages=False), secret)
    stina = visit("stina", PHONE)
    stina.open("/admin/events/event/")
    log_in(stina, post)
    stina.write("The six digits in the app, or a recovery code", app_code(secret))
    stina.press("Go on")
    assert stina.path == "/admin/events/event/"

    stina.press("New lunch from the last one")
    draft = Event.objects.get(status=EventStatus.DRAFT)
    assert stina.path == f"/admin/events/event/{draft.pk}/change/"
    stina.page.locator("#id_title_sv").fill("Lunch om skolan")
    stina.page.locator("#id_capacity").fill("3")
    stina.go(stina.page.locator("button[name=_save], input[name=_save]").first)
    stina.open(f"/admin/events/event/{draft.pk}/change/")
    on_the_lunch(stina, "Publish …", "Publish")
    assert stina.path == f"/admin/events/event/{draft.pk}/overview/"
    invitations = post()
    assert headings(invitations) == told("Welcome to lunch", "sv", "ar", "en")
    draft.refresh_from_db()
    assert (draft.title_sv, draft.capacity, draft.status) == ("Lunch om skolan", 3, EventStatus.PUBLISHED)
    answer_by_link(visit, link_in(invitations[0], "/lunches/answer/"))
    build.says(draft, members["en"], now=timezone.now(), children=1)
    write_in_the_one_who_was_called(stina, members["phone"])
    assert headings(post()) == told("You are coming. Welcome!", "ar", "en")
    move_a_day(stina, draft)
    assert headings(post()) == told("The lunch has a new day, time or place", "sv", "ar", "en")
    promote(stina, draft, members)
    assert headings(post()) == told("Thank you for telling us", "en")
    cancel(stina, draft)
    assert headings(post()) == told("The lunch is cancelled", "sv", "ar")


def answer_by_link(visit: Visit, link: str) -> None:
    """The one who reads Arabic says yes from her mail."""
    amina = visit("amina", PHONE, language="ar")
    amina.open(link)
    amina.press("Yes, I am coming")


def write_in_the_one_who_was_called(stina: Visitor, hodan: Member) -> None:
    """She has no e-mail and says yes on the phone; the lunch is full, so she waits."""
    stina.page.reload()
    assert stina.page.locator(f"a[href='tel:{hodan.phone}']").count() == 1
    form = stina.page.get_by_role("form", name="Hodan")
    stina.go(form.get_by_role("button", name=stina.says("She comes"), exact=True))
    answer = Rsvp.objects.get(member=hodan)
    assert (answer.status, answer.channel) == (RsvpStatus.WAITING, "staff")


def move_a_day(stina: Visitor, event: Event) -> None:
    """To the day after at the same time."""
    stina.follow("Move …")
    day = event.local_date + dt.timedelta(days=1)
    stina.page.locator("#id_day").fill(day.isoformat())
    stina.press("Move and tell everybody")
    event.refresh_from_db()
    assert (event.local_date, event.sequence) == (day, 1)


def promote(stina: Visitor, event: Event, members: dict[str, Member]) -> None:
    """A seat comes free, and the one who waits gets it."""
    build.says(event, members["en"], False, now=timezone.now())
    stina.page.reload()
    on_the_lunch(stina, "Give free seats to the waiting list …", "Give the seats")
    assert Rsvp.objects.get(member=members["phone"]).status == RsvpStatus.YES


def cancel(stina: Visitor, event: Event) -> None:
    """It does not take place; its page says so at once."""
    on_the_lunch(stina, "Cancel the lunch …", "Cancel the lunch and tell everybody")
    event.refresh_from_db()
    assert event.status == EventStatus.CANCELLED
    stina.open(f"/sv/lunches/{event.slug}/")
    assert stina.reads("This lunch is cancelled") is True
