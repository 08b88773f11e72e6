"""Brings the demo's sponsors into the portal through their own service."""

import datetime as dt

from sponsors.models import Sponsor
from sponsors.services import save_sponsor
from wow.demo.content.sponsors import SPONSORS


def load_sponsors(now: dt.datetime) -> None:
    """Store every sponsor, without logos: their names are drawn."""
    for position, giver in enumerate(SPONSORS, start=1):
        gives = {f"gives_{code}": text for code, text in giver.gives.items()}
        save_sponsor(actor=None, sponsor=Sponsor(name=giver.name, position=position, **gives), now=now)


def sponsors_of(chapter: str) -> tuple[int, ...]:
    """The keys of those who give to a chapter's lunches, the first one first."""
    names = [giver.name for giver in SPONSORS if chapter in giver.chapters]
    return tuple(Sponsor.objects.filter(name__in=names).order_by("position").values_list("pk", flat=True))
