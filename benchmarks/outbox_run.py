"""One database's part of `benchmarks.outbox`: plan, then deliver by smtplib and by the outbox in turns; prints JSON."""

import asyncio
import datetime as dt
import json
import multiprocessing
import resource
import smtplib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.models import F  # noqa: E402

from benchmarks.outbox import CONNECTIONS, ROUNDS, Planning, Speed  # noqa: E402
from events.domain.deadline import at_local  # noqa: E402
from events.models import Invitation  # noqa: E402
from events.services.planning import LunchDraft, create_lunch, publish_lunch  # noqa: E402
from events.services.reminders import plan_reminders  # noqa: E402
from members.models import Chapter, Member  # noqa: E402
from wow.outbox.channels.letter import Letter, letter_of  # noqa: E402
from wow.outbox.models import Message  # noqa: E402
from wow.outbox.registry import Draft, composer_of  # noqa: E402
from wow.outbox.services import deliver_due  # noqa: E402

WEEKS_BEFORE = at_local(dt.date(2024, 2, 12), dt.time(10, 0))
MONDAY = at_local(dt.date(2024, 3, 4), dt.time(9, 0))
PROCESSES = multiprocessing.get_context("fork")


def main(engine: str, mails: int, planned: int) -> None:
    """Fill, measure, print."""
    call_command("migrate", verbosity=0)
    fill(max(mails, planned))
    began, cpu = time.perf_counter(), time.process_time()
    rows = plan_reminders(now=MONDAY)
    planning = Planning(engine, rows, time.perf_counter() - began, time.process_time() - cpu)
    Message.objects.exclude(pk__in=list(Message.objects.values_list("pk", flat=True)[:mails])).delete()
    with server() as port:
        settings.EMAIL_PORT = port
        speeds = [compare(engine, count, ready_letters()) for count in CONNECTIONS]
    found = {"planning": asdict(planning), "speeds": [asdict(each) for each in speeds]}
    sys.stdout.write(json.dumps(found) + "\n")


def fill(members: int) -> None:
    """One lunch and its invited members."""
    from events.models import Venue

    chapter = Chapter.objects.get(slug="jarva")
    venue = Venue.objects.create(name="Place", chapter=chapter, address="Street 1", directions_sv="Bus.")
    starts_at = at_local(dt.date(2024, 3, 7), dt.time(12, 15))
    draft = LunchDraft(
        chapter=chapter,
        venue=venue,
        texts={"title": {"sv": "Lunch"}},
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=105),
        capacity=40,
    )
    event = create_lunch(actor=None, draft=draft, now=WEEKS_BEFORE)
    publish_lunch(actor=None, event_id=event.pk, invite=False, now=WEEKS_BEFORE)
    made = Member.objects.bulk_create(
        Member(
            email=f"m{number}@bench.example",
            name=f"Member {number}",
            chapter=chapter,
            preferred_language=("sv", "en")[number % 2],
            joined_at=WEEKS_BEFORE,
        )
        for number in range(members)
    )
    Invitation.objects.bulk_create(Invitation(event=event, member=one, invited_at=WEEKS_BEFORE) for one in made)


def ready_letters() -> list[Letter]:
    """What smtplib is to send: the outbox's own letters, as bytes."""
    letters = []
    for message in Message.objects.select_related("member"):
        draft = composer_of(message.kind)(message, MONDAY)
        assert isinstance(draft, Draft)
        letters.append(letter_of(draft, message_id=message.message_id, at=MONDAY))
    return letters


def compare(engine: str, count: int, letters: list[Letter]) -> Speed:
    """Both in turns, so that a busy moment of the machine meets both; the median of the rounds."""

    def bare(place: int) -> None:
        send_bare(letters[place::count])

    def outbox(_place: int) -> None:
        deliver_due(clock=lambda: MONDAY)

    seconds: dict[str, list[tuple[float, float]]] = {"bare": [], "outbox": []}
    for _round in range(ROUNDS):
        plan_again()
        seconds["outbox"].append(timed(outbox, count))
        assert Message.objects.filter(status="sent").count() == len(letters)
        seconds["bare"].append(timed(bare, count))
    middle = {
        name: [statistics.median(each[place] for each in rounds) for place in (0, 1)]
        for name, rounds in seconds.items()
    }
    mails = len(letters)
    return Speed(
        engine,
        count,
        bare=mails / middle["bare"][0],
        outbox=mails / middle["outbox"][0],
        bare_cpu=middle["bare"][1] / mails * 1000,
        outbox_cpu=middle["outbox"][1] / mails * 1000,
    )


def plan_again() -> None:
    """Every row is due once more."""
    Message.objects.update(status="planned", sent_at=None, next_attempt_at=F("due_at"))


def timed(work: Callable[[int], None], count: int) -> tuple[float, float]:
    """Seconds until so many processes have done their part, begun together when all were ready; processor seconds."""
    spent = processor_seconds()
    connections.close_all()
    barrier = PROCESSES.Barrier(count + 1)
    crew = [PROCESSES.Process(target=begin_together, args=(barrier, work, place)) for place in range(count)]
    for each in crew:
        each.start()
    barrier.wait()
    began = time.perf_counter()
    for each in crew:
        each.join()
    seconds = time.perf_counter() - began
    assert [each.exitcode for each in crew] == [0] * count
    return seconds, processor_seconds() - spent


def processor_seconds() -> float:
    """What the processes that have ended have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def begin_together(barrier: Barrier, work: Callable[[int], None], place: int) -> None:
    """A worker that has been at it for a while: connected to its database."""
    connection.ensure_connection()
    barrier.wait()
    work(place)


def send_bare(letters: list[Letter]) -> None:
    """What the standard library does on one connection."""
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as line:
        for letter in letters:
            line.sendmail(letter.sender, [letter.receiver], letter.text[:-5])


@contextmanager
def server() -> Iterator[int]:
    """The port of the mail server."""
    with tempfile.TemporaryDirectory() as folder:
        receiving, sending = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=serve, args=(Path(folder), sending), daemon=True)
        process.start()
        try:
            yield int(receiving.recv())
        finally:
            process.terminate()
            process.join()


def serve(folder: Path, port: Any) -> None:
    """Accept mail into a Maildir, written through to the disk before each answer."""
    from aiosmtpd.handlers import Mailbox
    from aiosmtpd.smtp import SMTP

    async def run() -> None:
        box = Mailbox(folder / "box")
        listening = await asyncio.get_running_loop().create_server(lambda: SMTP(box), "127.0.0.1", 0)
        port.send(listening.sockets[0].getsockname()[1])
        await listening.serve_forever()

    asyncio.run(run())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
