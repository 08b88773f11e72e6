"""Answers that staff write in for a member, and the waiting list's next seat."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.admin.actions import lunch_url
from events.admin.views import LunchTransition, LunchView, StaffForm
from events.enums import AnswerChannel, RsvpStatus
from events.errors import LunchError
from events.forms import DetailsForm
from events.models import MAX_EXTRA_PEOPLE, Invitation, Rsvp
from events.queries import seats_of
from events.services.answers import Answer, answer_invitation, promote_waiting
from events.services.calls import note_told
from members.enums import FoodNeed, PhotoAnswer
from members.models import Member
from wow.audit.record import saw


class OnBehalfForm(StaffForm):
    """Her answer as she gives it on the phone. One tap sends yes or no only, and what stands is kept."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Her answer"),
        choices=[("yes", gettext_lazy("Yes, she comes")), ("no", gettext_lazy("No, not this time"))],
        widget=forms.RadioSelect,
    )
    children = forms.IntegerField(
        label=gettext_lazy("Children"), min_value=0, max_value=MAX_EXTRA_PEOPLE, required=False
    )
    companions = forms.IntegerField(
        label=gettext_lazy("Companions"), min_value=0, max_value=MAX_EXTRA_PEOPLE, required=False
    )
    food_needs = forms.MultipleChoiceField(
        label=gettext_lazy("Food"), choices=FoodNeed.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    food_note = forms.CharField(label=gettext_lazy("More about food"), max_length=200, required=False)
    photo_answer = forms.ChoiceField(
        label=gettext_lazy("Pictures this time"),
        choices=PhotoAnswer.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    has_details = forms.BooleanField(widget=forms.HiddenInput, required=False)

    clean_food_note = DetailsForm.clean_food_note

    def to_answer(self) -> Answer:
        """What the service takes; after the form was found valid."""
        said = self.cleaned_data
        if not said["has_details"]:
            return Answer(is_coming=said["answer"] == "yes")
        return Answer(
            is_coming=said["answer"] == "yes",
            children=said["children"],
            companions=said["companions"],
            food_needs=tuple(said["food_needs"]),
            food_note=said["food_note"],
            photo_answer=said["photo_answer"] or None,
        )


class AnswerOnBehalf(LunchTransition):
    """Write in one member's answer; from the list of those to call a single tap is enough."""

    title = gettext_lazy("Write in an answer")
    permission = "events.change_rsvp"
    form_class = OnBehalfForm
    submit_label = gettext_lazy("Save the answer")
    template_name = "admin/events/on_behalf.html"
    member: Member
    standing: Rsvp | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        self.member = get_object_or_404(Member.objects.active(), pk=kwargs["member_id"])
        self.standing = Rsvp.objects.filter(event_id=kwargs["event_id"], member=self.member).first()
        return super().dispatch(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        """What stands, or her own defaults."""
        source: Any = self.standing or self.member
        return {
            "answer": "" if self.standing is None else "no" if self.standing.status == RsvpStatus.NO else "yes",
            "children": getattr(source, "children", 0),
            "companions": getattr(source, "companions", 0),
            "food_needs": source.food_needs,
            "food_note": source.food_note,
            "photo_answer": source.photo_answer,
            "has_details": True,
        }

    def page(self, **context: Any) -> Any:
        saw(actor=self.actor, row=self.member, page="answer", now=timezone.now())
        was_invited = Invitation.objects.filter(event=self.event, member=self.member).exists()
        return super().page(
            member=self.member,
            seats=seats_of(self.event),
            standing=self.standing,
            revoke_url=lunch_url("revoke", self.event, self.member.pk) if was_invited else "",
            **context,
        )

    def perform(self, form: Any, now: dt.datetime) -> str:
        rsvp = answer_invitation(
            event_id=self.event.pk,
            member_id=self.member.pk,
            answer=form.to_answer(),
            channel=AnswerChannel.STAFF,
            actor=self.actor,
            now=now,
        )
        return _("%(name)s: %(answer)s.") % {"name": self.member.name, "answer": rsvp.get_status_display()}


class Told(LunchView):
    """One tap on the list of those to call: she was told by phone. Only as the page's own form sends it."""

    permission = "events.change_rsvp"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        sequence = request.POST.get("sequence", "")
        try:
            note_told(
                event_id=self.event.pk,
                member_id=kwargs["member_id"],
                sequence=int(sequence) if sequence.isdecimal() else -1,
                actor=self.actor,
                now=timezone.now(),
            )
        except LunchError as refusal:
            messages.error(request, refusal.message)
        return redirect(f"{lunch_url('overview', self.event)}#call")


class Promote(LunchTransition):
    """Give the free seats to those who have waited longest."""

    title = gettext_lazy("Give seats to the waiting list")
    permission = "events.change_rsvp"
    submit_label = gettext_lazy("Give the seats")

    def consequences(self) -> list[str]:
        seats = seats_of(self.event)
        return [
            ngettext("%(count)d seat is free.", "%(count)d seats are free.", seats.free) % {"count": seats.free},
            _("The queue goes by the time of the answer. The first get their seats as far as they fit, and a message."),
        ]

    def perform(self, form: Any, now: dt.datetime) -> str:
        seated = promote_waiting(event_id=self.event.pk, actor=self.actor, now=now)
        return ngettext("%(count)d member has a seat now.", "%(count)d members have a seat now.", len(seated)) % {
            "count": len(seated)
        }
