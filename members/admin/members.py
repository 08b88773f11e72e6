"""The list of members and the form about one: whoever is protected shows her alias alone."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import F, QuerySet, Value
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from unfold.admin import ModelAdmin

from members.admin.actions import MemberActions
from members.admin.filters import ReachFilter
from members.admin.inlines import ConsentInline, LanguageInline
from members.admin.saving import save_changes, save_new
from members.admin.search import members_found
from members.enums import Background
from members.forms.staff import StaffMemberForm
from members.models import Member
from members.services.protection import PERMISSION as SEE_PROTECTED
from wow.audit.one_trail import OneTrail
from wow.audit.record import record
from wow.audit.seen import SeenOnTrail
from wow.ui.staff_forms import CalmForm, in_words

TAB = ["tab"]
MEMBER_HELP = {
    "email": gettext_lazy("For log-in codes, invitations and reminders. Without one, somebody calls her."),
    "chapter": gettext_lazy("She is invited to its lunches."),
    "food_note": gettext_lazy("What the kitchen must know. It reads this without her name."),
    "photo_answer": gettext_lazy("Whoever was not asked is not in pictures either."),
    "is_staff": gettext_lazy("Together with a group below, which says what she may do. Log-in then takes two steps."),
}
CONTACT = ("email", "phone")


def may_see(request: HttpRequest, member: Member) -> bool:
    """Whether this reader may see how to reach this member."""
    return not member.is_protected or request.user.has_perm(SEE_PROTECTED)


@admin.register(Member)
class MemberAdmin(OneTrail, SeenOnTrail, CalmForm, MemberActions, ModelAdmin):
    """Staff find a member, see how to reach her, and write in what she told them on the phone."""

    form = StaffMemberForm
    help_texts = MEMBER_HELP
    seen_page = "member"
    list_display = ("name", "chapter", "preferred_language", "background_words", "reach", "remarks")
    list_filter = (ReachFilter, "chapter", "preferred_language", "background", "wants_messages", "is_active")
    list_select_related = ("chapter",)
    list_per_page = 50
    readonly_preprocess_fields = {"chapter": in_words}
    search_fields = ("name",)
    search_help_text = gettext_lazy("Name, e-mail or phone")
    show_full_result_count = False

    # -- what is shown ------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("reached by"))
    def reach(self, member: Member) -> str:
        """E-mail, or that somebody must call; nothing of a protected member for those outside safeguarding."""
        if member.is_contact_hidden:  # type: ignore[attr-defined]  # annotated below
            return _("ask the safeguarding group")
        return member.email or _("to be called: %(phone)s") % {"phone": member.shown_phone}

    @admin.display(description=gettext_lazy("background"), ordering="background")
    def background_words(self, member: Member) -> str:
        """Her own word; that she has not said is said of somebody else."""
        is_unsaid = member.background == Background.UNSAID
        return pgettext("staff", "has not said") if is_unsaid else member.get_background_display()

    @admin.display(description=gettext_lazy("remarks"))
    def remarks(self, member: Member) -> SafeString | str:
        """What is out of the ordinary: she has left, wants no messages, works with the portal."""
        marks = [
            words
            for is_so, words in (
                (not member.is_active, _("has left")),
                (not member.wants_messages, _("messages off")),
                (member.is_staff, _("works here")),
            )
            if is_so
        ]
        return format_html_join(" ", '<span class="staff-badge is-plain">{}</span>', ((words,) for words in marks))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Member]:
        """Every member, each with whether this reader may see how to reach her."""
        hidden = Value(False) if request.user.has_perm(SEE_PROTECTED) else F("is_protected")
        found = super().get_queryset(request).annotate(is_contact_hidden=hidden)
        return cast("QuerySet[Member]", found)

    def get_list_filter(self, request: HttpRequest) -> Any:
        """The mark is a filter for the safeguarding group alone."""
        more = ("is_protected",) if request.user.has_perm(SEE_PROTECTED) else ()
        return (*self.list_filter, *more)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By name; by e-mail and phone only among those whose contact this reader may see."""
        if not search_term.replace("\x00", "").strip():
            return queryset, False
        return queryset.filter(pk__in=members_found(search_term, reader=request.user).values("pk")), False

    def get_fieldsets(self, request: HttpRequest, obj: Member | None = None) -> Any:
        """Three tabs; the last two grow with the reader's rights. A new member is one short page."""
        contact = CONTACT if obj is None or may_see(request, obj) else ()
        person = ("name", *contact, "chapter", "preferred_language", "background", "wants_messages")
        if obj is None:
            return [(None, {"fields": person, "description": _("An e-mail address or a phone number is enough.")})]
        fieldsets: list[Any] = [
            (_("Person"), {"classes": TAB, "fields": ("name", "said_as", *person[1:], "is_active")}),
            (_("Food and pictures"), {"classes": TAB, "fields": ("food_needs", "food_note", "photo_answer")}),
        ]
        if request.user.has_perm(SEE_PROTECTED):
            fieldsets.append((_("Protection"), {"classes": TAB, "fields": ("is_protected",)}))
        if request.user.is_superuser:
            fieldsets.append((_("Rights"), {"classes": TAB, "fields": ("is_staff", "groups", "is_superuser")}))
        return fieldsets

    def get_inlines(self, request: HttpRequest, obj: Member | None) -> Any:
        """Nothing hangs on a member who is not there yet."""
        return (LanguageInline, ConsentInline) if obj else ()

    # -- who may ------------------------------------------------------------------------------
    def has_change_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        """Only superusers change people with rights: another's e-mail address would be a way into her account."""
        if obj is not None and (obj.is_staff or obj.is_superuser) and not request.user.is_superuser:
            return False
        return BaseModelAdmin.has_change_permission(self, request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        """Nobody is deleted here: "Erase" asks first and erases in every app."""
        return False

    # -- what is written ----------------------------------------------------------------------
    def save_model(self, request: HttpRequest, obj: Member, form: "ModelForm[Member]", change: bool) -> None:
        """Hand the changes to the services."""
        actor, now = cast(Member, request.user), timezone.now()
        if change:
            changed = set(form.changed_data)
            save_changes(member=obj, cleaned=form.cleaned_data, changed=changed, actor=actor, now=now)
        else:
            written = save_new(cleaned=form.cleaned_data, actor=actor, now=now)
            obj.__dict__.update(written.__dict__)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Languages and groups are plain rows; the trail says that they changed."""
        super().save_related(request, form, formsets, change)
        touched = [formset.prefix for formset in formsets if formset.has_changed()]
        if "groups" in form.changed_data:
            touched.append("groups")
        if touched:
            actor = cast(Member, request.user)
            record(actor=actor, action="members.update", row=form.instance, now=timezone.now(), note=" ".join(touched))
