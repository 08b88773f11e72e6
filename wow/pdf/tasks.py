"""What a worker does when the bell of the press rings, and every minute in case it was not heard."""

from celery import shared_task
from django.utils import timezone

from wow.pdf.services import make_waiting


@shared_task(name="wow.pdf.tasks.make_documents")
def make_documents() -> None:
    """Make what waits, forget what is old. Lost, late, twice or many at once: the result is the same."""
    make_waiting(clock=timezone.now)
