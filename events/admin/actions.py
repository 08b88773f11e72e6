"""Which transitions a lunch offers to whom: one list for the form, the overview and the start page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from events.domain.workdays import deadline_warning
from events.enums import EventStatus
from events.models import Event
from wow.i18n.dates import day_text
from wow.i18n.languages import BY_CODE

PREVIEW_CODES = ("sv", "en", "ar")
PAPERS_AFTER = dt.timedelta(days=7)
DOOR_AROUND = dt.timedelta(days=1)


@dataclass(frozen=True)
class LunchAction:
    """A button: its words, its address, its look and pictogram."""

    label: str
    url: str
    kind: str = "plain"
    icon: str = ""
    language: str = ""


@dataclass(frozen=True)
class WorkdayChoice:
    """The Monday before is a holiday: what to tell staff, and the workday they may choose instead."""

    words: str
    workday: dt.date


def lunch_url(name: str, event: Event, *more: Any) -> str:
    """The address of one of the staff views of a lunch."""
    return reverse(f"admin:events_event_{name}", args=(event.pk, *more))


def workday_choice(event: Event, *, now: dt.datetime) -> WorkdayChoice | None:
    """What to offer while the Monday before is a public holiday, nobody has chosen another day, and there is time."""
    warning = deadline_warning(event.local_date)
    if warning is None or event.deadline_override or event.reminder_override or event.status == EventStatus.CANCELLED:
        return None
    if warning.workday_before <= now.date():
        return None
    words = _("The Monday before, %(day)s, is a public holiday: %(holiday)s. The workday before it is %(workday)s.")
    return WorkdayChoice(
        words
        % {
            "day": day_text(warning.monday),
            "holiday": warning.holiday,
            "workday": day_text(warning.workday_before),
        },
        warning.workday_before,
    )


def available_actions(event: Event, *, user: Any, now: dt.datetime) -> list[LunchAction]:
    """The buttons that make sense for this lunch now and that this user may press, the likeliest first."""
    return [*_day_actions(event, user=user, now=now), *_planning_actions(event, user=user, now=now)]


def _day_actions(event: Event, *, user: Any, now: dt.datetime) -> list[LunchAction]:
    """Following a published lunch, preparing its day and standing at its door."""
    if event.status == EventStatus.DRAFT or not user.has_perm("events.view_rsvp"):
        return []
    found = [LunchAction(_("Overview"), lunch_url("overview", event), "primary", "table")]
    if event.status != EventStatus.PUBLISHED:
        return found
    if user.has_perm("events.change_event") and now < event.ends_at + PAPERS_AFTER:
        found.append(LunchAction(_("Papers"), lunch_url("papers", event), "plain", "paper"))
    if user.has_perm("outbox.view_message") and event.reminder_at <= now < event.ends_at:
        found.append(LunchAction(_("The reminders"), reverse("admin:events_event_mondays"), "plain", "mail"))
    if abs(now - event.starts_at) < DOOR_AROUND:
        found.insert(0, LunchAction(_("The door"), reverse("events:door", args=(event.slug,)), "primary", "door"))
    return found


def _planning_actions(event: Event, *, user: Any, now: dt.datetime) -> list[LunchAction]:
    """What changes the lunch; each leads to a page that asks first."""
    takes_place = event.status == EventStatus.PUBLISHED and not event.is_over(now)
    changes, is_draft = user.has_perm("events.change_event"), event.status == EventStatus.DRAFT
    found: list[LunchAction] = []
    if changes and is_draft:
        found.append(LunchAction(_("Publish …"), lunch_url("publish", event), "primary", "yes"))
    if changes and takes_place and not event.is_inviting and now < event.answer_by:
        found.append(LunchAction(_("Invite now …"), lunch_url("invite", event), "plain", "mail"))
    if changes and takes_place:
        found.append(LunchAction(_("Move …"), lunch_url("move", event), "plain", "calendar"))
    if user.has_perm("events.add_event"):
        found.append(LunchAction(_("New lunch from this one"), lunch_url("copy", event), "plain", "calendar-add"))
    if changes and is_draft:
        found.append(LunchAction(_("Delete the draft …"), lunch_url("discard", event), "danger", "no"))
    if changes and takes_place:
        found.append(LunchAction(_("Cancel the lunch …"), lunch_url("cancel", event), "danger", "no"))
    return found


def previews(event: Event) -> list[LunchAction]:
    """The lunch's own page as members see it, in the first languages."""
    found = []
    for code in PREVIEW_CODES:
        with translation.override(code):
            url = reverse("events:detail", args=(event.slug,))
        found.append(LunchAction(BY_CODE[code].own_name, url, language=code))
    return found
