"""Who gives: companies and others, and their logos."""

from typing import Any, ClassVar, Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from members.validators import validate_spoken_name
from sponsors.enums import LogoType


class WebsiteField(models.URLField):  # type: ignore[type-arg]
    """A URLField that reads "example.org" as https, as Django will from version 6 on."""

    def formfield(self, **kwargs: Any) -> Any:
        """The form's field, told so."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self) -> Any:
        """For migrations it is Django's own."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


class SponsorQuerySet(models.QuerySet["Sponsor"]):
    """The vocabulary of giving."""

    def shown(self) -> Self:
        """Those whom the public pages thank, in the order that staff gave them."""
        return self.filter(is_shown=True).order_by("position", "name")


class SponsorManager(MultilingualManager["Sponsor"].from_queryset(SponsorQuerySet)):  # type: ignore[misc]
    """Sponsors by their vocabulary, translated fields understood."""


class Sponsor(models.Model):
    """A company or somebody else who pays for food, rooms or more. `gives` says what, in every language."""

    name = models.CharField(_("name"), max_length=80, unique=True, validators=[validate_spoken_name])
    slug = models.SlugField(_("address in links"), max_length=80, unique=True, editable=False)
    website = WebsiteField(_("website"), blank=True, validators=[URLValidator(schemes=["https", "http"])])
    gives = models.CharField(
        _("what it gives"), max_length=160, blank=True, help_text=_("One short sentence with easy words.")
    )
    is_shown = models.BooleanField(
        _("thanked on the public pages"),
        default=True,
        help_text=_("Off: it stands nowhere, neither on the pages of its lunches nor in their mails."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1, help_text=_("1 comes first."))

    objects: ClassVar[SponsorManager] = SponsorManager()

    class Meta:
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name


class Logo(models.Model):
    """A sponsor's logo as we drew it anew from what was uploaded: pixels alone, no metadata.

    `digest` (SHA-256 of `content`, hex) is its address: a new picture has a new one, so browsers keep it for ever.
    """

    sponsor = models.OneToOneField(Sponsor, on_delete=models.CASCADE, related_name="logo")
    content = models.BinaryField(_("picture"))
    media_type = models.CharField(_("kind of picture"), max_length=10, choices=LogoType.choices)
    width = models.PositiveSmallIntegerField(_("width in pixels"))
    height = models.PositiveSmallIntegerField(_("height in pixels"))
    digest = models.CharField(max_length=64, db_index=True)
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
        constraints = [models.CheckConstraint(name="sponsors_logo_has_size", condition=Q(width__gte=1, height__gte=1))]

    def __str__(self) -> str:
        return self.digest[:12]
