"""What one page about a lunch shows: the lunch, its table, its programme, and the reader's own answer."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import CharField, F, Model, QuerySet, TimeField, Value
from django.db.models.functions import Cast
from django.utils.dateparse import parse_time

from events.domain.capacity import Seats
from events.enums import EventStatus, RsvpStatus
from events.models import AgendaItem, DiscussionQuestion, Event, Rsvp
from wow.i18n.content import reader_code
from wow.i18n.languages import SOURCE_CODE

RowT = TypeVar("RowT", bound=Model)
ANY_EVENT = uuid.UUID(int=0)  # stands where the lunch's own key goes


@dataclass(frozen=True)
class Programme:
    """The points of a lunch in order of time and its questions in order of place; texts in two languages at most."""

    agenda: tuple[AgendaItem, ...] = ()
    questions: tuple[DiscussionQuestion, ...] = ()


@dataclass(frozen=True)
class LunchPage:
    """One lunch as one reader sees it at `now`. `rsvp` is her answer; `place` her place in the queue when she waits.

    `answer_url` is where her yes or no goes, empty for a reader who cannot answer here.
    """

    event: Event
    seats: Seats
    now: dt.datetime
    rsvp: Rsvp | None = None
    place: int = 0
    answer_url: str = ""
    details_url: str = ""
    programme: Programme = field(default_factory=Programme)
    puts_no_first: bool = False
    is_by_link: bool = False
    may_be_pictured: bool = True

    @property
    def is_draft(self) -> bool:
        """Whether only staff can see it."""
        return self.event.status == EventStatus.DRAFT

    @property
    def is_published(self) -> bool:
        """Whether it takes place, or took place."""
        return self.event.status == EventStatus.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not take place."""
        return self.event.status == EventStatus.CANCELLED

    @property
    def is_over(self) -> bool:
        """Whether it took place and has ended."""
        return not self.is_cancelled and self.event.is_over(self.now)

    @property
    def is_open(self) -> bool:
        """Whether a yes is still possible, with a seat or in the queue."""
        return self.event.is_open_for_answers(self.now)

    @property
    def is_closed(self) -> bool:
        """Whether the food is ordered and the lunch still ahead."""
        return self.is_published and not self.is_open and not self.is_over

    @property
    def is_full(self) -> bool:
        """Whether who says yes now has to wait."""
        return self.seats.is_full

    def _answered(self, status: RsvpStatus) -> bool:
        return self.rsvp is not None and self.rsvp.status == status

    @property
    def is_coming(self) -> bool:
        """Whether she has a seat."""
        return self._answered(RsvpStatus.YES)

    @property
    def is_waiting(self) -> bool:
        """Whether she is in the queue."""
        return self._answered(RsvpStatus.WAITING)

    @property
    def has_declined(self) -> bool:
        """Whether she said no."""
        return self._answered(RsvpStatus.NO)

    @property
    def may_say_yes(self) -> bool:
        """Whether a button for a yes makes sense."""
        return self.is_open and not self.is_coming and not self.is_waiting

    @property
    def may_say_no(self) -> bool:
        """Whether a button for a no makes sense: while open, and afterwards for a seat or a place in the queue."""
        if self.has_declined:
            return False
        return self.is_open or (self.is_closed and (self.is_coming or self.is_waiting))

    @property
    def concerns_her(self) -> bool:
        """Whether it is worth being first on her page: she can still come, or has said that she does."""
        return self.is_open or self.is_coming or self.is_waiting

    @property
    def may_change_details(self) -> bool:
        """Whether who comes along and what they eat can still be changed."""
        return self.is_open and (self.is_coming or self.is_waiting)

    @property
    def may_change_pictures(self) -> bool:
        """Whether only her word on pictures can be changed: the food is ordered, but consent stays hers."""
        return self.is_closed and (self.is_coming or self.is_waiting) and self.may_be_pictured


def programme_of(event: Event) -> Programme:
    """The programme in the reader's language with the Swedish beside it, in one query."""
    own = reader_code()
    text, values = _programme_query(own, connection.vendor)
    wanted = _stored(event.pk)
    with connection.cursor() as cursor:
        cursor.execute(text, [wanted if value == _stored(ANY_EVENT) else value for value in values])
        rows = cursor.fetchall()
    agenda: list[AgendaItem] = []
    asked: list[DiscussionQuestion] = []
    for rank, at, number, pk, source, words, by in sorted(rows, key=_place):
        if rank == 0:
            starts = parse_time(str(at))  # SQLite answers with text
            point = {"id": pk, "starts": starts, "minutes": number, "who": by, **_texts("what", own, source, words)}
            agenda.append(_row(AgendaItem, point))
        else:
            asked.append(_row(DiscussionQuestion, {"id": pk, "position": number, **_texts("text", own, source, words)}))
    return Programme(tuple(agenda), tuple(asked))


def _row(model: type[RowT], columns: dict[str, Any]) -> RowT:
    """A row with these columns loaded. The class called by its name would set a column for every language."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in columns]
    return model.from_db(connection.alias, names, [columns[name] for name in names])


def _stored(pk: uuid.UUID) -> Any:
    return Event._meta.pk.get_db_prep_value(pk, connection)


@cache
def _programme_query(own: str, _vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The question for one language and ANY_EVENT, as text: Django takes longer to build it than to ask it."""
    # Plain QuerySets: modeltranslation's own ones shuffle the columns, which a union takes by their place.
    points: QuerySet[AgendaItem] = QuerySet(AgendaItem).filter(event=ANY_EVENT).order_by()
    questions: QuerySet[DiscussionQuestion] = QuerySet(DiscussionQuestion).filter(event=ANY_EVENT).order_by()
    columns = ("rank", "at", "number", "key", "source", "own", "by")
    rows = points.annotate(
        rank=Value(0),
        at=F("starts"),
        number=F("minutes"),
        key=F("id"),
        source=F("what_sv"),
        own=F(f"what_{own}"),
        by=F("who"),
    ).values_list(*columns)
    rows = rows.union(
        questions.annotate(
            rank=Value(1),
            at=Cast(Value(None), TimeField()),
            number=F("position"),
            key=F("id"),
            source=F("text_sv"),
            own=F(f"text_{own}"),
            by=Value("", output_field=CharField()),
        ).values_list(*columns),
        all=True,
    )
    return rows.query.sql_with_params()


def _place(row: tuple[Any, ...]) -> tuple[int, str, int, int]:
    rank, at, number, pk, *_words = row
    return rank, str(at), number if rank else 0, pk


def _texts(name: str, own: str, source: str | None, text: str | None) -> dict[str, str | None]:
    return {f"{name}_{SOURCE_CODE}": source, f"{name}_{own}": text}
