"""The doorbell: rung once, never in the way, replaced by this very process for what cannot wait."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.db import transaction
from kombu import pools
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.outbox.conftest import NOON, plan
from tests.smtp import MailServer, free_port
from wow.celery import app
from wow.outbox import ringing
from wow.outbox.models import Message

AWAY_SECONDS = 3.0


@pytest.fixture
def broker_away() -> Iterator[None]:
    """Redis at an address where nobody listens."""
    before = app.conf.broker_url
    _point_at(f"redis://127.0.0.1:{free_port()}/0")
    yield
    _point_at(before)


@pytest.fixture
def broker_frozen() -> Iterator[None]:
    """A Redis that takes the connection and never says a word."""
    before = app.conf.broker_url
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        _point_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        yield
        _point_at(before)


def _point_at(url: str) -> None:
    """Forget every connection and use another broker from now on."""
    celery: Any = app  # celery-types knows a broker as fixed at start
    celery.conf.broker_url = celery.conf.broker_write_url = url
    pools.reset()
    celery._pool = celery.amqp._producer_pool = None


def fault_cost(fault: str) -> float:
    """Seconds that the first ring must take, or the fault was not what it claims to be."""
    return ringing.RING_WAIT_SECONDS if fault == "broker_frozen" else 0.0


def wait_for_threads() -> None:
    """Until the senders of this process have ended."""
    for thread in threading.enumerate():
        if thread.name == "outbox-urgent":
            thread.join(10)


def queue_length() -> int:
    """How many calls wait in the memory broker."""
    with app.connection_for_write() as line:
        channel: Any = line.default_channel
        return int(channel.queue_declare("celery", passive=False).message_count)


@pytest.mark.django_db
def test_many_rows_ring_once(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    with django_capture_on_commit_callbacks() as calls:
        for number in range(10):
            plan(number)

    assert len(calls) == 1


@pytest.mark.django_db
def test_the_bell_reaches_the_broker_and_carries_nothing(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = queue_length()

    with django_capture_on_commit_callbacks(execute=True):
        plan()

    assert queue_length() == before + 1
    assert app.tasks["wow.outbox.tasks.deliver"] is current_app.tasks["wow.outbox.tasks.deliver"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", ["broker_away", "broker_frozen"])
def test_without_a_broker_nothing_fails_and_nobody_waits(
    fault: str, request: pytest.FixtureRequest, server: MailServer
) -> None:
    request.getfixturevalue(fault)
    started = time.monotonic()
    for number in range(5):
        with transaction.atomic():
            plan(number)

    assert fault_cost(fault) < time.monotonic() - started < AWAY_SECONDS
    assert Message.objects.filter(status="planned").count() == 5
    assert server.inbox() == []


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_a_code_is_sent_by_this_process(broker_away: None, server: MailServer) -> None:
    with transaction.atomic():
        code = plan(1, is_urgent=True)
        plan(2)
    wait_for_threads()

    code.refresh_from_db()
    assert (code.status, code.address) == ("sent", "")
    assert [mail["To"] for mail in server.inbox()] == ["guest1@example.org"]


@pytest.mark.django_db(transaction=True)
def test_broker_and_mail_server_away_is_no_error_either(broker_away: None, settings: Settings) -> None:
    settings.EMAIL_PORT = free_port()
    with transaction.atomic():
        code = plan(1, is_urgent=True)
    wait_for_threads()

    code.refresh_from_db()
    assert (code.status, code.reason) == ("planned", "server-away")


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_failed_is_left_alone_for_a_while(broker_away: None, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(1)
    assert ringing._bell.silent_until > time.monotonic()

    def ring_again(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("rung again too early")

    monkeypatch.setattr("wow.outbox.tasks.deliver.apply_async", ring_again)
    plan(2)
    assert Message.objects.count() == 2


@pytest.mark.django_db
def test_what_is_due_later_rings_nobody(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    with django_capture_on_commit_callbacks() as calls:
        plan(due_at=NOON.replace(hour=23))

    assert calls == []
