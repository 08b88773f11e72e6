"""`manage.py first_administrator EMAIL`: the one person who can let in all others."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.services.administrators import appoint_administrator


class Command(BaseCommand):
    """Makes or promotes her; everybody else is let in on the staff pages."""

    help = "Give every right to one person by her e-mail address. She adds the second step at her first log-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="Administrator", help="what she is called, when she is new here")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            member = appoint_administrator(email=options["email"], name=options["name"], now=timezone.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"{member.email} may do everything. She logs in at /admin/ by a mailed code and adds the second step there."
        )
