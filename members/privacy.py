"""The members app's part of a person: what it gives out on request, and how it forgets her."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress

from members.models import Member


def export_member(member_id: UUID) -> Mapping[str, Any]:
    """Her own row, languages, consents and e-mail addresses; empty when she is not here."""
    member = Member.objects.select_related("chapter").filter(pk=member_id).first()
    if member is None:
        return {}
    return {
        "name": member.name,
        "said_as": member.said_as,
        "email": member.email,
        "phone": member.phone,
        "language": member.preferred_language,
        "background": member.background,
        "chapter": member.chapter.name if member.chapter else None,
        "food_needs": list(member.food_needs),
        "food_note": member.food_note,
        "photo_answer": member.photo_answer,
        "wants_messages": member.wants_messages,
        "joined_at": member.joined_at.isoformat(),
        "last_login": member.last_login.isoformat() if member.last_login else None,
        "languages": list(member.languages.values("code", "skill")),
        "email_addresses": list(EmailAddress.objects.filter(user=member).values("email", "verified")),
        "consents": [
            {**line, "at": line["at"].isoformat()}
            for line in member.consents.values("purpose", "is_given", "text_version", "language", "source", "at")
        ],
    }


def erase_member(member_id: UUID, _now: dt.datetime) -> None:
    """Delete her row and all that hangs on it: languages, consents, addresses, second factors, messages, answers."""
    Member.objects.filter(pk=member_id).delete()
