"""Every component on one page, for eyes, axe and measurements; an URLconf of the tests alone."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from wow.ui.forms import CheckCards, ChoiceCards, ClockInput, DayInput, NumberPills
from wow.ui.icons import ICONS
from wow.urls import handler400, handler403, handler404, handler500
from wow.urls import urlpatterns as portal_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class EveryField(forms.Form):
    """One of each kind; bound with nothing, so that most of them have an error."""

    name = forms.CharField(label="Namn", help_text="Vad vill du att vi kallar dig?")
    email = forms.EmailField(label="E-post")
    day = forms.DateField(label="Dag", widget=DayInput)
    clock = forms.TimeField(label="Klockan", required=False, widget=ClockInput)
    chapter = forms.ChoiceField(label="Ort", choices=[("1", "Järva"), ("2", "Helsingborg")])
    photo = forms.ChoiceField(
        label="Bilder",
        choices=[("yes", "Ja"), ("no", "Nej")],
        widget=ChoiceCards(icons={"yes": "camera", "no": "camera-off"}, hints={"no": "Du är inte med på bild."}),
    )
    language = forms.ChoiceField(
        label="Språk", choices=[("sv", "Svenska"), ("ar", "العربية")], widget=ChoiceCards(are_languages=True)
    )
    food = forms.MultipleChoiceField(
        label="Mat", choices=[("vegan", "Vegansk"), ("nuts", "Inga nötter")], required=False,
        help_text="Välj allt som stämmer.", widget=CheckCards(icons={"vegan": "vegan", "nuts": "nuts"}),
    )  # fmt: skip
    children = forms.TypedChoiceField(
        label="Barn", coerce=int, choices=[(number, str(number)) for number in range(7)], widget=NumberPills
    )
    note = forms.CharField(label="Mer", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    shared = forms.BooleanField(label="Andra ser min telefon", required=False)


def styleguide(request: HttpRequest) -> HttpResponse:
    """All components at once."""
    messages.success(request, "Ditt svar är sparat.")
    form = EveryField({}) if "errors" in request.GET else EveryField()
    template = engines["django"].from_string((Path(__file__).parent / "styleguide.html").read_text(encoding="utf-8"))
    context = {
        "form": form,
        "icons": sorted(ICONS),
        "page": Paginator(range(30), 10).page(2),
        "moment": datetime(2024, 4, 11, 12, 15, tzinfo=ZoneInfo("Europe/Stockholm")),
    }
    return HttpResponse(template.render(context, request))


def forbidden(_request: HttpRequest) -> HttpResponse:
    """Always refuses."""
    raise PermissionDenied


def broken(_request: HttpRequest) -> HttpResponse:
    """Always fails."""
    raise RuntimeError("as the test wants")


urlpatterns = [
    *portal_urls,
    path("broken/", broken),
    *i18n_patterns(path("styleguide/", styleguide, name="styleguide"), path("forbidden/", forbidden)),
]
