"""A worker in a process of its own that says when it has begun with a document and never ends: to be killed.

The database is the one of TEST_DATABASE_URL.
"""

import time
import uuid
from typing import NoReturn

import django

django.setup()

from django.utils import timezone  # noqa: E402

from tests.wow.pdf.conftest import KIND, PERMISSION  # noqa: E402
from wow.pdf import registry, services  # noqa: E402


def begin(_subject: uuid.UUID, _language: str) -> NoReturn:
    """Say so, then sleep."""
    print("begun", flush=True)  # noqa: T201 - its owner reads it
    time.sleep(60)
    raise SystemExit(1)


if __name__ == "__main__":
    registry.register(KIND, begin, label="Prov", permission=PERMISSION)
    services.make_waiting(clock=timezone.now)
