"""Reason codes in words, for staff."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wow.outbox.enums import Reason

_sentences: dict[str, str | Promise] = {
    Reason.SERVER_AWAY: _("Our mail server could not be reached. The portal tries again by itself."),
    Reason.UNCERTAIN: _(
        "The line broke after the text had left. She may have got it, or not. Ask her before you send again."
    ),
    Reason.COMPOSER_BROKEN: _("The text could not be written. Tell the person who looks after the portal."),
    Reason.UNKNOWN_KIND: _(
        "The portal does not know this kind of message. Tell the person who looks after the portal."
    ),
    Reason.BAD_ADDRESS: _("The e-mail address cannot be right. Correct it, then send again."),
    Reason.TOO_LATE: _("It was too late to send this."),
    Reason.GAVE_UP: _("The receiver's mail server said “later” for days. Phone her instead."),
    Reason.RESTORED: _("The database was restored. This may have been sent before. Look before you send."),
    Reason.RELEASED: _("A person decided to send this after all."),
    Reason.GIVEN_UP_BY_STAFF: _("A person decided not to send this."),
    Reason.CAME_BACK: _("The mail came back to us: it never reached her. Phone her, and ask for her right address."),
    "answered": _("She had already answered."),
    "muted": _("She does not want invitations and reminders."),
    "moved": _("The lunch has another date now."),
    "cancelled": _("The lunch is cancelled."),
    "over": _("The lunch is over."),
    "erased": _("She has left the portal."),
    "no-address": _("She has no e-mail address. Phone her."),
    "ended": _("This message has ended. It cannot be changed any more."),
    "not-sent": _("Only a message that was sent can come back."),
    "wiped": _("The address was deleted when the message ended. It cannot be sent again."),
}


def add_reasons(sentences: Mapping[str, str | Promise]) -> None:
    """Put an app's own reason codes into words; called in its `ready()`."""
    _sentences.update(sentences)


def explain(reason: str) -> str:
    """The sentence for a code, in the active language; empty for none. An unknown code is shown as it is."""
    if reason in _sentences:
        return str(_sentences[reason])
    what, _dash, code = reason.rpartition("-")
    if what == Reason.REFUSED:
        return gettext("The receiver's mail server said no (%(code)s). Is the address right?") % {"code": code}
    if what == Reason.DEFERRED:
        return gettext("The receiver's mail server said “later” (%(code)s). The portal tries again by itself.") % {
            "code": code
        }
    return reason
