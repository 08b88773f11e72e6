"""`manage.py reminders_tick`: what beat does every minute, for cron, a systemd timer, or a look ahead."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.audience import Forecast, forecast
from events.services.reminders import TickReport, tick
from wow.i18n.dates import STOCKHOLM
from wow.outbox.registry import label_of

COLUMNS = ("when", "lunch", "member", "message", "answer", "language")


class Command(BaseCommand):
    """Plans and sends, or with --dry-run prints who would get what and writes nothing."""

    help = "Plan reminders, invite late joiners and send what is due. Safe to run at any time and twice at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", metavar="ISO", help="act as if it were then; without an offset: Stockholm time")
        parser.add_argument("--dry-run", action="store_true", help="print who would get what, write and send nothing")
        parser.add_argument("--names", action="store_true", help="with --dry-run: print what members call themselves")

    def handle(self, *_args: Any, **options: Any) -> None:
        fixed = parse_moment(options["now"]) if options["now"] is not None else None
        if options["dry_run"]:
            self._print_forecast(list(forecast(fixed or timezone.now())), shows_names=options["names"])
            return
        report = tick(clock=(lambda: fixed) if fixed else timezone.now)
        self._print_report(report)
        if report.broken:
            raise CommandError(f"Failed: {', '.join(report.broken)}. The log says more.")

    def _print_forecast(self, expected: list[Forecast], *, shows_names: bool) -> None:
        lines = [COLUMNS, *(_cells(item, shows_names=shows_names) for item in expected)]
        widths = [max(len(line[place]) for line in lines) for place in range(len(COLUMNS))]
        for line in lines:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        self.stdout.write(f"{len(expected)} messages. Nothing was written or sent.")

    def _print_report(self, report: TickReport) -> None:
        sent = report.delivery.sent if report.delivery else 0
        self.stdout.write(
            f"planned {report.planned} reminders, invited {report.invited} members, sent {sent} messages, "
            f"missed {report.missed} members"
        )


def parse_moment(text: str) -> dt.datetime:
    """An aware datetime from ISO 8601; without an offset it is Stockholm's clock. Raises CommandError."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--now: {text!r} is not a date and time. Write it like 2024-03-04T09:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=STOCKHOLM)


def _cells(item: Forecast, *, shows_names: bool) -> tuple[str, ...]:
    when = item.at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
    whom = item.member.name if shows_names else str(item.member.pk)[:8]
    return (when, item.event.slug, whom, label_of(item.kind), item.variant, item.language)
