"""The one rule that keeps buttons which log anybody in away from real people."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

DEVELOPERS_KEY = "only-for-development"


def refuse_outside_demo() -> None:
    """Raise ImproperlyConfigured unless everything says demo: the switch, the key, the address and the database."""
    reasons = []
    if getattr(settings, "DEMO", False) is not True:
        reasons.append("DEMO is not True")
    if not str(settings.SECRET_KEY).startswith(DEVELOPERS_KEY):
        reasons.append("SECRET_KEY is a real one")
    if urlsplit(settings.SITE_URL).hostname not in {"localhost", "127.0.0.1"}:
        reasons.append("SITE_URL is not this machine")
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        reasons.append("the database is not the demo's SQLite file")
    if reasons:
        raise ImproperlyConfigured(
            f"wow.demo logs anybody in and belongs to wow.settings.demo only: {'; '.join(reasons)}."
        )
