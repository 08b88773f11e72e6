"""The staff screens of sponsors: the list with their logos, and the form with the upload."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.views import ChangeList

from members.models import Member
from sponsors.errors import SponsorError, SponsorInUse, SponsorTaken, SponsorUnknown
from sponsors.forms import NEW_LOGO, NO_LOGO, SponsorForm
from sponsors.models import Sponsor
from sponsors.services import delete_sponsor, save_sponsor
from sponsors.thanks import thanked_of
from sponsors.uses import Use, count_protecting, uses_of
from wow.audit.one_trail import OneTrail
from wow.i18n.language_fields import Fieldset, LanguageFieldsMixin, language_tabs

LISTED_USES = 3
NOTHING = "–"


class SponsorList(ChangeList):
    """The rows of one page, each with what it gives to, asked for all of them at once."""

    def get_results(self, request: HttpRequest) -> None:
        """Django's rows, with `uses` on each."""
        super().get_results(request)
        uses = uses_of([sponsor.pk for sponsor in self.result_list])
        for sponsor in self.result_list:
            sponsor.uses = uses[sponsor.pk]


class LogoFilter(admin.SimpleListFilter):
    """With a logo of their own, or with a drawn name."""

    title = gettext_lazy("logo")
    parameter_name = "logo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The two."""
        return [("yes", _("with a logo")), ("no", _("without a logo"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those that were asked for."""
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(logo__isnull=self.value() == "no")


@admin.register(Sponsor)
class SponsorAdmin(OneTrail, LanguageFieldsMixin, ModelAdmin):
    form = SponsorForm
    list_display = ("name", "picture", "gives_words", "is_shown", "lunches", "position")
    list_editable = ("position",)
    list_filter = ("is_shown", LogoFilter)
    search_fields = ("name", "gives_sv", "gives_en")
    ordering = ("position", "name")
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = ("logo_now", "all_lunches")
    warn_unsaved_form = True

    @admin.display(description=gettext_lazy("logo"))
    def picture(self, sponsor: Sponsor) -> SafeString:
        """As the pages show it."""
        return format_html('<span class="staff-logo">{}</span>', thanked_of(sponsor).picture)

    @admin.display(description=gettext_lazy("logo now"))
    def logo_now(self, sponsor: Sponsor) -> SafeString:
        """The same, in the form of one that is stored."""
        return self.picture(sponsor)

    @admin.display(description=gettext_lazy("what it gives"))
    def gives_words(self, sponsor: Sponsor) -> str:
        """In Swedish."""
        return sponsor.gives or NOTHING

    @admin.display(description=gettext_lazy("lunches"))
    def lunches(self, sponsor: Sponsor) -> SafeString | str:
        """The latest that it gives to, and how many more there are."""
        uses: Sequence[Use] = sponsor.uses  # type: ignore[attr-defined]  # set by SponsorList
        more = len(uses) - LISTED_USES
        return format_html("{}{}", _linked(uses[:LISTED_USES]), _and_more(more) if more > 0 else "")

    @admin.display(description=gettext_lazy("gives to"))
    def all_lunches(self, sponsor: Sponsor) -> SafeString | str:
        """Every lunch that it gives to."""
        return _linked(uses_of([sponsor.pk])[sponsor.pk])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sponsor]:
        """With the logo, but without its bytes."""
        found: QuerySet[Sponsor] = super().get_queryset(request)
        return found.select_related("logo").defer("logo__content")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The one that knows the uses."""
        return SponsorList

    def get_fieldsets(self, request: HttpRequest, obj: Sponsor | None = None) -> list[Fieldset]:
        """Who it is, its logo, where it is thanked, and what it gives in each language."""
        preview = ("logo_now",) if obj else ()
        removal = (NO_LOGO,) if obj and hasattr(obj, "logo") else ()
        return [
            (None, {"fields": ("name", "website", ("is_shown", "position"))}),
            (_("Logo"), {"fields": (*preview, NEW_LOGO, *removal)}),
            *([(_("Lunches"), {"fields": ("all_lunches",)})] if obj else []),
            *language_tabs(("gives",), obj),
        ]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None on many sponsors at once."""
        return {}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Django's form; when another's save came between check and write, it is checked once more and says so."""
        sent = (request, object_id, form_url, extra_context)
        try:
            return super().changeform_view(*sent)  # type: ignore[no-any-return]
        except (SponsorTaken, SponsorUnknown):
            return super().changeform_view(*sent)  # type: ignore[no-any-return]

    def save_model(self, request: HttpRequest, obj: Sponsor, form: Any, change: bool) -> None:
        """By the service; the list's own form knows no logo."""
        logo = form.logo_choices() if isinstance(form, SponsorForm) else {}
        save_sponsor(actor=cast(Member, request.user), sponsor=obj, now=timezone.now(), **logo)

    def delete_model(self, request: HttpRequest, obj: Sponsor) -> None:
        """By the service."""
        delete_sponsor(actor=cast(Member, request.user), sponsor=obj, now=timezone.now())

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's question; a sponsor that gave to a lunch is kept, and the reader is told what to do instead."""
        sponsor = self.get_object(request, object_id)
        try:
            if sponsor is not None and (uses := count_protecting(sponsor)):
                raise SponsorInUse(uses)
            return super().delete_view(request, object_id, extra_context)  # type: ignore[no-any-return]
        except SponsorError as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(reverse("admin:sponsors_sponsor_change", args=(object_id,)))


def _linked(uses: Sequence[Use]) -> SafeString | str:
    links = format_html_join(
        ", ", '<a class="staff-link staff-date" href="{}">{}</a>', ((use.url, use.words) for use in uses)
    )
    return links or NOTHING


def _and_more(count: int) -> str:
    return " " + _("and %(count)d more") % {"count": count}
