"""The portal's own Celery application on a moved clock: `celery -A tests.faults.kill_celery worker` or `beat`.

The clock shows WOW_FAULTS_SHOWN at the second WOW_FAULTS_EPOCH. Beat rings twice a second instead of every minute.
WOW_FAULTS_TWICE=1 publishes every task twice. WOW_FAULTS_WITHOUT takes a defence out.
"""

import os
from types import SimpleNamespace
from typing import Any

import django

django.setup()

import events.tasks  # noqa: E402
import wow.outbox.tasks  # noqa: E402
from tests.faults.kill_weakness import WEAKNESSES  # noqa: E402
from tests.faults.kill_worker import clock  # noqa: E402
from wow.celery import app  # noqa: E402

BEAT_SECONDS = 0.5

app.conf.beat_schedule["tick"]["schedule"] = BEAT_SECONDS
moved = SimpleNamespace(now=clock(os.environ["WOW_FAULTS_SHOWN"], float(os.environ["WOW_FAULTS_EPOCH"])))
events.tasks.timezone = wow.outbox.tasks.timezone = moved  # type: ignore[attr-defined, assignment]
if without := os.environ.get("WOW_FAULTS_WITHOUT"):
    WEAKNESSES[without]()
if os.environ.get("WOW_FAULTS_TWICE"):
    publish = app.amqp.send_task_message

    def publish_twice(*args: Any, **kwargs: Any) -> Any:
        """The same message, with the same task id, delivered twice."""
        publish(*args, **kwargs)
        return publish(*args, **kwargs)

    app.amqp.__dict__["send_task_message"] = publish_twice  # a cached property

__all__ = ["app"]
