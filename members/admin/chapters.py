"""Where the foundation meets."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from members.models import Chapter


@admin.register(Chapter)
class ChapterAdmin(ModelAdmin):
    """A short list with a short form."""

    list_display = ("name", "is_open")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
