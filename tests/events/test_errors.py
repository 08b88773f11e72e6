"""Every refusal has a code of its own and a sentence that says what to do, in the language active when it is read."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from events import errors
from events.errors import AgendaOutsideLunch, CapacityBelowAnswers, LunchError, NextPartyDoesNotFit, NotEnoughSeats


def kinds(parent: type[LunchError] = LunchError) -> Iterator[type[LunchError]]:
    for kind in parent.__subclasses__():
        yield kind
        yield from kinds(kind)


SPECIAL: dict[type[LunchError], LunchError] = {
    NotEnoughSeats: NotEnoughSeats(free=2),
    CapacityBelowAnswers: CapacityBelowAnswers(taken=2),
    NextPartyDoesNotFit: NextPartyDoesNotFit(party=3, free=2),
    AgendaOutsideLunch: AgendaOutsideLunch((1,)),
}
OURS = [kind for kind in kinds() if kind.__module__ == errors.__name__]


def test_codes_are_all_different() -> None:
    codes = [kind.code for kind in OURS]
    assert sorted(set(codes)) == sorted(codes)
    assert LunchError.code not in codes


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_each_has_a_whole_sentence_of_its_own(kind: type[LunchError]) -> None:
    with translation.override("en"):
        message = (SPECIAL.get(kind) or kind()).message
    assert message.endswith(".")
    assert "%(" not in message
    assert message != LunchError().message


@pytest.mark.parametrize(
    ("free", "message"),
    [
        (0, "There are no more free seats. Your answer from before still stands."),
        (1, "There is only 1 more free seat. Take fewer with you. Your answer from before still stands."),
        (2, "There are only 2 more free seats. Take fewer with you. Your answer from before still stands."),
    ],
)
def test_how_many_more_fit(free: int, message: str) -> None:
    with translation.override("en"):
        assert NotEnoughSeats(free=free).message == message
