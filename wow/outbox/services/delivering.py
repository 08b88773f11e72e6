"""Carrying what is due: claim, compose, offer, fence, hand over, settle. No transaction is ever open across SMTP."""

from wow.outbox.channels.email import Courier
from wow.outbox.services import claiming
from wow.outbox.services.carrying import Round
from wow.outbox.services.preparing import Clock
from wow.outbox.services.reporting import DeliveryReport

BATCH_SIZE = 25  # rows in one hand: few enough to be sent within the lease by a slow server


def deliver_due(*, clock: Clock, limit: int | None = None, is_urgent_only: bool = False) -> DeliveryReport:
    """Send what is due by `clock` (aware moments), a batch at a time, until nothing is due or `limit` rows were taken.

    Safe to run late, twice or many times at once. Raises only when the database fails; rows in hand then come back by
    themselves when their lease runs out. Not to be called inside a transaction.
    """
    report = DeliveryReport(recovered=claiming.recover(clock()), expired=claiming.expire(clock()))
    taken = 0
    with Courier() as courier:
        while not report.is_server_away and (limit is None or taken < limit):
            size = BATCH_SIZE if limit is None else min(BATCH_SIZE, limit - taken)
            claim = claiming.claim(now=clock(), size=size, is_urgent_only=is_urgent_only)
            if not claim.messages:
                break
            taken += len(claim.messages)
            Round(clock, courier, claim.token, report).carry(claim.messages)
    return report
