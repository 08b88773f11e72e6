"""A developer's machine: SQLite, the filesystem broker, mail to 127.0.0.1:1025."""

from pathlib import Path

from .base import *  # noqa: F403
from .base import VAR_DIR

DEBUG = True
SECRET_KEY = "only-for-development-and-never-for-real-people"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]

BROKER_DIR: Path = VAR_DIR / "broker"
for folder in ("queue", "control"):
    (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
CELERY_BROKER_URL = "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(BROKER_DIR / "queue"),
    "data_folder_out": str(BROKER_DIR / "queue"),  # the same folder in and out
    "control_folder": str(BROKER_DIR / "control"),
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = 1025
