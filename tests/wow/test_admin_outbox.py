"""The outbox, the trail and the languages as staff see them."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.members import logged_in, make_member, make_staff
from wow.audit.models import AuditEntry
from wow.i18n.models import PublicLanguage
from wow.outbox.enums import MessageStatus, Reason
from wow.outbox.explain import explain
from wow.outbox.models import Message
from wow.outbox.services import enqueue

pytestmark = pytest.mark.django_db
LIST = "admin:outbox_message_changelist"
CODE = "739205"


def message(number: int, status: str = MessageStatus.HELD, **fields: Any) -> Message:
    """One row in a given state."""
    now = timezone.now()
    row = enqueue(kind="tests.kind", dedupe_key=f"tests:{number}", due_at=now, now=now, member_id=make_member().pk)
    Message.objects.filter(pk=row.pk).update(status=status, reason=Reason.UNCERTAIN, **fields)
    return Message.objects.get(pk=row.pk)


@pytest.fixture
def staff() -> Client:
    return logged_in(make_staff())


def url_of(act: str, row: Message) -> str:
    return reverse(f"admin:outbox_message_{act}", args=(row.pk,))


@pytest.mark.parametrize(("act", "status"), [("release", MessageStatus.PLANNED), ("give_up", MessageStatus.CANCELLED)])
def test_a_person_decides_with_a_note(staff: Client, act: str, status: str) -> None:
    row = message(1)
    assert staff.get(url_of(act, row)).status_code == 200
    assert Message.objects.get(pk=row.pk).status == MessageStatus.HELD
    assert staff.post(url_of(act, row), {"note": "Asked her, nothing came."}).status_code == 302
    assert Message.objects.get(pk=row.pk).status == status
    assert AuditEntry.objects.filter(note="Asked her, nothing came.").count() == 1


def test_without_a_note_nothing_is_decided(staff: Client) -> None:
    row = message(1)
    response = staff.post(url_of("release", row), {"note": ""})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["note"])
    assert Message.objects.get(pk=row.pk).status == MessageStatus.HELD


def test_what_has_ended_stays_ended(staff: Client) -> None:
    row = message(1, MessageStatus.SENT, sent_at=timezone.now())
    response = staff.post(url_of("release", row), {"note": "Again."})
    assert (response.status_code, response.context["form"].non_field_errors()) == (422, [explain("ended")])
    assert Message.objects.get(pk=row.pk).status == MessageStatus.SENT


@pytest.mark.parametrize("role", ["greeter", "strategist", "translator", "safeguarding"])
@pytest.mark.parametrize("act", ["release", "give_up"])
def test_others_decide_nothing(role: str, act: str) -> None:
    row = message(1)
    assert logged_in(make_staff(role)).post(url_of(act, row), {"note": "Mine."}).status_code == 403
    assert logged_in(make_member()).post(url_of(act, row), {"note": "Mine."}).status_code == 403
    assert Message.objects.get(pk=row.pk).status == MessageStatus.HELD


def test_codes_and_addresses_of_strangers_are_never_shown(staff: Client) -> None:
    now = timezone.now()
    row = enqueue(
        kind="tests.code", dedupe_key="tests:code", due_at=now, now=now, address="stranger@example.org",
        payload={"code": CODE}, is_urgent=True,
    )  # fmt: skip
    pages = [staff.get(url).content.decode() for url in (reverse(LIST), url_of("change", row))]
    assert [(CODE in page, "stranger@example.org" in page, "tests.code" in page) for page in pages] == [
        (False, False, True),
        (False, False, True),
    ]


def test_rows_are_read_only() -> None:
    boss, row = logged_in(make_staff(is_superuser=True)), message(1)
    assert boss.get(url_of("change", row)).status_code == 200
    assert boss.post(url_of("change", row), {"status": "sent"}).status_code == 403
    assert boss.get(reverse("admin:outbox_message_add")).status_code == 403
    assert boss.post(url_of("delete", row), {"post": "yes"}).status_code == 403
    assert Message.objects.get(pk=row.pk).status == MessageStatus.HELD


def test_the_list_is_filtered(staff: Client) -> None:
    day = dt.date(2024, 3, 7)
    held = message(1, language="ar", occurrence_on=day)
    sent = message(2, MessageStatus.SENT, language="sv", sent_at=timezone.now())

    def listed(**filters: str) -> set[Message]:
        return set(staff.get(reverse(LIST), filters).context["cl"].result_list)

    assert listed() == {held, sent}
    assert listed(stuck="yes") == {held}
    assert listed(language="sv") == {sent}
    assert listed(day="2024-03-07") == {held}
    assert listed(day="2024-02-31") == {held, sent}
    assert listed(status__exact="sent") == {sent}


@pytest.mark.parametrize("url_name", [LIST, "admin:audit_auditentry_changelist"])
def test_lists_cost_the_same_for_three_as_for_one(staff: Client, url_name: str) -> None:
    message(1, occurrence_on=dt.date(2024, 3, 7))
    counts = []
    for _round in range(2):
        staff.get(reverse(url_name))
        with CaptureQueriesContext(connection) as captured:
            assert staff.get(reverse(url_name)).status_code == 200
        counts.append(len(captured))
        message(2)
        message(3)
    assert counts[0] == counts[1]


def test_the_trail_is_read_only() -> None:
    boss = logged_in(make_staff(is_superuser=True))
    entry = AuditEntry.objects.first()
    assert entry is not None
    change = reverse("admin:audit_auditentry_change", args=(entry.pk,))
    assert [boss.get(change).status_code, boss.post(change, {"note": "x"}).status_code] == [200, 403]
    assert boss.get(reverse("admin:audit_auditentry_add")).status_code == 403
    assert boss.post(reverse("admin:audit_auditentry_delete", args=(entry.pk,)), {"post": "yes"}).status_code == 403


def test_swedish_is_never_closed() -> None:
    boss = logged_in(make_staff(is_superuser=True))
    for code in ("sv", "ar"):
        PublicLanguage.objects.update_or_create(code=code, defaults={"is_public": True})
        boss.post(reverse("admin:languages_publiclanguage_change", args=(code,)), {})
    assert dict(PublicLanguage.objects.values_list("code", "is_public"))["sv"] is True
    assert dict(PublicLanguage.objects.values_list("code", "is_public"))["ar"] is False
