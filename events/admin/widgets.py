"""The device's own date and time fields in unfold's clothes."""

from typing import Any

from django import forms
from unfold.widgets import INPUT_CLASSES

from wow.ui.forms import ClockInput, DayInput

CLASSES = {"class": " ".join(INPUT_CLASSES)}


class StaffDay(DayInput):
    """A date by the device's calendar."""

    def __init__(self) -> None:
        super().__init__(attrs={**CLASSES})


class StaffClock(ClockInput):
    """A time by the device's clock, in steps of five minutes."""

    def __init__(self) -> None:
        super().__init__(attrs={**CLASSES, "step": "300"})


class StaffMoment(forms.SplitDateTimeWidget):
    """A date and a time beside each other; both empty is no moment."""

    template_name = "admin/events/moment_widget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.MultiWidget.__init__(self, widgets=(StaffDay(), StaffClock()), attrs=attrs)
