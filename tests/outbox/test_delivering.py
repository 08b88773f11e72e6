"""What becomes of one row, whatever the mail server does."""

import datetime as dt

import pytest
from pytest_django import Settings

from tests.outbox.conftest import KIND, NOON, Clock, Writer, letter_to, plan
from tests.outbox.faulty import DROP, HANG, Faulty
from tests.smtp import MailServer, free_port
from wow.outbox.channels.email import Courier
from wow.outbox.models import Message
from wow.outbox.registry import Skip
from wow.outbox.services import cancel_unsent, claiming, deliver_due

pytestmark = pytest.mark.django_db


def state(message: Message) -> tuple[str, str]:
    """Status and reason as the database has them."""
    message.refresh_from_db()
    return message.status, message.reason


def is_wiped(message: Message) -> bool:
    """Nothing left of whom it went to, and no lease."""
    return (message.address, message.payload, message.lease_token, message.leased_until) == ("", {}, None, None)


def test_a_due_row_is_sent_once_and_wiped(server: MailServer, clock: Clock) -> None:
    message = plan(payload={"code": "123456"})

    report = deliver_due(clock=clock)
    again = deliver_due(clock=clock)

    assert (report.sent, again.sent) == (1, 0)
    assert state(message) == ("sent", "")
    assert is_wiped(message)
    assert (message.sent_at, message.language) == (NOON, "sv")
    assert [mail["Message-ID"] for mail in server.inbox()] == [message.message_id]


def test_a_row_of_tomorrow_waits(server: MailServer, clock: Clock) -> None:
    message = plan(due_at=NOON + dt.timedelta(hours=20))

    assert deliver_due(clock=clock).sent == 0
    clock.forward(hours=20)
    assert deliver_due(clock=clock).sent == 1
    assert state(message) == ("sent", "")


def test_urgent_rows_go_first_and_one_line_carries_all(faults: Faulty, server: MailServer, clock: Clock) -> None:
    for number in range(30):
        plan(number)
    plan(99, is_urgent=True)

    assert deliver_due(clock=clock).sent == 31
    assert server.inbox()[0]["To"] == "guest99@example.org"
    assert faults.connections == 1


def test_the_limit_is_kept(server: MailServer, clock: Clock) -> None:
    for number in range(30):
        plan(number)

    assert deliver_due(clock=clock, limit=27).sent == 27
    assert Message.objects.filter(status="planned").count() == 3


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "DOT"])
@pytest.mark.parametrize("code", [451, 452])
def test_later_means_later(step: str, code: int, faults: Faulty, server: MailServer, clock: Clock) -> None:
    message = plan()
    faults.order(step, f"{code} later", f"{code} later")

    deliver_due(clock=clock)

    assert state(message) == ("planned", f"deferred-{code}")
    assert message.next_attempt_at == NOON + dt.timedelta(seconds=30)
    clock.forward(seconds=30)
    deliver_due(clock=clock)
    message.refresh_from_db()
    assert message.next_attempt_at == NOON + dt.timedelta(seconds=90)
    clock.forward(seconds=60)
    deliver_due(clock=clock)
    assert state(message) == ("sent", "")
    assert len(server.inbox()) == 1


@pytest.mark.parametrize("step", ["RCPT", "DATA", "DOT"])
def test_never_means_failed_and_the_next_one_goes(step: str, faults: Faulty, server: MailServer, clock: Clock) -> None:
    refused, other = plan(1), plan(2)
    faults.order(step, "550 no such box")

    report = deliver_due(clock=clock)

    assert (report.failed, report.sent) == (1, 1)
    assert state(refused) == ("failed", "refused-550")
    assert is_wiped(refused)
    assert state(other) == ("sent", "")
    assert [mail["To"] for mail in server.inbox()] == ["guest2@example.org"]


@pytest.mark.parametrize(
    ("step", "action"),
    [("MAIL", "421 closing"), ("MAIL", "550 not you"), ("RCPT", "421 closing"), ("DATA", "421 closing")]
    + [(step, fault) for step in ("MAIL", "RCPT", "DATA") for fault in (DROP, HANG)],
)
def test_a_line_that_breaks_before_the_text_costs_nothing(
    step: str, action: str, faults: Faulty, server: MailServer, clock: Clock
) -> None:
    broken, other = plan(1), plan(2)
    faults.order(step, action)

    report = deliver_due(clock=clock)

    assert (report.unreached, report.sent, report.is_server_away) == (1, 1, False)
    assert state(broken) == ("planned", "server-away")
    assert broken.attempts == 0
    clock.forward(seconds=30)
    deliver_due(clock=clock)
    assert (state(broken)[0], state(other)[0]) == ("sent", "sent")
    assert len(server.inbox()) == 2


def test_an_idle_line_closed_by_the_server_is_opened_again_at_once(
    faults: Faulty, server: MailServer, clock: Clock
) -> None:
    plan(1)
    plan(2)
    faults.order("MAIL", "", DROP)

    assert deliver_due(clock=clock).sent == 2
    assert faults.connections == 2


def test_a_server_that_is_away_is_left_alone(settings: Settings, clock: Clock) -> None:
    settings.EMAIL_PORT = free_port()
    for number in range(40):
        plan(number)

    report = deliver_due(clock=clock)

    assert (report.unreached, report.is_server_away) == (3, True)
    assert Message.objects.filter(status="planned", lease_token=None).count() == 40


@pytest.mark.parametrize("fault", [DROP, HANG])
def test_an_unanswered_text_is_sent_once_more_and_then_held(
    fault: str, faults: Faulty, server: MailServer, clock: Clock
) -> None:
    message = plan()
    faults.order("DOT", fault, fault)

    assert deliver_due(clock=clock).uncertain == 1
    assert state(message) == ("planned", "uncertain")
    clock.forward(minutes=1)
    assert deliver_due(clock=clock).uncertain == 1
    assert state(message) == ("held", "uncertain")
    assert is_wiped(message)
    clock.forward(days=1)
    assert deliver_due(clock=clock).sent == 0
    assert faults.texts == 2


def test_the_resend_has_the_same_message_id(faults: Faulty, server: MailServer, clock: Clock) -> None:
    message = plan()
    faults.order("DOT", DROP)

    deliver_due(clock=clock)
    clock.forward(minutes=1)
    deliver_due(clock=clock)

    assert state(message) == ("sent", "")
    assert [mail["Message-ID"] for mail in server.inbox()] == [message.message_id]
    assert faults.texts == 2


def test_quiet_hours_stop_all_but_urgent_rows(server: MailServer, clock: Clock) -> None:
    lunch, code = plan(1), plan(2, is_urgent=True)
    clock.now = dt.datetime(2024, 3, 4, 20, 30, tzinfo=dt.UTC)  # 21:30 in Stockholm

    deliver_due(clock=clock)

    assert (state(lunch)[0], state(code)[0]) == ("planned", "sent")
    clock.now = dt.datetime(2024, 3, 5, 7, 0, tzinfo=dt.UTC)  # 08:00
    deliver_due(clock=clock)
    assert state(lunch) == ("sent", "")


def test_a_batch_that_runs_into_the_quiet_hours_stops(
    server: MailServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = plan(1), plan(2)
    clock.now = dt.datetime(2024, 3, 4, 19, 59, 59, tzinfo=dt.UTC)
    hear_answer = Courier.hear_answer

    def hear_late(courier: Courier) -> None:
        clock.forward(seconds=2)
        hear_answer(courier)

    monkeypatch.setattr(Courier, "hear_answer", hear_late)
    deliver_due(clock=clock)

    assert (state(first)[0], state(second)) == ("sent", ("planned", ""))


def test_what_has_become_pointless_expires(server: MailServer, clock: Clock) -> None:
    message = plan(expires_at=NOON + dt.timedelta(hours=1))
    clock.forward(hours=1)

    assert deliver_due(clock=clock).expired == 1
    assert state(message) == ("expired", "too-late")
    assert is_wiped(message)
    assert server.inbox() == []


def test_the_composer_may_say_that_it_is_no_longer_needed(server: MailServer, clock: Clock, writer: Writer) -> None:
    message = plan()
    writer.outcome = Skip("answered")

    assert deliver_due(clock=clock).cancelled == 1
    assert state(message) == ("cancelled", "answered")
    assert is_wiped(message)
    assert server.inbox() == []


def test_a_broken_composer_holds_its_row_and_tells_no_secrets(
    server: MailServer, clock: Clock, writer: Writer, caplog: pytest.LogCaptureFixture
) -> None:
    message = plan()
    writer.outcome = ValueError("amina@example.org")

    assert deliver_due(clock=clock).held == 1
    assert state(message) == ("held", "composer-broken")
    assert "ValueError" in caplog.text
    assert "amina" not in caplog.text


def test_an_unknown_kind_is_held(server: MailServer, clock: Clock) -> None:
    message = plan(kind="nobody.knows")

    assert deliver_due(clock=clock).held == 1
    assert state(message) == ("held", "unknown-kind")


@pytest.mark.parametrize(
    "address",
    ["a@example.org\r\nBcc: b@example.org", "a@b@", "a, b@example.org", "nobody", "@example.org", "å@example.org"],
)
def test_an_address_that_cannot_be_is_not_tried(
    address: str, faults: Faulty, server: MailServer, clock: Clock, writer: Writer
) -> None:
    message = plan()
    writer.outcome = letter_to(address)

    assert deliver_due(clock=clock).failed == 1
    assert state(message) == ("failed", "bad-address")
    assert faults.connections == 0


def test_a_row_cancelled_after_the_claim_is_not_sent(
    faults: Faulty, server: MailServer, clock: Clock, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compose_while_staff_move_the_lunch(message: Message, now: dt.datetime) -> object:
        cancel_unsent(topic="tests.thing:1", now=now, reason="moved")
        return letter_to("guest1@example.org")

    message = plan()
    monkeypatch.setattr(
        Writer, "__call__", lambda _self, message, now: compose_while_staff_move_the_lunch(message, now)
    )

    assert deliver_due(clock=clock).lost == 1
    assert state(message) == ("cancelled", "moved")
    assert faults.texts == 0


def test_without_the_fence_the_cancelled_row_would_have_left(
    faults: Faulty, server: MailServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the test above."""
    monkeypatch.setattr(claiming, "fence", lambda *_args, **_kwargs: True)
    test_a_row = test_a_row_cancelled_after_the_claim_is_not_sent
    with pytest.raises(AssertionError):
        test_a_row(faults, server, clock, Writer(), monkeypatch)
    assert faults.texts == 1


def test_a_row_erased_after_the_claim_is_not_sent(
    faults: Faulty, server: MailServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compose_while_she_leaves(_self: Writer, message: Message, now: dt.datetime) -> object:
        Message.objects.all().delete()
        return letter_to("guest1@example.org")

    plan()
    monkeypatch.setattr(Writer, "__call__", compose_while_she_leaves)

    assert deliver_due(clock=clock).lost == 1
    assert faults.texts == 0


def test_kind_is_registered() -> None:
    from wow.outbox.registry import label_of

    assert (label_of(KIND), label_of("nobody.knows")) == ("Letter", "nobody.knows")
