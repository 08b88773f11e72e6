"""The staff screens of members, as outsiders, staff, safeguarding and superusers."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from members.models import Chapter, Member
from members.services import protect_member
from tests.factories.members import NOW, logged_in, make_member, make_staff
from wow.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
LIST = "/admin/members/member/"
NO_LINES = {
    f"{prefix}-{field}": "0" for prefix in ("languages", "consents") for field in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def page_of(member: Member) -> str:
    return f"{LIST}{member.pk}/change/"


def form_of(member: Member, **changes: Any) -> dict[str, Any]:
    stored = {
        "name": member.name, "email": member.email or "", "phone": member.shown_phone,
        "chapter": member.chapter_id or "",
        "preferred_language": member.preferred_language, "background": member.background,
        "food_needs": member.food_needs, "food_note": member.food_note, "photo_answer": member.photo_answer,
        "wants_messages": "on" if member.wants_messages else "", "is_active": "on" if member.is_active else "",
    }  # fmt: skip
    return {**stored, **NO_LINES, **changes}


def test_staff_write_somebody_in_by_phone() -> None:
    client = logged_in(make_staff())
    assert client.get(f"{LIST}add/").status_code == 200
    chapter = Chapter.objects.get(slug="jarva")
    sent = {
        "name": "Asmeret", "phone": "070-174 06 05", "chapter": chapter.pk, "preferred_language": "ti",
        "background": "newcomer", "wants_messages": "on",
    }  # fmt: skip
    assert client.post(f"{LIST}add/", sent).status_code == 302
    member = Member.objects.get(name="Asmeret")
    assert (member.phone, member.email, member.chapter, member.background) == (
        "+46701740605",
        None,
        chapter,
        "newcomer",
    )
    assert AuditEntry.objects.filter(action="members.write_in", subject=f"members.member:{member.pk}").count() == 1
    assert "070-174 06 05" in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "", "phone": ""}, {"phone": "12"}, {"email": "x@"}, {"email": "Taken@example.org"},
        {"phone": "0701740605"}, {"name": "a\u202eb"}, {"name": ""}, {"chapter": "999"}, {"name": "A\x00"},
    ],
)  # fmt: skip
def test_writing_in_says_what_is_wrong_and_keeps_what_was_typed(wrong: dict[str, str]) -> None:
    make_member(email="taken@example.org", phone="0701740605")
    client = logged_in(make_staff())
    sent = {
        "name": "Lena",
        "email": "lena@example.org",
        "phone": "",
        "preferred_language": "sv",
        "background": "unsaid",
    }
    page = client.post(f"{LIST}add/", {**sent, **wrong})
    assert page.status_code == 200
    assert bool(page.context["adminform"].form.errors) is True
    assert Member.objects.filter(email="lena@example.org").count() == 0


def test_staff_change_a_member_through_the_services() -> None:
    member, staff = make_member(), make_staff()
    client = logged_in(staff)
    assert client.get(page_of(member)).status_code == 200
    changes = {
        "name": "Nour",
        "said_as": "NOOR",
        "photo_answer": "yes",
        "background": "newcomer",
        "food_needs": ["halal"],
        "email": "n@example.org",
    }
    page = client.post(page_of(member), form_of(member, **changes))
    assert page.status_code == 302
    stored = Member.objects.get(pk=member.pk)
    assert (stored.name, stored.said_as, stored.photo_answer, stored.background) == ("Nour", "NOOR", "yes", "newcomer")
    assert (stored.food_needs, stored.email) == (["halal"], "n@example.org")
    trail = AuditEntry.objects.filter(actor=staff, subject=f"members.member:{member.pk}")
    assert sorted(trail.values_list("action", "note")) == [
        ("members.consent", "background given"), ("members.consent", "photo given"),
        ("members.update", "email food_needs name said_as"), ("seen.member", ""),
    ]  # fmt: skip
    assert sorted(member.consents.filter(source="staff").values_list("purpose", "is_given")) == [
        ("background", True), ("messages", True), ("photo", True),
    ]  # fmt: skip
    assert LogEntry.objects.count() == 0


def test_saving_without_a_change_writes_nothing() -> None:
    member, staff = make_member(phone="0701740605"), make_staff()
    before = Member.objects.filter(pk=member.pk).values().get()
    assert logged_in(staff).post(page_of(member), form_of(member)).status_code == 302
    assert Member.objects.filter(pk=member.pk).values().get() == before
    written = AuditEntry.objects.filter(actor=staff, subject=f"members.member:{member.pk}")
    assert list(written.values_list("action", "note")) == []


def protected_member() -> Member:
    member = make_member(name="Alias", email="canary@example.org", phone="0701740605")
    return protect_member(member=member, actor=make_staff("safeguarding", name="Guard"), now=NOW)


@pytest.mark.parametrize("term", ["canary", "canary@example.org", "0701740605", "070-174", "1740"])
def test_nobody_outside_safeguarding_finds_or_reads_a_protected_contact(term: str) -> None:
    member = protected_member()
    client = logged_in(make_staff("staff"))
    pages = [client.get(LIST), client.get(f"{LIST}?q={term}"), client.get(page_of(member))]
    for page in (pages[0], pages[2]):  # the search page repeats what was searched for
        body = page.content.decode()
        assert [canary in body for canary in ("canary", "701740605", "070-174 06 05")] == [False, False, False]
    assert [row.pk for row in pages[1].context["cl"].result_list] == []
    assert ["is_protected" in page.content.decode() for page in pages] == [False, False, False]


def test_safeguarding_finds_and_reads_it() -> None:
    member = protected_member()
    client = logged_in(make_staff("safeguarding"))
    page = client.get(f"{LIST}?q=070-174&is_protected__exact=1")
    assert [row.pk for row in page.context["cl"].result_list] == [member.pk]
    assert "canary@example.org" in page.content.decode()
    assert 'name="is_protected"' in client.get(page_of(member)).content.decode()


def test_staff_save_a_protected_member_without_touching_what_they_cannot_see() -> None:
    member = protected_member()
    sent = form_of(member, name="Other alias")
    del sent["email"], sent["phone"]
    assert logged_in(make_staff("staff")).post(page_of(member), {**sent, "is_protected": ""}).status_code == 302
    stored = Member.objects.get(pk=member.pk)
    assert (stored.name, stored.email, stored.phone, stored.is_protected) == (
        "Other alias", "canary@example.org", "+46701740605", True,
    )  # fmt: skip


def test_safeguarding_sets_the_mark_and_pictures_lock() -> None:
    member = make_member()
    client = logged_in(make_staff("safeguarding"))
    sent = form_of(member)
    assert client.post(page_of(member), {**sent, "is_protected": "on"}).status_code == 302
    stored = Member.objects.get(pk=member.pk)
    assert (stored.is_protected, stored.photo_answer) == (True, "no")
    page = client.post(page_of(stored), {**sent, "is_protected": "on", "photo_answer": "yes"})
    assert (page.status_code, Member.objects.get(pk=member.pk).photo_answer) == (200, "no")


def test_staff_cannot_raise_themselves_nor_take_over_a_colleague() -> None:
    staff, boss = make_staff(), make_staff(is_superuser=True, email="boss@example.org")
    member = make_member()
    client = logged_in(staff)
    client.post(page_of(member), form_of(member, is_staff="on", is_superuser="on"))
    assert Member.objects.filter(pk=member.pk).values_list("is_staff", "is_superuser").get() == (False, False)
    assert client.post(page_of(boss), form_of(boss, email="mine@example.org")).status_code == 403
    assert 'name="email"' not in client.get(page_of(boss)).content.decode()
    assert Member.objects.get(pk=boss.pk).email == "boss@example.org"


def test_a_superuser_gives_rights() -> None:
    member = make_member()
    boss = make_staff(is_superuser=True)
    assert logged_in(boss).post(page_of(member), form_of(member, is_staff="on")).status_code == 302
    assert Member.objects.get(pk=member.pk).is_staff is True


def test_stopping_messages_asks_first() -> None:
    member, client = make_member(), logged_in(make_staff())
    sent = {"action": "stop_messages", "_selected_action": [str(member.pk)]}
    assert client.post(LIST, sent).status_code == 200
    assert Member.objects.get(pk=member.pk).wants_messages is True
    assert client.post(LIST, {**sent, "confirmed": "yes"}).status_code == 302
    assert Member.objects.get(pk=member.pk).wants_messages is False


def test_erasing_asks_first_and_leaves_colleagues() -> None:
    member, staff = make_member(), make_staff()
    client = logged_in(staff)
    sent = {"action": "erase", "_selected_action": [str(member.pk), str(staff.pk)]}
    assert client.post(LIST, sent).status_code == 200
    assert Member.objects.count() == 2
    client.post(LIST, {**sent, "confirmed": "yes"})
    assert list(Member.objects.all()) == [staff]
    assert client.get(f"{LIST}{staff.pk}/delete/").status_code == 403


def test_greeters_and_members_see_no_list() -> None:
    cast = (make_staff("greeter"), make_staff("strategist"), make_staff("translator"), make_member())
    assert [logged_in(who).get(LIST).status_code for who in cast] == [403] * 4


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_as_for_three(
    django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        make_member(phone=f"070174060{number}")
    client = logged_in(make_staff())
    client.get(LIST)
    with django_assert_num_queries(QUERIES):
        client.get(LIST)


QUERIES = 9


@pytest.mark.parametrize(
    "filters", ["reach=call", "reach=email", "reach=x", "background__exact=newcomer", "q=%00", "q=%F0"]
)
def test_filters_and_searches_never_break(filters: str) -> None:
    make_member(email=None, phone="0701740605")
    assert logged_in(make_staff()).get(f"{LIST}?{filters}").status_code == 200


def test_to_be_called_are_found_with_their_number() -> None:
    make_member(email="lena@example.org")
    called = make_member(email=None, phone="0701740605")
    page = logged_in(make_staff()).get(f"{LIST}?reach=call")
    assert [row.pk for row in page.context["cl"].result_list] == [called.pk]


def test_chapters(client: Client) -> None:
    assert logged_in(make_staff()).get("/admin/members/chapter/").status_code == 200
    assert client.get("/admin/members/chapter/").status_code == 302
