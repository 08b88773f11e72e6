"""`make demo`: the developer's settings with a page that logs in every demo person and a mailbox page."""

from .dev import *  # noqa: F403
from .dev import INSTALLED_APPS, VAR_DIR, database, env

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "wow.demo"]
DEMO = True  # wow.demo refuses to load without it
DEMO_PORT = env.int("DEMO_PORT", 8000)
DEMO_SMTP_PORT = env.int("DEMO_SMTP_PORT", 1025)
SITE_URL = f"http://localhost:{DEMO_PORT}"
DATABASES = {"default": database(f"sqlite:///{VAR_DIR / 'demo.sqlite3'}")}
DEMO_MAILBOX = VAR_DIR / "demo-mailbox"
EMAIL_PORT = DEMO_SMTP_PORT
