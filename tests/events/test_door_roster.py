"""The roster on a lunch's form: who can be found, who is put on and taken off, who may do it."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event, GreeterShift
from members.models import Member
from tests.events.staff_pages import page_of
from tests.events.test_admin_lunches import form_of as sound_form
from tests.factories.events import chapter, draft_lunch, lunch, member
from tests.factories.members import make_staff
from tests.factories.pages import logged_in
from wow.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def found(client: Client, event: Event, **asked: str) -> list[str]:
    """Whom the field finds."""
    answer = client.get(reverse("admin:events_event_greeters", args=[event.pk]), asked)
    return [one["text"] for one in answer.json()["results"]]


def saved(client: Client, event: Event, sent: dict[str, str], *, standing: int = 0) -> int:
    """Send the form as it stands with these fields of the roster, of which `standing` are stored; the status."""
    lines = {name.split("-")[1] for name in sent}
    counts = {"greeters-TOTAL_FORMS": len(lines), "greeters-INITIAL_FORMS": standing}
    return client.post(page_of("change", event), sound_form(event, **counts, **sent)).status_code


def test_only_active_members_of_the_chapter_are_found() -> None:
    event, client = lunch(), logged_in(make_staff(name="Vera"))
    member(name="Amina"), member(name="Nora")
    member(name="Amal", is_active=False), member(name="Amanda", chapter=chapter("helsingborg"))
    assert found(client, event) == ["Amina", "Nora", "Vera"]
    assert found(client, event, term="am") == found(client, event, term=" ÁM") == ["Amina"]
    assert found(client, event, term="\x00", page="x") == ["Amina", "Nora", "Vera"]


def test_more_than_twenty_come_page_by_page() -> None:
    event, client = lunch(), logged_in(make_staff(name="Ö"))
    for number in range(24):
        member(name=f"Amina {number:02}")
    address = reverse("admin:events_event_greeters", args=[event.pk])
    pages = [client.get(address, {"page": page}).json() for page in ("1", "2", "3")]
    assert [(len(page["results"]), page["pagination"]["more"]) for page in pages] == [
        (20, True),
        (5, False),
        (0, False),
    ]


@pytest.mark.parametrize("role", ["greeter", "translator", "strategist", "safeguarding"])
def test_other_roles_find_nobody(role: str) -> None:
    client = logged_in(make_staff(role))
    assert client.get(reverse("admin:events_event_greeters", args=[lunch().pk])).status_code == 403


def test_staff_put_a_greeter_on_and_take_her_off() -> None:
    event, who, staff = draft_lunch(), member(), make_staff()
    client = logged_in(staff)
    new = {"greeters-0-member": str(who.pk), "greeters-0-id": ""}
    assert saved(client, event, new) == 302
    shift = GreeterShift.objects.get()
    assert (shift.event, shift.member) == (event, who)
    gone = {"greeters-0-id": str(shift.pk), "greeters-0-member": str(who.pk), "greeters-0-DELETE": "on"}
    assert saved(client, event, gone, standing=1) == 302
    assert GreeterShift.objects.count() == 0
    acts = AuditEntry.objects.filter(action__startswith="door.").values_list("action", "actor_id")
    assert sorted(acts) == [("door.greeter_added", staff.pk), ("door.greeter_removed", staff.pk)]


def test_another_name_in_a_line_replaces_the_first() -> None:
    event, first, second = lunch(), member(), member()
    shift = GreeterShift.objects.create(event=event, member=first)
    line = {"greeters-0-id": str(shift.pk), "greeters-0-member": str(second.pk)}
    assert saved(logged_in(make_staff()), event, line, standing=1) == 302
    assert list(GreeterShift.objects.values_list("member_id", flat=True)) == [second.pk]


def test_a_stranger_to_the_chapter_is_refused_and_who_left_may_stand() -> None:
    event, stranger, gone = lunch(), member(chapter=chapter("helsingborg")), member()
    shift = GreeterShift.objects.create(event=event, member=gone)
    Member.objects.filter(pk=gone.pk).update(is_active=False)
    stays = {"greeters-0-id": str(shift.pk), "greeters-0-member": str(gone.pk)}
    new = {"greeters-1-id": "", "greeters-1-member": str(stranger.pk)}
    client = logged_in(make_staff())
    assert saved(client, event, {**stays, **new}, standing=1) == 422
    assert saved(client, event, stays, standing=1) == 302
    assert list(GreeterShift.objects.values_list("member_id", flat=True)) == [gone.pk]


def test_a_lunch_that_is_not_saved_yet_has_no_roster() -> None:
    page = logged_in(make_staff()).get(reverse("admin:events_event_add"))
    assert "greeters-TOTAL_FORMS" not in page.content.decode()
