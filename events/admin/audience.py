"""Whom an act on a lunch reaches, counted before it is done."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import RsvpStatus
from events.models import Event, Invitation, Rsvp
from events.queries import to_be_called, uninvited
from members.models import Member, MemberQuerySet
from wow.i18n.languages import BY_CODE, SOURCE_CODE


def isolated(code: str) -> str:
    """The language's own name, so enclosed that an Arabic one does not turn the numbers beside it round."""
    return f"\u2068{BY_CODE[code].own_name}\u2069"


@dataclass(frozen=True)
class Audience:
    """Who would be invited: mails per language, phone calls, and languages that lack a text."""

    mails: tuple[tuple[str, int], ...]
    calls: int
    untranslated: tuple[str, ...]

    @property
    def mail_count(self) -> int:
        """All invitations by mail."""
        return sum(count for _code, count in self.mails)

    def words(self) -> list[str]:
        """The same in sentences for staff."""
        count = self.mail_count
        sentences = [
            ngettext("%(count)d member is invited by mail.", "%(count)d members are invited by mail.", count)
            % {"count": count}
        ]
        if self.mails:
            sentences.append(
                _("In these languages: %(languages)s.")
                % {"languages": ", ".join(f"{isolated(code)} {number}" for code, number in self.mails)}
            )
        sentences.append(
            ngettext(
                "%(count)d member has no e-mail and stands on the list of those to call.",
                "%(count)d members have no e-mail and stand on the list of those to call.",
                self.calls,
            )
            % {"count": self.calls}
        )
        return sentences

    def missing_texts(self) -> list[str]:
        """Which readers would get the Swedish title, as one sentence or none."""
        if not self.untranslated:
            return []
        names = ", ".join(isolated(code) for code in self.untranslated)
        words = _("The title is not written in: %(languages)s. Those members read it in Swedish.")
        return [words % {"languages": names}]


def audience_of(event: Event) -> Audience:
    """Whom an invitation would reach now; two queries."""
    rows = uninvited(event).order_by().values("preferred_language").annotate(count=Count("pk"))
    counts = Counter({row["preferred_language"]: row["count"] for row in rows})
    untranslated = tuple(
        code for code, _count in counts.most_common() if code != SOURCE_CODE and not getattr(event, f"title_{code}", "")
    )
    return Audience(tuple(counts.most_common()), to_be_called(event).count(), untranslated)


def told_of_changes(event: Event) -> MemberQuerySet:
    """Who was asked, wants mails and has not said no: they are told when it is moved or cancelled."""
    mine = {"event": event, "member": OuterRef("pk")}
    said_no = Rsvp.objects.filter(**mine, status=RsvpStatus.NO)
    told: MemberQuerySet = Member.objects.wanting_messages().reachable_by_email()
    return told.filter(Exists(Invitation.objects.filter(**mine)), ~Exists(said_no))
