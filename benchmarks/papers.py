"""How long the papers of a lunch take, beside WeasyPrint alone on the same HTML in the same process.

`python -m benchmarks.papers` makes a lunch with three texts, three questions and 100 guests in a database of its own
and prints a table. Warm: every font has been used once.
"""

import logging
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TURNS = 9
MOST_RATIO = 1.3
PROGRAMME_SECONDS, LIST_SECONDS = 0.5, 1.5  # together less than the 6 s of a whole lunch
GUESTS = 100


def report() -> str:
    """The table of one run."""
    import weasyprint

    from events.documents import door, kitchen, photos, programme
    from wow.pdf.press import press
    from wow.pdf.rendering import _fonts, _shelf_type

    event_id = _lunch()
    lines = ["| paper | ours ms | WeasyPrint alone ms | ratio | budget | kept |", "|---|---|---|---|---|---|"]
    papers: dict[str, tuple[Callable[..., Any], str, float]] = {
        "programme, Swedish": (programme.folded, "sv", PROGRAMME_SECONDS),
        "programme, Arabic": (programme.folded, "ar", PROGRAMME_SECONDS),
        "programme, Tigrinya": (programme.folded, "ti", PROGRAMME_SECONDS),
        f"door list, {GUESTS} guests": (door.door_list, "sv", LIST_SECONDS),
        "kitchen list": (kitchen.kitchen_list, "sv", LIST_SECONDS),
        "photo list": (photos.photo_list, "sv", LIST_SECONDS),
    }
    for name, (builder, language, most) in papers.items():

        def ours(builder: Any = builder, language: str = language) -> None:
            manuscript = builder(event_id, language)
            press.print_paper(manuscript.versions[0], manuscript.pictures)

        ready = builder(event_id, language)

        def alone(ready: Any = ready) -> None:
            shelf = _shelf_type()(ready.pictures)
            document = weasyprint.HTML(string=ready.versions[0], url_fetcher=shelf)
            document.write_pdf(font_config=_fonts(), pdf_variant="pdf/ua-1")

        mine, bare = _medians(ours, alone)
        is_kept = mine / bare <= MOST_RATIO and mine <= most
        budget = f"≤ {MOST_RATIO} and ≤ {most:g} s"
        cells = (name, f"{mine * 1000:.0f}", f"{bare * 1000:.0f}", f"{mine / bare:.2f}", budget)
        lines.append(f"| {' | '.join(cells)} | {'yes' if is_kept else 'NO'} |")
    press.stop()
    return "\n".join(lines)


def _medians(*works: Callable[[], None]) -> list[float]:
    """Of each work in seconds, the works taken in turns, so that a busy machine is busy for all."""
    times: list[list[float]] = [[] for _work in works]
    for turn in range(TURNS + 2):
        for work, taken in zip(works, times, strict=True):
            begun = time.perf_counter()
            work()
            if turn > 1:
                taken.append(time.perf_counter() - begun)
    return [statistics.median(taken) for taken in times]


def _lunch() -> Any:
    """A lunch as large as they become, everybody coming."""
    from events.models import LunchSponsor, Rsvp
    from members.models import Member
    from sponsors.models import Sponsor
    from tests.factories import events as build
    from wow.demo.content.lunches import ABOUT_SOCIAL_SERVICES as TEXTS

    words = {"title": TEXTS.title, "presentation": TEXTS.presentation, "topic": TEXTS.topic}
    event = build.lunch(capacity=GUESTS, texts=words, questions=TEXTS.questions)
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
