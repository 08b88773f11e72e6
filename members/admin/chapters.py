"""Where the foundation meets."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from members.models import Chapter
from wow.ui.staff_forms import CalmForm


@admin.register(Chapter)
class ChapterAdmin(CalmForm, ModelAdmin):
    """A short list with a short form."""

    list_display = ("name", "is_open")
    search_fields = ("name",)
    help_texts = {
        "name": _("What members call the town or the part of it."),
        "slug": _("Small letters without dots above them. Links that are sent already use it: do not change it."),
        "is_open": _("Off: nobody new can choose it. Those who belong to it stay."),
    }
    prepopulated_fields = {"slug": ("name",)}
