"""What the staff's form changed, given to the services one by one."""

import datetime as dt
from typing import Any

from django.db import transaction

from members.models import Member
from members.services import (
    ProfileChanges,
    protect_member,
    set_access,
    set_background,
    set_messages,
    set_photo_answer,
    update_profile,
    write_in_member,
)

SOURCE = "staff"
PROFILE = ("name", "said_as", "email", "phone", "chapter", "preferred_language", "food_needs", "food_note")
ACCESS = ("is_active", "is_staff", "is_superuser")
EMPTY_REMOVES = ("email", "phone")


def save_new(*, cleaned: dict[str, Any], actor: Member, now: dt.datetime) -> Member:
    """Write a member in from the short form."""
    return write_in_member(
        actor=actor,
        now=now,
        name=cleaned["name"],
        email=cleaned.get("email"),
        phone=cleaned.get("phone"),
        chapter=cleaned.get("chapter"),
        language=cleaned["preferred_language"],
        wants_messages=cleaned.get("wants_messages", True),
        background=cleaned.get("background", "unsaid"),
    )


def save_changes(
    *, member: Member, cleaned: dict[str, Any], changed: set[str], actor: Member, now: dt.datetime
) -> None:
    """Call the service of every field that changed, all or none."""
    consent: dict[str, Any] = {"member": member, "source": SOURCE, "now": now, "actor": actor}
    consent["language"] = member.preferred_language
    with transaction.atomic():
        if "is_protected" in changed:
            protect_member(member=member, actor=actor, now=now, is_protected=cleaned["is_protected"])
        if "background" in changed:
            set_background(background=cleaned["background"], **consent)
        if "photo_answer" in changed:
            set_photo_answer(answer=cleaned["photo_answer"], **consent)
        if "wants_messages" in changed:
            set_messages(wanted=cleaned["wants_messages"], **consent)
        if access := {name: cleaned[name] for name in ACCESS if name in changed}:
            set_access(member=member, actor=actor, now=now, **access)
        if profile := _profile(cleaned, changed):
            update_profile(member=member, actor=actor, changes=ProfileChanges(**profile), now=now)


def _profile(cleaned: dict[str, Any], changed: set[str]) -> dict[str, Any]:
    values = {name: cleaned[name] for name in PROFILE if name in changed}
    values |= {name: values[name] or "" for name in EMPTY_REMOVES if name in values}
    if "food_needs" in values:
        values["food_needs"] = tuple(values["food_needs"])
    return values
