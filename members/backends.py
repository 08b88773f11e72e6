"""Who is logged in: found at every request, so by a question that is worded once (see wow.prepared)."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from members.models import Member
from wow.prepared import Blank, ask

KEY = Blank(Member, "id")


def _the_member() -> QuerySet[Member]:
    found: QuerySet[Member] = Member.objects.filter(pk=KEY.stand_in)
    return found.order_by()


class MemberBackend(AuthenticationBackend):
    """allauth's backend, but for how a member is found."""

    def get_user(self, user_id: Any) -> Member | None:
        """The member of this session, or None when she is gone or her account is closed."""
        member = next(iter(ask("the member logged in", _the_member, {KEY: user_id})), None)
        return member if member is not None and self.user_can_authenticate(member) else None
