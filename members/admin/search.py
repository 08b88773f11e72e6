"""How staff find a member: by name as they would write it, by e-mail, or by any part of her phone number."""

from typing import Any

from django.db.models import Q

from members.models import Member, MemberQuerySet
from members.services.protection import PERMISSION as SEE_PROTECTED
from wow.i18n.folding import keys_named

FEWEST_DIGITS = 4


def members_found(term: str, *, reader: Any) -> MemberQuerySet:
    """Whom the term means; e-mail and phone are looked at only where this reader may see them. Reads the names once."""
    term = term.replace("\x00", "").strip()
    if not term:
        return MemberQuerySet(Member).none()
    contact = Q(email__icontains=term)
    digits = "".join(sign for sign in term if sign.isdecimal()).lstrip("0").removeprefix("46").lstrip("0")
    if len(digits) >= FEWEST_DIGITS:
        contact |= Q(phone__contains=digits)
    if not reader.has_perm(SEE_PROTECTED):
        contact &= Q(is_protected=False)
    names = Member.objects.order_by().values_list("pk", "name").iterator(chunk_size=5000)
    found: MemberQuerySet = Member.objects.filter(contact | Q(pk__in=keys_named(names, term)))
    return found
