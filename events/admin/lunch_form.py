"""The form of one lunch: one date and two clocks; what a service refuses is shown at its field."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from events.admin.widgets import StaffClock, StaffDay, StaffMoment
from events.domain.deadline import STOCKHOLM, at_local, default_deadline, default_reminder
from events.enums import EventStatus
from events.errors import LunchError
from events.models import Event
from wow.i18n.dates import day_and_clock_text

REFUSED_FIELDS: Mapping[str, str] = {
    "deadline_after_start": "deadline_override",
    "deadline_passed": "deadline_override",
    "reminder_after_deadline": "reminder_override",
    "capacity_below_answers": "capacity",
    "impossible_times": "end_clock",
    "start_in_the_past": "day",
    "title_missing": "title_sv",
}


class WhenFields(forms.Form):
    """Date, start and end in Stockholm, and the two moments that may be chosen instead of the Monday before."""

    day = forms.DateField(label=_("Date"), widget=StaffDay, help_text=_("The day of the lunch."))
    start_clock = forms.TimeField(label=_("Starts"), widget=StaffClock, help_text=_("When you say welcome."))
    end_clock = forms.TimeField(label=_("Ends"), widget=StaffClock, help_text=_("The same day."))
    deadline_override = forms.SplitDateTimeField(label=_("Answer by"), required=False, widget=StaffMoment)
    reminder_override = forms.SplitDateTimeField(label=_("Reminder at"), required=False, widget=StaffMoment)

    def times(self) -> tuple[dt.datetime, dt.datetime] | None:
        """Start and end as aware moments; None while date or clocks are missing or wrong."""
        day, start, end = (self.cleaned_data.get(name) for name in ("day", "start_clock", "end_clock"))
        if not (day and start and end):
            return None
        return at_local(day, start), at_local(day, end)

    def refuse(self, refusal: LunchError) -> None:
        """Show what a service refused, at its field where it has one."""
        name = REFUSED_FIELDS.get(refusal.code)
        self.add_error(name if name in self.fields else None, refusal.message)


def when_initial(event: Event) -> dict[str, Any]:
    """What the date and clock fields show of a lunch."""
    starts, ends = event.starts_at.astimezone(STOCKHOLM), event.ends_at.astimezone(STOCKHOLM)
    return {"day": starts.date(), "start_clock": starts.time(), "end_clock": ends.time()}


def say_defaults(form: forms.BaseForm, day: dt.date | None) -> None:
    """Tell beside the two fields which moment an empty one means."""
    texts = {
        "deadline_override": (_("Empty: %(moment)s."), _("Empty: the Monday before, at 18.00."), default_deadline),
        "reminder_override": (_("Empty: %(moment)s."), _("Empty: the Monday before, at 09.00."), default_reminder),
    }
    for name, (text, general, moment_of) in texts.items():
        if name in form.fields:
            words = text % {"moment": day_and_clock_text(moment_of(day))} if day else general
            form.fields[name].help_text = str(words)


if TYPE_CHECKING:
    EventForm = forms.ModelForm[Event]
else:
    EventForm = forms.ModelForm


class LunchForm(WhenFields, EventForm):
    """A draft with its times, or a published lunch without them: those are changed by moving it."""

    refusal: ClassVar[LunchError | None] = None  # what the service said of this very submission

    class Meta:
        model = Event
        fields = ("chapter", "venue", "capacity", "deadline_override", "reminder_override")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = self.instance
        if event.starts_at is not None:
            self.initial = {**when_initial(event), **self.initial}
            say_defaults(self, event.local_date)
        else:
            say_defaults(self, None)
        if event.status != EventStatus.DRAFT:
            for name in WhenFields.base_fields:
                self.fields.pop(name, None)

    def clean(self) -> dict[str, Any] | None:
        """Put the times on the lunch; refuse an end that does not come after the start."""
        cleaned = super().clean()
        if "day" in self.fields and (times := self.times()):
            starts_at, ends_at = times
            if ends_at <= starts_at:
                self.add_error("end_clock", _("The end must be after the start."))
            else:
                self.instance.starts_at, self.instance.ends_at = starts_at, ends_at
        if self.refusal is not None:
            self.refuse(self.refusal)
        return cleaned
