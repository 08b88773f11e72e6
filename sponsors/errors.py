"""What can go wrong with a sponsor or her logo, each with a code for programs and a sentence that says what to do."""

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class SponsorError(Exception):
    """The act was refused, nothing was changed. `code` never changes; `message` is in the language active when read."""

    code: ClassVar[str] = "refused"
    text: ClassVar["str | _StrPromise"] = _("That did not work. Please call us.")

    @property
    def message(self) -> str:
        """The sentence for the reader."""
        return str(self.text)

    def __str__(self) -> str:
        return self.message


class SponsorUnknown(SponsorError):
    """No such sponsor: somebody else has deleted it."""

    code = "unknown"
    text = _("This sponsor is not here any more. Somebody has deleted it.")


class SponsorTaken(SponsorError):
    """Somebody else saved a sponsor of this name, or of the same address in links, at the same moment."""

    code = "taken"
    text = _("Somebody else has just saved a sponsor with this name.")


class SponsorInUse(SponsorError):
    """It has given to `uses` lunches, and what was given is never forgotten."""

    code = "in_use"

    def __init__(self, uses: int) -> None:
        super().__init__(self.code)
        self.uses = uses

    @property
    def message(self) -> str:
        """Says how many lunches, and what to do instead."""
        text = ngettext(
            "This sponsor is thanked at %(uses)d lunch, so it cannot be deleted. "
            "Take away “thanked on the public pages” instead.",
            "This sponsor is thanked at %(uses)d lunches, so it cannot be deleted. "
            "Take away “thanked on the public pages” instead.",
            self.uses,
        )
        return text % {"uses": self.uses}


class LogoRefused(SponsorError):
    """The uploaded file did not become a logo."""


class LogoTooHeavy(LogoRefused):
    """More bytes than a logo needs."""

    code = "too_heavy"
    text = _("The file is too big. Choose one of at most 2 megabytes.")


class LogoUnreadable(LogoRefused):
    """None of the three kinds of pictures, whatever the file is called."""

    code = "unreadable"
    text = _("This is not a picture that we can read. Choose a PNG, JPEG or WebP.")


class LogoIsDrawing(LogoRefused):
    """An SVG can carry scripts."""

    code = "drawing"
    text = _("This is a drawing (SVG). Save it as a PNG, and choose that file.")


class LogoBroken(LogoRefused):
    """It begins like a picture and cannot be read to its end."""

    code = "broken"
    text = _("The picture is broken: a part of it is missing. Save it again, and choose the new file.")


class LogoTooLarge(LogoRefused):
    """So many pixels that reading it would take the portal's memory."""

    code = "too_large"
    text = _("The picture has too many pixels. Make it at most 4000 pixels wide and 4000 high.")


class LogoTooSmall(LogoRefused):
    """Too few pixels to be seen on paper."""

    code = "too_small"
    text = _("The picture is too small. Choose one of at least 100 pixels on its longer side and 16 on the other.")


class LogoTooThin(LogoRefused):
    """A line rather than a picture."""

    code = "too_thin"
    text = _("The picture is too long and thin. Cut it, so that it is at most 20 times as long as it is high.")


class LogoMoves(LogoRefused):
    """Several pictures in one file."""

    code = "moving"
    text = _("The picture moves. Choose one that stands still.")


class LogoInvisible(LogoRefused):
    """Nothing but transparent pixels."""

    code = "invisible"
    text = _("The picture is empty: all of it is transparent. Choose another file.")
