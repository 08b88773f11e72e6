"""`manage.py load_demo`: builds the demo when it is not there or too old; otherwise leaves it as it is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from wow.demo.freshness import ensure_fresh
from wow.demo.mailbox import post_office


class Command(BaseCommand):
    """Twice in a row is harmless."""

    help = "Fills the demo's database with invented people and lunches around today."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="throw the demo away and build it anew")

    def handle(self, *args: Any, **options: Any) -> None:
        with post_office():
            is_new = ensure_fresh(now=timezone.now(), again=options["again"])
        self.stdout.write("The demo is loaded." if is_new else "The demo is there already.")
