"""A logged-in member answers: one tap, the optional details, and everything that can be wrong with a POST."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.enums import AnswerChannel, RsvpStatus
from events.errors import AnswersClosed, NotEnoughSeats
from events.models import Event, Rsvp
from members.enums import FoodNeed, PhotoAnswer
from members.models import Member
from tests.factories.events import fill, member, says
from tests.factories.pages import close_answers, coming_lunch, logged_in, page_of, staff
from wow.audit.models import AuditEntry
from wow.outbox.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]


def answer_url(event: Event, language: str = "en") -> str:
    return f"{page_of(event, language)}answer/"


def details_url(event: Event, language: str = "en") -> str:
    return f"{page_of(event, language)}details/"


def stored(event: Event) -> list[tuple[Any, str]]:
    return list(Rsvp.objects.filter(event=event).values_list("member_id", "status"))


def test_a_yes_is_saved_and_leads_to_the_details() -> None:
    event, her = coming_lunch(), member()
    response = logged_in(her).post(answer_url(event), {"answer": "yes"})
    assert (response.status_code, response.headers["Location"]) == (302, details_url(event))
    rsvp = Rsvp.objects.get(event=event)
    assert (rsvp.member_id, rsvp.status, rsvp.channel) == (her.pk, RsvpStatus.YES, AnswerChannel.PORTAL)


def test_a_no_is_saved_and_leads_back_to_the_lunch() -> None:
    event, her = coming_lunch(), member()
    response = logged_in(her).post(answer_url(event), {"answer": "no"}, follow=True)
    assert response.redirect_chain == [(page_of(event, "en"), 302)]
    assert "You are not coming this time" in response.content.decode()
    assert stored(event) == [(her.pk, RsvpStatus.NO)]


def test_the_same_answer_twice_is_one_answer_and_one_message() -> None:
    event, client = coming_lunch(), logged_in(member())
    locations = [client.post(answer_url(event), {"answer": "yes"}).headers["Location"] for _tap in range(2)]
    assert locations == [details_url(event)] * 2
    assert (Rsvp.objects.count(), Message.objects.filter(kind="events.confirmation").count()) == (1, 1)


def test_who_is_not_logged_in_comes_back_to_the_lunch_after_the_log_in() -> None:
    event = coming_lunch()
    for url, response in (
        ("answer", Client().post(answer_url(event), {"answer": "yes"})),
        ("details", Client().get(details_url(event))),
    ):
        expected = f"{reverse('account_request_login_code')}?next={page_of(event, 'en')}".replace("/sv/", "/en/", 1)
        assert (url, response.status_code, response.headers["Location"]) == (url, 302, expected)
    assert stored(event) == []


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_an_answers_address_changes_nothing(method: str) -> None:
    event, client = coming_lunch(), logged_in(member())
    response = getattr(client, method)(f"{answer_url(event)}?answer=yes")
    assert (response.status_code, response.headers["Location"]) == (302, page_of(event, "en"))
    counts = (Rsvp.objects.count(), AuditEntry.objects.filter(action="answer.given").count())
    assert counts == (0, 0)


def test_a_strangers_page_never_answers_for_somebody_else() -> None:
    event, other = coming_lunch(), member()
    says(event, other, now=timezone.now())
    logged_in(member()).post(answer_url(event), {"answer": "no", "member_id": str(other.pk)})
    assert Rsvp.objects.get(member=other).status == RsvpStatus.YES


@pytest.mark.parametrize(
    "fields", [{}, {"answer": ""}, {"answer": "maybe"}, {"answer": "\x00"}, {"answer": "ye\ud800"}]
)
def test_a_post_that_is_no_answer_says_what_to_do(fields: dict[str, str]) -> None:
    event = coming_lunch()
    body = "&".join(f"{name}={value}" for name, value in fields.items()).encode("utf-8", "surrogatepass")
    response = logged_in(member()).post(answer_url(event), body, content_type="application/x-www-form-urlencoded")
    assert (response.status_code, "Press yes or no, so that we know." in response.content.decode()) == (400, True)
    assert stored(event) == []


def test_a_yes_after_the_deadline_is_refused_in_her_language_and_a_no_is_taken() -> None:
    event, her = coming_lunch(days=9), member()
    says(event, her, now=timezone.now() - dt.timedelta(hours=2))
    close_answers(event)
    late = logged_in(member()).post(answer_url(event), {"answer": "yes"})
    assert (late.status_code, AnswersClosed().message in late.content.decode()) == (409, True)
    assert logged_in(her).post(answer_url(event), {"answer": "no"}).status_code == 302
    assert Rsvp.objects.get(member=her).cancelled_late_at is not None


def test_a_full_lunch_puts_her_in_the_queue() -> None:
    event, her = coming_lunch(capacity=1), member()
    fill(event, 1, now=timezone.now() - dt.timedelta(hours=1))
    response = logged_in(her).post(answer_url(event), {"answer": "yes"}, follow=True)
    assert "Saved: you are waiting for a seat" in response.content.decode()
    assert "Your place in the queue: 1." in response.content.decode()


def sends(client: Client, event: Event, **fields: object) -> Any:
    return client.post(details_url(event), fields)


def test_details_are_preset_from_her_profile_and_saved() -> None:
    event, her = coming_lunch(), member(food_needs=[FoodNeed.NO_PORK])
    client = logged_in(her)
    client.post(answer_url(event), {"answer": "yes"})
    form = client.get(details_url(event)).context["form"]
    assert form["food_needs"].value() == [FoodNeed.NO_PORK]
    response = sends(
        client, event, children="2", companions="1", food_needs=["no_nuts"], food_note=" No  sesame ", photo_answer="no"
    )
    assert (response.status_code, response.headers["Location"]) == (302, page_of(event, "en"))
    rsvp = Rsvp.objects.get(event=event)
    assert (rsvp.children, rsvp.companions, rsvp.food_needs, rsvp.food_note, rsvp.photo_answer) == (
        2,
        1,
        [FoodNeed.NO_NUTS],
        "No sesame",
        PhotoAnswer.NO,
    )


def test_details_may_be_skipped_and_keep_what_stands() -> None:
    event, her = coming_lunch(), member()
    says(event, her, now=timezone.now(), children=2, photo_answer=PhotoAnswer.YES)
    assert sends(logged_in(her), event).status_code == 302
    rsvp = Rsvp.objects.get(event=event)
    assert (rsvp.status, rsvp.children, rsvp.photo_answer) == (RsvpStatus.YES, 2, PhotoAnswer.YES)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"children": "7"}, "children"),
        ({"children": "-1"}, "children"),
        ({"companions": "1" + "0" * 30}, "companions"),
        ({"companions": "two"}, "companions"),
        ({"food_needs": ["bacon"]}, "food_needs"),
        ({"food_note": "x" * 201}, "food_note"),
        ({"food_note": "a\x00b"}, "food_note"),
        ({"food_note": "a\u202eb"}, "food_note"),
        ({"photo_answer": "perhaps"}, "photo_answer"),
    ],
)
def test_bad_details_are_tied_to_their_field_and_nothing_is_lost(fields: dict[str, Any], field: str) -> None:
    event, her = coming_lunch(), member()
    says(event, her, now=timezone.now())
    response = sends(logged_in(her), event, **{"food_note": "No sesame", **fields})
    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    assert ("No sesame" in page) == ("food_note" not in fields)
    assert Rsvp.objects.get(event=event).food_note == ""


def test_a_party_that_does_not_fit_keeps_her_seat_and_what_she_wrote() -> None:
    event, her = coming_lunch(capacity=2), member()
    says(event, her, now=timezone.now())
    response = sends(logged_in(her), event, companions="3", food_note="No sesame")
    page = response.content.decode()
    assert (response.status_code, list(response.context["form"].errors)) == (409, ["companions"])
    assert (NotEnoughSeats(free=1).message in page, "No sesame" in page) == (True, True)
    assert (Rsvp.objects.get().status, Rsvp.objects.get().companions) == (RsvpStatus.YES, 0)


def test_details_without_a_yes_lead_to_the_lunch() -> None:
    event, her = coming_lunch(), member()
    says(event, her, is_coming=False, now=timezone.now())
    for who in (her, member()):
        assert logged_in(who).get(details_url(event)).headers["Location"] == page_of(event, "en")


def test_after_the_deadline_pictures_alone_can_be_changed() -> None:
    event, her = coming_lunch(days=9), member()
    says(event, her, now=timezone.now() - dt.timedelta(hours=2), children=1, photo_answer=PhotoAnswer.YES)
    close_answers(event)
    client = logged_in(her)
    assert f'href="{details_url(event)}"' in client.get(page_of(event, "en")).content.decode()
    assert list(client.get(details_url(event)).context["form"].fields) == ["photo_answer"]
    assert sends(client, event, photo_answer="no", children="6").status_code == 302
    assert (Rsvp.objects.get().photo_answer, Rsvp.objects.get().children) == (PhotoAnswer.NO, 1)


def test_a_protected_member_has_nothing_to_change_after_the_deadline() -> None:
    event, her = coming_lunch(days=9), member(is_protected=True, photo_answer=PhotoAnswer.NO)
    says(event, her, now=timezone.now() - dt.timedelta(hours=2))
    close_answers(event)
    assert logged_in(her).get(details_url(event)).headers["Location"] == page_of(event, "en")


def test_a_protected_member_is_not_asked_about_pictures() -> None:
    event, her = coming_lunch(), member(is_protected=True, photo_answer=PhotoAnswer.NO)
    says(event, her, now=timezone.now())
    client = logged_in(her)
    assert 'name="photo_answer"' not in client.get(details_url(event)).content.decode()
    sends(client, event, photo_answer="yes")
    assert Rsvp.objects.get().photo_answer == PhotoAnswer.NO


def test_a_draft_takes_no_answer_not_even_of_staff() -> None:
    event = coming_lunch()
    Event.objects.filter(pk=event.pk).update(status="draft")
    viewers: list[tuple[Member, int]] = [(member(), 404), (staff("view_event"), 409)]
    for who, status in viewers:
        assert logged_in(who).post(answer_url(event), {"answer": "yes"}).status_code == status
    assert stored(event) == []


def test_without_a_csrf_token_a_members_answer_is_refused() -> None:
    event, her = coming_lunch(), member()
    client = Client(enforce_csrf_checks=True)
    client.force_login(her)
    assert client.post(answer_url(event), {"answer": "yes"}).status_code == 403
    assert stored(event) == []
