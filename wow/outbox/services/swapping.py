"""One row changed if it is still as expected: the compare-and-swap that every step of a delivery rests on.

Twice a mail and between two words to the mail server, so it is written in SQL instead of being compiled by the ORM each
time, which takes longer than the database does.
"""

import uuid
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from django.db import connection

from wow.outbox.models import Message


def swap(pk: uuid.UUID, *, only_if: Mapping[str, Any], write: Mapping[str, Any]) -> bool:
    """Write these columns of one message if the others are as given; False, and nothing written, when they are not.

    A value of `only_if` is what the column must equal; a tuple, one of several; `<column>__gt`, what it must exceed.
    Outside a transaction the change is committed on return.
    """
    statement = _statement(tuple(write), tuple((name, _length(value)) for name, value in only_if.items()))
    wanted = [one for name, value in only_if.items() for one in _prepared_each(name.removesuffix("__gt"), value)]
    written = [_prepared(name, value) for name, value in write.items()]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*written, _prepared("id", pk), *wanted])
        return bool(cursor.rowcount == 1)


def _length(value: Any) -> int:
    return len(value) if isinstance(value, tuple) else 0


@cache
def _statement(written: Collection[str], wanted: Collection[tuple[str, int]]) -> str:
    """Names only, never values: the same few statements again and again."""
    quote = connection.ops.quote_name

    def condition(name: str, length: int) -> str:
        column = quote(_column(name.removesuffix("__gt")))
        if length:
            return f"{column} IN ({', '.join(['%s'] * length)})"
        return f"{column} {'>' if name.endswith('__gt') else '='} %s"

    changes = ", ".join(f"{quote(_column(name))} = %s" for name in written)
    conditions = " AND ".join([f"{quote('id')} = %s", *(condition(*each) for each in wanted)])
    return f"UPDATE {quote(Message._meta.db_table)} SET {changes} WHERE {conditions}"  # noqa: S608


def _column(name: str) -> str:
    return str(Message._meta.get_field(name).column)  # type: ignore[union-attr]


def _prepared_each(name: str, value: Any) -> list[Any]:
    return [_prepared(name, one) for one in (value if isinstance(value, tuple) else (value,))]


def _prepared(name: str, value: Any) -> Any:
    return Message._meta.get_field(name).get_db_prep_save(value, connection)  # type: ignore[union-attr]
