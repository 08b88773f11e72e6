"""A mail that came back: staff say so, asked first and with a note on the trail."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.members import logged_in, make_member, make_staff
from wow.audit.models import AuditEntry
from wow.outbox.enums import MessageStatus, Reason
from wow.outbox.explain import explain
from wow.outbox.models import Message
from wow.outbox.services import CannotRelease, enqueue, note_bounced

pytestmark = pytest.mark.django_db
NOTE = "Seen in the mailbox."


@pytest.fixture
def staff() -> Client:
    return logged_in(make_staff())


def row(status: str = MessageStatus.SENT) -> Message:
    now = timezone.now()
    made = enqueue(kind="tests.kind", dedupe_key="tests:1", due_at=now, now=now, member_id=make_member().pk)
    Message.objects.filter(pk=made.pk).update(status=status, sent_at=now, attempts=1)
    return Message.objects.get(pk=made.pk)


def url_of(act: str, message: Message) -> str:
    return reverse(f"admin:outbox_message_{act}", args=(message.pk,))


def test_staff_note_that_a_mail_came_back(staff: Client) -> None:
    message = row()
    assert url_of("bounced", message) in staff.get(url_of("change", message)).content.decode()
    assert staff.get(url_of("bounced", message)).status_code == 200
    assert Message.objects.get().status == MessageStatus.SENT
    assert staff.post(url_of("bounced", message), {"note": NOTE}).status_code == 302
    after = Message.objects.get()
    assert (after.status, after.reason, after.sent_at) == (MessageStatus.BOUNCED, Reason.CAME_BACK, message.sent_at)
    entry = AuditEntry.objects.get(note=NOTE)
    assert (entry.action, entry.subject) == ("came back", f"outbox.message:{message.pk}")
    assert entry.actor is not None


def test_without_a_note_it_stays_sent(staff: Client) -> None:
    assert staff.post(url_of("bounced", row()), {"note": ""}).status_code == 422
    assert Message.objects.get().status == MessageStatus.SENT


def test_only_what_was_sent_can_come_back(staff: Client) -> None:
    message = row(MessageStatus.HELD)
    response = staff.post(url_of("bounced", message), {"note": NOTE})
    assert (response.status_code, response.context["form"].non_field_errors()) == (422, [explain("not-sent")])
    assert Message.objects.get().status == MessageStatus.HELD


def test_saying_it_twice_notes_it_once() -> None:
    message, actor = row(), make_member()
    for _ in range(2):
        note_bounced(message_id=message.pk, actor=actor, note=NOTE, now=timezone.now())
    assert AuditEntry.objects.filter(note=NOTE).count() == 1


@pytest.mark.parametrize("status", sorted(set(MessageStatus) - {MessageStatus.SENT, MessageStatus.BOUNCED}))
def test_the_service_refuses_every_other_state(status: str) -> None:
    message = row()
    Message.objects.update(status=status, lease_token=message.pk, leased_until=timezone.now())
    with pytest.raises(CannotRelease):
        note_bounced(message_id=message.pk, actor=make_member(), note=NOTE, now=timezone.now())
    assert Message.objects.get().status == status


@pytest.mark.parametrize("role", ["greeter", "strategist", "translator", "safeguarding"])
def test_others_note_nothing(role: str) -> None:
    message = row()
    assert logged_in(make_staff(role)).post(url_of("bounced", message), {"note": NOTE}).status_code == 403
    assert Message.objects.get().status == MessageStatus.SENT


def test_the_list_is_filtered_by_it(staff: Client) -> None:
    message = row()
    note_bounced(message_id=message.pk, actor=make_member(), note=NOTE, now=timezone.now())
    page = staff.get(reverse("admin:outbox_message_changelist"), {"status__exact": "bounced"})
    assert list(page.context["cl"].result_list) == [message]
    assert explain(Reason.CAME_BACK) in page.content.decode().replace("&#x27;", "'")
