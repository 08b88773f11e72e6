"""What the portal forgets by itself. Every app registers its rules in `ready()`; the kernel knows none of them."""

import datetime as dt
import logging
import traceback
from collections.abc import Callable

from wow.i18n.dates import STOCKHOLM

logger = logging.getLogger(__name__)

Forget = Callable[[dt.datetime], int]
LastRun = Callable[[str], dt.datetime | None]
NoteRun = Callable[[str, dt.datetime], None]

_rules: dict[str, Forget] = {}


class AlreadyRegistered(ValueError):
    """Two rules claim the same name."""


def register(name: str, forget: Forget) -> None:
    """Add a rule: `forget(now)` takes away what is too old by `now` and returns how many rows it touched.

    It may run late or twice with the same result. `name` has at most 30 characters. Raises AlreadyRegistered.
    """
    if name in _rules:
        raise AlreadyRegistered(name)
    _rules[name] = forget


def rules() -> tuple[str, ...]:
    """The names of all rules, in the order of their registration."""
    return tuple(_rules)


def run_name(rule: str) -> str:
    """Under which name the runs of a rule are noted."""
    return f"forget:{rule}"


def forget_due(
    now: dt.datetime, *, last_run: LastRun, note_run: NoteRun, broken: list[str] | None = None
) -> dict[str, int]:
    """Run every rule that has not run yet on this day in Stockholm; returns the rows each of them touched.

    `last_run` and `note_run` read and write when a rule last ran to its end. A rule that fails is logged, added to
    `broken` by name, stops no other rule, and is tried again at the next call.
    """
    touched: dict[str, int] = {}
    for name, forget in _rules.items():
        if not _is_due(last_run(run_name(name)), now):
            continue
        try:
            touched[name] = forget(now)
            note_run(run_name(name), now)
        except Exception as error:
            _note_broken(name, error, broken)
    return touched


def _is_due(last: dt.datetime | None, now: dt.datetime) -> bool:
    return last is None or last.astimezone(STOCKHOLM).date() < now.astimezone(STOCKHOLM).date()


def _note_broken(name: str, error: Exception, broken: list[str] | None) -> None:
    """Log by type and place alone, because an error's own text may name a member."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Forgetting %s failed: %s\n%s", name, type(error).__name__, where)
    if broken is not None:
        broken.append(run_name(name))
