"""The form of a sponsor: what is refused of an uploaded logo is said at its field, and nothing else is lost."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import CHECKBOX_CLASSES, INPUT_CLASSES

from sponsors.errors import LogoRefused
from sponsors.models import Sponsor
from sponsors.pictures import Picture
from sponsors.uploads import redrawn

if TYPE_CHECKING:
    SponsorModelForm = forms.ModelForm[Sponsor]
else:
    SponsorModelForm = forms.ModelForm

ACCEPTED = "image/png,image/jpeg,image/webp"
NEW_LOGO, NO_LOGO = "logo_file", "removes_logo"


class SponsorForm(SponsorModelForm):
    """A sponsor with her logo: `cleaned_data` has the clean picture under NEW_LOGO, and whether to take it away."""

    logo_file = forms.FileField(
        label=_("New logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, at most 2 megabytes. Best: letters on a transparent or white ground."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": " ".join(INPUT_CLASSES)}),
    )
    removes_logo = forms.BooleanField(
        label=_("Take the logo away"),
        required=False,
        help_text=_("The name is drawn instead."),
        widget=forms.CheckboxInput(attrs={"class": " ".join(CHECKBOX_CLASSES)}),
    )

    class Meta:
        model = Sponsor
        fields = ("name", "website", "is_shown", "position")

    def clean_logo_file(self) -> Picture | None:
        """The upload drawn anew, or the sentence that says why not."""
        upload = self.cleaned_data[NEW_LOGO]
        if not upload:
            return None
        try:
            return redrawn(upload)
        except LogoRefused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal

    def _post_clean(self) -> None:
        """A browser never sends a file twice by itself: when something else is wrong, say that it is needed again."""
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, unknown to its stubs
        if self.errors and self.cleaned_data.get(NEW_LOGO):
            self.add_error(NEW_LOGO, _("Choose the logo again: something else has to be corrected first."))

    def logo_choices(self) -> dict[str, Any]:
        """What the service is told of the logo."""
        chosen = self.cleaned_data
        return {"logo": chosen.get(NEW_LOGO), "removes_logo": bool(chosen.get(NO_LOGO))}
