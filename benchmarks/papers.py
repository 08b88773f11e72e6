"""How long the papers of a lunch take, beside WeasyPrint alone on the same HTML in the same process.

`python -m benchmarks.papers` makes a lunch with three texts, three questions and 100 guests in a database of its own
and prints a table. Warm: every font has been used once.
"""

import datetime as dt
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TURNS = 9
MOST_RATIO = 1.3
PROGRAMME_SECONDS, LIST_SECONDS = 0.5, 1.5  # together less than the 6 s of a whole lunch
GUESTS = 100


def report() -> str:
    """The table of one run."""
    from wow.pdf.press import press

    event_id = _lunch()
    lines = [
        "| paper, warm | p50 ms | budget | CPU ms | CPU ms of WeasyPrint alone | ratio | budget | kept |",
        "|---|---|---|---|---|---|---|---|",
        *(_line(event_id, *paper) for paper in _papers()),
    ]
    press.stop()
    return "\n".join(lines)


def _papers() -> list[tuple[str, Callable[..., Any], str, float]]:
    """Name, builder, language, and the most seconds that it may take."""
    from events.documents import door, kitchen, photos, programme

    return [
        ("programme, Swedish", programme.folded, "sv", PROGRAMME_SECONDS),
        ("programme, Arabic", programme.folded, "ar", PROGRAMME_SECONDS),
        ("programme, Tigrinya", programme.folded, "ti", PROGRAMME_SECONDS),
        (f"door list, {GUESTS} guests", door.door_list, "sv", LIST_SECONDS),
        ("kitchen list", kitchen.kitchen_list, "sv", LIST_SECONDS),
        ("photo list", photos.photo_list, "sv", LIST_SECONDS),
    ]


def _line(event_id: Any, name: str, builder: Callable[..., Any], language: str, most: float) -> str:
    """One paper: ours from the database to the bytes, and WeasyPrint alone on the same HTML."""
    import weasyprint

    from wow.pdf.press import press
    from wow.pdf.rendering import _fonts, _shelf_type

    ready = builder(event_id, language)

    def ours() -> None:
        manuscript = builder(event_id, language)
        press.print_paper(manuscript.versions[0], manuscript.pictures)

    def alone() -> None:
        document = weasyprint.HTML(string=ready.versions[0], url_fetcher=_shelf_type()(ready.pictures))
        document.write_pdf(font_config=_fonts(), pdf_variant="pdf/ua-1")

    mine, bare = _measured(ours, alone, lambda: _seconds_of(press.process))
    ratio = mine.cpu / bare.cpu
    times = (f"{mine.median * 1000:.0f}", f"≤ {most * 1000:.0f}", f"{mine.cpu * 1000:.0f}", f"{bare.cpu * 1000:.0f}")
    kept = "yes" if ratio <= MOST_RATIO and mine.median <= most else "NO"
    return f"| {' | '.join((name, *times, f'{ratio:.2f}', f'≤ {MOST_RATIO}', kept))} |"


@dataclass(frozen=True)
class Series:
    """Seconds a paper: the median on the clock, and the mean of this process and the press on the processor."""

    median: float
    cpu: float


def _measured(ours: Callable[[], None], alone: Callable[[], None], press_seconds: Callable[[], float]) -> list[Series]:
    """Both works in turns, so that a busy machine is busy for both; the first two turns warm them up."""
    clocks: list[list[float]] = [[], []]
    processors = [0.0, 0.0]
    for turn in range(TURNS + 2):
        for which, work in enumerate((ours, alone)):
            begun, burnt = time.perf_counter(), time.process_time() + press_seconds()
            work()
            if turn > 1:
                clocks[which].append(time.perf_counter() - begun)
                processors[which] += time.process_time() + press_seconds() - burnt
    return [
        Series(statistics.median(clock), processor / TURNS) for clock, processor in zip(clocks, processors, strict=True)
    ]


def _seconds_of(process: Any) -> float:
    """What a running process has used of the processor so far, in steps of a hundredth."""
    if process is None:
        return 0.0
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _lunch() -> Any:
    """A lunch as large as they become, everybody coming."""
    from events.models import LunchSponsor, Rsvp
    from members.models import Member
    from sponsors.models import Sponsor
    from tests.factories import events as build
    from wow.demo.content.lunches import ABOUT_SOCIAL_SERVICES as TEXTS

    words = {"title": TEXTS.title, "presentation": TEXTS.presentation, "topic": TEXTS.topic}
    soon = dt.datetime.now(dt.UTC).date() + dt.timedelta(weeks=4)  # of an old one the lists have forgotten most
    event = build.lunch(soon, capacity=GUESTS, texts=words, questions=TEXTS.questions)
    for name in ("Nordea", "Siemens Financial Services", "Barilla", "Pegoya", "tam"):
        sponsor, _created = Sponsor.objects.get_or_create(name=name, defaults={"slug": name.lower()[:6]})
        LunchSponsor.objects.create(event=event, sponsor=sponsor)
    guests = Member.objects.bulk_create(
        Member(name=f"Amina {number}", email=f"a{number}@example.org", chapter=event.chapter)
        for number in range(GUESTS)
    )
    said = build.WEEKS_BEFORE
    Rsvp.objects.bulk_create(
        Rsvp(event=event, member=guest, status="yes", queued_at=said, answered_at=said) for guest in guests
    )
    return event.pk


def main() -> None:
    """Measure in a database that is thrown away, print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "wow.settings.test"
        os.environ["TEST_DATABASE_URL"] = f"sqlite:///{Path(folder) / 'papers.sqlite3'}"
        import django
        from django.core.management import call_command

        django.setup()
        logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
        logging.getLogger("weasyprint.progress").setLevel(logging.CRITICAL)
        call_command("migrate", verbosity=0)
        print(report())


if __name__ == "__main__":
    main()
