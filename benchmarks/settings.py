"""The portal as production runs it, but on the benchmark's own database and without a mail server."""

import os
from pathlib import Path

from wow.settings.base import *  # noqa: F403
from wow.settings.base import database

FOLDER = Path(os.environ["BENCH_DIR"])
SECRET_KEY = "benchmarks"  # noqa: S105 nothing here is real
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
DATABASES = {"default": {**database(os.environ["BENCH_DATABASE_URL"]), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
STATIC_ROOT = FOLDER / "static"
IS_COLD = os.environ.get("BENCH_COLD") == "1"  # every visitor's page is drawn anew
CACHES = {
    "default": {"BACKEND": f"django.core.cache.backends.{'dummy.DummyCache' if IS_COLD else 'locmem.LocMemCache'}"}
}
CELERY_BROKER_URL = "filesystem://"
for name in ("queue", "control"):
    (FOLDER / name).mkdir(parents=True, exist_ok=True)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(FOLDER / "queue"),
    "data_folder_out": str(FOLDER / "queue"),
    "control_folder": str(FOLDER / "control"),
}
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", 9
LOGGING = {"version": 1, "disable_existing_loggers": False}
