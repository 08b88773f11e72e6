"""The form of a lunch: two minutes from nothing, nothing lost when something is wrong."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from events.domain.deadline import at_local
from events.domain.workdays import deadline_warning
from events.enums import EventStatus
from events.models import Event
from tests.events.staff_pages import coming_draft, coming_lunch, day_ahead, page_of, staff_client
from tests.factories import events as build
from wow.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
ADD = "admin:events_event_add"
TABLES = ("questions", "sponsorships", "greeters")


@pytest.fixture
def staff() -> Client:
    return staff_client()


def form_of(event: Event | None = None, **changes: Any) -> dict[str, Any]:
    """What the browser would send: the lunch as it stands, or a sound new one, with some changes."""
    place = event.venue if event else build.venue()
    fields: dict[str, Any] = {
        "chapter": place.chapter_id,
        "venue": place.pk,
        "capacity": 40,
        "title_sv": "Lunch om skolan",
        "day": (event.local_date if event else day_ahead()).isoformat(),
        "start_clock": "12:15",
        "end_clock": "14:00",
    }
    rows = list(event.agenda.all()) if event else []
    fields |= {"agenda-TOTAL_FORMS": len(rows), "agenda-INITIAL_FORMS": len(rows)}
    for place_in_list, item in enumerate(rows):
        prefix = f"agenda-{place_in_list}-"
        fields |= {f"{prefix}id": item.pk, f"{prefix}event": item.event_id, f"{prefix}minutes": item.minutes}
        fields |= {f"{prefix}starts": f"{item.starts:%H:%M}", f"{prefix}who": item.who}
        fields |= {f"{prefix}what_{code}": getattr(item, f"what_{code}") or "" for code in ("sv", "en", "ar")}
    counts = {f"{table}-{count}_FORMS": 0 for table in TABLES for count in ("TOTAL", "INITIAL")}
    return {**fields, **counts, **changes}


def errors_of(response: Any) -> dict[str, list[str]]:
    """The errors of the main form by field."""
    return dict(response.context["adminform"].form.errors)


def warnings_of(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request) if message.level_tag == "warning"]


def test_a_new_lunch_is_a_draft_with_its_programme(staff: Client) -> None:
    point = {"agenda-0-starts": "12:15", "agenda-0-minutes": 15, "agenda-0-what_sv": "Välkomna"}
    response = staff.post(reverse(ADD), {**form_of(), **point, "agenda-TOTAL_FORMS": 1})
    event = Event.objects.get()
    assert response.status_code == 302
    assert (event.status, event.title_sv, event.sequence) == (EventStatus.DRAFT, "Lunch om skolan", 0)
    assert event.starts_at == at_local(day_ahead(), dt.time(12, 15))
    assert [str(item) for item in event.agenda.all()] == ["12.15 Välkomna"]
    assert AuditEntry.objects.filter(action="lunch.created").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end_clock": "11:00"}, "end_clock"),
        ({"day": "2026-02-31"}, "day"),
        ({"start_clock": "25:99"}, "start_clock"),
        ({"capacity": "0"}, "capacity"),
        ({"title_sv": ""}, "title_sv"),
        ({"deadline_override_0": "2099-01-01", "deadline_override_1": "10:00"}, "deadline_override"),
        ({"reminder_override_0": "2099-01-01", "reminder_override_1": "10:00"}, "reminder_override"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    staff: Client, changes: dict[str, Any], field: str
) -> None:
    response = staff.post(reverse(ADD), form_of(**{"topic_sv": "Skola och hem", **changes}))
    assert (response.status_code, list(errors_of(response))) == (422, [field])
    assert response.context["adminform"].form["topic_sv"].value() == "Skola och hem"
    assert Event.objects.count() == 0


def test_a_point_outside_the_lunch_is_refused_at_its_time(staff: Client) -> None:
    event = coming_draft()
    response = staff.post(page_of("change", event), form_of(event, **{"agenda-0-starts": "09:00"}))
    [formset] = [item.formset for item in response.context["inline_admin_formsets"] if item.formset.prefix == "agenda"]
    assert response.status_code == 422
    assert [list(form.errors) for form in formset.forms] == [["starts"], [], [], [], []]
    assert str(event.agenda.first()) == "12.15 Välkomna"


def test_overlapping_points_are_saved_with_a_warning(staff: Client) -> None:
    event = coming_draft()
    response = staff.post(page_of("change", event), form_of(event, **{"agenda-0-minutes": 20}))
    expected = gettext("Two points of the programme overlap: the one at %(first)s is not over at %(second)s.")
    assert warnings_of(response) == [expected % {"first": "12.15", "second": "12.30"}]
    assert event.agenda.get(what_sv="Välkomna").minutes == 20


def test_the_programme_moves_with_the_start_of_a_draft(staff: Client) -> None:
    event = coming_draft()
    response = staff.post(page_of("change", event), form_of(event, start_clock="13:00", end_clock="15:00"))
    assert response.status_code == 302
    assert [f"{item.starts:%H.%M}" for item in event.agenda.all()] == ["13.00", "13.15", "13.30", "13.55", "14.25"]


def test_a_published_lunch_keeps_its_time_whatever_is_sent(staff: Client) -> None:
    event = coming_lunch()
    sent = form_of(event, day="2031-01-01", title_sv="Nytt namn")
    assert staff.post(page_of("change", event), sent).status_code == 302
    after = Event.objects.get(pk=event.pk)
    assert (after.title_sv, after.starts_at, after.sequence) == ("Nytt namn", event.starts_at, 0)


def test_seats_cannot_fall_below_those_taken(staff: Client) -> None:
    event = coming_lunch()
    build.says(event, build.member(), now=timezone.now(), children=2)
    response = staff.post(page_of("change", event), form_of(event, capacity=2, title_sv="Nytt namn"))
    assert (response.status_code, list(errors_of(response))) == (422, ["capacity"])
    assert response.context["adminform"].form["title_sv"].value() == "Nytt namn"
    assert Event.objects.get(pk=event.pk).capacity == 40


def test_a_holiday_monday_offers_the_workday_before(staff: Client) -> None:
    thursdays = (day_ahead() + dt.timedelta(weeks=number) for number in range(80))
    day, warning = next((day, found) for day in thursdays if (found := deadline_warning(day)))
    event, workday = build.draft_lunch(day, now=timezone.now()), warning.workday_before
    assert staff.get(page_of("change", event)).context["workday"].workday == workday
    assert staff.post(page_of("workday", event)).status_code == 302
    after = Event.objects.get(pk=event.pk)
    assert after.deadline_override == at_local(workday, dt.time(18, 0))
    assert after.reminder_override == at_local(workday, dt.time(9, 0))
    assert staff.get(page_of("change", after)).context["workday"] is None
