"""The outbox for staff: what was sent, what waits, what stopped and why. Three decisions, each confirmed."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from wow.i18n.dates import day_and_clock_text, day_text, short_moment_text
from wow.i18n.languages import BY_CODE
from wow.i18n.name_search import FoundByName
from wow.outbox.enums import MessageStatus
from wow.outbox.explain import explain
from wow.outbox.filters import KindFilter, LanguageFilter, OccasionFilter, StuckFilter
from wow.outbox.models import Message
from wow.outbox.registry import label_of
from wow.outbox.services import CannotRelease, give_up, note_bounced, release_held

STATUS_KINDS = {MessageStatus.SENT: "yes"} | dict.fromkeys(
    (MessageStatus.HELD, MessageStatus.FAILED, MessageStatus.BOUNCED, MessageStatus.EXPIRED), "warning"
)
REFUSED = 422


class DecisionForm(forms.Form):
    """Why, for the audit trail."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=200,
        help_text=gettext_lazy("What you checked. No names, addresses or phone numbers."),
    )


@admin.register(Message)
class MessageAdmin(FoundByName, ModelAdmin):
    person_field, key_field = "member", "message_id"
    list_display = ("kind_words", "receiver", "state_and_why", "occasion", "language_name", "when")
    list_filter = (StuckFilter, "status", KindFilter, LanguageFilter, OccasionFilter)
    search_fields = ("member__name", "message_id")
    search_help_text = gettext_lazy("Her name, or a Message-ID")
    ordering = ("-created_at", "id")
    list_per_page = 50
    show_full_result_count = False
    # Never the payload (codes), the address of somebody without an account, or the lease.
    fields = (
        "kind_words", "receiver", "state", "why", "decide", "occasion", "language_name", "due_words", "sent_words",
        "attempts", "uncertain_sends", "message_id",
    )  # fmt: skip
    readonly_fields = fields
    decisions: ClassVar[dict[str, Any]] = {"release": release_held, "give_up": give_up, "bounced": note_bounced}

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_words(self, message: Message) -> str:
        """What staff call it."""
        return label_of(message.kind)

    @admin.display(description=gettext_lazy("to"), ordering="member__name")
    def receiver(self, message: Message) -> str:
        """Her name; people without an account are not named."""
        return message.member.name if message.member else _("somebody without an account")

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, message: Message) -> SafeString:
        """A badge."""
        kind = STATUS_KINDS.get(MessageStatus(message.status), "plain")
        return format_html('<span class="staff-badge is-{}">{}</span>', kind, message.get_status_display())

    @admin.display(description=gettext_lazy("reason"))
    def why(self, message: Message) -> str:
        """The reason in words."""
        return explain(message.reason) or "–"

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state_and_why(self, message: Message) -> SafeString:
        """The badge, and below it why."""
        return format_html("{}<br>{}", self.state(message), explain(message.reason))

    @admin.display(description=gettext_lazy("when"), ordering="due_at")
    def when(self, message: Message) -> str:
        """When it went, or when it should go."""
        return short_moment_text(message.sent_at or message.due_at)

    @admin.display(description=gettext_lazy("lunch day"), ordering="occurrence_on")
    def occasion(self, message: Message) -> str:
        """The day it is about."""
        return day_text(message.occurrence_on) if message.occurrence_on else "–"

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def language_name(self, message: Message) -> str:
        """The language it was written in."""
        return BY_CODE[message.language].own_name if message.language in BY_CODE else "–"

    @admin.display(description=gettext_lazy("due"), ordering="due_at")
    def due_words(self, message: Message) -> str:
        """When it should go."""
        return day_and_clock_text(message.due_at)

    @admin.display(description=gettext_lazy("sent at"), ordering="sent_at")
    def sent_words(self, message: Message) -> str:
        """When it went."""
        return day_and_clock_text(message.sent_at) if message.sent_at else "–"

    @admin.display(description=gettext_lazy("your decision"))
    def decide(self, message: Message) -> str | SafeString:
        """The two ways on for a row that stopped; for a sent one, that it came back."""
        if message.status == MessageStatus.SENT:
            return format_html(
                '<span class="staff staff-cluster"><a class="button" href="{}">{}</a></span>',
                reverse("admin:outbox_message_bounced", args=(message.pk,)),
                _("The mail came back …"),
            )
        if message.status not in (MessageStatus.HELD, MessageStatus.FAILED):
            return "–"
        return format_html(
            '<span class="staff staff-cluster"><a class="button is-primary" href="{}">{}</a>'
            '<a class="button is-danger" href="{}">{}</a></span>',
            reverse("admin:outbox_message_release", args=(message.pk,)),
            _("Send it after all …"),
            reverse("admin:outbox_message_give_up", args=(message.pk,)),
            _("Do not send it …"),
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        """With the receiver, so that the list asks once; without what nobody may read."""
        return super().get_queryset(request).select_related("member").defer("payload", "address")  # type: ignore[no-any-return]

    def get_urls(self) -> list[URLPattern]:
        """The three decisions beside Django's own pages."""
        guard = self.admin_site.admin_view
        return [
            path("<uuid:pk>/release/", guard(self.release_view), name="outbox_message_release"),
            path("<uuid:pk>/give-up/", guard(self.give_up_view), name="outbox_message_give_up"),
            path("<uuid:pk>/bounced/", guard(self.bounced_view), name="outbox_message_bounced"),
            *super().get_urls(),
        ]

    def release_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Ask, then send after all."""
        words = (_("Send it after all"), _("The message is tried again at once. She may then get it twice."), "primary")
        return self._decide(request, pk, "release", words)

    def give_up_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Ask, then leave it unsent."""
        words = (_("Do not send it"), _("The message is never sent. Phone her if she must know."), "leave")
        return self._decide(request, pk, "give_up", words)

    def bounced_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Ask, then note that a sent mail came back."""
        consequence = _("She is put on the list of those to call about this lunch. Nothing is sent.")
        return self._decide(request, pk, "bounced", (_("The mail came back"), consequence, "primary"))

    def _decide(self, request: HttpRequest, pk: Any, decision: str, words: tuple[str, str, str]) -> HttpResponse:
        if not request.user.has_perm("outbox.change_message"):
            raise PermissionDenied
        message = get_object_or_404(self.get_queryset(request), pk=pk)
        form = DecisionForm(request.POST or None)
        back = reverse("admin:outbox_message_change", args=(message.pk,))
        if request.method == "POST" and form.is_valid():
            try:
                self.decisions[decision](
                    message_id=message.pk, actor=request.user, note=form.cleaned_data["note"], now=timezone.now()
                )
            except CannotRelease as refusal:
                form.add_error(None, explain(refusal.code))
            else:
                messages.success(request, words[0])
                return redirect(back)
        title, consequence, kind = words
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "form": form,
            "facts": [(self.kind_words(message), self.receiver(message)), (_("Reason"), self.why(message))],
            "consequences": [consequence],
            "submit_label": title,
            "submit_kind": kind,
            "back_url": back,
        }
        status = REFUSED if request.method == "POST" else 200
        return TemplateResponse(request, "admin/decision.html", context, status=status)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None on many messages at once."""
        return {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Messages are planned by services."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        """State is read-only."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        """Whoever may see or decide about messages."""
        return any(request.user.has_perm(f"outbox.{act}_message") for act in ("view", "change"))

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        """A message that was sent was sent."""
        return False
