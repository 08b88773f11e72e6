"""The roster on a lunch's form: who greets at its door, chosen among the chapter's active members."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from events.admin.views import LunchView
from events.models import Event, GreeterShift
from events.services.greeters import add_greeter, remove_greeter
from members.models import Member
from wow.i18n.folding import keys_named

SHOWN_AT_ONCE = 20

if TYPE_CHECKING:
    ShiftForms = BaseInlineFormSet[GreeterShift, Event, forms.ModelForm[GreeterShift]]
    ShiftForm = forms.ModelForm[GreeterShift]
else:
    ShiftForms, ShiftForm = BaseInlineFormSet, forms.ModelForm


def may_greet(event_id: UUID) -> QuerySet[Member]:
    """Active members of the lunch's chapter, and who stands on its roster already."""
    chapter = Event.objects.filter(pk=event_id).values("chapter")
    listed = GreeterShift.objects.filter(event=event_id).values("member")
    asked: QuerySet[Member] = Member.objects.filter(Q(is_active=True, chapter__in=chapter) | Q(pk__in=listed))
    return asked.order_by("name", "id")


class FindGreeter(LunchView):
    """What the roster's field finds while a name is typed; the answer is what select2 expects."""

    permission = "events.change_event"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        term = request.GET.get("term", "").replace("\x00", "").strip()
        asked = request.GET.get("page", "1")
        start = (int(asked) - 1) * SHOWN_AT_ONCE if asked.isdecimal() and 0 < len(asked) < 5 and int(asked) else 0
        asked_for = may_greet(self.event.pk)
        if term:
            asked_for = asked_for.filter(pk__in=keys_named(asked_for.values_list("pk", "name"), term))
        found = list(asked_for[start : start + SHOWN_AT_ONCE + 1])
        results = [{"id": str(one.pk), "text": one.name} for one in found[:SHOWN_AT_ONCE]]
        return JsonResponse({"results": results, "pagination": {"more": len(found) > SHOWN_AT_ONCE}})


class GreeterSelect(AutocompleteSelect):
    """Django's own searching field, asking only for who can greet at this lunch."""

    def __init__(self, *args: Any, event_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event_id = event_id

    def get_url(self) -> str:
        """Where it looks names up."""
        return reverse("admin:events_event_greeters", args=[self.event_id])


class GreeterFormSet(ShiftForms):
    """Adds and removes by the services, so that the trail says who changed the roster."""

    actor: Member

    def save_new(self, form: ShiftForm, commit: bool = True) -> GreeterShift:
        """Put her on the roster."""
        return self._add(form)

    def save_existing(self, form: ShiftForm, obj: GreeterShift, commit: bool = True) -> GreeterShift:
        """Another name in the same line: one goes, one comes."""
        self._remove(form.initial["member"])
        return self._add(form)

    def delete_existing(self, obj: GreeterShift, commit: bool = True) -> None:
        """Take her off the roster."""
        self._remove(obj.member_id)

    def _add(self, form: ShiftForm) -> GreeterShift:
        member = form.cleaned_data["member"]
        return add_greeter(event_id=self.instance.pk, member_id=member.pk, actor=self.actor, now=timezone.now())

    def _remove(self, member_id: UUID) -> None:
        remove_greeter(event_id=self.instance.pk, member_id=member_id, actor=self.actor, now=timezone.now())


class GreeterInline(TabularInline):
    """On the form of a lunch that is saved; a new one made from an old one begins without greeters."""

    model = GreeterShift
    formset = GreeterFormSet
    fields = ("member",)
    extra = 1
    verbose_name_plural = _("greeters at the door")

    def get_formset(self, request: HttpRequest, obj: Event | None = None, **kwargs: Any) -> Any:
        """The forms know who presses Save."""
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (formset,), {"actor": cast("Member", request.user)})

    def get_queryset(self, request: HttpRequest) -> QuerySet[GreeterShift]:
        """Every line; who may see them was asked with the lunch at hand, which Django does not give here."""
        return GreeterShift.objects.select_related("member")

    def formfield_for_foreignkey(
        self, db_field: "models.ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The field that searches among who can greet."""
        match = request.resolver_match
        event_id = match.kwargs.get("object_id") if match else None
        if db_field.name != "member" or not event_id:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs["queryset"] = may_greet(UUID(event_id))
        kwargs["widget"] = GreeterSelect(
            db_field, self.admin_site, attrs={"aria-label": capfirst(db_field.verbose_name)}, event_id=event_id
        )
        return db_field.formfield(**kwargs)

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """Without Django's buttons to change the member beside it: here one only chooses."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def has_add_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """Only once there is a lunch to greet at."""
        return obj is not None and super().has_add_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """Only once there is a lunch to greet at."""
        return obj is not None and super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """Only once there is a lunch to greet at."""
        return obj is not None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """Only once there is a lunch to greet at."""
        return obj is not None and super().has_delete_permission(request, obj)
