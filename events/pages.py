"""What one page about a lunch shows: the lunch, its table, its programme, and the reader's own answer."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from events.domain.capacity import Seats
from events.enums import EventStatus, RsvpStatus
from events.models import Event, Rsvp
from events.programme import Programme


@dataclass(frozen=True)
class LunchPage:
    """One lunch as one reader sees it at `now`. `rsvp` is her answer; `place` her place in the queue when she waits.

    `answer_url` is where her yes or no goes, empty for a reader who cannot answer here.
    """

    event: Event
    seats: Seats
    now: dt.datetime
    rsvp: Rsvp | None = None
    place: int = 0
    answer_url: str = ""
    details_url: str = ""
    programme: Programme = field(default_factory=Programme)
    puts_no_first: bool = False
    is_by_link: bool = False
    may_be_pictured: bool = True

    @property
    def is_draft(self) -> bool:
        """Whether only staff can see it."""
        return self.event.status == EventStatus.DRAFT

    @property
    def is_published(self) -> bool:
        """Whether it takes place, or took place."""
        return self.event.status == EventStatus.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not take place."""
        return self.event.status == EventStatus.CANCELLED

    @property
    def is_over(self) -> bool:
        """Whether it took place and has ended."""
        return not self.is_cancelled and self.event.is_over(self.now)

    @cached_property
    def is_open(self) -> bool:
        """Whether a yes is still possible, with a seat or in the queue."""
        return self.event.is_open_for_answers(self.now)

    @property
    def is_closed(self) -> bool:
        """Whether the food is ordered and the lunch still ahead."""
        return self.is_published and not self.is_open and not self.is_over

    @property
    def is_full(self) -> bool:
        """Whether who says yes now has to wait."""
        return self.seats.is_full

    @property
    def state(self) -> str:
        """What its card says about it, in one word; "open" when she may still answer."""
        said = {
            "cancelled": self.is_cancelled,
            "coming": self.is_coming,
            "waiting": self.is_waiting,
            "declined": self.has_declined,
            "closed": self.is_closed,
            "full": self.is_full,
        }
        return next((word for word, is_so in said.items() if is_so), "open")

    def _answered(self, status: RsvpStatus) -> bool:
        return self.rsvp is not None and self.rsvp.status == status

    @property
    def is_coming(self) -> bool:
        """Whether she has a seat."""
        return self._answered(RsvpStatus.YES)

    @property
    def is_waiting(self) -> bool:
        """Whether she is in the queue."""
        return self._answered(RsvpStatus.WAITING)

    @property
    def has_declined(self) -> bool:
        """Whether she said no."""
        return self._answered(RsvpStatus.NO)

    @property
    def may_say_yes(self) -> bool:
        """Whether a button for a yes makes sense."""
        return self.is_open and not self.is_coming and not self.is_waiting

    @property
    def may_say_no(self) -> bool:
        """Whether a button for a no makes sense: while open, and afterwards for a seat or a place in the queue."""
        if self.has_declined:
            return False
        return self.is_open or (self.is_closed and (self.is_coming or self.is_waiting))

    @property
    def concerns_her(self) -> bool:
        """Whether it is worth being first on her page: she can still come, or has said that she does."""
        return self.is_open or self.is_coming or self.is_waiting

    @property
    def may_change_details(self) -> bool:
        """Whether who comes along and what they eat can still be changed."""
        return self.is_open and (self.is_coming or self.is_waiting)

    @property
    def may_change_pictures(self) -> bool:
        """Whether only her word on pictures can be changed: the food is ordered, but consent stays hers."""
        return self.is_closed and (self.is_coming or self.is_waiting) and self.may_be_pictured
