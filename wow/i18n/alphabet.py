"""Names in the order in which a Swedish reader looks for them."""

import unicodedata

OWN_LETTERS = "åäö"  # letters of their own in Swedish, at the end of the alphabet
AFTER_Z = str.maketrans(OWN_LETTERS, "{|}")  # what ASCII has there


def swedish_letters(name: str) -> str:
    """The name without accents and in small letters, but for the three letters that Swedish has beside a and o."""
    composed = unicodedata.normalize("NFC", name.casefold())
    return "".join(one if one in OWN_LETTERS else _bare(one) for one in composed)


def alphabetical(name: str) -> str:
    """What to sort a name by."""
    return swedish_letters(name).translate(AFTER_Z)


def _bare(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
