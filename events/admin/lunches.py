"""Lunches: the list, the form of a draft, and the way to every transition."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from events.admin.actions import available_actions, previews, workday_choice
from events.admin.filters import ComingFilter
from events.admin.greeters import GreeterInline
from events.admin.help_texts import LUNCH_HELP
from events.admin.inlines import AgendaFormSet, AgendaInline, QuestionInline, warn_of_overlaps
from events.admin.lunch_form import LunchForm
from events.admin.sponsoring import LunchSponsorInline
from events.admin.urls import lunch_urls
from events.audience import window_of
from events.enums import EventStatus
from events.errors import LunchError
from events.models import Event
from events.queries import seats_of, with_seats
from events.services.planning import save_lunch
from events.staff_words import event_badge, seats_bar
from members.models import Member
from wow.audit.one_trail import OneTrail
from wow.i18n.dates import clock_text, day_and_clock_text, day_text
from wow.i18n.language_fields import Fieldset, LanguageFieldsMixin, language_tabs
from wow.ui.staff_forms import CalmForm, in_words

TEXTS = ("title", "presentation", "topic")
REFUSED = 422  # what was sent was understood and cannot be done


def acting(request: HttpRequest) -> Member:
    """Who presses the button; the staff site lets nobody else in."""
    return cast("Member", request.user)


@admin.register(Event)
class LunchAdmin(OneTrail, CalmForm, LanguageFieldsMixin, ModelAdmin):
    form = LunchForm
    help_texts = LUNCH_HELP
    inlines = (AgendaInline, QuestionInline, LunchSponsorInline, GreeterInline)
    list_display = ("when", "title", "chapter", "state", "answers", "answer_by_words")
    list_display_links = ("when",)
    list_filter = (ComingFilter, "status", "chapter")
    search_fields = ("title_sv", "title_en", "venue__name", "chapter__name")
    search_help_text = _("Title, place or chapter")
    ordering = ("-starts_at", "id")
    list_per_page = 50
    show_full_result_count = False
    change_form_outer_before_template = "admin/events/lunch_state.html"
    list_before_template = "admin/events/lunch_list_top.html"
    warn_unsaved_form = True
    compressed_fields = False
    readonly_preprocess_fields = dict.fromkeys(("chapter", "venue"), in_words)

    @admin.display(description=_("day"), ordering="starts_at")
    def when(self, event: Event) -> str:
        """The day and the clock in words."""
        return day_and_clock_text(event.starts_at)

    @admin.display(description=_("state"), ordering="status")
    def state(self, event: Event) -> SafeString:
        """A badge."""
        return event_badge(event)

    @admin.display(description=_("answers"))
    def answers(self, event: Event) -> SafeString:
        """How full it is."""
        return seats_bar(seats_of(event))

    @admin.display(description=_("answer by"))
    def answer_by_words(self, event: Event) -> str:
        """When answers close, chosen or by default."""
        return day_and_clock_text(event.answer_by)

    @admin.display(description=_("reminder at"))
    def reminder_words(self, event: Event) -> str:
        """When the reminder goes out, chosen or by default."""
        return day_and_clock_text(window_of(event).opens_at)

    @admin.display(description=_("when"))
    def times_words(self, event: Event) -> str:
        """Day, start and end."""
        return f"{day_text(event.starts_at)}, {clock_text(event.starts_at)}–{clock_text(event.ends_at)}"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        """With chapter, place and counts, so that the list asks once."""
        return with_seats(super().get_queryset(request).select_related("chapter", "venue"))

    def get_urls(self) -> list[URLPattern]:
        """The transitions beside Django's own pages."""
        return [*lunch_urls(self), *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None on many lunches at once: each transition is confirmed for one lunch."""
        return {}

    def get_fieldsets(self, request: HttpRequest, obj: Event | None = None) -> list[Fieldset]:
        """Times of a draft can be edited; those of a published lunch are words, because moving it tells everybody."""
        return [
            (None, {"fields": ("chapter", "venue", "capacity")}),
            (_("When"), {"fields": self._when_fields(request, obj)}),
            *language_tabs(TEXTS, obj),
        ]

    def _when_fields(self, request: HttpRequest, event: Event | None) -> tuple[Any, ...]:
        if event is None or (event.status == EventStatus.DRAFT and self.has_change_permission(request, event)):
            return (("day", "start_clock", "end_clock"), "deadline_override", "reminder_override")
        return ("times_words", "answer_by_words", "reminder_words")

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> tuple[str, ...]:
        """The words instead of times, and the chapter once members were invited from it."""
        words = ("times_words", "answer_by_words", "reminder_words")
        return words if obj is None or obj.status == EventStatus.DRAFT else (*words, "chapter")

    def get_form(
        self, request: HttpRequest, obj: Event | None = None, change: bool = False, **kwargs: Any
    ) -> "type[ModelForm[Event]]":
        """The form; with what a service refused a moment ago, when this is the second reading of the same POST."""
        form = super().get_form(request, obj, change, **kwargs)
        refusal = getattr(request, "lunch_refusal", None)
        return type(form.__name__, (form,), {"refusal": refusal}) if refusal else form

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """Not by Django's own page: drafts have a button that asks, and what was published is cancelled instead."""
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; what a service refuses rolls everything back and is shown beside what was typed."""
        event = self.get_object(request, object_id) if object_id else None
        context = {**(extra_context or {}), **self._state_context(request, event)}
        try:
            response = super().changeform_view(request, object_id, form_url, context)
        except LunchError as refusal:
            request.lunch_refusal = refusal  # type: ignore[attr-defined]
            response = super().changeform_view(request, object_id, form_url, context)
        if request.method == "POST" and isinstance(response, TemplateResponse):
            response.status_code = REFUSED
        return response  # type: ignore[no-any-return]

    def _state_context(self, request: HttpRequest, event: Event | None) -> dict[str, Any]:
        if event is None:
            return {}
        now = timezone.now()
        return {
            "lunch": event,
            "lunch_seats": seats_of(event),
            "lunch_actions": available_actions(event, user=request.user, now=now),
            "lunch_previews": previews(event),
            "workday": workday_choice(event, now=now),
        }

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        """A new lunch needs its row before its programme; a known one is saved once the programme is."""
        if not change:
            save_lunch(actor=acting(request), event=obj, now=timezone.now())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Programme and questions, then the lunch by its service, which checks all of it together."""
        super().save_related(request, form, formsets, change)
        if change:
            agenda = [
                point for formset in formsets if isinstance(formset, AgendaFormSet) for _form, point in formset.points()
            ]
            save_lunch(actor=acting(request), event=form.instance, now=timezone.now(), agenda=agenda)
        warn_of_overlaps(request, formsets)
        self._warn_of_holiday(request, form.instance)

    def _warn_of_holiday(self, request: HttpRequest, event: Event) -> None:
        if choice := workday_choice(event, now=timezone.now()):
            messages.warning(request, choice.words)
