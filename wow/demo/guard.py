"""The one rule that keeps buttons which log anybody in away from real people."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

DEVELOPERS_KEY = "only-for-development"


def objections(chosen: Any) -> list[str]:
    """What in these settings (or anything with their names) is not the demo's: switch, key, address, database."""
    found = []
    if getattr(chosen, "DEMO", False) is not True:
        found.append("DEMO is not True")
    if not str(chosen.SECRET_KEY).startswith(DEVELOPERS_KEY):
        found.append("SECRET_KEY is a real one")
    if urlsplit(chosen.SITE_URL).hostname not in {"localhost", "127.0.0.1"}:
        found.append("SITE_URL is not this machine")
    if not chosen.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        found.append("the database is not the demo's SQLite file")
    return found


def refuse_outside_demo() -> None:
    """Raise ImproperlyConfigured unless everything says demo."""
    found = objections(settings)
    if found:
        raise ImproperlyConfigured(
            f"wow.demo logs anybody in and belongs to wow.settings.demo only: {'; '.join(found)}."
        )
