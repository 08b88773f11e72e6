"""Lunches: where, when, their programme, who sponsors them."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from events.domain import deadline
from events.enums import EventKind, EventStatus


class Venue(models.Model):
    """A place to meet in, with how to get there and through its door."""

    name = models.CharField(_("name"), max_length=100)
    chapter = models.ForeignKey("members.Chapter", verbose_name=_("chapter"), on_delete=models.PROTECT)
    address = models.CharField(_("street address"), max_length=200)
    directions = models.TextField(_("how to get there"), blank=True, help_text=_("Metro, bus, which door."))
    is_step_free = models.BooleanField(
        _("no steps"),
        null=True,
        blank=True,
        help_text=_("Can she come in with a wheelchair or a pram? Unknown is unknown."),
    )

    objects: ClassVar[MultilingualManager["Venue"]] = MultilingualManager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class EventQuerySet(models.QuerySet["Event"]):
    """The vocabulary of meetings in time."""

    def visible(self) -> Self:
        """What the public may see: published ones, and cancelled ones that say so."""
        return self.exclude(status=EventStatus.DRAFT)

    def published(self) -> Self:
        """Those that take place."""
        return self.filter(status=EventStatus.PUBLISHED)

    def upcoming(self, now: dt.datetime) -> Self:
        """Those that are not over, the next one first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "id")

    def past(self, now: dt.datetime) -> Self:
        """Those that are over, the latest first."""
        return self.filter(ends_at__lte=now).order_by("-starts_at", "id")


class EventManager(MultilingualManager["Event"].from_queryset(EventQuerySet)):  # type: ignore[misc]
    """Meetings by their vocabulary, translated fields understood."""


class Event(models.Model):
    """A meeting. Texts are translated per language; times are UTC in the database and Stockholm on screen.

    `deadline_override` and `reminder_override` are exact moments that staff chose; empty means the Monday before,
    worked out afresh each time from the date. `sequence` rises with every change a calendar must hear of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("address in links"), max_length=80, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices, default=EventKind.LUNCH)
    chapter = models.ForeignKey(
        "members.Chapter", verbose_name=_("chapter"), on_delete=models.PROTECT, related_name="events"
    )
    venue = models.ForeignKey(Venue, verbose_name=_("place"), on_delete=models.PROTECT, related_name="events")
    title = models.CharField(_("title"), max_length=120)
    presentation = models.TextField(_("presentation"), blank=True, help_text=_("What is it about, and who speaks?"))
    topic = models.CharField(_("topic of discussion"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveSmallIntegerField(
        _("seats"),
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Children and companions count."),
    )
    deadline_override = models.DateTimeField(
        _("answer by"), null=True, blank=True, help_text=_("Empty: the Monday before, at 18.00.")
    )
    reminder_override = models.DateTimeField(
        _("reminder at"), null=True, blank=True, help_text=_("Empty: the Monday before, at 09.00.")
    )
    status = models.CharField(
        _("state"), max_length=10, choices=EventStatus.choices, default=EventStatus.DRAFT, editable=False
    )
    is_inviting = models.BooleanField(
        _("invites members"),
        default=False,
        editable=False,
        help_text=_("On: every member of the chapter is invited once, also those who join later."),
    )
    sequence = models.PositiveIntegerField(_("version for calendars"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled on"), null=True, blank=True, editable=False)
    moved_at = models.DateTimeField(_("new day, time or place since"), null=True, blank=True, editable=False)

    objects: ClassVar[EventManager] = EventManager()

    class Meta:
        verbose_name = _("lunch")
        verbose_name_plural = _("lunches")
        ordering = ("-starts_at", "id")
        indexes = [
            models.Index(fields=["status", "starts_at"], name="events_status_start"),
            models.Index(fields=["chapter", "status", "starts_at"], name="events_chapter_start"),
        ]
        constraints = [
            models.CheckConstraint(
                name="events_end_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(
                name="events_deadline_before_start",
                condition=Q(deadline_override__isnull=True) | Q(deadline_override__lte=F("starts_at")),
                violation_error_message=_("Answers must close before the lunch starts."),
            ),
            models.CheckConstraint(
                name="events_reminder_before_start",
                condition=Q(reminder_override__isnull=True) | Q(reminder_override__lt=F("starts_at")),
                violation_error_message=_("The reminder must go out before the lunch starts."),
            ),
            models.CheckConstraint(name="events_has_a_seat", condition=Q(capacity__gte=1)),
            models.CheckConstraint(
                name="events_published_has_time", condition=Q(status="draft") | Q(published_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.local_date.isoformat()}"

    @property
    def local_date(self) -> dt.date:
        """The date in Stockholm on which it starts."""
        return deadline.local_date(self.starts_at)

    @property
    def answer_by(self) -> dt.datetime:
        """When answers close: what staff chose, or the Monday before at 18:00, but never after the start."""
        return self.deadline_override or min(deadline.default_deadline(self.local_date), self.starts_at)

    @property
    def reminder_at(self) -> dt.datetime:
        """When the reminder is due: what staff chose, or the Monday before at 09:00."""
        return self.reminder_override or deadline.default_reminder(self.local_date)

    @property
    def outbox_topic(self) -> str:
        """How the outbox names this meeting."""
        return f"events.event:{self.pk}"

    def is_over(self, now: dt.datetime) -> bool:
        """Whether it has ended."""
        return self.ends_at <= now

    def is_open_for_answers(self, now: dt.datetime) -> bool:
        """Whether a member may still say yes: published and before the deadline."""
        return self.status == EventStatus.PUBLISHED and now < self.answer_by


class AgendaItem(models.Model):
    """One point of the programme. `starts` is Stockholm wall-clock time on the day of the meeting."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    starts = models.TimeField(_("time"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15, validators=[MaxValueValidator(600)])
    what = models.CharField(_("what"), max_length=120)
    who = models.CharField(_("who"), max_length=120, blank=True, help_text=_("Role or name, as printed."))

    objects: ClassVar[MultilingualManager["AgendaItem"]] = MultilingualManager()

    class Meta:
        verbose_name = _("point of the programme")
        verbose_name_plural = _("programme")
        ordering = ("starts", "id")

    def __str__(self) -> str:
        return f"{self.starts:%H.%M} {self.what}"


class DiscussionQuestion(models.Model):
    """What the tables talk about after the presentation."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    text = models.CharField(_("question"), max_length=300)

    objects: ClassVar[MultilingualManager["DiscussionQuestion"]] = MultilingualManager()

    class Meta:
        verbose_name = _("question to discuss")
        verbose_name_plural = _("questions to discuss")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.text


class LunchSponsor(models.Model):
    """That a sponsor gives to one lunch: her name and logo stand on its page, in its mails and on its programme."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sponsorships")
    sponsor = models.ForeignKey(
        "sponsors.Sponsor", verbose_name=_("sponsor"), on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("sponsor of the lunch")
        verbose_name_plural = _("sponsors of the lunch")
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["event", "sponsor"], name="events_sponsor_once")]

    def __str__(self) -> str:
        return str(self.sponsor)
