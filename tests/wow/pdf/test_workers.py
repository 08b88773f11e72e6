"""Several workers at one document: it is made once; and a worker that is killed is followed by another."""

import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories.members import make_staff
from tests.wow.pdf.conftest import KIND, Desk
from wow.pdf import services
from wow.pdf.models import DocumentJob
from wow.pdf.registry import Manuscript

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4


def waiting_document() -> DocumentJob:
    return services.request_document(
        kind=KIND, subject_id=uuid.uuid4(), language="sv", actor=make_staff("staff"), now=timezone.now()
    )


@pytest.fixture(autouse=True)
def silent_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "ring", lambda: None)


def at_once(work: Callable[[], Any]) -> None:
    """Let WORKERS threads do the same at the same moment."""
    gate = threading.Barrier(WORKERS)

    def run() -> None:
        gate.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _worker in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def prints_of_a_race(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often one document is printed when all workers see it waiting."""
    job, printed = waiting_document(), []
    real = services._print_first_that_fits

    def count(manuscript: Manuscript) -> Any:
        printed.append(1)
        return real(manuscript)

    monkeypatch.setattr(services, "_print_first_that_fits", count)
    at_once(lambda: services.make_document(job_id=job.pk, clock=timezone.now))
    return len(printed)


def test_workers_at_once_print_it_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prints_of_a_race(desk, monkeypatch) == 1
    assert DocumentJob.objects.get().state == "ready"


def test_the_race_can_be_lost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without compare-and-swap, by looking first and writing then, all of them print it."""
    all_have_looked = threading.Barrier(WORKERS)

    def look_then_write(job_id: uuid.UUID, token: uuid.UUID, now: Any) -> DocumentJob | None:
        job = DocumentJob.objects.to_make(now).filter(pk=job_id).first()
        all_have_looked.wait()
        DocumentJob.objects.filter(pk=job_id).update(state="making", lease_token=token, leased_until=now)
        return job

    monkeypatch.setattr(services, "_claim", look_then_write)
    assert prints_of_a_race(desk, monkeypatch) == WORKERS


def test_a_killed_worker_is_followed_by_another(desk: Desk) -> None:
    database = connection.settings_dict
    if connection.vendor != "sqlite":
        pytest.skip("the worker finds its database by the name of its file")
    job = waiting_document()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "wow.settings.test",
        "TEST_DATABASE_URL": f"sqlite:///{database['NAME']}",
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.wow.pdf.worker"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "begun\n"
    worker.kill()
    worker.communicate()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("making", 1)
    assert services.make_waiting(clock=timezone.now) == 0
    assert services.make_waiting(clock=lambda: timezone.now() + services.LEASE) == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("ready", 2)
