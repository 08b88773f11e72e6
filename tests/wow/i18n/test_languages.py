"""Which language a request gets, and what is said when it is not open."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from wow.i18n.content import LocalisedText, localised
from wow.i18n.languages import BY_CODE
from wow.i18n.middleware import browser_languages, resolve_language
from wow.i18n.models import PublicLanguage
from wow.i18n.paths import in_language, path_language
from wow.i18n.public import UnknownLanguageError, public_codes, using

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("open_languages"),
    pytest.mark.urls("tests.wow.ui.styleguide"),
]


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("sv-SE,sv;q=0.9,en;q=0.8", ("sv", "en")),
        ("ku", ("kmr",)),
        ("ku-IQ", ("ckb",)),
        ("fa-AF, fa;q=0.5", ("prs", "fa")),
        ("hr-HR,sr;q=0.5", ("bs",)),
        ("ar-IQ", ("ar",)),
        ("de, nl", ()),
        ("*", ()),
        ("", ()),
        ("; DROP, ,,,", ()),
    ],
)
def test_what_the_browser_asks(header: str, codes: tuple[str, ...]) -> None:
    assert browser_languages(header) == codes


@pytest.mark.parametrize(
    ("cookie", "header", "language"),
    [
        ("ar", "en", "ar"),
        ("so", "en", "en"),
        ("xx", "so, ar;q=0.5", "ar"),
        ("", "so", "sv"),
        ("", "", "sv"),
    ],
)
def test_an_address_without_a_language_gets_an_open_one(
    rf: RequestFactory, cookie: str, header: str, language: str
) -> None:
    request: HttpRequest = rf.get("/", headers={"Accept-Language": header})
    request.COOKIES["django_language"] = cookie
    assert resolve_language(request) == language


@pytest.mark.parametrize(
    ("path", "code", "in_arabic"),
    [
        ("/sv/lunches/1/", "sv", "/ar/lunches/1/"),
        ("/ckb/", "ckb", "/ar/"),
        ("/fa-af/", None, "/ar/"),
        ("/", None, "/ar/"),
        ("/svensk/", None, "/ar/"),
    ],
)
def test_the_language_at_the_front_of_an_address(path: str, code: str | None, in_arabic: str) -> None:
    assert path_language(path) == code
    assert in_language(path, "ar") == in_arabic


def test_open_languages_cost_no_query_when_warm(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert public_codes() == ("sv", "en", "ar")
    with django_assert_num_queries(0):
        assert public_codes() == ("sv", "en", "ar")
    PublicLanguage.objects.create(code="so", is_public=True)
    assert public_codes() == ("sv", "en", "ar", "so")
    PublicLanguage.objects.get(code="so").delete()
    assert public_codes() == ("sv", "en", "ar")


def test_a_change_by_another_process_is_seen_within_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("wow.i18n.public.monotonic", lambda: now[0])
    public_codes()
    PublicLanguage.objects.filter(code="ar").update(is_public=False)  # no signal, as in another process
    now[0] += 60
    assert public_codes() == ("sv", "en", "ar")
    now[0] += 1
    assert public_codes() == ("sv", "en")


def test_swedish_is_open_whatever_the_table_says() -> None:
    PublicLanguage.objects.all().delete()
    assert public_codes() == ("sv",)


def test_using_speaks_one_language_and_refuses_what_we_do_not_speak() -> None:
    with translation.override("sv"):
        with using("ckb"):
            assert translation.get_language() == "ckb"
        assert translation.get_language() == "sv"
        with pytest.raises(UnknownLanguageError), using("xx"):
            pass


def test_an_open_language_answers_in_itself(client: Client) -> None:
    response = client.get("/ar/styleguide/", headers={"Accept-Language": "en"})
    assert response.headers["Content-Language"] == "ar"
    assert "Accept-Language" not in response.headers.get("Vary", "")
    assert '<html lang="ar" dir="rtl">' in response.content.decode()


@pytest.mark.parametrize("code", sorted(set(BY_CODE) - {"sv", "en", "ar"}))
def test_a_closed_language_answers_wholly_in_swedish_with_its_own_name(client: Client, code: str) -> None:
    for path, status in ((f"/{code}/styleguide/", 200), (f"/{code}/nowhere/", 404), (f"/{code}/forbidden/", 403)):
        response = client.get(path)
        text = response.content.decode()
        language = BY_CODE[code]
        assert response.status_code == status
        assert response.headers["Content-Language"] == "sv"
        assert '<html lang="sv" dir="ltr">' in text
        assert f'<bdi lang="{code}" dir="{language.direction}">{language.own_name}</bdi>' in text


def test_the_first_address_follows_the_browser_and_says_so(client: Client) -> None:
    response = client.get("/", headers={"Accept-Language": "ar"})
    assert (response.status_code, response.headers["Location"]) == (302, "/ar/")
    assert {"Accept-Language", "Cookie"} <= {part.strip() for part in response.headers["Vary"].split(",")}


def test_a_text_that_is_not_translated_says_that_it_is_swedish() -> None:
    lunch: Any = SimpleNamespace(title_sv="Hej", title_ar="", title_en=" Hello ")
    assert localised(lunch, "title", "ar") == LocalisedText("Hej", "sv", "ltr", is_fallback=True)
    assert localised(lunch, "title", "en") == LocalisedText("Hello", "en", "ltr", is_fallback=False)
    assert localised(lunch, "title", "so") == LocalisedText("Hej", "sv", "ltr", is_fallback=True)
    assert localised(lunch, "title", "xx") == LocalisedText("Hej", "sv", "ltr", is_fallback=False)
