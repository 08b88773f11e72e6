"""The operator's commands: the first administrator, the list of the erased, and what they refuse."""

from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from members.models import Member
from members.services import erase_member
from members.services.replaying import erase_again, erased_ids
from tests.factories.members import make_member, make_staff
from wow.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
APPOINTED = (
    "stina@example.org may do everything. She logs in at /admin/ by a mailed code and adds the second step there.\n"
)


def said(*words: str) -> str:
    output = StringIO()
    call_command(*words, stdout=output)
    return output.getvalue()


def test_the_first_administrator_is_made_and_sent_to_her_second_step(client: Client) -> None:
    assert said("first_administrator", " Stina@Example.org", "--name", "Stina") == APPOINTED
    stina = Member.objects.get()
    assert (stina.name, stina.email, stina.is_staff, stina.is_superuser) == ("Stina", "stina@example.org", True, True)
    assert (stina.has_usable_password(), stina.wants_messages) == (False, False)
    client.force_login(stina)
    response = client.get("/admin/")
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/sv/me/second-step/")


def test_a_member_is_promoted_and_twice_is_harmless() -> None:
    member = make_member(email="stina@example.org", name="Stina Berg")
    assert [said("first_administrator", "stina@example.org") for _ in range(2)] == [APPOINTED] * 2
    member.refresh_from_db()
    assert (member.name, member.is_staff, member.is_superuser) == ("Stina Berg", True, True)
    assert AuditEntry.objects.filter(action="members.appoint_administrator").count() == 1


@pytest.mark.parametrize(("email", "name"), [("stina", "Stina"), ("stina@example.org", "\u202eStina")])
def test_an_address_or_a_name_that_cannot_be_is_refused(email: str, name: str) -> None:
    with pytest.raises(CommandError):
        call_command("first_administrator", email, "--name", name)
    assert Member.objects.count() == 0


def test_the_erased_are_listed_by_id_alone_and_can_be_erased_again() -> None:
    one, other, staff = make_member(), make_member(), make_staff()
    erase_member(member=one, actor=None, now=timezone.now())
    assert said("erased") == f"{AuditEntry.objects.get(action='members.erase').subject.split(':')[1]}\n"
    ids: list[UUID] = [*erased_ids(), other.pk, staff.pk, uuid4()]
    assert [erase_again(ids=ids, now=timezone.now()) for _ in range(2)] == [2, 0]
    assert Member.objects.count() == 0
    assert set(erased_ids()) == set(ids[:3])


def test_restore_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    ledger = tmp_path / "erased"
    ledger.write_text("amina@example.org\n")
    with pytest.raises(CommandError, match=r"is no list that `manage\.py erased` wrote"):
        call_command("restore", "wow.backup", "--yes", "--erased", str(ledger))
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(tmp_path / "nothing"), "--yes")


def test_backup_says_where_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("backup", str(tmp_path / "nowhere" / "wow.backup"))
