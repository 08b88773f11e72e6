"""The Celery application and the whole beat schedule in one place.

The broker is a doorbell: every task can be lost or come twice without harm, because the database
says what is due. No task carries personal data: arguments are ids.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wow.settings.dev")

app = Celery("wow")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["wow.outbox", "wow.pdf", "events"])

app.conf.beat_schedule = {
    # Plans Monday's reminders, invites late joiners, sends what is due. Safe to run late, twice or at once.
    "tick": {"task": "events.tasks.tick", "schedule": 60.0, "options": {"expires": 55}},
    # Makes the documents whose bell was not heard, and forgets those of yesterday.
    "documents": {"task": "wow.pdf.tasks.make_documents", "schedule": 60.0, "options": {"expires": 55}},
}
