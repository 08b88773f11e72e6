"""What a member may change about herself, and staff for her."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.db import transaction

from members.errors import NoWayToReachHer
from members.models import Chapter, Member, MemberLanguage
from members.phones import normalise_phone
from members.services.addresses import keep_address_in_step, refuse_taken_contact
from wow.audit.record import record

Languages = Mapping[str, str]


@dataclass(frozen=True)
class ProfileChanges:
    """What to change; None keeps what stands. An empty e-mail, phone or `said_as` removes it.

    `languages` maps code to skill.
    """

    name: str | None = None
    said_as: str | None = None
    preferred_language: str | None = None
    chapter: Chapter | None = None
    email: str | None = None
    phone: str | None = None
    food_needs: tuple[str, ...] | None = None
    food_note: str | None = None
    languages: Languages | None = None


def update_profile(*, member: Member, actor: Member | None, changes: ProfileChanges, now: dt.datetime) -> Member:
    """Write what really changes, with one line in the audit trail; the same changes again write nothing.

    Raises NoWayToReachHer, AddressTaken, PhoneTaken; ValidationError for values that cannot be.
    """
    with transaction.atomic():
        locked = Member.objects.select_for_update().get(pk=member.pk)
        changed = _apply(locked, changes)
        if changed:
            locked.full_clean(exclude=["password"], validate_unique=False, validate_constraints=False)
            locked.save(update_fields=changed)
        if "email" in changed:
            keep_address_in_step(locked)
        if changes.languages is not None and _replace_languages(locked, changes.languages):
            changed.append("languages")
        if changed:
            record(actor=actor, action="members.update", row=locked, now=now, note=" ".join(sorted(changed)))
    member.refresh_from_db()
    return member


def prefer_language(*, member: Member, language: str) -> Member:
    """Remember the language of pages and mails; the same one again writes nothing."""
    if member.preferred_language != language:
        member.preferred_language = language
        Member.objects.filter(pk=member.pk).update(preferred_language=language)
    return member


def _apply(member: Member, changes: ProfileChanges) -> list[str]:
    """Set the new values on the row and name the fields that differ."""
    wanted = {field.name: getattr(changes, field.name) for field in fields(changes) if field.name != "languages"}
    wanted = {name: value for name, value in wanted.items() if value is not None}
    if "email" in wanted:
        wanted["email"] = wanted["email"].strip().lower() or None
    if "phone" in wanted:
        wanted["phone"] = normalise_phone(wanted["phone"]) if wanted["phone"].strip() else None
    for spoken in {"name", "said_as"} & set(wanted):
        wanted[spoken] = wanted[spoken].strip()
    if "food_needs" in wanted:
        wanted["food_needs"] = _in_order(wanted["food_needs"])
    changed = [name for name, value in wanted.items() if getattr(member, name) != value]
    for name in changed:
        setattr(member, name, wanted[name])
    if {"email", "phone"} & set(changed):
        if not member.email and not member.phone:
            raise NoWayToReachHer
        refuse_taken_contact(email=member.email, phone=member.phone, but=member)
    return changed


def _in_order(codes: tuple[str, ...]) -> list[str]:
    """The codes as the column stores them; raises ValidationError for an unknown one."""
    stored: list[str] = Member._meta.get_field("food_needs").clean(list(codes), None)
    return stored


def _replace_languages(member: Member, languages: Languages) -> bool:
    """Make her languages exactly these; tells whether anything changed."""
    if dict(member.languages.values_list("code", "skill")) == dict(languages):
        return False
    member.languages.all().delete()
    MemberLanguage.objects.bulk_create(
        MemberLanguage(member=member, code=code, skill=skill) for code, skill in languages.items()
    )
    return True
