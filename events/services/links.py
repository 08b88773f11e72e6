"""Taking a signed link out of use."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import F

from events.models import Invitation
from members.models import Member
from wow.audit.record import record


def revoke_answer_link(*, invitation_id: uuid.UUID, actor: Member, now: dt.datetime) -> Invitation:
    """Make every answer link mailed so far for this invitation dead; mails from now on carry a new one.

    Raises Invitation.DoesNotExist. Each call revokes the links that exist at that moment.
    """
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation_id).update(link_version=F("link_version") + 1)
        invitation = Invitation.objects.get(pk=invitation_id)
        record(actor=actor, action="invitation.link_revoked", row=invitation, now=now)
        return invitation
