"""What can go wrong with a lunch, each with a code for programs and a sentence that tells the reader what to do."""

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class LunchError(Exception):
    """The act was refused, nothing was changed. `code` never changes; `message` is in the language active when read."""

    code: ClassVar[str] = "refused"
    text: ClassVar["str | _StrPromise"] = _("That did not work. Please call us.")

    def __init__(self, **numbers: int) -> None:
        self.numbers = numbers
        super().__init__(self.code)

    @property
    def message(self) -> str:
        """The sentence for the reader, with its numbers filled in."""
        return str(self.text % self.numbers) if self.numbers else str(self.text)

    def __str__(self) -> str:
        return self.message


class LunchUnknown(LunchError):
    """No lunch that this viewer may see has this address."""

    code = "unknown"
    text = _("We cannot find this lunch. Look among the coming lunches.")


class LunchNotOpen(LunchError):
    """Still a draft: nobody can answer it."""

    code = "not_open"
    text = _("This lunch is not published yet. Come back later.")


class AnswersClosed(LunchError):
    """The deadline has passed; only a cancellation is still possible."""

    code = "closed"
    text = _("The last day to answer has passed and the food is ordered. Call us if you still want to come.")


class LunchCancelled(LunchError):
    """It will not take place."""

    code = "cancelled"
    text = _("This lunch is cancelled. Look among the coming lunches.")


class LunchOver(LunchError):
    """It has already taken place."""

    code = "over"
    text = _("This lunch is over. Look among the coming lunches.")


class MemberHasLeft(LunchError):
    """The member's account is closed."""

    code = "left"
    text = _("This account is closed. Please call us if you want to come back.")


class NotEnoughSeats(LunchError):
    """She has a seat and asks for more than there are; `free` is how many more she can have. Her answer stands."""

    code = "not_enough_seats"

    def __init__(self, free: int) -> None:
        super().__init__(free=free)
        self.free = free

    @property
    def message(self) -> str:
        """Says how many more fit, or that none do."""
        if not self.free:
            return str(_("There are no more free seats. Your answer from before still stands."))
        return str(
            ngettext_lazy(
                "There is only %(free)d more free seat. Take fewer with you. Your answer from before still stands.",
                "There are only %(free)d more free seats. Take fewer with you. Your answer from before still stands.",
                "free",
            )
            % self.numbers
        )


class PartyTooBig(LunchError):
    """The party is bigger than the whole lunch, or than one member may bring."""

    code = "party_too_big"
    text = _("That is more people than this lunch can take. Take fewer with you, or call us.")


class CapacityBelowAnswers(LunchError):
    """`taken` seats are promised already."""

    code = "capacity_below_answers"
    text = ngettext_lazy(
        "%(taken)d seat is already taken. Choose at least as many seats.",
        "%(taken)d seats are already taken. Choose at least as many seats.",
        "taken",
    )

    def __init__(self, taken: int) -> None:
        super().__init__(taken=taken)
        self.taken = taken


class DeadlineAfterStart(LunchError):
    """Answers would close after the lunch has begun."""

    code = "deadline_after_start"
    text = _("Answers must close before the lunch starts. Choose an earlier time, or leave it empty.")


class DeadlinePassed(LunchError):
    """Members would be asked when nobody can answer any more."""

    code = "deadline_passed"
    text = _("The last day to answer has already passed. Choose a later time to answer by, then invite.")


class ReminderAfterDeadline(LunchError):
    """The reminder would come when it is too late to answer."""

    code = "reminder_after_deadline"
    text = _("The reminder must go out before answers close. Choose an earlier time, or leave it empty.")


class AgendaOutsideLunch(LunchError):
    """A point of the programme begins before the lunch or ends after it; `points` are their places from 0."""

    code = "agenda_outside"
    text = _("A point of the programme is outside the lunch. Change its time, or the time of the lunch.")

    def __init__(self, points: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.points = points


class ImpossibleTimes(LunchError):
    """The lunch would end before it starts, on another day, or start at a time that has been."""

    code = "impossible_times"
    text = _("The lunch must end after it starts, on the same day. Check the date and both times.")


class StartInThePast(ImpossibleTimes):
    """A lunch cannot be moved to a time that has been."""

    code = "start_in_the_past"
    text = _("That time has already been. Choose a later date.")


class UseMove(LunchError):
    """The time of a published lunch is changed by moving it, so that everybody is told."""

    code = "use_move"
    text = _("This lunch is published. Use “Move” to change its time, so that everybody is told.")


class LunchHasChanged(LunchError):
    """The lunch was changed after the page was opened from which somebody was told of it."""

    code = "has_changed"
    text = _("The lunch has changed since you opened the page. Look at it again, then call her again.")


class SwedishTitleMissing(LunchError):
    """Swedish is what everybody falls back on."""

    code = "title_missing"
    text = _("Write a title in Swedish first.")


class NotADraft(LunchError):
    """Only a draft can be published."""

    code = "not_a_draft"
    text = _("Only a draft can be published. Make a new lunch from this one instead.")


class PublishedStays(LunchError):
    """It was published once: it is never deleted."""

    code = "published_stays"
    text = _("This lunch was published. Cancel it instead, so that everybody is told.")


class NobodyWaiting(LunchError):
    """The waiting list is empty."""

    code = "nobody_waiting"
    text = _("Nobody is waiting for a seat.")


class NextPartyDoesNotFit(LunchError):
    """The head of the queue needs `party` seats and `free` are free; nobody behind her may pass."""

    code = "next_does_not_fit"
    text = _(
        "The next in the queue needs %(party)d seats and %(free)d are free. "
        "Add seats, or call her and ask if fewer can come."
    )

    def __init__(self, party: int, free: int) -> None:
        super().__init__(party=party, free=free)
        self.party = party
        self.free = free


class LinkBroken(LunchError):
    """The link in a mail is not one of ours, or a piece of it is missing."""

    code = "link_broken"
    text = _("This link does not work. Perhaps a piece of it is missing. Log in instead, or call us.")


class LinkOld(LunchError):
    """The lunch that the link was for is over."""

    code = "link_old"
    text = _("This link is old: the lunch is over. Log in to see the coming lunches.")


class LinkRevoked(LunchError):
    """The link was replaced by a newer one, or its member has left."""

    code = "link_revoked"
    text = _("This link is no longer in use. Use the link in our latest mail, log in, or call us.")


class DoorNotOpen(LunchError):
    """Nobody can have come yet: check-in begins two hours before the lunch."""

    code = "door_not_open"
    text = _("It is too early to check in. The door opens two hours before the lunch.")


class NotOnTheDoorList(LunchError):
    """She is a member of another chapter and was not asked to this lunch."""

    code = "not_on_door_list"
    text = _("She is not on this list. Write her in as a guest, and she is welcome.")


class NotAGreeterHere(LunchError):
    """Greeters are active members of the lunch's own chapter."""

    code = "not_a_greeter"
    text = _("Only active members of the chapter can greet at this lunch. Choose somebody else.")
