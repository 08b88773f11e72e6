"""What every kind of message says: apps register a composer per kind in their `ready()`."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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


class UnknownKind(LookupError):
    """Nobody registered a composer for this kind of message."""


@dataclass(frozen=True)
class _Kind:
    composer: Composer
    label: str | Promise


_kinds: dict[str, _Kind] = {}


def register(kind: str, composer: Composer, *, label: str | Promise) -> None:
    """Name the composer of `kind`; registering again replaces it. `label` is what staff read."""
    _kinds[kind] = _Kind(composer, label)


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
