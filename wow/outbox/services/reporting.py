"""What one run of the outbox did."""

from dataclasses import dataclass


@dataclass
class DeliveryReport:
    """What one run did, in rows. `is_server_away`: it stopped early because our mail server could not be reached."""

    sent: int = 0
    cancelled: int = 0
    deferred: int = 0
    failed: int = 0
    held: int = 0
    uncertain: int = 0
    unreached: int = 0
    lost: int = 0
    expired: int = 0
    recovered: int = 0
    is_server_away: bool = False
