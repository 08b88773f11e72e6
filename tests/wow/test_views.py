"""The way out, the choice of language, and what is said when something fails."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from tests.factories.members import logged_in, make_member
from wow.csp import HTMX_STYLE, staff_style_hashes, style_hash
from wow.views import server_error

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("open_languages"),
    pytest.mark.urls("tests.wow.ui.styleguide"),
]


def test_leave_goes_to_a_harmless_page_and_leaves_nothing_in_the_cache(client: Client) -> None:
    response = client.get("/lamna/")
    assert (response.status_code, response.headers["Location"]) == (302, settings.WOW_LEAVE_URL)
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_choosing_a_language_is_remembered_and_keeps_the_page(client: Client) -> None:
    response = client.post("/language/", {"language": "ar", "next": "/sv/leave-help/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/ar/leave-help/")
    assert client.cookies["django_language"].value == "ar"
    assert client.get("/").headers["Location"] == "/ar/"


@pytest.mark.parametrize("target", ["https://evil.example/sv/", "//evil.example/", "javascript:alert(1)", ""])
def test_choosing_a_language_never_leads_away(client: Client, target: str) -> None:
    response = client.post("/language/", {"language": "en", "next": target})
    assert response.headers["Location"] == "/en/"


@pytest.mark.parametrize("language", ["so", "xx", "", "../"])
def test_a_language_that_is_not_open_cannot_be_chosen(client: Client, language: str) -> None:
    assert client.post("/language/", {"language": language}).status_code == 400


def test_choosing_a_language_by_get_is_refused(client: Client) -> None:
    assert client.get("/language/?language=ar").status_code == 405


def test_choosing_a_language_is_remembered_on_the_member() -> None:
    member = make_member()
    browser = logged_in(member)
    browser.post("/language/", {"language": "ar", "next": "/sv/"})
    member.refresh_from_db()
    assert member.preferred_language == "ar"
    del browser.cookies["django_language"]
    assert browser.get("/", headers={"Accept-Language": "en"}).headers["Location"] == "/ar/"


def test_a_form_that_is_too_old_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/en/styleguide/", {})
    assert response.status_code == 403
    assert "What you wrote is not lost." in response.content.decode()


@pytest.mark.parametrize(("path", "status"), [("/en/nowhere/", 404), ("/en/forbidden/", 403)])
def test_refusals_look_like_us(client: Client, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert 'class="card stack dialog"' in response.content.decode()


def test_a_crash_speaks_three_languages_without_a_query(rf: RequestFactory, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        response = server_error(rf.get("/sv/"))
    text = response.content.decode()
    assert response.status_code == 500
    assert [text.count(word) for word in ('lang="sv"', 'lang="en"', 'lang="ar" dir="rtl"')] == [1, 1, 1]


def test_a_crash_in_a_view_is_answered_by_that_page() -> None:
    response = Client(raise_request_exception=False).get("/broken/")
    assert (response.status_code, "Något gick fel hos oss" in response.content.decode()) == (500, True)


def test_a_crash_of_the_crash_page_still_says_something(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> None:
        raise OSError

    monkeypatch.setattr("wow.views.loader.get_template", fail)
    response = server_error(rf.get("/sv/"))
    assert (response.status_code, response.content.decode()[:14]) == (500, "Något gick fel")


def test_the_policy_is_strict_for_readers(client: Client) -> None:
    policy = client.get("/sv/styleguide/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_the_staff_pages_get_only_what_their_frame_needs(client: Client) -> None:
    policy = dict(
        part.strip().split(" ", 1)
        for part in client.get("/admin/login/").headers["Content-Security-Policy"].split(";")
        if " " in part.strip()
    )
    assert policy["script-src"] == "'self' 'unsafe-eval'"
    assert policy["style-src"] == "'self'"
    assert policy["style-src-attr"] == "'unsafe-inline'"
    assert policy["style-src-elem"].split() == ["'self'", *staff_style_hashes()]
    assert staff_style_hashes()[0] == style_hash(HTMX_STYLE)


def test_a_page_of_somebody_known_is_never_stored(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"
    assert client.get("/sv/leave-help/").headers["Cache-Control"] == "private, no-store"
    assert "no-store" not in Client().get("/sv/leave-help/").headers.get("Cache-Control", "")
