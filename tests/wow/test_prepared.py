"""A worded question gives what its QuerySet gives, in one query, with other values each time."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from members.models import Chapter, Member
from tests.factories.members import make_member
from wow.prepared import Blank, ask

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[object]]
WHO, WHERE, SINCE, NAME = (
    Blank(Member, "id"), Blank(Member, "chapter"), Blank(Member, "joined_at"), Blank(Member, "name"),
)  # fmt: skip


def the_member() -> QuerySet[Member]:
    found: QuerySet[Member] = Member.objects.filter(
        pk=WHO.stand_in, chapter=WHERE.stand_in, joined_at__gte=SINCE.stand_in, name=NAME.stand_in
    )
    return found.select_related("chapter")


def asked(member: Member, **other: object) -> list[Member]:
    since = member.joined_at - dt.timedelta(seconds=1)
    given = {WHO: member.pk, WHERE: member.chapter_id, SINCE: since, NAME: member.name}
    named = {"who": WHO, "where": WHERE, "since": SINCE, "name": NAME}
    return ask("the member", the_member, given | {named[name]: value for name, value in other.items()})


def test_each_value_counts(django_assert_num_queries: Counted) -> None:
    lena, nour = make_member(name="Lena"), make_member(name="Nour")
    with django_assert_num_queries(2):
        assert [asked(lena), asked(nour)] == [[lena], [nour]]
    elsewhere = Chapter.objects.exclude(slug="jarva").latest("pk").pk
    assert asked(lena, who=nour.pk) == []
    assert asked(lena, where=elsewhere) == []
    assert asked(lena, since=timezone.now()) == []
    assert asked(lena, name="Nour") == []


def test_rows_are_whole_and_bring_what_they_are_joined_to(django_assert_num_queries: Counted) -> None:
    lena = make_member(name="Lena")
    [found] = asked(lena)
    with django_assert_num_queries(0):
        assert (found.name, found.email, found.chapter) == ("Lena", lena.email, lena.chapter)
    found.name = "Lena Maria"
    found.save()
    assert [row.name for row in asked(found)] == ["Lena Maria"]


def test_text_stays_text() -> None:
    lena = make_member(name="Lena")
    assert asked(lena, name="' OR 1=1 --") == []


def test_a_blank_without_a_place_is_refused() -> None:
    with pytest.raises(LookupError, match="joined_at"):
        ask("forgotten", lambda: Member.objects.filter(pk=WHO.stand_in), {WHO: None, SINCE: timezone.now()})
