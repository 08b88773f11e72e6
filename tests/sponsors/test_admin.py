"""The staff screens of sponsors: the list, the form with its upload, deleting; and sponsors in a lunch's form."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from events.models import LunchSponsor
from sponsors.models import Logo, Sponsor
from tests.events.staff_pages import coming_lunch, staff_client
from tests.events.test_admin_lunches import form_of as lunch_form_of
from tests.factories.sponsors import encoded, picture, sponsor, upload
from wow.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[object]]
LIST = "/admin/sponsors/sponsor/"
ADD = f"{LIST}add/"


@pytest.fixture
def staff() -> Client:
    return staff_client()


def page_of(row: Sponsor, page: str = "change") -> str:
    return f"{LIST}{row.pk}/{page}/"


def form_of(**changes: Any) -> dict[str, Any]:
    return {"name": "Nordea", "website": "https://example.org/", "is_shown": "on", "position": 2, **changes}


def errors_of(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


def test_a_new_sponsor_with_its_sentence_and_logo(staff: Client) -> None:
    sent = form_of(gives_sv="Nordea betalar maten.", gives_ar="نورديا تدفع ثمن الطعام.", logo_file=upload())
    assert staff.post(ADD, sent).status_code == 302
    row = Sponsor.objects.get()
    assert (row.slug, row.gives_sv, row.gives_ar, row.position) == (
        "nordea",
        "Nordea betalar maten.",
        "نورديا تدفع ثمن الطعام.",
        2,
    )
    assert (row.logo.width, row.logo.height, LogEntry.objects.count()) == (300, 120, 0)
    page = staff.get(page_of(row)).content.decode()
    assert (page.count(f"/sponsors/logo/{row.logo.digest}.png"), 'name="removes_logo"' in page) == (1, True)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg/>", "logo.png"),
        (b"<html></html>", "logo.png"),
        (encoded(picture())[:60], "logo.png"),
        (encoded(picture((1, 1))), "logo.png"),
        (b"", "logo.png"),
    ],
)
def test_a_refused_logo_is_said_at_its_field_and_nothing_else_is_lost(staff: Client, content: bytes, name: str) -> None:
    sent = form_of(name="Bageriet", gives_sv="Brödet.", logo_file=upload(content, name))
    response = staff.post(ADD, sent)
    assert (response.status_code, list(errors_of(response)), Sponsor.objects.count()) == (200, ["logo_file"], 0)
    page = response.content.decode()
    assert ('value="Bageriet"' in page, 'value="Brödet."' in page) == (True, True)


def test_another_error_asks_for_the_sound_logo_again(staff: Client) -> None:
    response = staff.post(ADD, form_of(name="", logo_file=upload()))
    assert sorted(errors_of(response)) == ["logo_file", "name"]
    sponsor("Bageriet")
    response = staff.post(ADD, form_of(name="Bageriet", logo_file=upload()))
    assert (sorted(errors_of(response)), Logo.objects.count()) == (["logo_file", "name"], 0)


def test_of_two_saves_at_one_instant_the_second_is_told_at_the_field(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sponsor("Nordea")
    check, checked = Sponsor.validate_unique, []

    def sees_the_other_late(row: Sponsor, **options: Any) -> None:
        checked.append(row)
        if len(checked) > 1:  # the other is saved after the first check and before the form's own save
            check(row, **options)

    monkeypatch.setattr(Sponsor, "validate_unique", sees_the_other_late)
    response = staff.post(ADD, form_of(logo_file=upload()))
    assert (response.status_code, sorted(errors_of(response)), len(checked)) == (200, ["logo_file", "name"], 2)
    assert (Sponsor.objects.count(), Logo.objects.count()) == (1, 0)


@pytest.mark.parametrize("name", ["\u202eaedroN", "12", "Nor\u0000dea"])
def test_a_name_that_deceives_is_refused(staff: Client, name: str) -> None:
    assert list(errors_of(staff.post(ADD, form_of(name=name)))) == ["name"]


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://example.org", "data:text/html,x"])
def test_a_website_is_a_page_of_the_web(staff: Client, website: str) -> None:
    assert list(errors_of(staff.post(ADD, form_of(website=website)))) == ["website"]


def test_a_logo_is_taken_away_or_left(staff: Client) -> None:
    row = sponsor(has_logo=True)
    staff.post(page_of(row), form_of())
    assert Logo.objects.count() == 1
    staff.post(page_of(row), form_of(removes_logo="on"))
    assert (Logo.objects.count(), 'name="removes_logo"' in staff.get(page_of(row)).content.decode()) == (0, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_rows(staff: Client, rows: int, django_assert_num_queries: Counted) -> None:
    for number in range(rows):
        row = sponsor(f"Bageri {number}", has_logo=number != 1, gives_sv="Bröd")
        for _lunch in range(rows):
            LunchSponsor.objects.create(event=coming_lunch(), sponsor=row)
    staff.get(LIST)
    with django_assert_num_queries(9):
        page = staff.get(LIST).content.decode()
    assert page.count('class="staff-logo"') == rows


def test_the_list_shows_the_latest_lunches_and_how_many_more(staff: Client) -> None:
    row = sponsor()
    for _lunch in range(5):
        LunchSponsor.objects.create(event=coming_lunch(), sponsor=row)
    page = staff.get(LIST).content.decode()
    assert (page.count("staff-date"), "och 2 till" in page or "and 2 more" in page) == (3, True)
    assert staff.get(page_of(row)).content.decode().count("staff-date") == 5


def test_the_list_can_be_filtered_searched_and_put_in_order(staff: Client) -> None:
    drawn, pictured = sponsor("Barilla"), sponsor("Pegoya", has_logo=True, is_shown=False)

    def names(query: str) -> list[str]:
        return [row.name for row in staff.get(f"{LIST}?{query}").context["cl"].result_list]

    assert [names(query) for query in ("logo=yes", "logo=no", "is_shown__exact=0", "q=baril", "q=x")] == [
        ["Pegoya"],
        ["Barilla"],
        ["Pegoya"],
        ["Barilla"],
        [],
    ]
    sent = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "form-0-id": drawn.pk, "form-0-position": 9}
    staff.post(LIST, {**sent, "form-1-id": pictured.pk, "form-1-position": 1, "_save": "Save"})
    assert (names(""), Logo.objects.count()) == (["Pegoya", "Barilla"], 1)
    assert AuditEntry.objects.filter(action="sponsor.changed", subject=f"sponsors.sponsor:{drawn.pk}").count() == 1


def test_a_sponsor_without_lunches_can_be_deleted(staff: Client) -> None:
    row = sponsor(has_logo=True)
    assert staff.get(page_of(row, "delete")).status_code == 200
    assert staff.post(page_of(row, "delete"), {"post": "yes"}).status_code == 302
    assert (Sponsor.objects.count(), AuditEntry.objects.filter(action="sponsor.deleted").count()) == (0, 1)


def test_a_sponsor_of_a_lunch_is_kept_with_a_clear_word(staff: Client) -> None:
    row = sponsor()
    LunchSponsor.objects.create(event=coming_lunch(), sponsor=row)
    for send in (staff.get, staff.post):
        response = send(page_of(row, "delete"), {"post": "yes"})
        said = {message.level_tag for message in get_messages(response.wsgi_request)}
        assert (response.status_code, response.headers["Location"], said) == (302, page_of(row), {"error"})
    assert Sponsor.objects.count() == 1


@pytest.mark.parametrize("group", ["greeter", "strategist", "translator", "safeguarding"])
def test_others_of_the_staff_see_no_sponsors(group: str) -> None:
    row, outsider = sponsor(), staff_client(group)
    for page in (LIST, ADD, page_of(row), page_of(row, "delete")):
        assert (page, outsider.get(page).status_code, outsider.post(page, form_of()).status_code) == (page, 403, 403)
    assert Sponsor.objects.get().website == ""


def sponsorships(*rows: tuple[Sponsor, int], initial: int = 0) -> dict[str, Any]:
    """What the browser sends of the sponsors in a lunch's form."""
    sent: dict[str, Any] = {"sponsorships-TOTAL_FORMS": len(rows), "sponsorships-INITIAL_FORMS": initial}
    for number, (row, position) in enumerate(rows):
        sent |= {f"sponsorships-{number}-sponsor": row.pk, f"sponsorships-{number}-position": position}
    return sent


def test_sponsors_are_chosen_in_the_form_of_the_lunch(staff: Client) -> None:
    event, first, second = coming_lunch(), sponsor("Barilla"), sponsor("Pegoya")
    address = reverse("admin:events_event_change", args=(event.pk,))
    once = {**lunch_form_of(event), **sponsorships((first, 2), (second, 1))}
    assert staff.post(address, once).status_code == 302
    assert [each.sponsor.name for each in event.sponsorships.all()] == ["Pegoya", "Barilla"]
    twice = {**lunch_form_of(event), **sponsorships((first, 1), (first, 2))}
    assert (staff.post(address, twice).status_code, event.sponsorships.count()) == (422, 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_of_a_lunch_reads_the_sponsors_once(
    staff: Client, rows: int, django_assert_num_queries: Counted
) -> None:
    event = coming_lunch(agenda=(), questions=())
    for number in range(rows):
        LunchSponsor.objects.create(event=event, sponsor=sponsor(f"Bageri {number}"))
    address = reverse("admin:events_event_change", args=(event.pk,))
    staff.get(address)
    with django_assert_num_queries(15):
        assert staff.get(address).status_code == 200
