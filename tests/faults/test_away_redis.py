"""Members use the portal while its broker is dead or frozen: no error, nobody waits, codes arrive."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.away_portal import Visits, web
from tests.faults.databases import fresh_database
from tests.faults.kill_portal import wait_until
from tests.faults.redis_broker import Broker, broker
from tests.faults.report import Result, record
from tests.faults.size import engines_for_beats, sized
from tests.smtp import MailServer, mail_server

ROUNDS = sized(small=3, full=25)
MOST_SECONDS = 3.0
LOGINS = 8  # allauth lets one address ask so often, and no more
WARM_UPS = 4
ADDRESSES = [f"guest{number}@example.org" for number in range(LOGINS + WARM_UPS + 1)]


@pytest.fixture(params=engines_for_beats(), name="engine")
def _engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(name="mail")
def _mail() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture(name="redis")
def _redis(tmp_path: Path) -> Iterator[Broker]:
    with broker(tmp_path) as ours:
        ours.start()
        yield ours


def use(visits: Visits, rounds: int) -> None:
    """Pages and answers, in turns."""
    for number in range(rounds):
        visits.read("/sv/")
        visits.read(f"/sv/lunches/{visits.slug}/")
        visits.answer(is_coming=number % 2 == 0)


@pytest.mark.parametrize("fate", ["killed", "frozen"])
def test_nobody_notices(engine: str, mail: MailServer, redis: Broker, tmp_path: Path, fate: str) -> None:
    began = time.monotonic()
    with fresh_database(engine) as url, web(url, redis, mail, tmp_path, ADDRESSES) as visits:
        for address in ADDRESSES[-WARM_UPS:]:  # both workers have done everything once
            use(visits, 1)
            visits.ask_for_code(address)
        assert [reply.status for reply in visits.answered] == [200, 200, 302, 302] * WARM_UPS
        visits.answered.clear()
        redis.kill() if fate == "killed" else redis.freeze()
        for address in ADDRESSES[1 : 1 + min(ROUNDS, LOGINS)]:
            visits.ask_for_code(address)
            wait_until(lambda address=address: len(mail.to(address)) == 1, "the code")  # type: ignore[misc]
        use(visits, ROUNDS)
    assert {reply.status for reply in visits.answered} == {200, 302}
    assert max(reply.seconds for reply in visits.answered) < MOST_SECONDS
    codes = min(ROUNDS, LOGINS)
    assert [len(mail.to(address)) for address in ADDRESSES[1 : 1 + codes]] == [1] * codes
    seconds = time.monotonic() - began
    slowest = max(reply.seconds for reply in visits.answered)
    size = f"{len(visits.answered)} requests, slowest {slowest:.1f} s"
    control = "red: a request waits as long as it is let" if fate == "frozen" else ""
    record(Result("31 away", f"web while Redis is {fate}", engine, size, codes, 0, 0, seconds, control=control))


def test_without_patience_somebody_waits(mail: MailServer, redis: Broker, tmp_path: Path) -> None:
    """The negative control: the bound on waiting for the broker is taken out."""
    with (
        fresh_database("sqlite") as url,
        web(url, redis, mail, tmp_path, ADDRESSES, WOW_FAULTS_WITHOUT="patience") as visits,
    ):
        redis.freeze()
        visits.ask_for_code(ADDRESSES[1])
    assert visits.answered[0].seconds > MOST_SECONDS
