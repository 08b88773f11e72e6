"""Many rows written at once: what is the same in all of them is prepared for the database once, not once a row."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import Any

from django.db import connection, transaction

from wow.outbox.models import Message


def insert_new(rows: Sequence[Message]) -> int:
    """Insert those whose `dedupe_key` is new and leave the others alone; returns how many were new. All or none."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.executemany(_statement(), list(zip(*_columns(rows), strict=False)))
        return int(cursor.rowcount)


def _columns(rows: Sequence[Message]) -> Iterator[Iterable[Any]]:
    for field in Message._meta.concrete_fields:
        values = [getattr(row, field.attname) for row in rows]
        if all(value == values[0] for value in values):
            yield repeat(field.get_db_prep_save(values[0], connection), len(rows))
        else:
            yield [field.get_db_prep_save(value, connection) for value in values]


@cache
def _statement() -> str:
    quote = connection.ops.quote_name
    names = [quote(str(field.column)) for field in Message._meta.concrete_fields]
    return (
        f"INSERT INTO {quote(Message._meta.db_table)} ({', '.join(names)}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(names))}) ON CONFLICT DO NOTHING"
    )
