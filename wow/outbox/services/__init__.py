"""Everything that changes the outbox. Other apps import from here and from nowhere deeper."""

from wow.outbox.ringing import ring
from wow.outbox.services.beating import beat, last_beat
from wow.outbox.services.deciding import CannotRelease, give_up, hold_due, note_bounced, release_held
from wow.outbox.services.delivering import deliver_due
from wow.outbox.services.planning import PlannedMessage, cancel_unsent, enqueue, plan_many, revive_cancelled
from wow.outbox.services.reporting import DeliveryReport
from wow.outbox.services.settling import renew_connection

__all__ = [
    "CannotRelease",
    "DeliveryReport",
    "PlannedMessage",
    "beat",
    "cancel_unsent",
    "deliver_due",
    "enqueue",
    "give_up",
    "hold_due",
    "last_beat",
    "note_bounced",
    "plan_many",
    "release_held",
    "renew_connection",
    "revive_cancelled",
    "ring",
]
