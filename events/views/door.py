"""The door of a lunch: greeters check in who comes. One page, one POST a press, the same with a script and without.

A script asks for JSON and gets the rows that changed, drawn here; without one every press leads back to the page.
"""

import uuid
from collections.abc import Collection
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.door import Door, Whom, closes_at, door_for, opens_at
from events.door_forms import GuestForm, PressForm
from events.doorlist import DoorList, by_letter, door_list
from events.errors import LunchError, LunchUnknown
from events.remembered import is_forgotten
from events.services.door import check_in, check_in_guest, correct_party, undo_check_in
from events.views.shown import member_of
from members.models import Member
from wow.audit.record import saw

FEW = 12  # up to so many rows need no letters between them
Refusal = tuple[str, int]


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of one lunch for its greeters and for staff; 404 for every other member."""
    member = member_of(request)
    if member is None:
        return redirect_to_login(reverse("events:door", args=[slug]))
    found = find_door(member, slug)
    if not found.may_look(timezone.now()):
        return _closed(request, found)
    if request.method != "POST":
        saw(actor=member, row=found.event, page="door", now=timezone.now())
        return _page(request, found)
    is_guest = "guest" in request.POST
    form: GuestForm | PressForm = GuestForm(request.POST) if is_guest else PressForm(request.POST)
    whom, refusal = _done(form, found, member)
    if _wants_json(request):
        return _told(found, {whom} if whom else set(), refusal, since=_since(request.POST))
    if refusal or whom is None:
        return _page(request, found, guest_form=form if isinstance(form, GuestForm) else None, refusal=refusal)
    return HttpResponseRedirect(f"{reverse('events:door', args=[slug])}#{whom.key}")


@require_safe
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is here now, for a page that is open already; drawn are the rows of those who came after `since`."""
    member = member_of(request)
    if member is None:
        raise Http404
    found = find_door(member, slug)
    if not found.may_look(timezone.now()):
        raise Http404
    return _told(found, set(), None, since=_since(request.GET))


def _since(sent: QueryDict) -> int:
    """Which moment the page knows of already, in seconds; the beginning of time when it says nothing sound."""
    since = sent.get("since") or ""
    return int(since) if since.isdecimal() and len(since) <= 12 else 0


def find_door(member: Member, slug: str) -> Door:
    """The door at this address if she may stand at it; raises Http404 otherwise."""
    try:
        return door_for(member, slug)
    except LunchUnknown as error:
        raise Http404 from error


def _done(form: GuestForm | PressForm, found: Door, actor: Member) -> tuple[Whom | None, Refusal | None]:
    """Do what was pressed: whom it was about, and why it was refused."""
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        return None, (str(first), 400)
    try:
        act = _guest if isinstance(form, GuestForm) else _press
        return act(form.cleaned_data, {"event_id": found.event.pk, "actor": actor, "now": timezone.now()}), None
    except LunchError as error:
        return None, (error.message, 409)
    except ValidationError as error:
        return None, (str(error.messages[0]), 400)


def _guest(sent: dict[str, Any], common: dict[str, Any]) -> Whom:
    guest = check_in_guest(
        attendance_id=sent["attendance"],
        name=sent["guest_name"],
        children=int(sent["children"] or 0),
        companions=int(sent["companions"] or 0),
        **common,
    )
    return Whom(guest.pk, is_guest=True)


def _press(sent: dict[str, Any], common: dict[str, Any]) -> Whom:
    whom: Whom
    if sent["here"]:
        whom = sent["here"]
        check_in(member_id=whom.pk, attendance_id=sent["attendance"] or uuid.uuid4(), **common)
    elif sent["undo"]:
        whom = sent["undo"]
        undo_check_in(whom=whom, **common)
    else:
        whom, children, companions = sent["party"]
        correct_party(whom=whom, children=children, companions=companions, **common)
    return whom


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _told(found: Door, changed: Collection[Whom], refusal: Refusal | None, *, since: int) -> JsonResponse:
    """The top of the page, who is here, the rows that changed and those who came after `since`; a row gone is empty."""
    listed, now = door_list(found.event), timezone.now()
    here = [row for row in listed.expected if row.came_at]
    fresh = [row.whom for row in here if row.came_at and row.came_at.timestamp() >= since]
    rows = {whom.key: _drawn_row(listed, whom) for whom in (*changed, *fresh)}
    told = {
        "top": render_to_string("events/door/_top.html", {"list": listed}),
        "rows": rows,
        "here": [row.whom.key for row in here],
        "at": int(now.timestamp()),
    }
    if refusal:
        return JsonResponse({**told, "refusal": refusal[0]}, status=refusal[1])
    return JsonResponse(told)


def _drawn_row(listed: DoorList, whom: Whom) -> str:
    row = listed.row_of(whom)
    return render_to_string("events/door/_row.html", {"row": row, "may_press": True}) if row else ""


def _closed(request: HttpRequest, found: Door) -> HttpResponse:
    """When the door opens, or that it is closed; a press that comes now is refused."""
    now = timezone.now()
    if _wants_json(request):
        return JsonResponse({"refusal": _("The door page is closed.")}, status=409)
    context = {"event": found.event, "opens_at": opens_at(found.event), "is_early": found.is_early(now)}
    return render(request, "events/door/closed.html", context, status=409 if request.method == "POST" else 200)


def _page(
    request: HttpRequest, found: Door, *, guest_form: GuestForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    listed, now = door_list(found.event), timezone.now()
    context = {
        "event": found.event,
        "list": listed,
        "groups": by_letter(listed.expected) if len(listed.expected) > FEW else [("", listed.expected)],
        "may_press": not found.is_early(now),
        "opens_at": opens_at(found.event),
        "closes_at": closes_at(found.event),
        "guest_form": guest_form or GuestForm(initial={"attendance": uuid.uuid4()}),
        "refusal": refusal[0] if refusal else "",
        "is_forgotten": is_forgotten(found.event, now),
        "at": int(now.timestamp()),
    }
    return render(request, "events/door/page.html", context, status=refusal[1] if refusal else 200)
