"""What hangs on a member: her languages, and the ledger of her consents, which nobody edits."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from members.models import Consent, Member, MemberLanguage
from wow.ui.staff_forms import CalmForm


class LanguageInline(CalmForm, TabularInline):
    """Languages she speaks or practises."""

    model = MemberLanguage
    fields = ("code", "skill")
    help_texts = {
        "code": _("A language she can talk in, or wants to."),
        "skill": _("Whether she knows it, or learns it."),
    }
    extra = 0
    tab = True


class ConsentInline(TabularInline):
    """The ledger, newest first, to be read only."""

    model = Consent
    fields = ("purpose", "is_given", "at", "source", "language", "text_version")
    readonly_fields = fields
    extra = 0
    tab = True

    def has_add_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        """Consents are written by services."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        """Append-only."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        """Append-only."""
        return False
