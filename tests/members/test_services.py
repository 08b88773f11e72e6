"""Every service of members: success, each error, twice."""

import datetime as dt
import json

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from members import services
from members.enums import Background, ConsentPurpose, PhotoAnswer
from members.errors import AddressTaken, NeverPictured, NoWayToReachHer, PhoneTaken, StaffCannotLeave
from members.models import Chapter, Consent, Member
from members.services import ProfileChanges, update_profile, write_in_member
from tests.factories.members import NOW, make_member, make_staff
from wow import privacy
from wow.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


def ledger(member: Member, purpose: str) -> list[tuple[bool, str, str]]:
    lines = Consent.objects.filter(member=member, purpose=purpose).order_by("at", "id")
    return [(line.is_given, line.source, line.language) for line in lines]


def acts(member: Member) -> list[tuple[str, str]]:
    return sorted(AuditEntry.objects.filter(subject=f"members.member:{member.pk}").values_list("action", "note"))


def test_staff_write_in_somebody_with_a_phone_only() -> None:
    member = write_in_member(actor=None, now=NOW, name=" Asmeret ", phone="070-174 06 05", language="ti")
    assert (member.name, member.email, member.phone) == ("Asmeret", None, "+46701740605")
    assert list(Member.objects.to_be_called()) == [member]
    assert not EmailAddress.objects.filter(user=member).exists()
    assert not member.has_usable_password()
    assert ledger(member, ConsentPurpose.MESSAGES) == [(True, "staff", "ti")]
    assert acts(member) == [("members.consent", "messages given"), ("members.write_in", "phone")]


def test_staff_write_in_somebody_with_an_email_which_is_not_verified() -> None:
    member = write_in_member(actor=None, now=NOW, name="Lena", email=" Lena@Example.org ")
    address = EmailAddress.objects.get(user=member)
    assert (member.email, address.email, address.verified, address.primary) == (
        "lena@example.org", "lena@example.org", False, True,
    )  # fmt: skip


def test_writing_in_needs_a_way_to_reach_her() -> None:
    with pytest.raises(NoWayToReachHer):
        write_in_member(actor=None, now=NOW, name="Lena", email=" ", phone="")


def test_two_members_never_share_an_address_or_a_phone() -> None:
    make_member(email="lena@example.org", phone="0701740605")
    with pytest.raises(AddressTaken):
        write_in_member(actor=None, now=NOW, name="Eva", email="LENA@example.org")
    with pytest.raises(PhoneTaken):
        write_in_member(actor=None, now=NOW, name="Eva", phone="+46 70-174 06 05")
    assert Member.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"name": "a\u202eb"}, {"name": "123"}, {"email": "x@"}, {"phone": "12"}])
def test_writing_in_refuses_what_cannot_be(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        write_in_member(actor=None, now=NOW, **{"name": "Lena", "email": "lena@example.org", **wrong})  # type: ignore[arg-type]
    assert Member.objects.count() == 0


def test_a_profile_changes_once_and_the_trail_names_fields_only() -> None:
    member = make_member(name="Lena")
    helsingborg = Chapter.objects.get(slug="helsingborg")
    changes = ProfileChanges(
        name="Lena K", chapter=helsingborg, food_needs=("no_nuts",), food_note="mild", languages={"so": "practises"}
    )
    for _again in range(2):
        update_profile(member=member, actor=member, changes=changes, now=LATER)
    assert (member.name, member.chapter, member.food_needs, member.food_note) == (
        "Lena K", helsingborg, ["no_nuts"], "mild",
    )  # fmt: skip
    assert list(member.languages.values_list("code", "skill")) == [("so", "practises")]
    assert [note for action, note in acts(member) if action == "members.update"] == [
        "chapter food_needs food_note languages name"
    ]


def test_a_new_address_stands_unverified_in_both_tables() -> None:
    member = make_member(email="old@example.org")
    update_profile(member=member, actor=None, changes=ProfileChanges(email="New@example.org"), now=LATER)
    assert list(EmailAddress.objects.filter(user=member).values_list("email", "verified", "primary")) == [
        ("new@example.org", False, True)
    ]


def test_the_last_way_to_reach_her_stays() -> None:
    member = make_member(email="lena@example.org")
    with pytest.raises(NoWayToReachHer):
        update_profile(member=member, actor=None, changes=ProfileChanges(email=""), now=LATER)
    update_profile(member=member, actor=None, changes=ProfileChanges(email="", phone="0701740605"), now=LATER)
    assert (member.email, member.phone) == (None, "+46701740605")
    assert not EmailAddress.objects.filter(user=member).exists()


def test_a_profile_takes_nobody_elses_contact_and_no_nonsense() -> None:
    make_member(email="lena@example.org", phone="0701740605")
    member = make_member()
    with pytest.raises(AddressTaken):
        update_profile(member=member, actor=None, changes=ProfileChanges(email="lena@example.org"), now=LATER)
    with pytest.raises(PhoneTaken):
        update_profile(member=member, actor=None, changes=ProfileChanges(phone="0701740605"), now=LATER)
    for wrong in ({"name": "\u202e"}, {"preferred_language": "xx"}, {"food_needs": ("stones",)}, {"phone": "1"}):
        with pytest.raises(ValidationError):
            update_profile(member=member, actor=None, changes=ProfileChanges(**wrong), now=LATER)
    assert [action for action, _note in acts(member)] == ["members.consent", "members.write_in"]


def test_the_language_she_prefers() -> None:
    member = make_member(language="sv")
    for _again in range(2):
        services.prefer_language(member=member, language="ar")
    assert Member.objects.get().preferred_language == "ar"


def test_pictures_are_a_line_in_the_ledger_each_time_she_changes_her_mind() -> None:
    member = make_member()
    for hours, answer in enumerate(("yes", "yes", "no")):
        now = NOW + dt.timedelta(hours=hours)
        services.set_photo_answer(member=member, answer=answer, language="ar", source="my page", now=now)
    assert member.photo_answer == PhotoAnswer.NO
    assert [given for given, *_rest in ledger(member, ConsentPurpose.PHOTO)] == [True, False]


def test_background_is_consent_and_unsaid_withdraws_it() -> None:
    member = make_member()
    for word in (Background.NEWCOMER, Background.NEWCOMER, Background.UNSAID):
        services.set_background(member=member, background=word, language="sv", source="my page", now=LATER)
    assert Member.objects.get().background == "unsaid"
    assert sorted(ledger(member, ConsentPurpose.BACKGROUND)) == [(False, "my page", "sv"), (True, "my page", "sv")]


def test_messages_off_and_on() -> None:
    member = make_member()
    for wanted in (False, False, True):
        services.set_messages(member=member, wanted=wanted, language="sv", source="mail link", now=LATER)
    assert Member.objects.get().wants_messages is True
    assert Consent.objects.filter(purpose="messages", source="mail link").count() == 2


def test_only_safeguarding_protects_and_pictures_lock_to_no() -> None:
    member = make_member()
    services.set_photo_answer(member=member, answer="yes", language="sv", source="my page", now=NOW)
    with pytest.raises(PermissionDenied):
        services.protect_member(member=member, actor=make_staff("staff"), now=LATER)
    guardian = make_staff("safeguarding")
    for _again in range(2):
        services.protect_member(member=member, actor=guardian, now=LATER)
    stored = Member.objects.get(pk=member.pk)
    assert (stored.is_protected, stored.photo_answer) == (True, "no")
    assert [action for action, _note in acts(member)].count("members.protect") == 1
    with pytest.raises(NeverPictured):
        services.set_photo_answer(member=member, answer="yes", language="sv", source="my page", now=LATER)
    services.protect_member(member=member, actor=guardian, now=LATER, is_protected=False)
    assert Member.objects.get(pk=member.pk).photo_answer == "no"


def test_the_database_too_keeps_the_protected_out_of_pictures() -> None:
    member = make_member()
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=member.pk).update(is_protected=True, photo_answer="yes")


def test_rights_are_given_by_superusers_only() -> None:
    member, staff, boss = make_member(), make_staff("staff"), make_staff(is_superuser=True)
    with pytest.raises(PermissionDenied):
        services.set_access(member=member, actor=staff, now=LATER, is_staff=True)
    with pytest.raises(PermissionDenied):
        services.set_access(member=boss, actor=staff, now=LATER, is_active=False)
    services.set_access(member=member, actor=staff, now=LATER, is_active=False)
    for _again in range(2):
        services.set_access(member=member, actor=boss, now=LATER, is_active=True, is_staff=True)
    assert [note for action, note in acts(member) if action == "members.access"] == [
        "is_active=False", "is_active=True is_staff=True",
    ]  # fmt: skip


def test_a_sign_up_gets_messages_only_after_the_code() -> None:
    member = Member.objects.create(email="new@example.org")
    services.sign_up_member(
        member=member, now=NOW, name="Nour", language="ar", chapter=Chapter.objects.get(slug="jarva"),
        wants_messages=True, background="newcomer",
    )  # fmt: skip
    assert Member.objects.wanting_messages().count() == 0
    assert ledger(member, ConsentPurpose.BACKGROUND) == [(True, "sign-up", "ar")]
    assert services.confirm_sign_up(member=member, now=LATER) is True
    assert services.confirm_sign_up(member=member, now=LATER) is False
    assert Member.objects.wanting_messages().count() == 1


def test_a_later_code_does_not_turn_messages_on_again() -> None:
    member = Member.objects.create(email="new@example.org")
    chapter = Chapter.objects.get(slug="jarva")
    services.sign_up_member(member=member, now=NOW, name="Nour", language="ar", chapter=chapter, wants_messages=True)
    services.confirm_sign_up(member=member, now=NOW)
    services.set_messages(member=member, wanted=False, language="ar", source="my page", now=LATER)
    assert services.confirm_sign_up(member=member, now=LATER) is False


def test_her_data_leaves_as_json_and_names_no_one_else() -> None:
    make_member(name="Other", email="other@example.org")
    member = make_member(name="Nour", email="nour@example.org", background="newcomer")
    everything = services.export_member(member=member, actor=member, now=LATER)
    assert (everything["members"]["name"], everything["members"]["email"]) == ("Nour", "nour@example.org")
    assert [line["purpose"] for line in everything["members"]["consents"]].count("background") == 1
    assert "other@example.org" not in json.dumps(everything)
    assert ("members.export", "") in acts(member)


def test_leaving_erases_every_row_and_the_trail_keeps_the_id_alone() -> None:
    member, staying = make_member(name="Nour", email="nour@example.org"), make_member()
    key = member.pk
    for _again in range(2):
        services.erase_member(member=member, actor=member, now=LATER)
    assert list(Member.objects.all()) == [staying]
    assert EmailAddress.objects.filter(email="nour@example.org").count() == 0
    assert Consent.objects.exclude(member=staying).count() == 0
    last = AuditEntry.objects.get(action="members.erase")
    assert (last.subject, last.note, last.actor) == (f"members.member:{key}", "", None)
    assert privacy.export_person(key)["members"] == {}


def test_staff_hand_their_rights_back_before_they_leave() -> None:
    staff = make_staff()
    with pytest.raises(StaffCannotLeave):
        services.erase_member(member=staff, actor=staff, now=LATER)
    assert Member.objects.count() == 1


def test_a_second_app_cannot_take_a_name_in_the_privacy_registry() -> None:
    with pytest.raises(privacy.AlreadyRegistered):
        privacy.register("members", export=lambda _key: {}, erase=lambda _key, _now: None)
