"""Wrong input in the browser: a clear message in her language, the right status, and nothing that was typed is lost."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from events.errors import CapacityBelowAnswers
from events.models import Event, Rsvp
from tests.events.staff_pages import coming_draft, coming_lunch, day_ahead, page_of
from tests.factories import events as build
from tests.factories.members import make_staff
from tests.journeys.conftest import LAPTOP, PHONE, Visit
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TITLE = "Lunch om tålamod"
HIDDEN = "Ami\u202ena"


@pytest.fixture
def stina(visit: Visit) -> Visitor:
    """Somebody of the staff who has taken both steps."""
    visitor = visit("stina", LAPTOP)
    visitor.enter(make_staff(chapter=None, wants_messages=False))
    return visitor


def fill(visitor: Visitor, **fields: str) -> None:
    """Type into fields by id; a field of dates or clocks as a browser shows it that knows no such field."""
    for name, words in fields.items():
        control = visitor.page.locator(f"#id_{name}")
        control.evaluate("field => { if (['date', 'time'].includes(field.type)) field.type = 'text'; }")
        control.fill(words)


def save(visitor: Visitor) -> None:
    visitor.go(visitor.page.locator("[name=_save]").first)


def value(visitor: Visitor, name: str) -> str:
    return visitor.page.locator(f"#id_{name}").input_value()


def test_an_impossible_date_of_a_new_lunch(stina: Visitor) -> None:
    place = build.venue()
    stina.open("/admin/events/event/add/")
    for name, choice in (("chapter", place.chapter_id), ("venue", place.pk)):
        stina.page.locator(f"#id_{name}").select_option(str(choice))
    fill(stina, capacity="40", day="2027-02-31", start_clock="12:15", end_clock="11:00", title_sv=TITLE)
    save(stina)
    assert (stina.status, Event.objects.count()) == (422, 0)
    assert stina.reads("Enter a valid date.") is True
    assert (value(stina, "title_sv"), value(stina, "capacity"), value(stina, "start_clock")) == (TITLE, "40", "12:15")
    fill(stina, day=day_ahead().isoformat())
    save(stina)
    assert (stina.status, Event.objects.count()) == (422, 0)
    assert stina.reads("The end must be after the start.") is True
    fill(stina, end_clock="14:00")
    save(stina)
    assert Event.objects.get().title_sv == TITLE


def test_a_deadline_after_the_lunch(stina: Visitor) -> None:
    draft = coming_draft()
    stina.open(page_of("change", draft))
    late = draft.local_date + dt.timedelta(days=1)
    fill(stina, title_sv=TITLE, deadline_override_0=late.isoformat(), deadline_override_1="10:00")
    save(stina)
    assert stina.status == 422
    refusal = "Answers must close before the lunch starts. Choose an earlier time, or leave it empty."
    assert stina.reads(refusal) is True
    assert (value(stina, "title_sv"), value(stina, "deadline_override_0")) == (TITLE, late.isoformat())
    draft.refresh_from_db()
    assert draft.deadline_override is None


def test_a_programme_outside_the_lunch(stina: Visitor) -> None:
    draft = coming_draft()
    stina.open(page_of("change", draft))
    fill(stina, **{"title_sv": TITLE, "agenda-0-starts": "20:00"})
    save(stina)
    assert stina.status == 422
    assert stina.reads("This is outside the lunch. Change this time, or the time of the lunch.") is True
    assert (value(stina, "title_sv"), value(stina, "agenda-0-starts")) == (TITLE, "20:00")
    assert Event.objects.filter(title_sv=TITLE).count() == 0
    assert draft.agenda.filter(starts=dt.time(20, 0)).count() == 0


def test_fewer_seats_than_answers(stina: Visitor) -> None:
    event = coming_lunch(capacity=5)
    build.fill(event, 3, now=timezone.now())
    stina.open(page_of("change", event))
    fill(stina, title_sv=TITLE, capacity="2")
    save(stina)
    assert stina.status == 422
    with override("sv"):
        assert CapacityBelowAnswers(taken=3).message in stina.text()
    assert (value(stina, "title_sv"), value(stina, "capacity")) == (TITLE, "2")
    event.refresh_from_db()
    assert event.capacity == 5


def test_a_move_into_the_past(stina: Visitor) -> None:
    event = coming_lunch()
    stina.open(page_of("move", event))
    fill(stina, day="2024-03-07")
    stina.press("Move and tell everybody")
    assert stina.status == 422
    assert stina.reads("That time has already been. Choose a later date.") is True
    assert value(stina, "day") == "2024-03-07"
    event.refresh_from_db()
    assert event.sequence == 0


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_a_name_with_hidden_characters(visit: Visit, javascript: bool) -> None:
    amina = build.member(name="Amina")
    her = visit("amina", PHONE, language="ar", javascript=javascript)
    her.enter(amina)
    her.open("/ar/me/edit/name/")
    her.write("What do you want to be called?", HIDDEN)
    her.press("Save")
    assert her.status == 422
    assert her.reads("The name has a hidden character in it. Please type the name again, letter by letter.") is True
    assert her.page.get_by_label(her.says("What do you want to be called?")).first.input_value() == HIDDEN
    amina.refresh_from_db()
    assert amina.name == "Amina"


def test_hidden_characters_about_food_keep_the_other_answers(visit: Visit) -> None:
    event, amina = coming_lunch(), build.member()
    build.says(event, amina, now=timezone.now())
    her = visit("amina", PHONE, language="ar")
    her.enter(amina)
    her.open(f"/ar/lunches/{event.slug}/details/")
    her.choose("2", within="How many children come with you?")
    her.write("More about food", HIDDEN)
    her.press("Done")
    assert her.status == 400
    assert her.reads("The text has a hidden character in it. Please write it again.") is True
    assert her.page.locator("[name=children][value='2']").is_checked() is True
    assert Rsvp.objects.get().children == 0


def test_a_form_from_before_the_cookies_were_emptied(visit: Visit) -> None:
    event, amina = coming_lunch(), build.member()
    her = visit("amina", PHONE, language="ar")
    her.enter(amina)
    her.open(f"/ar/lunches/{event.slug}/")
    her.page.context.clear_cookies(name="csrftoken")
    her.press("Yes, I am coming")
    assert (her.status, Rsvp.objects.count()) == (403, 0)
    assert her.page.locator("html").get_attribute("dir") == "rtl"


def test_addresses_that_lead_nowhere(visit: Visit) -> None:
    her = visit("amina", PHONE, language="ar")
    for path in ("/ar/lunches/no-such-lunch/", "/ar/nowhere/", "/ar/lunches/no-such-lunch/calendar.ics"):
        her.open(path)
        assert her.status == 404
        assert her.find("To the first page", "link").count() == 1
