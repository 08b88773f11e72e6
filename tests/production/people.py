"""`python -m tests.production.people`: a lunch in three weeks and an invited member, for trying a running portal.

Prints the address of the lunch's page.
"""

import datetime as dt
import sys

import django
from django.utils import timezone

MEMBER = "amina@example.org"


def invite_somebody() -> str:
    """Amina, invited to the one lunch that is coming."""
    from tests.factories.events import lunch
    from tests.factories.members import make_member

    now = timezone.now()
    make_member(email=MEMBER, name="Amina", language="sv")
    event = lunch((now + dt.timedelta(days=21)).date(), now=now - dt.timedelta(days=1), invite=True)
    return f"/sv/lunches/{event.slug}/"


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(invite_somebody())
