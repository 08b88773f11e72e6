"""Swedish, English and Arabic are complete; all nineteen compile; the judge of it can say no."""

import shutil
import subprocess
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

from wow.i18n.languages import BY_CODE
from wow.i18n.models import PublicLanguage
from wow.management.catalogues import COMPLETE_CODES, differences, faults, fill_source_language, placeholders

LOCALE = Path(__file__).parents[2] / "locale"


def catalogue(code: str) -> Path:
    return LOCALE / code / "LC_MESSAGES" / "django.po"


def test_every_language_has_a_catalogue() -> None:
    assert sorted(path.name for path in LOCALE.iterdir()) == sorted(BY_CODE)


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_it_compiles(code: str, tmp_path: Path) -> None:
    command = [
        "msgfmt",
        "--check-format",
        "--check-domain",
        "--output-file",
        str(tmp_path / "django.mo"),
        str(catalogue(code)),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("code", COMPLETE_CODES)
def test_it_is_complete(code: str) -> None:
    assert list(faults(polib.pofile(str(catalogue(code))))) == []


def test_english_says_what_the_code_says() -> None:
    entries = polib.pofile(str(catalogue("en")))
    changed = [entry.msgid for entry in entries if not entry.msgid_plural and entry.msgstr != entry.msgid]
    assert changed == []


@pytest.mark.django_db
def test_the_open_languages_are_the_complete_ones() -> None:
    opened = PublicLanguage.objects.filter(is_public=True).values_list("code", flat=True)
    assert {"sv", *opened} == set(COMPLETE_CODES)


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext's tools are not installed (make test says how)")
def test_the_catalogues_are_up_to_date_with_the_code() -> None:
    call_command("messages", check=True, stdout=StringIO())


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Yes", msgstr="Ja"), []),
        (polib.POEntry(msgid="Yes", msgstr=" "), ["not translated: 'Yes'"]),
        (polib.POEntry(msgid="Yes", msgstr="Ja", flags=["fuzzy"]), ["only guessed (fuzzy): 'Yes'"]),
        (polib.POEntry(msgid="Yes", msgstr="Ja", obsolete=True), ["obsolete: 'Yes'"]),
        (polib.POEntry(msgid="%(n)d seats", msgstr="platser"), ["placeholders or tags differ: '%(n)d seats'"]),
        (polib.POEntry(msgid="<b>Yes</b>", msgstr="<i>Ja</i>"), ["placeholders or tags differ: '<b>Yes</b>'"]),
        (polib.POEntry(msgid="a", msgid_plural="as", msgstr_plural={0: "b", 1: ""}), ["not translated: 'a'"]),
        (
            polib.POEntry(msgid="%(n)d seat", msgid_plural="%(n)d seats", msgstr_plural={0: "en", 1: "%(n)d platser"}),
            [],
        ),
    ],
)
def test_the_judge_names_what_is_wrong(entry: polib.POEntry, fault: list[str]) -> None:
    assert list(faults([entry])) == fault


def test_the_judge_names_what_is_missing_and_what_is_left_over() -> None:
    found = differences([polib.POEntry(msgid="new")], [polib.POEntry(msgid="old")])
    assert list(found) == ["in the code, not in the catalogue: 'new'", "in the catalogue, no longer in the code: 'old'"]


def test_english_is_filled_from_the_code() -> None:
    plain = polib.POEntry(msgid="Yes")
    plural = polib.POEntry(msgid="one", msgid_plural="many", msgstr_plural={0: "", 1: ""})
    file = polib.POFile()
    file.extend([plain, plural])
    fill_source_language(file)
    assert (plain.msgstr, plural.msgstr_plural) == ("Yes", {0: "one", 1: "many"})


def test_placeholders_of_every_kind_are_seen() -> None:
    assert placeholders("%(day)s at %d, {name}, <a href='x'>here</a>, 100 %") == {
        "%(day)s",
        "%d",
        "{name}",
        "<a",
        "</a",
    }
