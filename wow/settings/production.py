"""Production: everything from the environment (.env.example), nothing guessed, everything tightened."""

import os
import tempfile
from pathlib import Path
from typing import Any

from .base import *  # noqa: F403
from .base import LOGGING, VAR_DIR, database
from .environment import BROKER_SCHEMES, DATABASE_SCHEMES, Environment, neighbour_database

environment = Environment(os.environ)

SECRET_KEY, SECRET_KEY_FALLBACKS = environment.secrets()
SITE_URL = environment.site()
ALLOWED_HOSTS = environment.hosts(SITE_URL)
database_url = environment.address("DATABASE_URL", DATABASE_SCHEMES)
redis_url = environment.address("REDIS_URL", BROKER_SCHEMES)
DEFAULT_FROM_EMAIL = environment.mail_address("DEFAULT_FROM_EMAIL")
mail_server: dict[str, Any] = environment.mail_server()
WOW_CONTACT_PHONE = environment.phone("WOW_CONTACT_PHONE")
WOW_CONTACT_EMAIL = environment.mail_address("WOW_CONTACT_EMAIL")
# How many proxies of ours stand before the portal: so many names at the end of X-Forwarded-For are believed.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole_number("TRUSTED_PROXY_COUNT", 1, least=0, most=5)
CELERY_WORKER_CONCURRENCY = environment.whole_number("WORKER_CONCURRENCY", 2, least=1, most=32)
environment.refuse_mistakes()

CSRF_TRUSTED_ORIGINS = [SITE_URL]
DATABASES = {"default": {**database(database_url), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
CACHES = {"default": {"BACKEND": "wow.caches.SharedCache", "LOCATION": neighbour_database(redis_url)}}
EMAIL_HOST, EMAIL_PORT = mail_server["EMAIL_HOST"], mail_server["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail_server["EMAIL_HOST_USER"], mail_server["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = mail_server["EMAIL_USE_TLS"], mail_server["EMAIL_USE_SSL"]

CELERY_BROKER_URL = redis_url
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,  # seconds; without them a frozen Redis holds a worker for ever
    "socket_timeout": 10,  # longer than a worker's own wait for the next task
    "socket_keepalive": True,
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker outlives every pause of Redis
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 250_000  # KiB; a process that drew large PDFs ends after its task
CELERY_BEAT_SCHEDULE_FILENAME = str(Path(tempfile.gettempdir()) / "wow-beat")  # losing it is harmless

STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or VAR_DIR / "static")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

LOGGING["filters"] = {"no_secret_addresses": {"()": "wow.masking.MaskSecretAddresses"}}
LOGGING["handlers"]["console"]["filters"] = ["no_secret_addresses"]
# gunicorn names the address of a request that broke; its workers' words go the same way as ours.
LOGGING["loggers"] = {**LOGGING.get("loggers", {}), "gunicorn.error": {"level": "WARNING", "propagate": True}}
