"""A mail server that obeys, a clock that is set by hand, and a kind of message to send."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from pytest_django import Settings

from tests.outbox.faulty import Faulty, faulty_server
from tests.smtp import MailServer
from wow.outbox import registry
from wow.outbox.models import Message
from wow.outbox.registry import Draft, Skip
from wow.outbox.ringing import _bell
from wow.outbox.services import enqueue

KIND = "tests.letter"
NOON = dt.datetime(2024, 3, 4, 11, 0, tzinfo=dt.UTC)  # a Monday, 12:00 in Stockholm


@dataclass
class Clock:
    """A clock set by hand."""

    now: dt.datetime = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **duration: float) -> None:
        """Turn it on by a timedelta's arguments."""
        self.now += dt.timedelta(**duration)


@dataclass
class Writer:
    """The composer of the tests' letters; `outcome` replaces what it writes, `calls` are the messages it saw."""

    outcome: Draft | Skip | Exception | None = None
    calls: list[Message] = field(default_factory=list)

    def __call__(self, message: Message, now: dt.datetime) -> Draft | Skip:
        self.calls.append(message)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome or letter_to(message.address or "amina@example.org")


def letter_to(address: str) -> Draft:
    """A small letter in Swedish."""
    return Draft(address, "WOW på torsdag", "Hej!\n.\nVälkommen", "<p>Hej!</p>", "sv")


def plan(number: int = 1, **changes: object) -> Message:
    """One message that may wait, to an address of its own, due a little before NOON."""
    arguments: dict[str, object] = {
        "kind": KIND,
        "dedupe_key": f"letter:{number}",
        "due_at": NOON - dt.timedelta(seconds=1000 - number),  # the lower number first
        "now": NOON,
        "address": f"guest{number}@example.org",
        "topic": "tests.thing:1",
        **changes,
    }
    return enqueue(**arguments)  # type: ignore[arg-type]


@pytest.fixture
def clock() -> Clock:
    """Noon on a Monday."""
    return Clock()


@pytest.fixture(autouse=True)
def _bell_is_whole() -> Iterator[None]:
    """No test inherits a broker that was away."""
    _bell.silent_until = 0.0
    yield
    _bell.silent_until = 0.0


@pytest.fixture(autouse=True)
def writer() -> Iterator[Writer]:
    """The registered composer of KIND, unregistered afterwards."""
    composer = Writer()
    registry.register(KIND, composer, label="Letter")
    yield composer
    del registry._kinds[KIND]


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    """A mail server on a free port, named in the settings."""
    with faulty_server() as (running, _faults):
        settings.EMAIL_PORT = running.port
        settings.EMAIL_TIMEOUT = 1
        yield running


@pytest.fixture
def faults(server: MailServer) -> Faulty:
    """The server's orders."""
    assert isinstance(server.keeper, Faulty)
    return server.keeper
