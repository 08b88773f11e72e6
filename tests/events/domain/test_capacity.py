"""Seats are never over, and nobody passes anybody."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.capacity import Placement, Seats, fitting_from_head, place_party, room_to_grow

PARTIES = st.integers(1, 13)


@pytest.mark.parametrize(
    ("full", "party", "held", "expected"),
    [
        ((40, 0, 0), 1, 0, Placement.SEATED),
        ((40, 39, 0), 1, 0, Placement.SEATED),
        ((40, 39, 0), 2, 0, Placement.QUEUED),
        ((40, 40, 0), 1, 0, Placement.QUEUED),
        ((40, 38, 1), 1, 0, Placement.QUEUED),  # free, but somebody waits
        ((40, 40, 0), 3, 3, Placement.SEATED),  # same again
        ((40, 40, 5), 2, 3, Placement.SEATED),  # fewer
        ((40, 38, 0), 3, 1, Placement.SEATED),  # grows into what is free
        ((40, 39, 0), 3, 1, Placement.TOO_FEW_SEATS),
        ((40, 38, 1), 2, 1, Placement.TOO_FEW_SEATS),  # others wait for those seats
        ((3, 0, 0), 4, 0, Placement.NEVER_FITS),
        ((3, 1, 0), 4, 1, Placement.TOO_FEW_SEATS),
    ],
)
def test_where_a_party_goes(full: tuple[int, int, int], party: int, held: int, expected: Placement) -> None:
    """`full` is capacity, taken, parties waiting."""
    assert place_party(seats=Seats(*full), party=party, seats_held=held) is expected


@pytest.mark.parametrize(
    ("seats", "free", "is_full", "room"),
    [
        (Seats(40, 0), 40, False, 40),
        (Seats(40, 40), 0, True, 0),
        (Seats(40, 38, 1, 3), 2, True, 0),
        (Seats(40, 41), 0, True, 0),
    ],
)
def test_how_full(seats: Seats, free: int, is_full: bool, room: int) -> None:
    assert (seats.free, seats.is_full, room_to_grow(seats)) == (free, is_full, room)


@given(
    capacity=st.integers(1, 60),
    acts=st.lists(st.tuples(st.integers(0, 14), st.one_of(st.none(), PARTIES), st.booleans()), max_size=60),
)
def test_any_history_keeps_the_seats_and_the_queue(capacity: int, acts: list[tuple[int, int | None, bool]]) -> None:
    """Fifteen people say yes, change, say no, and staff promote, in any order."""
    seated: dict[int, int] = {}
    queue: dict[int, int] = {}
    for who, party, promote in acts:
        seats = Seats(capacity, sum(seated.values()), len(queue), sum(queue.values()))
        if promote:
            count = fitting_from_head(free=seats.free, parties=list(queue.values()))
            for head in list(queue)[:count]:
                seated[head] = queue.pop(head)
        elif party is None:
            seated.pop(who, None)
            queue.pop(who, None)
        elif who not in queue:
            placement = place_party(seats=seats, party=party, seats_held=seated.get(who, 0))
            if placement is Placement.SEATED:
                is_new_or_bigger = party > seated.get(who, 0)
                assert not (queue and is_new_or_bigger)
                seated[who] = party
            elif placement is Placement.QUEUED:
                queue[who] = party
        assert sum(seated.values()) <= capacity


def seated_by_trying(free: int, parties: list[int]) -> int:
    """The oracle: of every head of the queue, the longest that fits with each shorter one fitting too."""
    heads = [parties[:length] for length in range(len(parties) + 1)]
    fitting = itertools.takewhile(lambda head: sum(head) <= free, heads)
    return max(len(head) for head in fitting)


@given(free=st.integers(0, 60), parties=st.lists(PARTIES, max_size=30))
def test_promotion_agrees_with_the_oracle(free: int, parties: list[int]) -> None:
    assert fitting_from_head(free=free, parties=parties) == seated_by_trying(free, parties)


def test_promotion_stops_at_the_first_that_does_not_fit() -> None:
    assert fitting_from_head(free=4, parties=[2, 3, 1, 1]) == 1
