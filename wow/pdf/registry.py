"""Every kind of document that can be asked for: apps register theirs in `ready()`; the kernel knows none of them."""

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from wow.pdf.errors import UnknownDocument
from wow.pdf.rendering import Drawing


@dataclass(frozen=True)
class Manuscript:
    """A document before it is printed. `versions` are whole HTML documents from roomy to tight: the first that fits is
    printed. `pictures` are named in them as `picture:<name>`."""

    file_name: str
    versions: Sequence[str]
    pictures: Mapping[str, Drawing] = field(default_factory=dict)

    @property
    def revision(self) -> str:
        """The same for the same content: SHA-256 of texts and pictures, hex."""
        digest = hashlib.sha256("\x00".join(self.versions).encode())
        for name in sorted(self.pictures):
            digest.update(name.encode() + self.pictures[name].content)
        return digest.hexdigest()


# Called when a document is asked for, and again when it is made: reads everything afresh. Reads only; no clock in what
# it writes, or every wish would be a new document. Raises SubjectGone.
Builder = Callable[[uuid.UUID, str], Manuscript]


@dataclass(frozen=True)
class Kind:
    """What there is to know of a kind: `permission` opens it, and `is_personal` ones are forgotten with a person."""

    name: str
    build: Builder
    label: str | Promise
    permission: str
    is_personal: bool


_kinds: dict[str, Kind] = {}


def register(name: str, build: Builder, *, label: str | Promise, permission: str, is_personal: bool = True) -> None:
    """Name the builder of a kind; registering again replaces it."""
    _kinds[name] = Kind(name, build, label, permission, is_personal)


def kind_of(name: str) -> Kind:
    """The kind of this name. Raises UnknownDocument."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownDocument(name) from None


def known_kinds() -> tuple[Kind, ...]:
    """Every kind, in order of registration."""
    return tuple(_kinds.values())
