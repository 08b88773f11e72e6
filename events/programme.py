"""The programme of a lunch as its page shows it: points, questions and sponsors, read in one query."""

import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import CharField, F, Model, QuerySet, TimeField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.dateparse import parse_time

from events.models import AgendaItem, DiscussionQuestion, Event, LunchSponsor
from sponsors.thanks import Thanked
from wow.i18n.content import reader_code
from wow.i18n.languages import SOURCE_CODE

RowT = TypeVar("RowT", bound=Model)
Row = tuple[Any, ...]
ANY_EVENT = uuid.UUID(int=0)  # stands where the lunch's own key goes
POINT, QUESTION, SPONSOR = range(3)  # the kinds of rows
COLUMNS = ("rank", "at", "number", "key", "source", "own", "by")
NO_TIME = Cast(Value(None), TimeField())


@dataclass(frozen=True)
class Programme:
    """The points of a lunch in order of time, its questions and its sponsors in order of place.

    Texts are there in two languages at most; sponsors are those whom the public pages thank.
    """

    agenda: tuple[AgendaItem, ...] = ()
    questions: tuple[DiscussionQuestion, ...] = ()
    sponsors: tuple[Thanked, ...] = ()


def programme_of(event: Event) -> Programme:
    """The programme in the reader's language with the Swedish beside it, and who pays for the food, in one query."""
    own = reader_code()
    text, values = _programme_query(own, connection.vendor)
    wanted = _stored(event.pk)
    with connection.cursor() as cursor:
        cursor.execute(text, [wanted if value == _stored(ANY_EVENT) else value for value in values])
        rows = sorted(cursor.fetchall(), key=_place)
    return Programme(
        tuple(_point(row, own) for row in rows if row[0] == POINT),
        tuple(_question(row, own) for row in rows if row[0] == QUESTION),
        tuple(_sponsor(row) for row in rows if row[0] == SPONSOR),
    )


def _point(row: Row, own: str) -> AgendaItem:
    _rank, at, minutes, pk, source, words, by = row
    starts = parse_time(str(at))  # SQLite answers with text
    return _row(
        AgendaItem, {"id": pk, "starts": starts, "minutes": minutes, "who": by, **_texts("what", own, source, words)}
    )


def _question(row: Row, own: str) -> DiscussionQuestion:
    _rank, _at, position, pk, source, words, _by = row
    return _row(DiscussionQuestion, {"id": pk, "position": position, **_texts("text", own, source, words)})


def _sponsor(row: Row) -> Thanked:
    _rank, _at, _position, _pk, name, digest, size = row
    return Thanked(name, digest, *map(int, size.split())) if digest else Thanked(name)


def _row(model: type[RowT], columns: dict[str, Any]) -> RowT:
    """A row with these columns loaded. The class called by its name would set a column for every language."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in columns]
    return model.from_db(connection.alias, names, [columns[name] for name in names])


def _texts(name: str, own: str, source: str | None, text: str | None) -> dict[str, str | None]:
    return {f"{name}_{SOURCE_CODE}": source, f"{name}_{own}": text}


def _place(row: Row) -> tuple[int, str, int, int]:
    """Points by their time, questions and sponsors by their place; rows of the same place by their age."""
    rank, at, number, key, *_words = row
    return rank, str(at), 0 if rank == POINT else number, key


def _stored(pk: uuid.UUID) -> Any:
    return Event._meta.pk.get_db_prep_value(pk, connection)


@cache
def _programme_query(own: str, _vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The question for one language and ANY_EVENT, as text: Django takes longer to build it than to ask it."""
    rows = _points(own).union(_questions(own), _sponsors(), all=True)
    return rows.query.sql_with_params()


# Plain QuerySets: modeltranslation's own ones shuffle the columns, which a union takes by their place.


def _points(own: str) -> QuerySet[AgendaItem, Row]:
    points: QuerySet[AgendaItem] = QuerySet(AgendaItem).filter(event=ANY_EVENT).order_by()
    return points.annotate(
        rank=Value(POINT),
        at=F("starts"),
        number=F("minutes"),
        key=F("id"),
        source=F("what_sv"),
        own=F(f"what_{own}"),
        by=F("who"),
    ).values_list(*COLUMNS)


def _questions(own: str) -> QuerySet[DiscussionQuestion, Row]:
    questions: QuerySet[DiscussionQuestion] = QuerySet(DiscussionQuestion).filter(event=ANY_EVENT).order_by()
    return questions.annotate(
        rank=Value(QUESTION),
        at=NO_TIME,
        number=F("position"),
        key=F("id"),
        source=F("text_sv"),
        own=F(f"text_{own}"),
        by=Value("", output_field=CharField()),
    ).values_list(*COLUMNS)


def _sponsors() -> QuerySet[LunchSponsor, Row]:
    """A sponsor has her name and her logo's address in the place of texts, and its size in that of who speaks."""
    given: QuerySet[LunchSponsor] = QuerySet(LunchSponsor).filter(event=ANY_EVENT, sponsor__is_shown=True).order_by()
    return given.annotate(
        rank=Value(SPONSOR),
        at=NO_TIME,
        number=F("position"),
        key=F("id"),
        source=F("sponsor__name"),
        own=Coalesce("sponsor__logo__digest", Value("")),
        by=Concat(_written("sponsor__logo__width"), Value(" "), _written("sponsor__logo__height")),
    ).values_list(*COLUMNS)


def _written(number: str) -> Cast:
    return Cast(number, CharField())
