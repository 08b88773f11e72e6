"""How the forms of the staff pages behave: every field says what it is for, and there is one way to save."""

from html import unescape
from typing import Any

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString

Helps = dict[str, Any]  # field name, of a translated field without its language -> sentence


def in_words(shown: str) -> SafeString:
    """A field that is only read, without Django's link to what it refers to: not every reader may open that page."""
    return escape(unescape(strip_tags(shown)))


class CalmForm:
    """Mixed into a ModelAdmin or an inline before its own class.

    `help_texts` fills in where the model says nothing; what a field refers to is changed on its own page, not from a
    button beside the field; "Save and add another" is left out.
    """

    help_texts: Helps = {}

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """The field with its sentence and without buttons beside it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is None:
            return field
        source = getattr(db_field, "translated_field", db_field)
        field.help_text = field.help_text or self.help_texts.get(source.name, "")
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            for button in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{button}_related", False)
        return field

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With one button fewer."""
        context = {"show_save_and_add_another": False, **context}
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc,no-any-return]
