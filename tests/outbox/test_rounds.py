"""Two letters of one hand: the second is written while the first is digested, and notes the first as it leaves."""

import datetime as dt

import pytest
from django.db import OperationalError

from tests.outbox.conftest import NOON, Clock, Writer, letter_to, plan
from tests.outbox.faulty import DROP, Faulty
from tests.smtp import MailServer
from wow.outbox.channels.email import Courier
from wow.outbox.models import Message
from wow.outbox.registry import Draft
from wow.outbox.services import cancel_unsent, claiming, deliver_due, settling

pytestmark = pytest.mark.django_db


def statuses() -> list[str]:
    """Of all rows, the first planned first."""
    return list(Message.objects.order_by("due_at").values_list("status", flat=True))


def test_the_second_is_written_before_the_first_is_answered(
    server: MailServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    hear_answer = Courier.hear_answer

    def write(_writer: Writer, message: Message, now: dt.datetime) -> Draft:
        steps.append(f"write {message.address}")
        return letter_to(message.address)

    def hear(courier: Courier) -> None:
        hear_answer(courier)
        steps.append("hear")

    monkeypatch.setattr(Writer, "__call__", write)
    monkeypatch.setattr(Courier, "hear_answer", hear)
    plan(1)
    plan(2)

    assert deliver_due(clock=clock).sent == 2
    assert steps == ["write guest1@example.org", "write guest2@example.org", "hear", "hear"]


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "DOT"])
@pytest.mark.parametrize("action", ["451 later", "550 never", DROP])
def test_the_first_is_noted_whatever_becomes_of_the_second(
    step: str, action: str, faults: Faulty, server: MailServer, clock: Clock
) -> None:
    plan(1)
    plan(2)
    faults.order(step, "", action, action)

    report = deliver_due(clock=clock)

    assert report.sent == 1
    assert statuses()[0] == "sent"
    assert statuses()[1] != "sent"
    assert [mail["To"] for mail in server.inbox()] == ["guest1@example.org"]


def test_the_first_is_noted_when_the_second_is_cancelled(
    faults: Faulty, server: MailServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = Courier.offer

    def offer_while_staff_cancel(courier: Courier, letter: object) -> None:
        offer(courier, letter)  # type: ignore[arg-type]
        if faults.texts:
            cancel_unsent(topic="tests.thing:2", now=NOON, reason="moved")

    monkeypatch.setattr(Courier, "offer", offer_while_staff_cancel)
    plan(1)
    plan(2, topic="tests.thing:2")

    report = deliver_due(clock=clock)

    assert (report.sent, report.lost) == (1, 1)
    assert statuses() == ["sent", "cancelled"]
    assert faults.texts == 1


def test_a_letter_that_waited_for_a_slow_server_is_written_afresh(
    server: MailServer, clock: Clock, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear_answer = Courier.hear_answer

    def hear_late(courier: Courier) -> None:
        clock.forward(seconds=10)
        hear_answer(courier)

    monkeypatch.setattr(Courier, "hear_answer", hear_late)
    plan(1)
    plan(2)

    assert deliver_due(clock=clock).sent == 2
    assert [message.address for message in writer.calls] == [f"guest{number}@example.org" for number in (1, 2, 2)]


@pytest.mark.django_db(transaction=True)
def test_the_first_is_noted_when_the_database_fails_at_the_seconds_fence(
    faults: Faulty, server: MailServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "DATABASE_PAUSE_SECONDS", 0)
    fence = claiming.fence
    asked = []

    def fence_once(message: Message, *args: object, **rest: object) -> bool:
        asked.append(message.pk)
        if len(asked) > 1:
            raise OperationalError
        return fence(message, *args, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(claiming, "fence", fence_once)
    plan(1)
    plan(2)

    with pytest.raises(OperationalError):
        deliver_due(clock=clock)

    assert statuses() == ["sent", "planned"]
    assert len(asked) == 1 + settling.DATABASE_TRIES
    assert faults.texts == 1


@pytest.mark.django_db(transaction=True)
def test_a_fence_that_passed_unheard_lets_nothing_out(
    faults: Faulty, server: MailServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit arrived and its confirmation did not: asked again, the fence refuses; the row comes back later."""
    monkeypatch.setattr(settling, "DATABASE_PAUSE_SECONDS", 0)
    stubbornly = settling.stubbornly
    commits: list[object] = []

    def write_twice(write: object) -> object:
        def unheard() -> object:
            done = write()  # type: ignore[operator]
            if isinstance(done, tuple) and not commits:
                commits.append(done)
                raise OperationalError
            return done

        return stubbornly(unheard)

    monkeypatch.setattr(settling, "stubbornly", write_twice)
    plan(1)
    plan(2)

    report = deliver_due(clock=clock)

    assert commits == [(True, True)]
    assert report.lost == 1
    assert statuses() == ["sent", "sending"]
    assert faults.texts == 1
    monkeypatch.setattr(settling, "stubbornly", stubbornly)
    clock.now += claiming.LEASE
    deliver_due(clock=clock)
    clock.now += settling.UNCERTAIN_PAUSE
    deliver_due(clock=clock)
    assert statuses() == ["sent", "sent"]
    assert faults.texts == 2
