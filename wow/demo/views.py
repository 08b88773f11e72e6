"""The demo's pages: who to be, and what was mailed."""

import re
import uuid
from typing import Any

from allauth.account.models import EmailAddress
from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from events.models import Event
from members.models import Member
from wow.demo import mailbox
from wow.demo.cast import cast_list
from wow.i18n.paths import in_language
from wow.i18n.public import public_codes
from wow.outbox.models import Message
from wow.outbox.quiet import is_quiet

SHOWN_MAILS = 60
OWN_ADDRESS = re.compile(r"http://localhost:\d+")  # a mail may be older than the port of today
LINK = re.compile(r"(https?://[^\s<>\"]+)")
# The mail's own page: no script, no form, nothing fetched; links open in the whole window.
MAIL_POLICY = (
    "sandbox allow-top-navigation-by-user-activation allow-popups; "
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'"
)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Every person with a button; the page that `make demo` prints."""
    parts = cast_list()
    workers = [part for part in parts if part.member.is_staff]
    guests = [part for part in parts if not part.member.is_staff]
    return render(request, "demo/people.html", {"workers": workers, "guests": guests, "soon": soon_lunch()})


@require_POST
def log_in(request: HttpRequest) -> HttpResponse:
    """Become one of the demo's people: members land on their first page in their language, staff on the staff pages."""
    member = get_object_or_404(Member.objects.active(), pk=_uuid(request.POST.get("member", "")))
    login(request, member)
    EmailAddress.objects.filter(user=member).update(verified=True)  # the button stands for the mailed code
    if member.is_staff:
        return redirect("admin:index")
    language = member.preferred_language if member.preferred_language in public_codes() else "sv"
    return redirect(in_language("/", language))


@require_POST
def send_reminders(request: HttpRequest) -> HttpResponse:
    """Do what the portal will do by itself on Monday at 09:00: remind of the lunch whose Monday is within reach."""
    from events.services.reminders import plan_reminders
    from wow.outbox.services import deliver_due

    event = soon_lunch()
    if event is None:
        raise Http404
    monday = max(event.reminder_at, timezone.now())
    plan_reminders(now=monday)
    report = deliver_due(clock=lambda: monday)
    messages.success(request, _("%(number)d mails were sent, as on Monday.") % {"number": report.sent})
    return redirect("demo:mailbox")


@require_safe
def mailbox_page(request: HttpRequest) -> HttpResponse:
    """The newest mails, of everybody or of one person (`?person=<id>`)."""
    person = Member.objects.filter(pk=_uuid(request.GET.get("person", ""))).first()
    addresses = frozenset({str(person.email)}) if person else None
    names = dict(Member.objects.filter(email__isnull=False).values_list("email", "name"))
    found = mailbox.mails(SHOWN_MAILS, addresses)
    now = timezone.now()
    context = {
        "rows": [(mail, [names.get(address, address) for address in mail.addresses]) for mail in found],
        "person": person,
        "members": Member.objects.active().filter(email__isnull=False).order_by("-is_staff", "name"),
        "is_night": is_quiet(now),
        "waiting": Message.objects.due(now).count(),
    }
    return render(request, "demo/mailbox.html", context)


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its hints forget views with arguments
def mail_page(request: HttpRequest, number: int) -> HttpResponse:
    """One mail: its lines, its HTML in a frame of its own, its plain text with links, its files."""
    mail = _mail_or_404(number)
    files = [part.get_filename() or _("file") for part in mail.attachments]
    context = {"mail": mail, "lines": LINK.split(_here(mail.text)), "files": files}
    return render(request, "demo/mail.html", context)


@require_safe
@xframe_options_sameorigin
def mail_html(_request: HttpRequest, number: int) -> HttpResponse:
    """The HTML of a mail as it was sent, shut in by a policy of its own."""
    html = _mail_or_404(number).html
    if not html:
        raise Http404
    html = _here(html).replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": MAIL_POLICY, "Cache-Control": "no-store"})


@require_safe
def mail_file(_request: HttpRequest, number: int, place: int) -> HttpResponse:
    """One file of a mail, to download."""
    files = _mail_or_404(number).attachments
    if place >= len(files):
        raise Http404
    part = files[place]
    content: Any = part.get_content()
    name = part.get_filename() or "file"
    return HttpResponse(
        content if isinstance(content, bytes) else str(content).encode(),
        content_type=part.get_content_type(),
        headers={"Content-Disposition": f'attachment; filename="{re.sub(r"[^A-Za-z0-9._-]", "_", name)}"'},
    )


def soon_lunch() -> Event | None:
    """The next lunch that can still be answered."""
    now = timezone.now()
    coming = Event.objects.published().upcoming(now)
    return next((event for event in coming if event.is_open_for_answers(now)), None)


def _mail_or_404(number: int) -> mailbox.Mail:
    mail = mailbox.mail(number)
    if mail is None:
        raise Http404
    return mail


def _here(text: str) -> str:
    return OWN_ADDRESS.sub(settings.SITE_URL, text)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
