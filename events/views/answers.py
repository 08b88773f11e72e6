"""A logged-in member answers: yes or no in one tap, then the details if she wants to give them."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.enums import AnswerChannel
from events.errors import LunchError, NotEnoughSeats, PartyTooBig
from events.forms import AnswerForm, DetailsForm
from events.models import Rsvp
from events.pages import LunchPage
from events.services.answers import Answer, answer_invitation
from events.views.lunches import draw_lunch, find_lunch, find_lunch_id
from events.views.shown import has_place, member_of, page_for


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Save a yes or a no. Anything but a POST leads to the lunch and changes nothing."""
    lunch_url = reverse("events:detail", args=[slug])
    if request.method != "POST":
        return redirect(lunch_url)
    member = member_of(request)
    if member is None:
        return redirect_to_login(lunch_url)
    event_id = find_lunch_id(request, slug)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return draw_lunch(request, slug, error=str(form.errors["answer"][0]), status=400)
    try:
        rsvp = answer_invitation(
            event_id=event_id,
            member_id=member.pk,
            answer=Answer(is_coming=form.is_coming),
            channel=AnswerChannel.PORTAL,
            now=timezone.now(),
            actor=member,
        )
    except LunchError as error:
        return draw_lunch(request, slug, error=error.message, status=409)
    if has_place(rsvp):
        return redirect("events:details", slug=slug)
    messages.success(request, _("Saved: you are not coming this time."))
    return redirect(lunch_url)


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, slug: str) -> HttpResponse:
    """Who comes with her, what they eat, pictures this time: all of it optional, after a yes."""
    lunch_url = reverse("events:detail", args=[slug])
    member = member_of(request)
    if member is None:
        return redirect_to_login(lunch_url)
    event = find_lunch(request, slug)
    page = page_for(member, event, timezone.now())
    form = details_form(request, page)
    if form is None or page.rsvp is None:
        return redirect(lunch_url)
    status = refusal_of_details(form, page.rsvp, AnswerChannel.PORTAL) if form.is_bound else 200
    if status is None:
        messages.success(request, _("Saved. We look forward to seeing you."))
        return redirect(lunch_url)
    return render(request, "events/details.html", {"page": page, "form": form, "back_url": lunch_url}, status=status)


def details_form(request: HttpRequest, page: LunchPage) -> DetailsForm | None:
    """The form for what she may still change, bound to a POST; None when there is nothing."""
    if page.rsvp is None or not (page.may_change_details or page.may_change_pictures):
        return None
    posted = (request.POST,) if request.method == "POST" else ()
    return DetailsForm.preset(
        page.rsvp, *posted, may_be_pictured=page.may_be_pictured, is_food_ordered=page.may_change_pictures
    )


def refusal_of_details(form: DetailsForm, rsvp: Rsvp, channel: str) -> int | None:
    """Save the details of a bound form; None when saved, else the HTTP status, with the reason tied to the form."""
    if not form.is_valid():
        return 400
    wanted = form.cleaned_data
    try:
        answer_invitation(
            event_id=rsvp.event_id,
            member_id=rsvp.member_id,
            answer=Answer(
                is_coming=True,
                children=wanted.get("children"),
                companions=wanted.get("companions"),
                food_needs=tuple(wanted["food_needs"]) if "food_needs" in wanted else None,
                food_note=wanted.get("food_note"),
                photo_answer=wanted.get("photo_answer") or None,
            ),
            channel=channel,
            now=timezone.now(),
        )
    except (NotEnoughSeats, PartyTooBig) as error:
        brings_more_adults = (wanted.get("companions") or 0) > rsvp.companions
        form.add_error("companions" if brings_more_adults else "children", error.message)
        return 409
    except LunchError as error:
        form.add_error(None, error.message)
        return 409
    return None
