"""My page, its screens, the file, leaving, and the link that turns messages off: as outsider, member and staff."""

import json
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from members.links import SALT, MuteLinkBroken, mute_url, read_mute_link, sign_mute_link
from members.models import Member, MemberLanguage
from members.sections import BY_SLUG
from members.services import protect_member
from tests.factories.members import NOW, logged_in, make_member, make_staff

pytestmark = pytest.mark.django_db

PRIVATE = ["members:my_page", "members:welcome", "members:leave", "members:second_step", "account_email"]


def url(name: str, *args: Any) -> str:
    with translation.override("sv"):
        return reverse(name, args=args)


@pytest.mark.parametrize("name", PRIVATE)
def test_private_pages_send_outsiders_to_the_door(client: Client, name: str) -> None:
    page = client.get(url(name))
    assert (page.status_code, page.headers["Location"]) == (
        302,
        f"{url('account_request_login_code')}?next={url(name)}",
    )


@pytest.mark.parametrize("name", PRIVATE)
def test_private_pages_open_for_members_and_staff(name: str) -> None:
    assert [logged_in(who).get(url(name)).status_code for who in (make_member(), make_staff())] == [200, 200]


def test_my_page_shows_her_own_data_and_a_discreet_title() -> None:
    make_member(name="Other", email="other@example.org")
    member = make_member(name="Nour", email="nour@example.org", phone="0701740605")
    text = logged_in(member).get(url("members:my_page")).content.decode()
    assert [word in text for word in ("Nour", "nour@example.org", "070-174 06 05", "Other")] == [
        True,
        True,
        True,
        False,
    ]
    title = text[text.index("<title>") : text.index("</title>")]
    assert [word in title for word in ("Nour", "nour")] == [False, False]


@pytest.mark.parametrize("lines", [1, 3])
def test_my_page_asks_the_database_as_often_for_one_row_as_for_three(
    django_assert_num_queries: DjangoAssertNumQueries, lines: int
) -> None:
    member = make_member()
    for code in ("sv", "ar", "so")[:lines]:
        MemberLanguage.objects.create(member=member, code=code)
    client = logged_in(member)
    client.get(url("members:my_page"))
    with django_assert_num_queries(5):  # session, member, languages, chapter, passkeys
        client.get(url("members:my_page"))


GOOD: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("name", {"name": "نور"}, {"name": "نور"}),
    ("said-as", {"said_as": " AH-mi-na "}, {"said_as": "AH-mi-na"}),
    ("language", {"preferred_language": "ar"}, {"preferred_language": "ar"}),
    ("background", {"background": "established"}, {"background": "established"}),
    ("food", {"food_needs": ["no_nuts", "no_pork"], "food_note": "mild"}, {"food_needs": ["no_pork", "no_nuts"]}),
    ("pictures", {"photo_answer": "no"}, {"photo_answer": "no"}),
    ("messages", {"wants_messages": "off"}, {"wants_messages": False}),
]


@pytest.mark.parametrize(("slug", "sent", "stored"), GOOD)
def test_each_screen_saves_one_thing(slug: str, sent: dict[str, Any], stored: dict[str, Any]) -> None:
    member, other = make_member(), make_member()
    client = logged_in(member)
    assert client.get(url("members:edit_section", slug)).status_code == 200
    page = client.post(url("members:edit_section", slug), sent)
    assert (page.status_code, page.headers["Location"][-4:]) == (302, "/me/")
    assert Member.objects.filter(pk=member.pk).values(*stored).get() == stored
    untouched = Member.objects.filter(pk=other.pk).values(*stored).get()
    assert untouched != stored


def test_how_a_name_is_said_can_be_taken_back() -> None:
    member = make_member()
    client = logged_in(member)
    for sent in ("NOO-ra", ""):
        client.post(url("members:edit_section", "said-as"), {"said_as": sent})
        assert Member.objects.get(pk=member.pk).said_as == sent


def test_languages_and_chapter_are_saved() -> None:
    member = make_member(chapter=None)
    client = logged_in(member)
    client.post(url("members:edit_section", "languages"), {"speaks": ["ar", "so"], "practises": ["sv"]})
    assert set(member.languages.values_list("code", "skill")) == {
        ("ar", "speaks"),
        ("so", "speaks"),
        ("sv", "practises"),
    }
    page = client.get(url("members:edit_section", "chapter"))
    wanted = page.context["form"].fields["chapter"].queryset.get(slug="helsingborg")
    client.post(url("members:edit_section", "chapter"), {"chapter": wanted.pk})
    member.refresh_from_db()
    assert member.chapter == wanted


BAD = [
    ("name", {"name": "a\u202eb"}), ("name", {"name": "a\x00b"}), ("name", {"name": "9"}), ("name", {"name": "x" * 61}),
    ("said-as", {"said_as": "a\u202eb"}), ("said-as", {"said_as": "9"}), ("said-as", {"said_as": "x" * 61}),
    ("name", {}), ("language", {"preferred_language": "xx"}), ("languages", {"speaks": ["sv"], "practises": ["sv"]}),
    ("languages", {"speaks": ["xx"]}), ("chapter", {"chapter": "10" * 30}), ("background", {"background": "x"}),
    ("food", {"food_needs": ["stones"]}), ("food", {"food_note": "x" * 201}), ("food", {"food_note": "a\u2066b"}),
    ("pictures", {"photo_answer": "not_asked"}), ("messages", {"wants_messages": "maybe"}),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "sent"), BAD)
def test_bad_input_is_told_and_changes_nothing(slug: str, sent: dict[str, Any]) -> None:
    member = make_member(name="Lena")
    before = Member.objects.filter(pk=member.pk).values().get()
    client = logged_in(member)
    client.get(url("members:my_page"))
    page = client.post(url("members:edit_section", slug), sent)
    assert page.status_code == 422
    assert "alert is-error" in page.content.decode()
    after = Member.objects.filter(pk=member.pk).values().get()
    assert {**after, "last_login": None} == {**before, "last_login": None}


def test_every_section_has_a_screen_and_an_unknown_one_has_none() -> None:
    client = logged_in(make_member())
    assert {slug: client.get(url("members:edit_section", slug)).status_code for slug in BY_SLUG} == dict.fromkeys(
        BY_SLUG, 200
    )
    assert client.get(url("members:edit_section", "salary")).status_code == 404


def test_somebody_protected_reads_why_pictures_are_locked() -> None:
    member = make_member()
    protect_member(member=member, actor=make_staff("safeguarding"), now=NOW)
    client = logged_in(member)
    assert (
        '<form method="post" class="stack">' not in client.get(url("members:edit_section", "pictures")).content.decode()
    )
    assert client.post(url("members:edit_section", "pictures"), {"photo_answer": "yes"}).status_code == 422
    assert Member.objects.get(pk=member.pk).photo_answer == "no"


def test_a_new_language_shows_my_page_in_it() -> None:
    page = logged_in(make_member()).post(url("members:edit_section", "language"), {"preferred_language": "en"})
    assert page.headers["Location"] == "/en/me/"


def test_her_file() -> None:
    client = logged_in(make_member(name="Nour"))
    assert client.get(url("members:export")).status_code == 405
    answer = client.post(url("members:export"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="wow.json"'
    assert json.loads(answer.content)["members"]["name"] == "Nour"
    assert Client().post(url("members:export")).status_code == 302


def test_leaving_asks_first() -> None:
    member = make_member()
    client = logged_in(member)
    assert client.get(url("members:leave")).status_code == 200
    assert Member.objects.count() == 1
    page = client.post(url("members:leave"), follow=True)
    assert (Member.objects.count(), page.context["user"].is_authenticated) == (0, False)


def test_staff_read_why_they_cannot_leave() -> None:
    page = logged_in(make_staff()).post(url("members:leave"))
    assert (page.status_code, Member.objects.count()) == (409, 1)


def test_the_mail_link_asks_and_only_the_post_changes(client: Client) -> None:
    member = make_member(name="Nour")
    address = url("members:messages_off", sign_mute_link(member))
    for method in (client.get, client.head):
        assert method(address).status_code == 200
        assert Member.objects.get().wants_messages is True
    assert "Nour" not in client.get(address).content.decode()
    for _again in range(2):
        page = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
        assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "no-referrer")
    assert Member.objects.get().wants_messages is False
    client.post(address, {"messages": "on"})
    assert Member.objects.get().wants_messages is True


def test_a_mail_link_is_no_log_in(client: Client) -> None:
    client.post(url("members:messages_off", sign_mute_link(make_member())))
    assert client.get(url("members:my_page")).status_code == 302


def test_broken_foreign_and_dead_links(client: Client) -> None:
    member = make_member()
    good = sign_mute_link(member)
    foreign = signing.dumps(member.pk.hex, salt="events.answer")
    odd = [signing.dumps(value, salt=SALT) for value in (None, 7, "x", ["a"])]
    mutated = [
        good[:place] + ("A" if good[place] != "A" else "B") + good[place + 1 :] for place in range(len(good) - 1)
    ]
    for token in (foreign, *odd, *mutated):
        with pytest.raises(MuteLinkBroken):
            read_mute_link(token)
    assert client.post(url("members:messages_off", foreign)).status_code == 404
    member.delete()
    with pytest.raises(MuteLinkBroken):
        read_mute_link(good)


def test_the_address_in_a_mail_is_absolute_and_in_her_language() -> None:
    assert mute_url(make_member(), "ar").startswith("http://localhost:8000/ar/me/messages/")
