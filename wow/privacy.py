"""Export and erase one person. Every app registers its part in `ready()`; the kernel knows none of them."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

Export = Callable[[UUID], Mapping[str, Any]]
Erase = Callable[[UUID, dt.datetime], None]


@dataclass(frozen=True)
class Part:
    """What one app knows of a person: `export` gives plain values for JSON, `erase` leaves nothing that names her."""

    name: str
    export: Export
    erase: Erase


_parts: dict[str, Part] = {}


class AlreadyRegistered(ValueError):
    """Two apps claim the same name."""


def register(name: str, *, export: Export, erase: Erase) -> None:
    """Add an app's part. Apps on upper floors register later and are erased first. Raises AlreadyRegistered."""
    if name in _parts:
        raise AlreadyRegistered(name)
    _parts[name] = Part(name, export, erase)


def export_person(person_id: UUID) -> dict[str, Any]:
    """Everything the portal holds about her, by app, ready for JSON."""
    return {part.name: dict(part.export(person_id)) for part in _parts.values()}


def erase_person(person_id: UUID, *, now: dt.datetime) -> None:
    """Let every app erase its part, the upper floors first. Call inside a transaction; twice is harmless."""
    for part in reversed(_parts.values()):
        part.erase(person_id, now)
