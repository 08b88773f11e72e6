"""Brings the invented people into the portal through its own services."""

import datetime as dt

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group

from members.enums import Skill
from members.models import Chapter, Member
from members.services import (
    ProfileChanges,
    protect_member,
    set_access,
    set_background,
    set_photo_answer,
    update_profile,
    write_in_member,
)
from wow.demo.content.people import EVERYBODY, MEMBERS, OWNER, SAID_AS, WORKERS, Person

FIRST_PHONE = 1740605  # 070-174 06 05 to 99 are kept free for fiction
SOURCE = "demo"


def load_people(now: dt.datetime) -> dict[str, Member]:
    """Write everybody in; a dict from key to member."""
    chapters = {chapter.slug: chapter for chapter in Chapter.objects.all()}
    people: dict[str, Member] = {}
    for number, person in enumerate(EVERYBODY):
        chapter = chapters[person.chapter]
        member = _owner(chapter, now) if person is OWNER else _written_in(person, number, chapter, now)
        _fill_in(member, person, now)
        people[person.key] = member
    for worker in WORKERS:
        _employ(people[worker.key], worker, owner=people[OWNER.key], now=now)
    guardian = Member.objects.get(pk=people["trygg"].pk)  # read again: her permissions are new
    for person in EVERYBODY:
        if person.is_protected:
            protect_member(member=people[person.key], actor=guardian, now=now)
    return people


def _owner(chapter: Chapter, now: dt.datetime) -> Member:
    owner = Member.objects.create_superuser(
        str(OWNER.email), name=OWNER.name, chapter=chapter, wants_messages=False, joined_at=now
    )
    TOTP.activate(owner, generate_totp_secret())
    return owner


def _written_in(person: Person, number: int, chapter: Chapter, now: dt.datetime) -> Member:
    return write_in_member(
        actor=None,
        now=now,
        name=person.name,
        email=person.email,
        phone=None if person.email else f"070{FIRST_PHONE + number}",
        chapter=chapter,
        language=person.language,
        wants_messages=person in MEMBERS,
    )


def _fill_in(member: Member, person: Person, now: dt.datetime) -> None:
    languages = {person.language: Skill.SPEAKS.value}
    if person.practises:
        languages[person.practises] = Skill.PRACTISES.value
    said_as = SAID_AS.get(person.key)
    changes = ProfileChanges(said_as=said_as, food_needs=person.food, food_note=person.food_note, languages=languages)
    update_profile(member=member, actor=member, changes=changes, now=now)
    set_background(member=member, background=person.background, language=person.language, source=SOURCE, now=now)
    if person.photo != "not_asked":
        set_photo_answer(member=member, answer=person.photo, language=person.language, source=SOURCE, now=now)


def _employ(member: Member, person: Person, *, owner: Member, now: dt.datetime) -> None:
    """Let her open the staff pages as her role allows, with the second step that staff must have."""
    set_access(member=member, actor=owner, now=now, is_staff=True)
    member.groups.add(Group.objects.get(name=person.group))
    TOTP.activate(member, generate_totp_secret())
