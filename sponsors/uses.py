"""Where a sponsor gives: parts above this one tell, because this one knows no lunch."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from sponsors.models import Sponsor


class Use(NamedTuple):
    """One thing that a sponsor gives to, in words, and its page for staff."""

    words: str
    url: str


Teller = Callable[[Collection[int]], Mapping[int, Sequence[Use]]]
_tellers: list[Teller] = []


def tell_uses(teller: Teller) -> None:
    """Register who knows of uses: from sponsors' keys to what each gives to, the latest first, in a query at most."""
    if teller not in _tellers:
        _tellers.append(teller)


def uses_of(sponsors: Collection[int]) -> dict[int, list[Use]]:
    """What each of these sponsors gives to."""
    found: dict[int, list[Use]] = {pk: [] for pk in sponsors}
    for teller in _tellers:
        for pk, uses in teller(sponsors).items():
            found[pk] += uses
    return found


def count_protecting(sponsor: Sponsor) -> int:
    """How many rows keep the sponsor from being deleted."""
    try:
        Collector(using=router.db_for_write(Sponsor)).collect([sponsor])
    except ProtectedError as error:
        return len(error.protected_objects)
    return 0
