"""Who stands on the demo's first page, and what each is there to show."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.models import Member
from wow.demo.content.people import OWNER, WORKERS

# key -> what to try as this person
TASKS: dict[str, Promise] = {
    "team": _("WOW team: makes lunches, follows the answers, calls those without e-mail."),
    "vard": _("Greeter at the door: sees who comes."),
    "strateg": _("Strategist at social services: reads the programme."),
    "tolk": _("Translator: sees the texts of the lunches."),
    "trygg": _("Safeguarding: knows who has a protected identity."),
    "drift": _("Looks after the portal: may do everything."),
    "kerstin": _("Järva, in Swedish: has not answered the next lunch."),
    "noura": _("Järva, in Arabic: has not answered the next lunch."),
    "grace": _("Järva, in English: has said yes."),
    "ingrid": _("Järva, in Swedish: comes with a child."),
    "linnea": _("Järva, in Swedish: has a protected identity."),
    "camilla": _("Helsingborg, in Swedish: has a seat at the full lunch."),
    "pia": _("Helsingborg, in Swedish: greets at the door today."),
    "joy": _("Helsingborg, in English: waits for a seat at the full lunch."),
    "zeinab": _("Helsingborg, in Arabic: waits for a seat at the full lunch."),
    "ayaan": _("Järva, in Somali, which is not open yet: the pages are in Swedish."),
}


@dataclass(frozen=True)
class Part:
    """One person on the page. `code` is what her authenticator app shows now; empty for members."""

    member: Member
    task: Promise
    code: str = ""


def cast_list() -> list[Part]:
    """Everybody with a task, in the order of TASKS; one query for the people and one for their apps."""
    by_email = {f"{key}@demo.example": key for key in TASKS}
    members = {by_email[str(member.email)]: member for member in Member.objects.filter(email__in=by_email)}
    codes = _codes_now()
    return [Part(members[key], task, codes.get(members[key].pk, "")) for key, task in TASKS.items() if key in members]


def _codes_now() -> dict[object, str]:
    """What the apps of the people who work here show at this moment, by member."""
    emails = [person.email for person in (OWNER, *WORKERS)]
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__email__in=emails)
    counters = list(yield_hotp_counters_from_time())
    counter = counters[len(counters) // 2]
    return {app.user_id: format_hotp_value(hotp_value(decrypt(app.data["secret"]), counter)) for app in apps}
