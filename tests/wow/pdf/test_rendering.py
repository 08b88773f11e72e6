"""One HTML document becomes tagged PDF with embedded fonts for every language, or a clear refusal."""

import unicodedata

import pytest

from tests.wow.pdf.papers import fonts_of, page, read, tags_of
from wow.i18n.languages import ALL_LANGUAGES, BY_CODE
from wow.pdf import fonts, rendering
from wow.pdf.checks import fonts_are_there
from wow.pdf.errors import DoesNotFit, FontsMissing, TooMuch
from wow.pdf.rendering import Drawing, render

LATIN = "abcdefghijklmnopqrstuvwxyz0123456789.,;:!?()–—“”’…·%&@+/-"
ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي٠١٢٣٤٥٦٧٨٩،؛؟ًٌٍَُِّْ"
PERSIAN = "پچژگکیهٔ۰۱۲۳۴۵۶۷۸۹\u200c"
ETHIOPIC = "".join(chr(code) for code in range(0x1200, 0x137D) if unicodedata.category(chr(code)) != "Cn")
ALPHABETS = {
    "sv": "åäöé", "en": "", "ar": ARABIC, "so": "'", "ti": ETHIOPIC, "fa": ARABIC + PERSIAN, "prs": ARABIC + PERSIAN,
    "ps": ARABIC + PERSIAN + "ټځڅډړږښګڼۍې", "ckb": ARABIC + PERSIAN + "ڕڵۆێەڤ", "kmr": "çêîşû",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяʼ", "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "pl": "ąćęłńóśźż",
    "tr": "çğıöşüİ", "es": "áéíñóúü¿¡", "fr": "àâæçéèêëîïôœùûüÿ«»\u202f", "bs": "čćđšžђјљњћџ", "am": ETHIOPIC,
    "sq": "çë",
}  # fmt: skip


def written(language: str, text: str) -> str:
    return page(f"<p>{text}</p><p><b>{text}</b></p>", language=language, direction=BY_CODE[language].direction)


def test_every_language_is_tried() -> None:
    assert list(ALPHABETS) == [code for code, _name in ALL_LANGUAGES]


@pytest.mark.parametrize("language", ALPHABETS)
def test_every_letter_of_a_language_is_written_by_an_embedded_font(language: str) -> None:
    letters = LATIN + ALPHABETS[language]
    printed = render(written(language, letters + letters.upper()))
    assert printed.unwritten == ()
    embedded = fonts_of(read(printed.content))
    assert (set(embedded.values()), len(embedded) >= 2) == ({True}, True)


def test_a_letter_that_no_font_has_is_told() -> None:
    assert render(page("<p>Hej \U0001f980\U0001f980</p>")).unwritten == ('"\U0001f980" (U+1F980)',)


def test_it_is_tagged_as_pdf_ua_wants_it() -> None:
    body = "<h1>Program</h1><p>Hej</p><ul><li>Ett</li></ul>"
    body += '<table><tr><th scope="row">12.15</th><td>Lunch</td></tr></table>'
    picture = Drawing(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg>', "image/svg+xml"
    )
    body += '<img src="picture:table" alt="Ett runt bord" style="width: 9mm">'
    printed = render(page(body, language="ar", direction="rtl"), {"table": picture})
    reader = read(printed.content)
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"].value) == ("ar", True)  # type: ignore[index]
    assert (reader.metadata.title, root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("Provblad", True)  # type: ignore[index, union-attr]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()  # type: ignore[index]
    wanted = {"Document", "H1", "P", "L", "LI", "LBody", "Table", "TR", "TH", "TD", "Figure"}
    assert wanted - set(tags_of(reader)) == set()


@pytest.mark.parametrize(
    ("size", "millimetres"), [("A4", (210, 297)), ("A5", (148, 210)), ("A4 landscape", (297, 210))]
)
def test_the_paper_has_the_size_that_was_asked_for(size: str, millimetres: tuple[int, int]) -> None:
    box = read(render(page("<p>Hej</p>", head=f"<style>@page{{size:{size}}}</style>")).content).pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == millimetres


LEAF = (
    "<style>@page { size: A5 } .sheet { position: relative; height: 90mm }"
    " .leaf { position: absolute; top: 0; left: 0; width: 100mm; height: 40mm; overflow: hidden }</style>"
)


def fitted(words: int, attribute: str = "data-fits") -> str:
    body = f'<div class="sheet"><div class="leaf" {attribute}>{"ord " * words}</div></div>'
    return page(body, head=LEAF)


def test_what_must_fit_fits_or_is_refused() -> None:
    assert render(fitted(30)).pages == 1
    with pytest.raises(DoesNotFit):
        render(fitted(900))
    assert render(fitted(900, attribute="")).pages == 1  # without the mark it is cut off in silence


def test_what_would_stand_below_the_page_is_not_lost_in_silence() -> None:
    """A block of its own after text that reaches the end of the page: WeasyPrint leaves it out."""
    head = "<style>@page { size: A5; margin: 0 } .sheet { position: relative; height: 210mm }</style>"
    leaf = (
        '<div class="sheet"><div style="position: absolute; top: 0; height: 210mm; overflow: hidden" {}>{}</div></div>'
    )
    parts = '<p style="height: 200mm">Ett</p><div style="padding: 9mm">Två</div>'
    with pytest.raises(DoesNotFit):
        render(page(leaf.format("data-fits", parts), head=head))
    unmarked = render(page(leaf.format("", parts), head=head))
    assert "Två" not in read(unmarked.content).pages[0].extract_text()
    assert render(page(leaf.format("data-fits", parts.replace("200mm", "150mm")), head=head)).pages == 1


def test_limits_of_text_pictures_and_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooMuch, match="3 pages"):
        render(page('<p style="break-after: page">1</p><p style="break-after: page">2</p><p>3</p>'), max_pages=2)
    monkeypatch.setattr(rendering, "MAX_CHARACTERS", 50)
    with pytest.raises(TooMuch, match="characters"):
        render(page("<p>Hej</p>"))
    monkeypatch.setattr(rendering, "MAX_CHARACTERS", 5000)
    monkeypatch.setattr(rendering, "MAX_PICTURE_BYTES", 5)
    with pytest.raises(TooMuch, match="6 bytes of pictures"):
        render(page("<p>Hej</p>"), {"a": Drawing(b"123", "image/png"), "b": Drawing(b"456", "image/png")})


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fonts.missing_families() == ()
    assert fonts_are_there() == []
    monkeypatch.setattr(fonts, "installed_families", lambda: frozenset({"Noto Sans"}))
    assert [warning.msg for warning in fonts_are_there()] == [
        "Documents cannot be written without the font Noto Sans Arabic.",
        "Documents cannot be written without the font Noto Sans Ethiopic.",
    ]
    assert render(page("<p>Hej</p>")).pages == 1
    with pytest.raises(FontsMissing, match="Noto Sans Ethiopic"):
        render(page("<p>ሰላም</p>", language="ti"))
