"""Signs of life of what runs by the clock."""

import datetime as dt

from wow.outbox.models import Heartbeat


def beat(name: str, now: dt.datetime) -> None:
    """Note that the job `name` has just finished; an earlier `now` than the one on record does not turn it back."""
    beaten, _ = Heartbeat.objects.get_or_create(name=name, defaults={"beat_at": now})
    if beaten.beat_at < now:
        Heartbeat.objects.filter(name=name, beat_at__lt=now).update(beat_at=now)


def last_beat(name: str) -> dt.datetime | None:
    """When the job last finished, or None when it never has."""
    return Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()
