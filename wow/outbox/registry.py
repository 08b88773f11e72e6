"""What every kind of message says: apps register a composer per kind in their `ready()`."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from django.utils.functional import Promise

from wow.outbox.models import Message


@dataclass(frozen=True)
class Attachment:
    """A file that travels along. `mime_type` may carry parameters: "text/calendar; method=PUBLISH; charset=utf-8"."""

    filename: str
    content: bytes
    mime_type: str


@dataclass(frozen=True)
class Draft:
    """A message ready to be carried to one address. `text` and `html` say the same; `headers` are added as they are."""

    to: str
    subject: str
    text: str
    html: str
    language: str
    attachments: tuple[Attachment, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Skip:
    """The message is no longer needed; `reason` is a short code that `wow.outbox.explain` puts into words."""

    reason: str


# Called when the message is claimed: looks everything up afresh, in the member's language of that moment. Reads only.
Composer = Callable[[Message, dt.datetime], Draft | Skip]

# Called with a batch just claimed, all of them its own kinds: may read for all at once and leave what it found in each
# message's `reading`. A composer must do without, because readings are dropped when they are no longer fresh.
Reader = Callable[[Sequence[Message]], None]


class UnknownKind(LookupError):
    """Nobody registered a composer for this kind of message."""


@dataclass(frozen=True)
class _Kind:
    composer: Composer
    label: str | Promise
    reader: Reader | None = None


_kinds: dict[str, _Kind] = {}


def register(kind: str, composer: Composer, *, label: str | Promise, reader: Reader | None = None) -> None:
    """Name the composer of `kind`; registering again replaces it. `label` is what staff read."""
    _kinds[kind] = _Kind(composer, label, reader)


def read_for(messages: Iterable[Message]) -> None:
    """Let the readers of these kinds read for all of them at once."""
    known = sorted((message for message in messages if message.kind in _kinds), key=attrgetter("kind"))
    for reader, kin in itertools.groupby(known, key=lambda message: _kinds[message.kind].reader):
        if reader is not None:
            reader(list(kin))


def composer_of(kind: str) -> Composer:
    """The composer of `kind`. Raises UnknownKind."""
    try:
        return _kinds[kind].composer
    except KeyError:
        raise UnknownKind(kind) from None


def label_of(kind: str) -> str:
    """What staff call this kind, in the active language; the code itself when nobody registered it."""
    return str(_kinds[kind].label) if kind in _kinds else kind


def labels() -> list[tuple[str, str]]:
    """Every registered kind with its label, in order of registration: choices for a filter."""
    return [(kind, str(entry.label)) for kind, entry in _kinds.items()]
