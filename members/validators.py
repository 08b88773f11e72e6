"""What a name may contain: any script of the world, nothing that turns or hides text."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Bidi overrides, embeddings and isolates: they let a name rearrange the text around it.
BIDI_CONTROLS = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]))
# The joiners are part of how Persian, Kurdish and Indic names are spelt.
JOINERS = frozenset({"\u200c", "\u200d"})


def is_forbidden(character: str) -> bool:
    """Whether a character is a bidi control, another control, a lone surrogate or an invisible format character."""
    if character in JOINERS:
        return False
    return character in BIDI_CONTROLS or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def validate_spoken_name(value: str) -> None:
    """Refuse a name with hidden characters or without a single letter, with what to do instead."""
    if any(is_forbidden(character) for character in value):
        raise ValidationError(
            _("The name has a hidden character in it. Please type the name again, letter by letter."), code="hidden"
        )
    if not any(character.isalpha() for character in value):
        raise ValidationError(_("Please write a name with letters."), code="no_letters")


def validate_plain_text(value: str) -> None:
    """Refuse hidden characters in a free text of one line."""
    if any(is_forbidden(character) for character in value):
        raise ValidationError(_("The text has a hidden character in it. Please type the text again."), code="hidden")
