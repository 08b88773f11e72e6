"""A document is asked for, made once, handed out to who may see it, and forgotten after a day."""

import datetime as dt
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import TestCase

from members.models import Member
from tests.factories.members import make_staff
from tests.wow.pdf.conftest import KIND, Desk
from tests.wow.pdf.papers import page, read
from wow.audit.models import AuditEntry
from wow.pdf import registry, ringing, services, tasks
from wow.pdf.enums import JobState
from wow.pdf.errors import UnknownDocument
from wow.pdf.models import DocumentJob
from wow.pdf.registry import Manuscript
from wow.privacy import erase_person, export_person

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2024, 3, 6, 10, 0, tzinfo=dt.UTC)
SUBJECT = uuid.UUID("0a6b4d1c-0000-4000-8000-000000000001")


@pytest.fixture
def boss(db: None) -> Member:
    return make_staff("staff")


def ask(actor: Member, now: dt.datetime = NOW, **other: Any) -> DocumentJob:
    wish = {"kind": KIND, "subject_id": SUBJECT, "language": "sv", **other}
    return services.request_document(actor=actor, now=now, **wish)


def make(now: dt.datetime = NOW) -> int:
    return services.make_waiting(clock=lambda: now)


def test_it_is_made_and_handed_out(desk: Desk, boss: Member) -> None:
    job = ask(boss)
    assert (job.state, job.done, job.total, job.requested_by) == ("waiting", 0, 3, boss)
    assert make() == 1
    taken = services.hand_out(actor=boss, job_id=job.pk, now=NOW)
    assert (taken.state, taken.done, taken.file_name, taken.ready_at) == ("ready", 3, "prov.pdf", NOW)
    assert read(bytes(taken.content or b"")).pages[0].extract_text() == "Hej"
    acts = AuditEntry.objects.filter(subject=f"pdf.documentjob:{job.pk}").order_by("action")
    assert [(act.action, act.actor, act.note) for act in acts] == [
        ("document.downloaded", boss, f"{KIND} sv"),
        ("document.requested", boss, f"{KIND} sv"),
    ]


def test_the_same_wish_is_the_same_row_while_the_content_is(desk: Desk, boss: Member) -> None:
    first = ask(boss)
    assert ask(make_staff("staff")).pk == first.pk
    make()
    assert ask(boss).pk == first.pk
    assert ask(boss, language="ar").pk != first.pk
    assert ask(boss, subject_id=uuid.uuid4()).pk != first.pk
    desk.words = "Hej igen"
    assert ask(boss).pk != first.pk
    assert DocumentJob.objects.count() == 4


def test_made_twice_is_made_once(desk: Desk, boss: Member) -> None:
    job = ask(boss)
    assert [services.make_document(job_id=job.pk, clock=lambda: NOW) for _turn in range(2)] == [True, False]
    assert (make(), desk.built) == (0, 2)  # once when asked for, once when made


def test_who_comes_second_while_it_is_being_made_leaves_it(desk: Desk, boss: Member) -> None:
    job = ask(boss)
    inner: list[int] = []

    def build(_subject: uuid.UUID, _language: str) -> Manuscript:
        inner.append(make())
        return desk.build(_subject, _language)

    registry.register(KIND, build, label="Prov", permission="events.change_rsvp")
    assert (services.make_document(job_id=job.pk, clock=lambda: NOW), inner) == (True, [0])


def killed(job: DocumentJob, *, attempts: int = 1) -> None:
    """As a worker leaves it that was killed in the middle."""
    taken = DocumentJob.objects.filter(pk=job.pk)
    taken.update(state=JobState.MAKING, lease_token=uuid.uuid4(), leased_until=NOW + services.LEASE, attempts=attempts)


def test_the_work_of_a_killed_worker_is_taken_over_when_its_lease_ends(desk: Desk, boss: Member) -> None:
    job = ask(boss)
    killed(job)
    assert make() == 0
    assert make(NOW + services.LEASE) == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_token) == ("ready", 2, None)


def test_a_document_that_kills_every_worker_is_given_up(desk: Desk, boss: Member) -> None:
    job = ask(boss)
    killed(job, attempts=services.MAX_ATTEMPTS)
    assert make(NOW + services.LEASE) == 1
    job.refresh_from_db()
    assert (job.state, job.error, job.content) == ("failed", "broken", None)


def test_a_worker_that_lost_its_lease_writes_nothing(desk: Desk, boss: Member) -> None:
    job = ask(boss)

    def build(subject: uuid.UUID, language: str) -> Manuscript:
        DocumentJob.objects.filter(pk=job.pk).update(lease_token=uuid.uuid4())
        return desk.build(subject, language)

    registry.register(KIND, build, label="Prov", permission="events.change_rsvp")
    assert services.make_document(job_id=job.pk, clock=lambda: NOW) is False
    job.refresh_from_db()
    assert (job.state, job.content) == ("making", None)


def test_a_failed_one_is_tried_anew_when_asked_for_again(desk: Desk, boss: Member) -> None:
    job, build = ask(boss), registry.kind_of(KIND).build

    def broken(_subject: uuid.UUID, _language: str) -> Manuscript:
        raise ZeroDivisionError

    registry.register(KIND, broken, label="Prov", permission="events.change_rsvp")
    make()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "broken")
    registry.register(KIND, build, label="Prov", permission="events.change_rsvp")
    again = ask(boss)
    assert (again.pk, again.state, again.attempts, make()) == (job.pk, "waiting", 0, 1)


def test_the_first_version_that_fits_is_printed(desk: Desk, boss: Member) -> None:
    style = '<div data-fits style="height: 20mm; overflow: hidden; font-size: {}pt">' + "ord " * 60 + "</div>"
    versions = [page(style.format(size)) for size in (40, 30, 6)]
    registry.register(KIND, lambda *_: Manuscript("p.pdf", versions), label="Prov", permission="events.change_rsvp")
    job = ask(boss)
    make()
    job.refresh_from_db()
    assert job.state == "ready"
    registry.register(KIND, lambda *_: Manuscript("p.pdf", versions[:2]), label="Prov", permission="events.change_rsvp")
    other = ask(boss)
    make()
    other.refresh_from_db()
    assert (other.state, other.error) == ("failed", "does_not_fit")


def test_what_changed_under_way_answers_no_later_wish(desk: Desk, boss: Member) -> None:
    old = ask(boss)
    desk.words = "Ändrat"
    make()
    old.refresh_from_db()
    assert read(bytes(old.content or b"")).pages[0].extract_text() == "Ändrat"
    desk.words = "Hej"
    assert ask(boss).pk != old.pk


def test_it_is_forgotten_after_a_day(desk: Desk, boss: Member) -> None:
    job = ask(boss)
    make()
    tomorrow = NOW + dt.timedelta(days=1)
    assert services.visible_jobs(boss, SUBJECT, now=tomorrow - dt.timedelta(seconds=1)) == [job]
    assert services.visible_jobs(boss, SUBJECT, now=tomorrow) == []
    with pytest.raises(UnknownDocument):
        services.hand_out(actor=boss, job_id=job.pk, now=tomorrow)
    assert ask(boss, tomorrow).pk != job.pk
    assert make(tomorrow + dt.timedelta(days=1)) == 0
    assert DocumentJob.objects.count() == 0


@pytest.mark.parametrize("role", ["greeter", "strategist", "translator", "safeguarding"])
def test_others_neither_ask_nor_see_nor_take(role: str, desk: Desk, boss: Member) -> None:
    outsider, job = make_staff(role), ask(boss)
    make()
    refusals: tuple[Callable[[], object], ...] = (
        lambda: ask(outsider),
        lambda: services.visible_job(outsider, job.pk, now=NOW),
        lambda: services.hand_out(actor=outsider, job_id=job.pk, now=NOW),
    )
    for refused in refusals:
        with pytest.raises(UnknownDocument):
            refused()
    assert services.visible_jobs(outsider, SUBJECT, now=NOW) == []
    assert AuditEntry.objects.filter(action="document.downloaded").count() == 0


def test_who_lost_the_right_meanwhile_takes_nothing(desk: Desk, boss: Member) -> None:
    job = ask(boss)
    make()
    boss.groups.clear()
    with pytest.raises(UnknownDocument):
        services.hand_out(actor=Member.objects.get(pk=boss.pk), job_id=job.pk, now=NOW)


def test_what_nobody_knows_is_unknown(desk: Desk, boss: Member) -> None:
    with pytest.raises(UnknownDocument):
        ask(boss, kind="tests.nothing")
    with pytest.raises(UnknownDocument):
        ask(boss, language="xx")
    with pytest.raises(UnknownDocument):
        services.visible_job(boss, uuid.uuid4(), now=NOW)
    with pytest.raises(UnknownDocument):
        services.hand_out(actor=boss, job_id=ask(boss).pk, now=NOW)  # not made yet


def test_a_person_who_is_erased_is_on_no_paper(desk: Desk, boss: Member) -> None:
    job = ask(boss)
    make()
    exported = export_person(boss.pk)["pdf"]
    assert exported == {"documents": [{"kind": KIND, "language": "sv", "asked_for_at": job.created_at.isoformat()}]}
    with transaction.atomic():
        erase_person(make_staff("staff").pk, now=NOW)
    assert DocumentJob.objects.count() == 0


def test_the_bell_is_rung_once_the_wish_is_stored(desk: Desk, boss: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    rings: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.make_documents, "apply_async", lambda **options: rings.append(options))
    with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
        ask(boss)
        ask(boss, language="ar")
        assert rings == []
    assert rings == [{"expires": 300, "retry": False, "ignore_result": True}]
    make()
    with TestCase.captureOnCommitCallbacks(execute=True):
        ask(boss)
    assert len(rings) == 1  # nothing is waiting


def test_without_a_broker_it_is_made_here(desk: Desk, boss: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    real = threading.Thread

    class Here(real):  # type: ignore[misc, valid-type]
        def start(self) -> None:
            started.append(self.name)
            if self.name == "press-bell":
                super().start()

    def broken(**_options: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(ringing, "RING_WAIT_SECONDS", 0.05)
    monkeypatch.setattr(threading, "Thread", Here)
    monkeypatch.setattr(tasks.make_documents, "apply_async", broken)
    with TestCase.captureOnCommitCallbacks(execute=True):
        ask(boss)
    assert started == ["press-bell", "press-here"]


def test_the_task_makes_what_waits(desk: Desk, boss: Member) -> None:
    job = ask(boss, services_now())
    tasks.make_documents()
    job.refresh_from_db()
    assert job.state == "ready"


def services_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
