"""What can go wrong with a member's account, said in words that tell what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MemberError(Exception):
    """A refusal with `code` for programs and `message` for people, in the reader's language."""

    code = "refused"
    message: str | Promise = _("That did not work. Please try again.")

    def __str__(self) -> str:
        return str(self.message)


class NoWayToReachHer(MemberError):
    """Neither e-mail nor phone was given."""

    code = "no_contact"
    message = _("Write an e-mail address or a phone number. One of them is enough.")


class AddressTaken(MemberError):
    """Another member has this e-mail address."""

    code = "email_taken"
    message = _("Another member has this e-mail address. Look for her in the list of members.")


class PhoneTaken(MemberError):
    """Another member has this phone number."""

    code = "phone_taken"
    message = _("Another member has this phone number. Look for her in the list of members.")


class NeverPictured(MemberError):
    """Somebody with a protected identity is never in pictures."""

    code = "never_pictured"
    message = _("You are never in our pictures. That protects you, and it cannot be changed here.")


class StaffCannotLeave(MemberError):
    """A person who may open the staff pages must hand that over first."""

    code = "staff_cannot_leave"
    message = _("You work with the staff pages. Ask a colleague to take that right back first, then you can leave.")


class LastSecondStep(MemberError):
    """Staff always keep one second step."""

    code = "last_second_step"
    message = _("Staff always need a second step. Add another one first, then you can remove this one.")


class TooManyPasskeys(MemberError):
    """More phones than anybody has."""

    code = "too_many_passkeys"
    message = _("You have added very many phones. Remove one that you no longer use first.")
