"""`make demo`: the developer's settings with a page that logs in every demo person and a mailbox page."""

from pathlib import Path

from .dev import *  # noqa: F403
from .dev import INSTALLED_APPS, VAR_DIR, database, env

DEBUG = False
INSTALLED_APPS = ["wow.demo", *INSTALLED_APPS]
DEMO = True  # wow.demo refuses to load without it
DEMO_DIR = Path(env("DEMO_DIR", default=str(VAR_DIR / "demo")))  # everything of the demo; can be thrown away
DEMO_MAILBOX = DEMO_DIR / "mailbox"
DEMO_PORT = env.int("DEMO_PORT", 8000)
SITE_URL = f"http://localhost:{DEMO_PORT}"
DATABASES = {"default": database(f"sqlite:///{DEMO_DIR / 'demo.sqlite3'}")}
EMAIL_PORT = env.int("DEMO_SMTP_PORT", 1025)  # `manage.py rundemo` chooses a free one
WHITENOISE_USE_FINDERS = True  # no collectstatic for a look

for folder in ("queue", "control"):
    (DEMO_DIR / folder).mkdir(parents=True, exist_ok=True)
CELERY_BROKER_URL = "filesystem://localhost"  # kombu warns of a missing host
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(DEMO_DIR / "queue"),
    "data_folder_out": str(DEMO_DIR / "queue"),  # the same folder in and out
    "control_folder": str(DEMO_DIR / "control"),
}
