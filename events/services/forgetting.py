"""What a lunch leaves behind is forgotten seven days later; the kitchen's numbers stay, without names."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from events.enums import RsvpStatus
from events.models import Event, Rsvp
from events.services.locking import lock_lunch_lightly
from members.enums import FoodNeed, PhotoAnswer
from wow.audit.models import AuditEntry
from wow.audit.record import record, subject_of

FOOD_KEPT = dt.timedelta(days=7)
FORGOTTEN = "lunch.food_forgotten"
FEW = 5  # a number below this could point at a person


def forget_food(now: dt.datetime) -> int:
    """Forget what members could not eat and said of pictures at lunches that ended seven days ago; returns answers.

    What the kitchen cooked stays in the trail as numbers, for `kitchen_numbers`. Running twice changes nothing more.
    """
    told = Rsvp.objects.filter(_tells(), event=OuterRef("pk"))
    lunches = Event.objects.filter(Exists(told), ends_at__lte=now - FOOD_KEPT).order_by("starts_at", "id")
    return sum(_forget(event_id, now) for event_id in lunches.values_list("pk", flat=True))


def _tells() -> Q:
    """Answers that still say something about food or pictures."""
    return ~Q(food_needs=[]) | ~Q(food_note="") | ~Q(photo_answer=PhotoAnswer.NOT_ASKED)


def _forget(event_id: uuid.UUID, now: dt.datetime) -> int:
    with transaction.atomic():
        event = lock_lunch_lightly(event_id)
        if event.ends_at > now - FOOD_KEPT:
            return 0
        answers = Rsvp.objects.filter(event=event)
        if not _noted(event).exists():
            record(actor=None, action=FORGOTTEN, row=event, now=now, note=_numbers(answers))
        return answers.filter(_tells()).update(food_needs=[], food_note="", photo_answer=PhotoAnswer.NOT_ASKED)


def _numbers(answers: "QuerySet[Rsvp]") -> str:
    needs = Counter(code for row in answers.filter(status=RsvpStatus.YES) for code in row.food_needs)
    return " ".join(f"{code}={_rounded(needs[code])}" for code in FoodNeed.values if needs[code])


def _rounded(count: int) -> str:
    return str(count) if count >= FEW else f"<{FEW}"


def kitchen_numbers(event: Event) -> dict[str, str] | None:
    """What was cooked for a lunch whose answers are forgotten, by need; "<5" for few. None while they still stand."""
    note = _noted(event).values_list("note", flat=True).first()
    return None if note is None else dict(_pairs(note.split()))


def _pairs(words: Iterable[str]) -> Iterable[tuple[str, str]]:
    for word in words:
        code, _equals, count = word.partition("=")
        yield code, count


def _noted(event: Event) -> "QuerySet[AuditEntry]":
    return AuditEntry.objects.filter(action=FORGOTTEN, subject=subject_of(event))
