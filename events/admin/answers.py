"""Answers, to look at and to search; changing one is a view of its own that calls the same service as hers."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from events.admin.filters import FirstTimeFilter, FoodFilter, LunchFilter, been_before
from events.enums import RsvpStatus
from events.models import Rsvp
from events.staff_words import RSVP_KINDS, badge
from members.admin.search import members_found
from members.enums import FoodNeed, PhotoAnswer
from wow.audit.seen import SeenOnTrail
from wow.i18n.dates import day_and_clock_text, day_text, short_moment_text

FOOD_LABELS = dict(FoodNeed.choices)


@admin.register(Rsvp)
class RsvpAdmin(SeenOnTrail, ModelAdmin):
    seen_page = "answer"
    list_display = ("who", "lunch_day", "answer", "party", "food", "pictures", "answered_briefly")
    list_filter = (LunchFilter, "status", FoodFilter, "photo_answer", FirstTimeFilter)
    search_fields = ("member__name",)
    search_help_text = gettext_lazy("Her name, e-mail or phone")
    ordering = ("-event__starts_at", "queued_at", "id")
    list_per_page = 50
    show_full_result_count = False
    fields = (
        "who", "lunch_link", "answer", "children", "companions", "food", "food_note", "photo_answer", "channel",
        "queued_words", "answered_words", "cancelled_late_words", "change_link",
    )  # fmt: skip
    readonly_fields = fields

    @admin.display(description=gettext_lazy("member"), ordering="member__name")
    def who(self, rsvp: Rsvp) -> str | SafeString:
        """What she wants to be called, with a badge when she has been at no earlier lunch."""
        if getattr(rsvp, "has_been_here", True):
            return rsvp.member.name
        return format_html("<bdi>{}</bdi> {}", rsvp.member.name, badge(_("new"), "plain"))

    @admin.display(description=gettext_lazy("lunch"), ordering="event__starts_at")
    def lunch_day(self, rsvp: Rsvp) -> str:
        """Day and chapter."""
        return f"{day_text(rsvp.event.starts_at)} · {rsvp.event.chapter.name}"

    @admin.display(description=gettext_lazy("lunch"))
    def lunch_link(self, rsvp: Rsvp) -> SafeString:
        """To the overview."""
        url = reverse("admin:events_event_overview", args=(rsvp.event_id,))
        return format_html('<a class="staff-link" href="{}">{}</a>', url, self.lunch_day(rsvp))

    @admin.display(description=gettext_lazy("answer"), ordering="status")
    def answer(self, rsvp: Rsvp) -> SafeString:
        """A badge."""
        return badge(rsvp.get_status_display(), RSVP_KINDS[RsvpStatus(rsvp.status)])

    @admin.display(description=gettext_lazy("seats"))
    def party(self, rsvp: Rsvp) -> int:
        """Herself, her children, her companions."""
        return rsvp.party_size

    @admin.display(description=gettext_lazy("food"))
    def food(self, rsvp: Rsvp) -> str:
        """Her needs in words."""
        return ", ".join(str(FOOD_LABELS[code]) for code in rsvp.food_needs if code in FOOD_LABELS)

    @admin.display(description=gettext_lazy("pictures"), ordering="photo_answer")
    def pictures(self, rsvp: Rsvp) -> str:
        """Only what somebody with a camera must know."""
        return "" if rsvp.photo_answer == PhotoAnswer.YES else rsvp.get_photo_answer_display()

    @admin.display(description=gettext_lazy("answered"), ordering="answered_at")
    def answered_briefly(self, rsvp: Rsvp) -> str:
        """When, in few letters."""
        return short_moment_text(rsvp.answered_at)

    @admin.display(description=gettext_lazy("answered"), ordering="answered_at")
    def answered_words(self, rsvp: Rsvp) -> str:
        """When."""
        return day_and_clock_text(rsvp.answered_at)

    @admin.display(description=gettext_lazy("place in the queue since"))
    def queued_words(self, rsvp: Rsvp) -> str:
        """When she joined the queue."""
        return day_and_clock_text(rsvp.queued_at)

    @admin.display(description=gettext_lazy("cancelled after the deadline"))
    def cancelled_late_words(self, rsvp: Rsvp) -> str:
        """When, if she did."""
        return day_and_clock_text(rsvp.cancelled_late_at) if rsvp.cancelled_late_at else "–"

    @admin.display(description=gettext_lazy("change"))
    def change_link(self, rsvp: Rsvp) -> SafeString:
        """To the form that changes her answer by the service."""
        url = reverse("admin:events_event_answer", args=(rsvp.event_id, rsvp.member_id))
        return format_html('<a class="staff-link" href="{}">{}</a>', url, _("Change the answer"))

    def get_fields(self, request: HttpRequest, obj: Rsvp | None = None) -> tuple[str, ...]:
        """The way to change it only for those who may."""
        return self.fields if request.user.has_perm("events.change_rsvp") else self.fields[:-1]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rsvp]:
        """With member, lunch and whether she was here before, so that the list asks once."""
        answers: QuerySet[Rsvp] = super().get_queryset(request).select_related("member", "event__chapter")
        return answers.annotate(has_been_here=been_before())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Whatever one knows of her: her name in any spelling, her e-mail, her phone."""
        if not search_term.replace("\x00", "").strip():
            return queryset, False
        return queryset.filter(member__in=members_found(search_term, reader=request.user).values("pk")), False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None on many answers at once."""
        return {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An answer is written in from the lunch's overview."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Rsvp | None = None) -> bool:
        """Read-only here: a change has to count seats under the lunch's lock."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Rsvp | None = None) -> bool:
        """Whoever may see or change answers."""
        return any(request.user.has_perm(f"events.{act}_rsvp") for act in ("view", "change"))

    def has_delete_permission(self, request: HttpRequest, obj: Rsvp | None = None) -> bool:
        """Nobody: a no is an answer too."""
        return False
