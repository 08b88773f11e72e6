"""A database, a mail server and the workers between them; and the count of what came of it."""

import multiprocessing
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.databases import fresh_database
from tests.faults.kill_points import MEMBERS
from tests.faults.kill_worker import DIED, Orders, Row, load, set_up, work
from tests.smtp import MailServer, mail_server

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.outbox.preload"])
LIFE_SECONDS = 120

MONDAY = "2024-03-04T09:00:00+01:00"
AFTER_THE_LEASE = "2024-03-04T09:05:00+01:00"
AFTER_THE_PAUSE = "2024-03-04T09:10:00+01:00"
TUESDAY = "2024-03-05T10:00:00+01:00"
AFTER_THE_LUNCH = "2024-03-08T10:00:00+01:00"

Worker = multiprocessing.context.ForkServerProcess


@dataclass(frozen=True)
class Outcome:
    """What the mail server and the outbox say about members who were all due one mail.

    `doubles`: Message-IDs beyond each member's first. `copies`: mails beyond the first of each Message-ID.
    """

    due: int
    lost: int
    doubles: int
    copies: int
    held: int
    most_copies: int
    statuses: Counter[str]

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.due + other.due,
            self.lost + other.lost,
            self.doubles + other.doubles,
            self.copies + other.copies,
            self.held + other.held,
            max(self.most_copies, other.most_copies),
            self.statuses + other.statuses,
        )


NOTHING = Outcome(0, 0, 0, 0, 0, 0, Counter())


@dataclass
class Stage:
    """A database with one lunch and its members, and a mail server that keeps what it accepts."""

    url: str
    mail: MailServer
    folder: Path
    addresses: list[str]

    def send_in(self, *at: str, name: str = "report", **orders: Any) -> Worker:
        """Start one worker (see `Orders`)."""
        report = self.folder / f"{name}.json"
        worker = PROCESSES.Process(target=work, args=(Orders(self.url, self.mail.port, report, at, **orders),))
        worker.start()
        return worker

    def run(self, *at: str, **orders: Any) -> None:
        """Start one worker and wait until it has done its work."""
        worker = self.send_in(*at, **orders)
        worker.join(LIFE_SECONDS)
        assert worker.exitcode == 0

    def kill(self, *at: str, **orders: Any) -> None:
        """Start one worker and wait until it has been killed."""
        worker = self.send_in(*at, **orders)
        worker.join(LIFE_SECONDS)
        assert worker.exitcode == DIED, f"still alive after {orders}"

    def report(self, name: str = "report") -> dict[str, Any]:
        """What the last worker of this name wrote down."""
        return load(self.folder / f"{name}.json")

    def forget_mail(self) -> None:
        """Empty the mail server's inbox."""
        self.mail.keeper.received.clear()

    def outcome(self, name: str = "report") -> Outcome:
        """The count, by the mail server's inbox and the rows in the last report."""
        rows: list[Row] = self.report(name)["rows"]
        arrived: dict[str, Counter[str]] = defaultdict(Counter)
        for mail in self.mail.inbox():
            arrived[str(mail["To"])][str(mail["Message-ID"])] += 1
        held = {row.address for row in rows if row.status == "held"}
        counts = [count for ids in arrived.values() for count in ids.values()]
        return Outcome(
            due=len(self.addresses),
            lost=len(set(self.addresses) - set(arrived) - held),
            doubles=sum(len(ids) - 1 for ids in arrived.values()),
            copies=sum(count - 1 for count in counts),
            held=len(held),
            most_copies=max(counts, default=0),
            statuses=Counter(row.status for row in rows),
        )


@contextmanager
def stage(engine: str, folder: Path, *, members: int = MEMBERS) -> Iterator[Stage]:
    """A stage on a fresh database, "sqlite" or "postgres"."""
    with fresh_database(engine) as url, stage_on(url, folder, members=members) as ours:
        yield ours


@contextmanager
def stage_on(url: str, folder: Path, *, members: int) -> Iterator[Stage]:
    """A stage on this empty migrated database."""
    addresses = [f"guest{number}@example.org" for number in range(members)]
    with mail_server() as mail:
        builder = PROCESSES.Process(target=set_up, args=(url, addresses))
        builder.start()
        builder.join(LIFE_SECONDS)
        assert builder.exitcode == 0
        yield Stage(url, mail, folder, addresses)
