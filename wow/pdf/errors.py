"""What can go wrong between a wish for a document and its paper, each with a code that a job keeps."""

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class PaperError(Exception):
    """No document was made. `code` never changes; `detail` is for the log and names no person."""

    code: ClassVar[str] = "broken"
    text: ClassVar["str | _StrPromise"] = _(
        "The document could not be made. Try again, or tell whoever runs the portal."
    )

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(f"{self.code}: {detail}" if detail else self.code)


class TooMuch(PaperError):
    """More text, pictures or pages than a document may have, or more memory than the press may use."""

    code = "too_much"
    text = _("The document is too large. Shorten the texts, or ask for a part of it.")


class TooSlow(PaperError):
    """The press was ended because it took too long."""

    code = "too_slow"
    text = _("The document took too long to make and was stopped. Shorten the texts and try again.")


class DoesNotFit(PaperError):
    """A part that must stay on its page has more text than room."""

    code = "does_not_fit"
    text = _("The texts do not fit on the paper, not even small. Shorten them and try again.")


class FontsMissing(PaperError):
    """The machine lacks a font that the text needs; `detail` names its family."""

    code = "fonts_missing"
    text = _("The machine that makes documents lacks a font for this language. Tell whoever runs the portal.")


class PressDied(PaperError):
    """The press ended without an answer."""

    code = "press_died"


class SubjectGone(PaperError):
    """What the document is about is not there any more."""

    code = "gone"
    text = _("What this document is about is not there any more.")


class UnknownDocument(LookupError):
    """No such kind of document, no such job, or not for this person: the answer is the same."""


ERRORS: dict[str, type[PaperError]] = {
    error.code: error for error in (PaperError, TooMuch, TooSlow, DoesNotFit, FontsMissing, PressDied, SubjectGone)
}


def words_for(code: str) -> str:
    """What staff read of an error code, in the active language."""
    return str(ERRORS.get(code, PaperError).text)
