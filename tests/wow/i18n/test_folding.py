"""Names are found however they are typed."""

import pytest

from wow.i18n.folding import MOST_FOUND, fold, keys_named

NAMES = [(1, "Åsa"), (2, "Lucía"), (3, "أمينة"), (4, "Anna Karin"), (5, "Łucja")]


@pytest.mark.parametrize(
    ("term", "keys"),
    [
        ("asa", [1]), ("ÅSA", [1]), ("lucia", [2]), ("امينة", [3]), ("karin an", [4]), ("a", [1, 2, 4, 5]), ("", []),
        ("  ", []), ("zz", []),
    ],
)  # fmt: skip
def test_every_word_is_found_without_accents(term: str, keys: list[int]) -> None:
    assert keys_named(NAMES, term) == keys


def test_folding_keeps_what_is_not_an_accent() -> None:
    assert [fold(text) for text in ("ß", "ሰላም", "Ґ")] == ["ss", "ሰላም", "ґ"]


def test_a_term_that_finds_everybody_ends() -> None:
    assert len(keys_named(((number, "a") for number in range(MOST_FOUND * 2)), "a")) == MOST_FOUND
