"""The tests' settings with a broker and a mail server of one test, both named by the environment."""

import os

from wow.settings.test import *  # noqa: F403

CELERY_BROKER_URL = os.environ["WOW_FAULTS_BROKER"]
EMAIL_PORT = int(os.environ["WOW_FAULTS_MAIL_PORT"])
