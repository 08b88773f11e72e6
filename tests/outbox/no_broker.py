"""Settings of a portal whose broker points nowhere: Redis is not installed, Celery never started."""

import os

from wow.settings.test import *  # noqa: F403

CELERY_BROKER_URL = "redis://127.0.0.1:1/0"  # nobody listens on port 1
EMAIL_PORT = int(os.environ["WOW_TEST_SMTP_PORT"])
