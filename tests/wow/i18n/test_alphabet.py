"""Names stand where a Swedish reader looks for them."""

from wow.i18n.alphabet import alphabetical, swedish_letters


def test_the_three_letters_of_swedish_come_last_and_accents_count_for_nothing() -> None:
    names = ["Örjan", "Zeynep", "Åsa", "Éva", "anna", "Ärla", "Eva B", "A\u030asa B"]
    assert sorted(names, key=alphabetical) == ["anna", "Éva", "Eva B", "Zeynep", "Åsa", "A\u030asa B", "Ärla", "Örjan"]


def test_a_name_keeps_its_swedish_letters() -> None:
    assert [swedish_letters(name) for name in ("Åsa", "ÉVA", "Łucja", "أمينة")] == ["åsa", "eva", "łucja", "امينة"]
