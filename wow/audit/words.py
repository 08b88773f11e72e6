"""What the trail's codes mean, in words for staff. A code without words is shown as it is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    # Who has read what.
    "seen.member": _("read a member's page"),
    "seen.answer": _("read an answer"),
    "seen.overview": _("read the overview of a lunch"),
    "seen.door": _("opened the door page"),
    "document.requested": _("asked for a paper"),
    "document.downloaded": _("downloaded a paper"),
    # Lunches.
    "lunch.created": _("made a lunch"),
    "lunch.saved": _("saved a lunch"),
    "lunch.deleted": _("deleted a draft"),
    "lunch.published": _("published a lunch"),
    "lunch.invited": _("invited members"),
    "lunch.moved": _("moved a lunch"),
    "lunch.cancelled": _("cancelled a lunch"),
    "lunch.seat_freed": _("a seat came free"),
    "lunch.reminders_missed": _("reminders came too late"),
    "lunch.food_forgotten": _("food and pictures forgotten after seven days"),
    # Answers and the door.
    "answer.given": _("answered"),
    "answer.promoted": _("gave a seat from the waiting list"),
    "answer.told": _("told by phone"),
    "invitation.link_revoked": _("made an answer link invalid"),
    "door.checked_in": _("checked in"),
    "door.undone": _("took a check-in back"),
    "door.party_corrected": _("corrected how many came"),
    "door.greeter_added": _("chose a greeter"),
    "door.greeter_removed": _("took a greeter away"),
    # Members.
    "members.sign_up": _("signed up"),
    "members.confirm_sign_up": _("proved her address"),
    "members.write_in": _("wrote a member in"),
    "members.update": _("changed a member's page"),
    "members.consent": _("a consent"),
    "members.protect": _("marked as protected"),
    "members.unprotect": _("took the mark of protection away"),
    "members.appoint_administrator": _("gave a person every right"),
    "members.access": _("changed rights"),
    "members.passkey_add": _("added a passkey"),
    "members.second_step_remove": _("removed a second step"),
    "members.second_step_taken": _("took a second step away from a member"),
    "members.export": _("fetched all her data"),
    "members.erase": _("erased a member"),
    "calendar.address_made": _("made a calendar address"),
    "calendar.address_renewed": _("replaced a calendar address"),
    "calendar.address_removed": _("took a calendar address away"),
    # Messages and sponsors.
    "release": _("sent a held message"),
    "give up": _("gave a held message up"),
    "came back": _("noted that a mail came back"),
    "sponsor.created": _("added a sponsor"),
    "sponsor.changed": _("changed a sponsor"),
    "sponsor.deleted": _("deleted a sponsor"),
    "sponsor.logo_set": _("set a logo"),
    "sponsor.logo_removed": _("removed a logo"),
}


def words_for(action: str) -> str:
    """What the code of an action means, in the active language."""
    return str(WORDS.get(action, action))
