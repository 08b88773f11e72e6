"""The defences, each taken out alone: with one missing the proofs must go red, or they prove nothing."""

import time
import uuid
from dataclasses import replace
from typing import Any

from events import audience
from events.domain.reminding import ReminderWindow
from events.notifications import composing
from events.services import reminders
from wow.outbox.channels.letter import Letter, letter_of
from wow.outbox.models import Message
from wow.outbox.services import claiming, preparing


def without_key() -> None:
    """Planning gives every row a key of its own, and does not look at what was planned before."""
    plan_one = reminders._reminder
    reminders.not_planned = audience.to_be_reminded  # type: ignore[attr-defined]
    reminders._reminder = lambda *args: replace(plan_one(*args), dedupe_key=str(uuid.uuid4()))


def without_message_id() -> None:
    """Every attempt makes up a Message-ID, as mail libraries do."""

    def forgetful(draft: Any, **rest: Any) -> Letter:
        return letter_of(draft, **{**rest, "message_id": f"<{uuid.uuid4().hex}@localhost>"})

    preparing.letter_of = forgetful  # type: ignore[attr-defined]


def without_fence() -> None:
    """Nobody asks again before the text leaves, and nothing is noted."""

    def open_gate(_message: Message, _token: uuid.UUID, **_rest: Any) -> bool:
        return True

    claiming.fence = open_gate  # type: ignore[assignment]


def without_claim() -> None:
    """Rows are read and then taken, without asking whether somebody else has; and there is no fence."""
    without_fence()

    def grab(*, now: Any, size: int, is_urgent_only: bool = False) -> claiming.Claim:
        messages = list(Message.objects.due(now)[:size])
        time.sleep(0.2)
        token = uuid.uuid4()
        for message in messages:
            columns = {"status": "claimed", "lease_token": token, "leased_until": now + claiming.LEASE}
            Message.objects.filter(pk=message.pk).update(**columns)
        return claiming.Claim(token, messages)

    claiming.claim = grab


def without_window() -> None:
    """Reminders are planned whenever a worker comes, never expire, and are written though answers have closed."""
    plan_one = reminders._reminder
    ReminderWindow.is_open = lambda self, now: self.opens_at <= now  # type: ignore[method-assign]
    reminders._reminder = lambda *args: replace(plan_one(*args), expires_at=None)
    composing._closed = lambda occasion: composing.NEEDED


WEAKNESSES = {
    "key": without_key,
    "message-id": without_message_id,
    "fence": without_fence,
    "claim": without_claim,
    "window": without_window,
}
