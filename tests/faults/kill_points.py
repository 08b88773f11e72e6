"""The fourteen moments at which a worker is killed or frozen, patched in from outside: it knows nothing of them."""

import os
import signal
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper

from events.notifications import composing
from events.services import reminders
from wow.outbox.channels import email
from wow.outbox.services import carrying, claiming

MEMBERS = 6
BATCH = 2  # rows in one hand and in one planning query, so that a run passes each of these points three times
BATCHES = MEMBERS // BATCH

Step = Callable[..., Any]


def _every_call(*_args: Any) -> bool:
    return True


@dataclass(frozen=True)
class Point:
    """A moment around one function: `owner.name`, after its call unless `is_before`.

    `passages` is how often one undisturbed run comes by. `is_uncertain`: the text may have left. `may_arrive_again`: it
    has left whole, so that a second copy with the same Message-ID is right. `is_one_unnoted`: so has the letter before
    it in the same hand, which is noted as sent in the commit of this one's fence; then the copy is of that one.
    """

    owner: Any
    name: str
    passages: int
    is_before: bool = False
    counts: Callable[..., bool] = _every_call
    is_halfway: bool = False
    is_uncertain: bool = False
    may_arrive_again: bool = False
    is_one_unnoted: bool = False


def _says_data(*args: Any) -> bool:
    return args[1:2] == ("DATA",)


def _is_text(*args: Any) -> bool:
    return isinstance(args[1], bytes)


POINTS = {
    "before plan": Point(reminders, "plan_reminders", 1, is_before=True),
    "in the middle of plan": Point(CursorWrapper, "executemany", BATCHES),  # not yet committed
    "after plan": Point(reminders, "plan_many", 1),
    "before claim": Point(claiming, "claim", BATCHES, is_before=True),
    "after claim": Point(claiming, "claim", BATCHES),
    "during compose": Point(composing, "write_letter", MEMBERS, is_one_unnoted=True),
    "after connect": Point(email, "_connect", 1),
    "after MAIL FROM": Point(smtplib.SMTP, "mail", MEMBERS, is_one_unnoted=True),
    "after RCPT TO": Point(smtplib.SMTP, "rcpt", MEMBERS, is_one_unnoted=True),
    "after the fence": Point(carrying.Round, "_pass_fence", MEMBERS, is_uncertain=True),
    "after DATA": Point(smtplib.SMTP, "docmd", MEMBERS, counts=_says_data, is_uncertain=True),
    "in the middle of the text": Point(
        smtplib.SMTP, "send", MEMBERS, counts=_is_text, is_halfway=True, is_uncertain=True
    ),
    "after the final dot": Point(
        smtplib.SMTP, "send", MEMBERS, counts=_is_text, is_uncertain=True, may_arrive_again=True
    ),
    "after the answer, before the last commit": Point(
        email.Courier, "hear_answer", MEMBERS, is_uncertain=True, may_arrive_again=True
    ),
}


def arm(name: str, *, on: int, sign: signal.Signals) -> None:
    """Send `sign` to this very process at its `on`-th passage of the point."""
    point = POINTS[name]
    setattr(point.owner, point.name, _armed(getattr(point.owner, point.name), point, on, sign))


def _armed(step: Step, point: Point, on: int, sign: signal.Signals) -> Step:
    passed = 0

    def fatal_step(*args: Any, **kwargs: Any) -> Any:
        nonlocal passed
        is_passage = point.counts(*args)
        passed += is_passage
        if not is_passage or passed != on:
            return step(*args, **kwargs)
        if point.is_halfway:
            return _send_in_halves(step, *args, sign=sign)
        if point.is_before:
            os.kill(os.getpid(), sign)
        result = step(*args, **kwargs)
        if not point.is_before:
            os.kill(os.getpid(), sign)
        return result

    return fatal_step


def _send_in_halves(send: Step, line: smtplib.SMTP, text: bytes, *, sign: signal.Signals) -> None:
    """The second half leaves only from a worker that was frozen and woken."""
    middle = len(text) // 2
    send(line, text[:middle])
    os.kill(os.getpid(), sign)
    send(line, text[middle:])
