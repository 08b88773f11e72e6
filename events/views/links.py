"""The answer by the signed link of a mail: no log-in, no name on the page, and a GET that changes nothing.

The link itself is the authority, so these pages take a POST without a CSRF token: they set no cookie and work in a mail
program's own browser. They are never kept, never indexed, and give their address to nobody.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.enums import AnswerChannel
from events.errors import LinkBroken, LinkOld, LinkRevoked, LunchError
from events.forms import AnswerForm
from events.links import read_answer_link
from events.models import Invitation
from events.services.answers import Answer, answer_invitation
from events.views.answers import details_form, refusal_of_details
from events.views.shown import has_place, page_for_link

View = Callable[[HttpRequest, str], HttpResponse]
LinkView = Callable[[HttpRequest, str, Invitation], HttpResponse]


def by_link(view: LinkView) -> View:
    """A view that gets the invitation of its token; a link that does not hold becomes a page that says so."""

    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token, read_answer_link(token, timezone.now()))
        except (LinkBroken, LinkOld, LinkRevoked) as error:
            status = 404 if isinstance(error, LinkBroken) else 410
            response = render(request, "events/link_dead.html", {"error": error.message}, status=status)
        return _unseen(request, response)

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(guarded))


def _unseen(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep page and address out of caches, search engines and other sites' logs."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # With no-referrer a browser sends "Origin: null", which would refuse the log-out button of somebody logged in.
    response.headers["Referrer-Policy"] = "same-origin" if request.user.is_authenticated else "no-referrer"
    return response


@by_link
def answer_link(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """The lunch, her answer and the two buttons; `?choose=yes|no` only puts that button first. A POST answers."""
    if request.method != "POST":
        return _draw(request, token, invitation)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _draw(request, token, invitation, error=str(form.errors["answer"][0]), status=400)
    try:
        rsvp = answer_invitation(
            event_id=invitation.event_id,
            member_id=invitation.member_id,
            answer=Answer(is_coming=form.is_coming),
            channel=AnswerChannel.LINK,
            now=timezone.now(),
        )
    except LunchError as error:
        return _draw(request, token, invitation, error=error.message, status=409)
    return redirect("events:answer_link_details" if has_place(rsvp) else "events:answer_link", token=token)


def _draw(
    request: HttpRequest, token: str, invitation: Invitation, *, error: str = "", status: int = 200
) -> HttpResponse:
    page = page_for_link(invitation, token, timezone.now(), puts_no_first=request.GET.get("choose") == "no")
    return render(request, "events/link.html", {"page": page, "error": error}, status=status)


@by_link
def answer_link_details(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """What is saved, and the optional details of a yes. A POST saves them."""
    page = page_for_link(invitation, token, timezone.now())
    form = details_form(request, page)
    if form is None or page.rsvp is None:
        return redirect("events:answer_link", token=token)
    status = refusal_of_details(form, page.rsvp, AnswerChannel.LINK) if form.is_bound else 200
    if status is None:
        return redirect("events:answer_link", token=token)
    context = {"page": page, "form": form, "back_url": page.answer_url, "is_link": True}
    return render(request, "events/details.html", context, status=status)
