"""The staff's form about one member, and the form that writes a new one in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from members.enums import FoodNeed, PhotoAnswer
from members.errors import MemberError, NeverPictured, NoWayToReachHer
from members.models import Member
from members.phones import normalise_phone, shown_phone
from members.services.addresses import refuse_taken_contact
from members.validators import validate_plain_text


class StaffMemberForm(forms.ModelForm):  # type: ignore[type-arg]
    """Shows phones as people write them and says in the form what the services would refuse."""

    food_needs = forms.MultipleChoiceField(
        label=_("Food"),
        choices=FoodNeed.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("What she cannot or does not want to eat."),
    )

    class Meta:
        model = Member
        fields = (
            "name",
            "said_as",
            "email",
            "phone",
            "chapter",
            "preferred_language",
            "background",
            "wants_messages",
            "food_needs",
            "food_note",
            "photo_answer",
            "is_active",
            "is_protected",
            "is_staff",
            "is_superuser",
            "groups",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "phone" in self.fields:
            self.initial["phone"] = shown_phone(self.initial.get("phone"))

    def clean_phone(self) -> str | None:
        """E.164 or None."""
        typed = self.cleaned_data.get("phone")
        return normalise_phone(typed) if typed else None

    def clean_email(self) -> str | None:
        """Lower case or None, as it is stored."""
        return (self.cleaned_data.get("email") or "").strip().lower() or None

    def clean_food_note(self) -> str:
        """One line without hidden characters."""
        note: str = self.cleaned_data.get("food_note", "")
        validate_plain_text(note)
        return note

    def clean(self) -> dict[str, Any]:
        """At least one way to reach her, nobody else's; no pictures of somebody protected."""
        wanted = super().clean() or {}
        try:
            self._check_contact(wanted)
            self._check_pictures(wanted)
        except MemberError as error:
            raise ValidationError(str(error), code=error.code) from error
        return wanted

    def _check_contact(self, wanted: dict[str, Any]) -> None:
        if not {"email", "phone"} <= set(self.fields) or self.errors.keys() & {"email", "phone"}:
            return
        if not wanted.get("email") and not wanted.get("phone"):
            raise NoWayToReachHer
        is_new = self.instance._state.adding
        refuse_taken_contact(
            email=wanted.get("email"), phone=wanted.get("phone"), but=None if is_new else self.instance
        )

    def _check_pictures(self, wanted: dict[str, Any]) -> None:
        is_protected = wanted.get("is_protected", self.instance.is_protected)
        lifts_or_sets = "is_protected" in self.changed_data
        if is_protected and wanted.get("photo_answer", PhotoAnswer.NO) != PhotoAnswer.NO:
            if "photo_answer" in self.changed_data or not lifts_or_sets:
                raise NeverPictured
            wanted["photo_answer"] = PhotoAnswer.NO  # setting the mark says no for her

    def validate_constraints(self) -> None:
        """Said above, in words that fit this page; the database still forbids it."""

    def validate_unique(self) -> None:
        """Said above, as for the services."""
