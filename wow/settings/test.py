"""The tests: SQLite unless TEST_DATABASE_URL names PostgreSQL; no broker, mail only where a test starts a server."""

import os

from .base import *  # noqa: F403
from .base import STATIC_ROOT, VAR_DIR, database

SECRET_KEY = "tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
VAR_DIR.mkdir(exist_ok=True)
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder, and warnings are errors here

TEST_NAME = os.environ.get("WOW_TEST_DB_NAME", "test_wow")  # lets two runs stand beside each other
DATABASES = {"default": database(os.environ.get("TEST_DATABASE_URL", f"sqlite:///{VAR_DIR / TEST_NAME}.sqlite3"))}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / f"{TEST_NAME}.sqlite3")}  # a file: threads share it
else:
    DATABASES["default"]["TEST"] = {"NAME": TEST_NAME}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = 9  # the discard port: nobody answers unless a test starts a server
