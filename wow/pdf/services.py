"""Everything that happens to a document: asked for, made, handed out, forgotten."""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from wow.audit.record import record
from wow.i18n.languages import BY_CODE
from wow.pdf.enums import JobState
from wow.pdf.errors import DoesNotFit, PaperError, UnknownDocument
from wow.pdf.models import DocumentJob
from wow.pdf.press import press
from wow.pdf.registry import Kind, Manuscript, kind_of, known_kinds
from wow.pdf.rendering import Printed
from wow.pdf.ringing import ring

logger = logging.getLogger(__name__)

KEPT_FOR = dt.timedelta(days=1)
LEASE = dt.timedelta(seconds=150)  # longer than the press may take for all versions of a document
MAX_ATTEMPTS = 3
STEPS = 3  # its content is collected, it is printed, it is kept

Clock = Callable[[], dt.datetime]


def request_document(*, kind: str, subject_id: uuid.UUID, language: str, actor: Any, now: dt.datetime) -> DocumentJob:
    """The document's row: a new one, or the one that is kept already for the same content. A failed one is tried anew.

    Raises UnknownDocument for a kind that is not known or not for `actor`, PaperError when its subject is gone.
    """
    known = _kind_for(actor, kind)
    if language not in BY_CODE:
        raise UnknownDocument(language)
    revision = known.build(subject_id, language).revision
    key = {"kind": kind, "subject_id": subject_id, "language": language, "revision": revision}
    with transaction.atomic():
        DocumentJob.objects.filter(**key, expires_at__lte=now).delete()
        job, is_new = DocumentJob.objects.get_or_create(**key, defaults=_waiting(actor, now))
        if not is_new and job.state == JobState.FAILED:
            DocumentJob.objects.filter(pk=job.pk, state=JobState.FAILED).update(**_waiting(actor, now))
            job.refresh_from_db()
        if is_new:
            record(actor=actor, action="document.requested", row=job, now=now, note=f"{kind} {language}")
        if not job.is_ended:
            ring()
    return job


def _waiting(actor: Any, now: dt.datetime) -> dict[str, Any]:
    return {
        "requested_by": actor,
        "state": JobState.WAITING,
        "done": 0,
        "total": STEPS,
        "error": "",
        "attempts": 0,
        "created_at": now,
        "expires_at": now + KEPT_FOR,
    }


def make_waiting(*, clock: Clock) -> int:
    """Forget what is old, then make every document that waits; returns how many ended. Any number of workers may."""
    forget_old(clock())
    ended = 0
    for pk in list(DocumentJob.objects.to_make(clock()).values_list("pk", flat=True)):
        ended += make_document(job_id=pk, clock=clock)
    return ended


def make_document(*, job_id: uuid.UUID, clock: Clock) -> bool:
    """Make one document, if nobody else does; whether this call ended it. Not to be called inside a transaction.

    A worker that dies leaves its lease; whoever looks after it takes the document over, MAX_ATTEMPTS times in all.
    """
    token = uuid.uuid4()
    job = _claim(job_id, token, clock())
    if job is None:
        return False
    if job.attempts > MAX_ATTEMPTS:
        return _end(job, token, state=JobState.FAILED, error=PaperError.code)
    try:
        manuscript = kind_of(job.kind).build(job.subject_id, job.language)
        _step(job, token, 1)
        printed = _print_first_that_fits(manuscript)
        _step(job, token, 2)
    except PaperError as error:
        logger.error("A document of kind %s was not made: %s", job.kind, error)
        return _end(job, token, state=JobState.FAILED, error=error.code)
    except Exception as error:
        logger.error("A document of kind %s was not made: %s", job.kind, type(error).__name__)
        return _end(job, token, state=JobState.FAILED, error=PaperError.code)
    return _keep(job, token, manuscript, printed, clock())


def _claim(job_id: uuid.UUID, token: uuid.UUID, now: dt.datetime) -> DocumentJob | None:
    """The row in this worker's hand, by compare-and-swap; None when it is in another's, or ended."""
    taken = DocumentJob.objects.to_make(now).filter(pk=job_id).order_by().update(
        state=JobState.MAKING, lease_token=token, leased_until=now + LEASE, attempts=models.F("attempts") + 1
    )  # fmt: skip
    return DocumentJob.objects.defer("content").get(pk=job_id) if taken else None


def _print_first_that_fits(manuscript: Manuscript) -> Printed:
    for html in manuscript.versions:
        try:
            printed = press.print_paper(html, manuscript.pictures)
        except DoesNotFit:
            continue
        if printed.unwritten:
            logger.warning("No font writes %s.", ", ".join(one[-8:].strip(" ()") for one in printed.unwritten))
        return printed
    raise DoesNotFit


def _keep(job: DocumentJob, token: uuid.UUID, manuscript: Manuscript, printed: Printed, now: dt.datetime) -> bool:
    """Content that changed under way belongs to this wish alone: no later wish is answered with it by mistake."""
    return _end(
        job,
        token,
        state=JobState.READY,
        revision=job.revision if manuscript.revision == job.revision else str(job.pk),
        content=printed.content,
        file_name=manuscript.file_name,
        done=STEPS,
        ready_at=now,
    )


def _end(job: DocumentJob, token: uuid.UUID, **written: Any) -> bool:
    return _swap(job, token, lease_token=None, leased_until=None, **written)


def _step(job: DocumentJob, token: uuid.UUID, done: int) -> None:
    _swap(job, token, done=done)


def _swap(job: DocumentJob, token: uuid.UUID, **written: Any) -> bool:
    """Only with the lease: somebody else may have taken the row over."""
    return DocumentJob.objects.filter(pk=job.pk, lease_token=token).update(**written) == 1


def visible_job(actor: Any, job_id: uuid.UUID, *, now: dt.datetime) -> DocumentJob:
    """The row without its bytes, for who may see its kind. Raises UnknownDocument, also for one that is forgotten."""
    job = DocumentJob.objects.fresh(now).defer("content").filter(pk=job_id).first()
    if job is None:
        raise UnknownDocument(job_id)
    _kind_for(actor, job.kind)
    return job


def visible_jobs(actor: Any, subject_id: uuid.UUID, *, now: dt.datetime) -> list[DocumentJob]:
    """What was asked for about one row and is still kept, of the kinds that `actor` may see; the latest first."""
    names = [kind.name for kind in known_kinds() if actor.has_perm(kind.permission)]
    jobs = DocumentJob.objects.fresh(now).filter(subject_id=subject_id, kind__in=names)
    return list(jobs.defer("content").order_by("-created_at", "id")[:20])


def hand_out(*, actor: Any, job_id: uuid.UUID, now: dt.datetime) -> DocumentJob:
    """The finished row with its bytes; who took it is written down. Raises UnknownDocument."""
    job = visible_job(actor, job_id, now=now)
    if job.state != JobState.READY:
        raise UnknownDocument(job_id)
    with transaction.atomic():
        record(actor=actor, action="document.downloaded", row=job, now=now, note=f"{job.kind} {job.language}")
        return DocumentJob.objects.get(pk=job.pk)


def forget_old(now: dt.datetime) -> int:
    """Delete what has been kept long enough; returns how many."""
    return DocumentJob.objects.filter(expires_at__lte=now).delete()[0]


def _kind_for(actor: Any, name: str) -> Kind:
    kind = kind_of(name)
    if not actor.has_perm(kind.permission):
        raise UnknownDocument(name)
    return kind
