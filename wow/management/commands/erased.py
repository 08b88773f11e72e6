"""`manage.py erased`: who must not come back with an old backup."""

from typing import Any

from django.core.management.base import BaseCommand

from members.services.replaying import erased_ids


class Command(BaseCommand):
    """Keep what it prints beside the backups, newer than they are: `restore --erased` erases those members again."""

    help = "Print the ids of members who were erased, a line each. They lead to nobody."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for erased in erased_ids():
            self.stdout.write(str(erased))
