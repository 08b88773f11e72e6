"""Names of every script pass; hidden characters do not."""

import pytest
from django.core.exceptions import ValidationError

from members.forms.fields import SpokenNameField
from members.phones import normalise_phone, shown_phone
from members.validators import validate_plain_text, validate_spoken_name

REAL_NAMES = [
    "Åsa", "Anna-Karin", "O’Connor", "María José", "فاطمة الزهراء", "نور", "عبد الرحمن", "پریسا", "می‌نا", "گل‌ناز",
    "ሰላም", "ኣስመረት", "ትርሓስ", "አበበች", "ወይዘሮ አልማዝ", "Ayşe", "Łucja", "Оксана", "Їванна", "ژینا", "شیلان", "Shpresa",
]  # fmt: skip
HIDDEN = [*"\u202e\u202a\u2066\u2069\u200e\u200f\u061c\x00\x07\u200b\ufeff", "\ud800"]


@pytest.mark.parametrize("name", REAL_NAMES)
def test_real_names_are_accepted(name: str) -> None:
    validate_spoken_name(name)
    assert SpokenNameField().clean(f"  {name} ") == name


@pytest.mark.parametrize("sign", HIDDEN)
def test_hidden_characters_are_refused(sign: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_spoken_name(f"Amina{sign}x")
    assert refused.value.code == "hidden"
    with pytest.raises(ValidationError):
        validate_plain_text(f"no nuts{sign}")


@pytest.mark.parametrize("name", ["123", "...", "🙂", "   -   "])
def test_a_name_has_letters(name: str) -> None:
    with pytest.raises(ValidationError):
        SpokenNameField().clean(name)


@pytest.mark.parametrize("name", ["", "A" * 61])
def test_a_name_has_a_length(name: str) -> None:
    with pytest.raises(ValidationError):
        SpokenNameField().clean(name)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("070-174 06 05", "+46701740605"),
        ("0701740605", "+46701740605"),
        ("+46 70 174 06 05", "+46701740605"),
        ("0046701740605", "+46701740605"),
        ("٠٧٠١٧٤٠٦٠٥", "+46701740605"),
        ("+47 21 03 05 00", "+4721030500"),
    ],
)
def test_a_phone_is_stored_in_one_way(typed: str, stored: str) -> None:
    assert normalise_phone(typed) == stored


@pytest.mark.parametrize("typed", ["", "12", "hello", "070-174 06 05 99 99 99", "+999 1234567", "\x00"])
def test_what_is_no_phone_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        normalise_phone(typed)
    assert refused.value.code == "not_a_phone"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("+46701740605", "070-174 06 05"), ("+4721030500", "+47 21 03 05 00"), (None, ""), ("", ""), ("?", "?")],
)
def test_a_phone_is_shown_as_people_write_it(stored: str | None, shown: str) -> None:
    assert shown_phone(stored) == shown
