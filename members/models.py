"""People: the member (who is the user), her languages, her chapter, her consents."""

import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import Background, ConsentPurpose, FoodNeed, PhotoAnswer, Skill
from members.fields import ChoiceListField
from members.phones import shown_phone
from members.validators import validate_spoken_name
from wow.i18n.languages import ALL_LANGUAGES, SOURCE_CODE


class Chapter(models.Model):
    """A place where the foundation meets: Järva, Helsingborg."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address in links"), max_length=60, unique=True)
    is_open = models.BooleanField(_("takes new members"), default=True)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    """Who can be asked, and how."""

    def active(self) -> Self:
        """People who have not left."""
        return self.filter(is_active=True)

    def wanting_messages(self) -> Self:
        """Active members who have not turned invitations and reminders off."""
        return self.active().filter(wants_messages=True)

    def reachable_by_email(self) -> Self:
        """Those a mail can be sent to."""
        return self.filter(email__isnull=False)

    def to_be_called(self) -> Self:
        """Active members without e-mail: somebody must phone them."""
        return self.active().filter(email__isnull=True)


class MemberManager(BaseUserManager["Member"].from_queryset(MemberQuerySet)):  # type: ignore[misc]
    """Creates members; there are no usernames and no passwords."""

    def create_user(self, email: str | None = None, _password: str | None = None, **fields: Any) -> "Member":
        """Save one member. Nobody has a password: one that is given (`createsuperuser` asks for it) is thrown away."""
        fields.pop("password", None)
        member: Member = self.model(email=email, **fields)
        member.set_unusable_password()
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, _password: str | None = None, **fields: Any) -> "Member":
        """The first administrator: staff with every permission; logs in by mailed code like everybody."""
        return self.create_user(email, is_staff=True, is_superuser=True, **fields)


class Member(AbstractBaseUser, PermissionsMixin):
    """A person with an account, or one whom staff phone. `name` is what she wants to be called: an alias will do.

    Background is sensitive (GDPR art. 9): shown to staff and to herself only. `is_protected` marks skyddade
    personuppgifter and is seen by the safeguarding group only. Times are UTC.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(
        _("phone"), max_length=20, unique=True, null=True, blank=True, help_text=_("For example 070-174 06 05.")
    )
    name = models.CharField(
        _("name"),
        max_length=60,
        validators=[validate_spoken_name],
        help_text=_("What she wants to be called. It need not be her real name."),
    )
    said_as = models.CharField(
        _("how her name is said"),
        max_length=60,
        blank=True,
        validators=[validate_spoken_name],
        help_text=_("As she would write the sound: AH-mi-na. For whoever greets her."),
    )
    preferred_language = models.CharField(
        _("language"), max_length=3, choices=ALL_LANGUAGES, default=SOURCE_CODE, help_text=_("For pages and mails.")
    )
    background = models.CharField(
        _("background"),
        max_length=12,
        choices=Background.choices,
        default=Background.UNSAID,
        help_text=_("Her own word, if she wants to give it. Used for seating, pairs and groups, nothing else."),
    )
    chapter = models.ForeignKey(
        Chapter, verbose_name=_("chapter"), null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    food_needs = ChoiceListField(_("food"), choices=FoodNeed.choices)
    food_note = models.CharField(_("more about food"), max_length=200, blank=True)
    photo_answer = models.CharField(
        _("pictures"), max_length=10, choices=PhotoAnswer.choices, default=PhotoAnswer.NOT_ASKED
    )
    wants_messages = models.BooleanField(
        _("invitations and reminders"), default=True, help_text=_("Off: she gets log-in codes only.")
    )
    is_protected = models.BooleanField(
        _("protected identity"), default=False, help_text=_("Seen by the safeguarding group only.")
    )
    is_active = models.BooleanField(_("active"), default=True, help_text=_("Off: she has left."))
    is_staff = models.BooleanField(_("may open the staff pages"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[MemberManager] = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ("name", "id")
        permissions = [("see_protected", _("Can see and set the mark of protected identity"))]
        indexes = [models.Index(fields=["chapter", "is_active", "wants_messages"], name="members_invitable")]
        constraints = [
            models.CheckConstraint(
                name="members_protected_never_pictured",
                condition=Q(is_protected=False) | Q(photo_answer=PhotoAnswer.NO),
                violation_error_message=_("Somebody with a protected identity is never in pictures."),
            ),
            models.CheckConstraint(name="members_contact_never_empty_text", condition=~Q(email="") & ~Q(phone="")),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An empty e-mail or phone is stored as NULL, so that two people without one do not collide."""
        self.email = self.email.strip().lower() if self.email and self.email.strip() else None
        self.phone = self.phone or None
        super().save(*args, **kwargs)

    @property
    def shown_phone(self) -> str:
        """Her phone number as people write it; empty when we have none."""
        return shown_phone(self.phone)

    @property
    def must_be_called(self) -> bool:
        """Whether only a phone call reaches her."""
        return not self.email


class MemberLanguage(models.Model):
    """A language that a member speaks or wants to practise."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(_("language"), max_length=3, choices=ALL_LANGUAGES)
    skill = models.CharField(_("how"), max_length=10, choices=Skill.choices, default=Skill.SPEAKS)

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ("skill", "code")
        constraints = [models.UniqueConstraint(fields=["member", "code"], name="members_language_once")]

    def __str__(self) -> str:
        return str(self.get_code_display())


class Consent(models.Model):
    """One line of the ledger of consent: append-only. The newest line of a purpose holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=12, choices=ConsentPurpose.choices)
    is_given = models.BooleanField(_("given"))
    text_version = models.CharField(_("version of the text"), max_length=12)
    language = models.CharField(_("language"), max_length=3, choices=ALL_LANGUAGES)
    source = models.CharField(_("how"), max_length=20)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("-at",)
        indexes = [models.Index(fields=["member", "purpose", "-at"], name="members_consent_newest")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.is_given}"
