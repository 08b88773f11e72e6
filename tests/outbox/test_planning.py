"""Rows written, taken back, revived, held and released."""

import datetime as dt
import uuid

import pytest
from django.core.management import call_command

from members.models import Member
from tests.outbox.conftest import KIND, NOON, Clock, Writer, letter_to, plan
from tests.smtp import MailServer
from wow.audit.models import AuditEntry
from wow.outbox.models import Message
from wow.outbox.services import (
    CannotRelease,
    PlannedMessage,
    beat,
    cancel_unsent,
    claiming,
    deliver_due,
    give_up,
    hold_due,
    last_beat,
    plan_many,
    release_held,
    revive_cancelled,
)

pytestmark = pytest.mark.django_db

TOPIC = "tests.thing:1"
DAY = dt.date(2024, 3, 7)


@pytest.fixture
def amina() -> Member:
    """Somebody with an address."""
    return Member.objects.create_user("amina@example.org", name="Amina")


def planned(member: Member, key: str) -> PlannedMessage:
    """One letter to her about TOPIC."""
    return PlannedMessage(KIND, member.pk, key, TOPIC, NOON, DAY, NOON + dt.timedelta(hours=7))


def stopped(member: Member, status: str = "held", **columns: object) -> Message:
    """A row of hers that waits for a person."""
    plan_many([planned(member, f"k:{uuid.uuid4()}")], now=NOON)
    message = Message.objects.latest("created_at")
    Message.objects.filter(pk=message.pk).update(status=status, reason="uncertain", uncertain_sends=2, **columns)
    message.refresh_from_db()
    return message


def test_the_same_key_makes_one_row() -> None:
    first = plan(payload={"code": "1"})
    second = plan(payload={"code": "2"})

    assert first.pk == second.pk
    assert second.payload == {"code": "1"}
    assert first.message_id == f"<{first.pk.hex}@localhost>"


def test_planning_many_counts_what_is_really_new(amina: Member) -> None:
    rows = [planned(amina, f"k:{number}") for number in range(1203)]

    assert plan_many(rows[:700], now=NOON) == 700
    assert plan_many(rows, now=NOON) == 503
    assert plan_many(iter(rows), now=NOON) == 0
    assert Message.objects.values("message_id").distinct().count() == 1203


def test_cancelling_takes_the_claimed_too_but_not_what_is_on_its_way(amina: Member) -> None:
    plan_many([planned(amina, f"k:{number}") for number in range(4)], now=NOON)
    plan(9, topic="tests.thing:2", due_at=NOON + dt.timedelta(hours=1))
    claim = claiming.claim(now=NOON, size=2)
    claiming.fence(claim.messages[0], claim.token, now=NOON, language="sv")

    assert cancel_unsent(topic=TOPIC, now=NOON, reason="moved", kinds=["other"]) == 0
    assert cancel_unsent(topic=TOPIC, now=NOON, reason="moved", member_id=uuid.uuid4()) == 0
    assert cancel_unsent(topic=TOPIC, now=NOON, reason="moved", kinds=[KIND], member_id=amina.pk) == 3
    assert cancel_unsent(topic=TOPIC, now=NOON, reason="moved") == 0
    assert sorted(Message.objects.values_list("status", flat=True)) == [
        "cancelled",
        "cancelled",
        "cancelled",
        "planned",
        "sending",
    ]


def test_what_was_cancelled_for_a_move_comes_back_with_its_message_id(amina: Member) -> None:
    plan_many([planned(amina, "k:1")], now=NOON)
    before = Message.objects.get()
    cancel_unsent(topic=TOPIC, now=NOON, reason="moved")

    def revive(reason: str, day: dt.date) -> int:
        return revive_cancelled(topic=TOPIC, kind=KIND, occurrence_on=day, reason=reason, now=NOON, expires_at=NOON)

    assert revive("answered", DAY) == 0
    assert revive("moved", DAY + dt.timedelta(days=1)) == 0
    assert revive("moved", DAY) == 1
    assert revive("moved", DAY) == 0
    after = Message.objects.get()
    assert (after.status, after.reason, after.expires_at, after.message_id) == ("planned", "", NOON, before.message_id)


def test_a_released_row_is_looked_at_again_and_sent(
    amina: Member, server: MailServer, clock: Clock, writer: Writer
) -> None:
    message = stopped(amina)
    writer.outcome = letter_to("amina@example.org")

    for _twice in range(2):
        release_held(message_id=message.pk, actor=amina, note="asked her", now=NOON)

    assert deliver_due(clock=clock).sent == 1
    assert server.inbox()[0]["Message-ID"] == message.message_id
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id, entry.note, entry.subject) == (
        "release",
        amina.pk,
        "asked her",
        f"outbox.message:{message.pk}",
    )


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"status": "sent", "sent_at": NOON}, "ended"),
        ({"status": "failed", "member": None}, "wiped"),
        ({"status": "held", "expires_at": NOON}, "too-late"),
    ],
)
def test_what_cannot_be_released(amina: Member, columns: dict[str, object], code: str) -> None:
    message = stopped(amina)
    Message.objects.filter(pk=message.pk).update(**columns)

    with pytest.raises(CannotRelease) as refusal:
        release_held(message_id=message.pk, actor=amina, note="", now=NOON)

    assert refusal.value.code == code
    assert AuditEntry.objects.count() == 0


def test_giving_up_ends_a_stopped_row_once(amina: Member) -> None:
    message = stopped(amina, "failed")

    for _twice in range(2):
        give_up(message_id=message.pk, actor=amina, note="called her", now=NOON)

    message.refresh_from_db()
    assert (message.status, message.reason) == ("cancelled", "given-up-by-staff")
    assert AuditEntry.objects.count() == 1


def test_giving_up_a_row_that_is_planned_is_refused(amina: Member) -> None:
    message = plan()

    with pytest.raises(CannotRelease):
        give_up(message_id=message.pk, actor=amina, note="", now=NOON)


def test_after_a_restore_nothing_that_was_due_is_sent(server: MailServer, clock: Clock) -> None:
    for number in range(3):
        plan(number)
    tomorrow = plan(9, due_at=NOON + dt.timedelta(days=1))
    claim = claiming.claim(now=NOON, size=2)
    claiming.fence(claim.messages[0], claim.token, now=NOON, language="sv")

    assert hold_due(now=NOON) == 3
    assert hold_due(now=NOON) == 0
    clock.forward(hours=1)
    assert deliver_due(clock=clock).sent == 0
    assert Message.objects.filter(status="held", reason="restored", address="").count() == 3
    tomorrow.refresh_from_db()
    assert tomorrow.status == "planned"


def test_the_commands_do_the_same(server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    plan(1, is_urgent=True)
    call_command("deliver")
    assert capsys.readouterr().out == "sent: 1\n"
    plan(2, is_urgent=True)
    call_command("hold_due")
    assert capsys.readouterr().out == "held: 1\n"


def test_a_heartbeat_never_goes_back() -> None:
    assert last_beat("tick") is None
    beat("tick", NOON)
    beat("tick", NOON - dt.timedelta(minutes=5))
    assert last_beat("tick") == NOON
    beat("tick", NOON + dt.timedelta(minutes=1))
    assert last_beat("tick") == NOON + dt.timedelta(minutes=1)
