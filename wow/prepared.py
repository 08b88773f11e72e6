"""Questions to the database that are worded once a connection: to build and compile one takes Django longer than the
database takes to answer it.

A question is an ordinary QuerySet with blanks in it. Asked with values for the blanks it gives the rows that the
QuerySet would have given, by the same code of Django, in one query.
"""

import copy
import datetime as dt
import uuid
from collections.abc import Callable, Hashable, Mapping
from itertools import count
from typing import Any, Generic, TypeVar, cast

from django.db import connections
from django.db.models import Field, Model, QuerySet
from django.db.models.query import ModelIterable

RowT = TypeVar("RowT", bound=Model)
_numbers = count(1)


class Blank:
    """A place in a question for a value of one column. `stand_in` is what the QuerySet is built with."""

    def __init__(self, model: type[Model], name: str) -> None:
        self.field: Field[Any, Any] = cast("Field[Any, Any]", model._meta.get_field(name))
        self.stand_in: Any = self._stand_in(next(_numbers))

    def _stand_in(self, number: int) -> Any:
        """A value that no row has and no other blank."""
        kind = getattr(self.field, "target_field", self.field).get_internal_type()
        if kind == "UUIDField":
            return uuid.UUID(int=number)
        if kind == "DateTimeField":
            return dt.datetime(1, 1, 2, tzinfo=dt.UTC) + dt.timedelta(seconds=number)
        return f"\x01{number}" if kind in ("CharField", "SlugField") else -1_000_000 - number

    def stored(self, value: Any, alias: str) -> Any:
        """The value as the database driver takes it."""
        return self.field.get_db_prep_value(value, connections[alias], prepared=False)


class _Worded:
    """What Django's ModelIterable wants of a QuerySet, around a compiler that has its text already."""

    _known_related_objects: Mapping[Any, Any] = {}

    def __init__(self, db: str, compiler: Any) -> None:
        self.db, self.compiler, self.query = db, compiler, self

    def get_compiler(self, **_using: Any) -> Any:
        return self.compiler


class Question(Generic[RowT]):
    """One worded question; belongs to the connection it was worded for."""

    def __init__(self, rows: QuerySet[RowT], blanks: tuple[Blank, ...]) -> None:
        self._db = rows.db
        self._compiler = rows.query.get_compiler(using=rows.db)
        self._text, values = self._compiler.as_sql()
        by_stand_in = {blank.stored(blank.stand_in, rows.db): blank for blank in blanks}
        self._values = tuple(by_stand_in.get(value, value) for value in values)
        missing = [blank for blank in blanks if blank not in self._values]
        if missing:
            raise LookupError(f"The question has no place for {missing[0].field.name}")

    def ask(self, given: Mapping[Blank, Any]) -> list[RowT]:
        """The rows for these values, in one query."""
        values = tuple(
            value.stored(given[value], self._db) if isinstance(value, Blank) else value for value in self._values
        )
        compiler: Any = copy.copy(self._compiler)
        compiler.as_sql = lambda *_options, **_more: (self._text, values)
        return list(ModelIterable(cast(Any, _Worded(self._db, compiler))))


def ask(key: Hashable, build: Callable[[], QuerySet[RowT]], given: Mapping[Blank, Any]) -> list[RowT]:
    """The rows of `build()` with the blanks filled in. `build` is called once a connection and key."""
    kept: dict[Hashable, Question[Any]] = vars(connections["default"]).setdefault("wow_questions", {})
    if key not in kept:
        kept[key] = Question(build(), tuple(given))
    return kept[key].ask(given)
