"""The life of a lunch as staff steer it: publish, invite, move, cancel, make the next one."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.admin.actions import lunch_url, workday_choice
from events.admin.audience import Audience, audience_of, told_of_changes
from events.admin.lunch_form import WhenFields, say_defaults, when_initial
from events.admin.views import LunchTransition, StaffForm
from events.audience import window_of
from events.calls import guests_without_mail
from events.domain.deadline import DEADLINE_TIME, REMINDER_TIME, at_local
from events.models import Event
from events.services.planning import cancel_lunch, copy_lunch, invite_members, move_lunch, publish_lunch
from wow.i18n.dates import day_and_clock_text, day_text


class PublishForm(StaffForm):
    """Whether the members are invited in the same breath."""

    invite = forms.ChoiceField(
        label=gettext_lazy("Invitations"),
        choices=[
            ("now", gettext_lazy("Publish and invite the members now")),
            ("later", gettext_lazy("Publish only; invite later")),
        ],
        widget=forms.RadioSelect,
        initial="now",
    )


class MoveForm(WhenFields, StaffForm):
    """The new time; empty moments mean the Monday before the new day."""

    def clean(self) -> dict[str, Any] | None:
        """An end after the start."""
        cleaned = super().clean()
        times = self.times()
        if times and times[1] <= times[0]:
            self.add_error("end_clock", _("The end must be after the start."))
        return cleaned


def mails_words(count: int) -> str:
    """How many are told by mail."""
    return ngettext("%(count)d member gets a mail.", "%(count)d members get a mail.", count) % {"count": count}


def calls_words(event: Event) -> list[str]:
    """How many come whom no mail reaches, as one sentence or none."""
    count = guests_without_mail(event)
    if not count:
        return []
    words = ngettext(
        "%(count)d member who has said yes or waits gets no mail. Call her: she stands in the overview.",
        "%(count)d members who have said yes or wait get no mail. Call them: they stand in the overview.",
        count,
    )
    return [words % {"count": count}]


class InvitingTransition(LunchTransition):
    """One that may invite: whom it reaches is counted once a page."""

    @cached_property
    def audience(self) -> Audience:
        """Whom an invitation would reach."""
        return audience_of(self.event)


class Publish(InvitingTransition):
    """From draft to public."""

    title = gettext_lazy("Publish the lunch")
    form_class = PublishForm
    submit_label = gettext_lazy("Publish")

    def consequences(self) -> list[str]:
        return [
            _("Everybody can see the lunch on the website. It can be cancelled later, but never become a draft again."),
            *self.audience.words(),
            _("Answers close %(moment)s. The reminder goes out %(reminder)s.")
            % {
                "moment": day_and_clock_text(self.event.answer_by),
                "reminder": day_and_clock_text(window_of(self.event).opens_at),
            },
        ]

    def warnings(self) -> list[str]:
        choice = workday_choice(self.event, now=dt.datetime.now(dt.UTC))
        return [*self.audience.missing_texts(), *([choice.words] if choice else [])]

    def workday_url(self) -> str:
        """Where the workday before can be chosen, while the Monday is a holiday."""
        choice = workday_choice(self.event, now=dt.datetime.now(dt.UTC))
        return lunch_url("workday", self.event) if choice else ""

    def perform(self, form: Any, now: dt.datetime) -> str:
        is_inviting = form.cleaned_data["invite"] == "now"
        publish_lunch(actor=self.actor, event_id=self.event.pk, invite=is_inviting, now=now)
        return _("The lunch is published and the invitations are on their way.") if is_inviting else _("Published.")


class InviteNow(InvitingTransition):
    """Invite to a lunch that was published without invitations."""

    title = gettext_lazy("Invite the members")
    submit_label = gettext_lazy("Invite now")

    def consequences(self) -> list[str]:
        return [
            *self.audience.words(),
            _("Members who join later are invited too. Nobody is invited twice."),
        ]

    def warnings(self) -> list[str]:
        return self.audience.missing_texts()

    def perform(self, form: Any, now: dt.datetime) -> str:
        count = invite_members(event_id=self.event.pk, actor=self.actor, now=now)
        return ngettext("%(count)d member is invited.", "%(count)d members are invited.", count) % {"count": count}


class Move(LunchTransition):
    """Another date or other clocks."""

    title = gettext_lazy("Move the lunch")
    form_class = MoveForm
    submit_label = gettext_lazy("Move and tell everybody")

    def build_form(self, posted: Any = None) -> Any:
        form = super().build_form(posted)
        say_defaults(form, None)
        return form

    def initial(self) -> dict[str, Any]:
        return {
            **when_initial(self.event),
            "deadline_override": self.event.deadline_override,
            "reminder_override": self.event.reminder_override,
        }

    def consequences(self) -> list[str]:
        return [
            mails_words(told_of_changes(self.event).count()),
            *calls_words(self.event),
            _("The programme moves with the start. Answers stand; members can change them."),
            _("Reminders of the old date are not sent. The new date gets its own reminder."),
        ]

    def perform(self, form: Any, now: dt.datetime) -> str:
        starts_at, ends_at = form.times()
        moved = move_lunch(
            actor=self.actor,
            event_id=self.event.pk,
            starts_at=starts_at,
            ends_at=ends_at,
            deadline_override=form.cleaned_data["deadline_override"],
            reminder_override=form.cleaned_data["reminder_override"],
            now=now,
        )
        choice = workday_choice(moved, now=now)
        words = _("The lunch is now %(moment)s.") % {"moment": day_and_clock_text(moved.starts_at)}
        return f"{words} {choice.words}" if choice else words


class ChooseWorkday(LunchTransition):
    """The workday before instead of a Monday that is a holiday."""

    title = gettext_lazy("Choose the workday before")
    submit_label = gettext_lazy("Use that day")

    def workday(self) -> dt.date | None:
        """The day on offer."""
        choice = workday_choice(self.event, now=dt.datetime.now(dt.UTC))
        return choice.workday if choice else None

    def consequences(self) -> list[str]:
        day = self.workday()
        if day is None:
            return [_("The Monday before this lunch is an ordinary one. There is nothing to change.")]
        return [
            _("Answers close %(moment)s.") % {"moment": day_and_clock_text(at_local(day, DEADLINE_TIME))},
            _("The reminder goes out %(moment)s.") % {"moment": day_and_clock_text(at_local(day, REMINDER_TIME))},
        ]

    def perform(self, form: Any, now: dt.datetime) -> str:
        day = self.workday()
        if day is None:
            return ""
        move_lunch(
            actor=self.actor,
            event_id=self.event.pk,
            starts_at=self.event.starts_at,
            ends_at=self.event.ends_at,
            deadline_override=at_local(day, DEADLINE_TIME),
            reminder_override=at_local(day, REMINDER_TIME),
            now=now,
        )
        return _("Members answer by %(day)s.") % {"day": day_text(day)}


class Cancel(LunchTransition):
    """It does not take place."""

    title = gettext_lazy("Cancel the lunch")
    submit_label = gettext_lazy("Cancel the lunch and tell everybody")
    submit_kind = "leave"

    def consequences(self) -> list[str]:
        return [
            mails_words(told_of_changes(self.event).count()),
            *calls_words(self.event),
            _("Invitations and reminders that are not sent yet are stopped."),
            _("The page stays and says that the lunch is cancelled. This cannot be undone."),
        ]

    def perform(self, form: Any, now: dt.datetime) -> str:
        cancel_lunch(actor=self.actor, event_id=self.event.pk, now=now)
        return _("The lunch is cancelled and the members are told.")


class NewFromThis(LunchTransition):
    """A draft of the next lunch."""

    title = gettext_lazy("New lunch from this one")
    permission = "events.add_event"
    submit_label = gettext_lazy("Make the draft")

    def consequences(self) -> list[str]:
        return [
            _("A draft is made for the same weekday a month later."),
            _("Place, seats, programme and texts are copied. Change what is new, then publish. Nobody is told yet."),
        ]

    def perform(self, form: Any, now: dt.datetime) -> str:
        self.event = copy_lunch(actor=self.actor, source_id=self.event.pk, now=now)
        return _("This is the draft. Change what is new, save it, then publish.")

    def success_url(self) -> str:
        return lunch_url("change", self.event)
