"""Phone numbers: stored as +46701740605, shown as people write them, read however they are typed."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HOME_REGION = "SE"


def normalise_phone(typed: str) -> str:
    """The number in E.164. A number without a country is Swedish. Raises ValidationError when no phone can have it."""
    try:
        number = phonenumbers.parse(typed, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise _not_a_phone() from error
    if not phonenumbers.is_valid_number(number):
        raise _not_a_phone()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown_phone(stored: str | None) -> str:
    """How people write it: 070-174 06 05 for a Swedish number, +47 22 12 34 56 for others; empty for none."""
    if not stored:
        return ""
    try:
        number = phonenumbers.parse(stored, HOME_REGION)
    except phonenumbers.NumberParseException:
        return stored
    style = phonenumbers.PhoneNumberFormat
    is_home = phonenumbers.region_code_for_number(number) == HOME_REGION
    return phonenumbers.format_number(number, style.NATIONAL if is_home else style.INTERNATIONAL)


def _not_a_phone() -> ValidationError:
    return ValidationError(
        _("This is not a phone number. Write it like this: 070-174 06 05, or with + and the country first."),
        code="not_a_phone",
    )
