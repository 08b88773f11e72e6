"""My page: what we know about her in cards, one screen to change each, her data as a file, and leaving."""

import json
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.errors import MemberError
from members.models import Member
from members.neighbours import neighbours
from members.second_step import shown_passkeys
from members.sections import BY_SLUG, SECTIONS, Saving, Section
from members.services import erase_member, export_member
from wow.i18n.languages import SOURCE_CODE

GET_AND_POST = ["GET", "HEAD", "POST"]


def _me(request: HttpRequest) -> Member:
    return cast(Member, request.user)


@login_required
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    """Everything she may see and change about herself."""
    cards = [(section, section.shown(_me(request))) for section in SECTIONS]
    context = {
        "member": _me(request),
        "cards": cards,
        "neighbours": neighbours(),
        "passkeys": shown_passkeys(_me(request)),
    }
    return render(request, "members/my_page.html", context)


@login_required
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """The first page after joining."""
    return render(request, "members/welcome.html", {"member": _me(request)})


@login_required
@require_http_methods(GET_AND_POST)
def edit(request: HttpRequest, section: str) -> HttpResponse:
    """One thing to change. An unknown section is 404; bad input 422 with what was typed still there."""
    found = BY_SLUG.get(section)
    if found is None:
        raise Http404
    form = found.form(request.POST if request.method == "POST" else None, initial=found.initial(_me(request)))
    if request.method == "POST" and form.is_valid() and _saved(request, found, form):
        messages.success(request, _("Saved."))
        return _back(request, found)
    status = 422 if form.errors else 200
    context = {"form": form, "section": found, "member": _me(request)}
    return render(request, "members/edit.html", context, status=status)


def _saved(request: HttpRequest, section: Section, form: forms.Form) -> bool:
    language = translation.get_language() or SOURCE_CODE
    try:
        section.save(Saving(_me(request), language, timezone.now()), form.cleaned_data)
    except MemberError as error:
        form.add_error(None, str(error))
        return False
    return True


def _back(request: HttpRequest, section: Section) -> HttpResponse:
    """My page again; in the new language when that is what she changed."""
    if section.slug != "language":
        return redirect("members:my_page")
    with translation.override(_me(request).preferred_language):
        return HttpResponseRedirect(reverse("members:my_page"))


@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Her data as a JSON file with a name that tells nothing."""
    everything = export_member(member=_me(request), actor=_me(request), now=timezone.now())
    text = json.dumps(everything, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wow.json"'
    return response


@login_required
@require_http_methods(GET_AND_POST)
def leave(request: HttpRequest) -> HttpResponse:
    """Ask once, say what disappears, then erase her and log her out."""
    if request.method != "POST":
        return render(request, "members/leave.html")
    try:
        erase_member(member=_me(request), actor=_me(request), now=timezone.now())
    except MemberError as error:
        return render(request, "members/leave.html", {"error": str(error)}, status=409)
    logout(request)
    messages.success(request, _("You have left WOW, and your data is erased. You are always welcome back."))
    return redirect("home")


@login_required
@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Why staff need an app beside the mailed code, before they get one."""
    return render(request, "members/second_step.html")
