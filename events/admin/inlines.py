"""The programme and the questions of a lunch, inside its form."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from events.admin.help_texts import AGENDA_HELP, QUESTION_HELP
from events.admin.widgets import StaffClock
from events.domain.agenda import AgendaPoint, outside, overlaps, shift_minutes, shifted
from events.domain.deadline import STOCKHOLM
from events.models import AgendaItem, DiscussionQuestion, Event
from wow.i18n.language_fields import LanguageFieldsMixin, table_fields
from wow.ui.staff_forms import CalmForm

if TYPE_CHECKING:
    AgendaForms = BaseInlineFormSet[AgendaItem, Event, forms.ModelForm[AgendaItem]]
    QuestionForms = BaseInlineFormSet[DiscussionQuestion, Event, forms.ModelForm[DiscussionQuestion]]
else:
    AgendaForms = QuestionForms = BaseInlineFormSet


class AgendaFormSet(AgendaForms):
    """Points of the programme. They move with the start when nobody touched them; one outside the lunch is refused."""

    minutes_to_move = 0

    def points(self) -> "list[tuple[forms.ModelForm[AgendaItem], AgendaPoint]]":
        """The points that will stand after saving, each with its form."""
        found = []
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if cleaned.get("starts") and cleaned.get("minutes") is not None and not cleaned.get("DELETE"):
                starts = shifted(cleaned["starts"], self.minutes_to_move) or cleaned["starts"]
                found.append((form, AgendaPoint(starts, cleaned["minutes"])))
        return found

    def clean(self) -> None:
        """Refuse points outside the lunch; the lunch's own times must be sound for that."""
        super().clean()
        event = self.instance
        if event.starts_at is None or event.ends_at is None:
            return
        self.minutes_to_move = self._minutes_moved(event)
        points = self.points()
        starts, ends = clock_of(event.starts_at), clock_of(event.ends_at)
        for place in outside([point for _form, point in points], starts=starts, ends=ends):
            points[place][0].add_error(
                "starts", _("This is outside the lunch. Change this time, or the time of the lunch.")
            )

    def save(self, commit: bool = True) -> list[AgendaItem]:
        """Save what was changed; else move every point as far as the start was moved."""
        saved = super().save(commit)
        if self.minutes_to_move:
            for form, point in self.points():
                form.instance.starts = point.starts
                form.instance.save(update_fields=["starts"])
        return saved

    def _minutes_moved(self, event: Event) -> int:
        if any(form.has_changed() for form in self.forms):
            return 0
        before = Event.objects.filter(pk=event.pk).values_list("starts_at", flat=True).first()
        return shift_minutes(clock_of(before), clock_of(event.starts_at)) if before else 0


def clock_of(moment: dt.datetime) -> dt.time:
    """What Stockholm's clocks show at a moment."""
    return moment.astimezone(STOCKHOLM).time()


class TextTable(CalmForm, LanguageFieldsMixin, TabularInline):
    """A table with one row a point and one column a language."""

    names_language = True
    extra = 1
    formfield_overrides = {models.TimeField: {"widget": StaffClock}}

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """A column's head is no label: each field says by itself what it is."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = field.label or capfirst(db_field.verbose_name)
        return field


class AgendaInline(TextTable):
    model = AgendaItem
    formset = AgendaFormSet
    help_texts = AGENDA_HELP
    fields = ("starts", "minutes", *table_fields("what"), "who")


class QuestionFormSet(QuestionForms):
    """Questions in their order; a new one comes last unless its number says otherwise."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance._state.adding:
            form.initial["position"] = (self.initial_form_count() if index is None else index) + 1


class QuestionInline(TextTable):
    model = DiscussionQuestion
    formset = QuestionFormSet
    help_texts = QUESTION_HELP
    fields = ("position", *table_fields("text"))


def warn_of_overlaps(request: HttpRequest, formsets: list[Any]) -> None:
    """Tell that two points run at the same time; that can be meant, so it is saved all the same."""
    for formset in formsets:
        if not isinstance(formset, AgendaFormSet):
            continue
        points = formset.points()
        for one, other in overlaps([point for _form, point in points]):
            first, second = sorted((points[one][1], points[other][1]), key=lambda point: point.starts)
            text = _("Two points of the programme overlap: the one at %(first)s is not over at %(second)s.")
            messages.warning(request, text % {"first": f"{first.starts:%H.%M}", "second": f"{second.starts:%H.%M}"})
