"""Staff find a member by what they know of her, however they type it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.members import logged_in, make_member, make_staff
from wow.audit.models import AuditEntry
from wow.audit.record import subject_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    return logged_in(make_staff(name="Stina"))


def found(staff: Client, name: str, term: str) -> list[str]:
    page = staff.get(reverse(f"admin:{name}_changelist"), {"q": term})
    return [str(row) for row in page.context["cl"].result_list]


@pytest.mark.parametrize(
    ("term", "names"),
    [
        ("åsa", ["Åsa"]), ("asa", ["Åsa"]), ("ÅSA", ["Åsa"]), ("LENA@", ["Lena"]), ("070 174 06 05", ["Åsa"]),
        ("+46701740605", ["Åsa"]), ("0046 70-174", ["Åsa"]), ("174", []), ("نورا", []),
    ],
)  # fmt: skip
def test_a_member_is_found(staff: Client, term: str, names: list[str]) -> None:
    make_member(name="Åsa", email=None, phone="0701740605")
    make_member(name="Lena", email="lena@example.org")
    make_member(name="نورة", email="noura@example.org")
    assert found(staff, "members_member", term) == names


def test_the_trail_is_found_by_who_did_it_and_leads_to_the_row(staff: Client) -> None:
    her = make_member(name="Åsa")
    now = timezone.now()
    AuditEntry.objects.create(action="members.update", subject=subject_of(her), at=now, actor=her)
    AuditEntry.objects.create(action="lunch.saved", subject="gone.model:1", at=now)
    by_her = AuditEntry.objects.filter(actor=her)
    assert found(staff, "audit_auditentry", "asa") == [str(entry) for entry in by_her]
    page = staff.get(reverse("admin:audit_auditentry_changelist")).content.decode()
    ways = [reverse("admin:members_member_change", args=(her.pk,)), ">gone.model:1<"]
    assert [page.count(way) for way in ways] == [AuditEntry.objects.filter(subject=subject_of(her)).count(), 1]


def test_what_is_out_of_the_ordinary_stands_beside_her_name(staff: Client) -> None:
    member = make_member(name="Eva", wants_messages=False)
    page = staff.get(reverse("admin:members_member_changelist"), {"q": member.name})
    assert page.content.decode().count("staff-badge is-plain") == 1
