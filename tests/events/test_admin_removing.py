"""Drafts are deleted by staff after a question, what was published never; answer links are stopped the same way."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from events.errors import LunchUnknown, PublishedStays
from events.links import sign_answer_link
from events.models import AgendaItem, Event, Invitation
from events.services.deleting import delete_draft
from events.services.planning import cancel_lunch
from tests.events.staff_pages import coming_draft, coming_lunch, page_of, staff_client
from tests.factories import events as build
from wow.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    return staff_client(chapter=None)


def trail() -> list[str]:
    return list(AuditEntry.objects.filter(action="lunch.deleted").values_list("action", flat=True))


def test_a_draft_is_deleted_once_it_is_confirmed(staff: Client) -> None:
    draft, other = coming_draft(), coming_lunch()
    page = staff.get(page_of("discard", draft))
    assert (page.status_code, len(page.context["consequences"]), Event.objects.count()) == (200, 2, 2)
    answer = staff.post(page_of("discard", draft))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/events/event/")
    assert (list(Event.objects.all()), AgendaItem.objects.exclude(event=other).count()) == ([other], 0)
    assert trail() == ["lunch.deleted"]


def test_deleting_twice_finds_nothing(staff: Client) -> None:
    draft = coming_draft()
    staff.post(page_of("discard", draft))
    assert staff.post(page_of("discard", draft)).status_code == 404
    with pytest.raises(LunchUnknown):
        delete_draft(actor=build.member(), event_id=draft.pk, now=timezone.now())
    assert trail() == ["lunch.deleted"]


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_what_was_published_stays(staff: Client, is_cancelled: bool) -> None:
    event = coming_lunch()
    if is_cancelled:
        cancel_lunch(actor=build.member(), event_id=event.pk, now=timezone.now())
    answer = staff.post(page_of("discard", event))
    assert (answer.status_code, list(answer.context["form"].non_field_errors())) == (422, [PublishedStays().message])
    assert (Event.objects.count(), trail()) == (1, [])


def test_the_button_stands_on_drafts_alone(staff: Client) -> None:
    for event, count in ((coming_draft(), 1), (coming_lunch(), 0)):
        html = staff.get(page_of("change", event)).content.decode()
        assert html.count(page_of("discard", event)) == count


def test_djangos_own_deletion_is_closed_to_everybody() -> None:
    boss, draft = staff_client(is_superuser=True), coming_draft()
    assert boss.post(page_of("delete", draft), {"post": "yes"}).status_code == 403
    assert Event.objects.count() == 1


@pytest.mark.parametrize("role", ["greeter", "strategist", "translator", "safeguarding"])
def test_others_neither_delete_nor_stop_links(role: str) -> None:
    draft, event = coming_draft(), coming_lunch()
    invitation = Invitation.objects.create(event=event, member=build.member(), invited_at=timezone.now())
    outsider = staff_client(role)
    assert outsider.post(page_of("discard", draft)).status_code == 403
    assert outsider.post(page_of("revoke", event, invitation.member_id)).status_code == 403
    assert (Event.objects.count(), Invitation.objects.get().link_version) == (2, 1)


def test_her_links_are_stopped_once_it_is_confirmed(staff: Client, client: Client) -> None:
    event = coming_lunch()
    invitation = Invitation.objects.create(event=event, member=build.member(), invited_at=timezone.now())
    answer_page, revoke = page_of("answer", event, invitation.member_id), page_of("revoke", event, invitation.member_id)
    link = f"/sv/lunches/answer/{sign_answer_link(invitation)}/"
    assert staff.get(answer_page).content.decode().count(revoke) == 1
    assert (staff.get(revoke).status_code, client.get(link).status_code) == (200, 200)
    assert staff.post(revoke)["Location"] == answer_page
    assert client.get(link).status_code == 410
    assert AuditEntry.objects.filter(action="invitation.link_revoked").count() == 1


def test_who_was_not_invited_has_no_links_to_stop(staff: Client) -> None:
    event, who = coming_lunch(), build.member()
    assert staff.get(page_of("answer", event, who.pk)).content.decode().count("/revoke/") == 0
    assert staff.get(page_of("revoke", event, who.pk)).status_code == 404
    assert staff.get(page_of("revoke", event, uuid.uuid4())).status_code == 404
