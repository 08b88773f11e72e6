"""Who gets a seat. The queue goes by the time of the answer alone; nobody passes anybody."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Seats:
    """How full a lunch is, in people; `waiting_parties` counts answers, `waiting_people` the seats they need."""

    capacity: int
    taken: int
    waiting_parties: int = 0
    waiting_people: int = 0

    @property
    def free(self) -> int:
        """Seats that nobody has, though somebody may wait for them."""
        return max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Whether whoever says yes now must wait."""
        return self.free == 0 or self.waiting_parties > 0


class Placement(enum.Enum):
    """What becomes of a yes."""

    SEATED = "seated"
    QUEUED = "queued"
    TOO_FEW_SEATS = "too_few_seats"
    NEVER_FITS = "never_fits"


def place_party(*, seats: Seats, party: int, seats_held: int = 0) -> Placement:
    """Where a party of `party` people goes. `seats` counts everybody, also the `seats_held` that the party has already.

    Someone seated keeps her seat with the same or a smaller party, and grows only into seats that nobody waits for;
    otherwise TOO_FEW_SEATS, and what she has stands. Someone new sits when she fits and nobody waits, else she queues.
    """
    if seats_held:
        return Placement.SEATED if party - seats_held <= room_to_grow(seats) else Placement.TOO_FEW_SEATS
    if party > seats.capacity:
        return Placement.NEVER_FITS
    return Placement.SEATED if party <= room_to_grow(seats) else Placement.QUEUED


def room_to_grow(seats: Seats) -> int:
    """Free seats that may be given away: none while somebody waits."""
    return 0 if seats.waiting_parties else seats.free


def fitting_from_head(*, free: int, parties: Sequence[int]) -> int:
    """How many parties from the head of the queue can be seated; stops at the first that does not fit."""
    seated = 0
    for party in parties:
        if party > free:
            break
        free -= party
        seated += 1
    return seated
