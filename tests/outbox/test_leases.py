"""Rows in the hands of workers that sleep, die or lose their database connection."""

import datetime as dt
import uuid

import pytest
from django.db import OperationalError, connection

from tests.outbox.conftest import NOON, Clock, Writer, letter_to, plan
from tests.outbox.faulty import Faulty
from tests.smtp import MailServer
from wow.outbox.models import Message
from wow.outbox.registry import Draft
from wow.outbox.services import claiming, deliver_due, settling

pytestmark = pytest.mark.django_db

LATER = NOON + claiming.LEASE


def in_hand(status: str, **columns: object) -> Message:
    """A row that a worker has claimed at NOON."""
    message = plan()
    Message.objects.filter(pk=message.pk).update(status=status, lease_token=uuid.uuid4(), leased_until=LATER, **columns)
    message.refresh_from_db()
    return message


@pytest.mark.parametrize(
    ("status", "uncertain_before", "status_after", "reason", "uncertain_after"),
    [
        ("claimed", 0, "planned", "", 0),
        ("sending", 0, "planned", "uncertain", 1),
        ("sending", 1, "held", "uncertain", 2),
    ],
)
def test_a_lease_that_ran_out_is_taken_back(
    status: str, uncertain_before: int, status_after: str, reason: str, uncertain_after: int
) -> None:
    message = in_hand(status, uncertain_sends=uncertain_before)

    assert claiming.recover(LATER - dt.timedelta(seconds=1)) == 0
    assert claiming.recover(LATER) == 1
    assert claiming.recover(LATER) == 0

    message.refresh_from_db()
    assert (message.status, message.reason, message.uncertain_sends) == (status_after, reason, uncertain_after)
    assert (message.lease_token, message.leased_until) == (None, None)


def test_a_claim_takes_each_row_once() -> None:
    for number in range(5):
        plan(number)

    first = claiming.claim(now=NOON, size=3)
    second = claiming.claim(now=NOON, size=3)

    assert (len(first.messages), len(second.messages)) == (3, 2)
    assert {row.pk for row in first.messages}.isdisjoint(row.pk for row in second.messages)


def test_the_fence_asks_for_token_state_and_time() -> None:
    plan()
    claim = claiming.claim(now=NOON, size=1)
    message = claim.messages[0]

    assert not claiming.fence(message, uuid.uuid4(), now=NOON, language="sv")
    assert not claiming.fence(message, claim.token, now=LATER, language="sv")
    assert claiming.fence(message, claim.token, now=NOON, language="sv")
    assert not claiming.fence(message, claim.token, now=NOON, language="sv")


def test_a_worker_that_slept_past_its_lease_sends_nothing(
    faults: Faulty, server: MailServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it composes, its lease runs out and another worker sends the row."""
    calls = iter(range(2))

    def compose_slowly(_writer: Writer, message: Message, now: dt.datetime) -> Draft:
        if next(calls) == 0:
            clock.forward(minutes=3)
            assert deliver_due(clock=clock).sent == 1
        return letter_to(message.address)

    message = plan()
    monkeypatch.setattr(Writer, "__call__", compose_slowly)

    assert deliver_due(clock=clock).lost == 1
    message.refresh_from_db()
    assert message.status == "sent"
    assert faults.texts == 1


def test_certainty_that_comes_late_still_counts(server: MailServer, clock: Clock) -> None:
    """A worker sleeps during DATA; the row is noted as uncertain; then the worker wakes and knows that it was sent."""
    plan()
    claim = claiming.claim(now=NOON, size=1)
    message = claim.messages[0]
    claiming.fence(message, claim.token, now=NOON, language="sv")
    claiming.recover(LATER)

    assert settling.settle_sent(message, claim.token, LATER)

    clock.forward(hours=1)
    assert deliver_due(clock=clock).sent == 0
    message.refresh_from_db()
    assert (message.status, message.address) == ("sent", "")


def test_rows_not_begun_are_given_back() -> None:
    for number in range(3):
        plan(number)
    claim = claiming.claim(now=NOON, size=3)
    settling.settle_sent(claim.messages[0], claim.token, NOON)

    assert claiming.give_back(claim.token) == 2
    assert Message.objects.filter(status="planned", lease_token=None).count() == 2


def test_a_run_that_breaks_off_gives_its_rows_back(
    server: MailServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        plan(number)

    def stop(_writer: Writer, message: Message, now: dt.datetime) -> Draft:
        raise KeyboardInterrupt

    monkeypatch.setattr(Writer, "__call__", stop)
    with pytest.raises(KeyboardInterrupt):
        deliver_due(clock=clock)

    assert Message.objects.filter(status="planned", lease_token=None).count() == 3


@pytest.mark.django_db(transaction=True)
def test_what_the_server_said_survives_a_broken_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "DATABASE_PAUSE_SECONDS", 0)
    message = plan()
    breaks = iter([True, True, False])

    def write() -> int:
        if next(breaks):
            connection.close()
            raise OperationalError
        return Message.objects.filter(pk=message.pk).update(reason="written")

    assert settling.stubbornly(write) == 1
    message.refresh_from_db()
    assert message.reason == "written"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_stays_away_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "DATABASE_PAUSE_SECONDS", 0)

    def write() -> int:
        raise OperationalError

    with pytest.raises(OperationalError):
        settling.stubbornly(write)


def test_patience_ends_after_days(faults: Faulty, server: MailServer, clock: Clock) -> None:
    message = plan()
    Message.objects.update(attempts=settling.MAX_ATTEMPTS - 1)
    faults.order("RCPT", "451 later")

    assert deliver_due(clock=clock).deferred == 1
    message.refresh_from_db()
    assert (message.status, message.reason) == ("failed", "gave-up")


@pytest.mark.django_db(transaction=True)
def test_smtp_never_runs_inside_a_transaction(server: MailServer, clock: Clock) -> None:
    from django.db import transaction

    plan()
    with transaction.atomic(), pytest.raises(RuntimeError):
        deliver_due(clock=clock)
    assert server.inbox() == []
