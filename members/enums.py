"""The fixed choices about a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Background(models.TextChoices):
    """Self-declared, optional, seen by staff only; `unsaid` fits any seat and any group."""

    UNSAID = "unsaid", _("I do not want to say")
    ESTABLISHED = "established", _("established in Sweden")
    NEWCOMER = "newcomer", _("new in Sweden")


class Skill(models.TextChoices):
    """How a member relates to a language."""

    SPEAKS = "speaks", _("speaks")
    PRACTISES = "practises", _("practises")


class PhotoAnswer(models.TextChoices):
    """Three values: silence is not consent."""

    NOT_ASKED = "not_asked", _("not asked yet")
    YES = "yes", _("may be in pictures")
    NO = "no", _("no pictures, please")


class FoodNeed(models.TextChoices):
    """What the kitchen must know; a member may need several."""

    NO_PORK = "no_pork", _("no pork")
    HALAL = "halal", _("halal")
    VEGETARIAN = "vegetarian", _("vegetarian")
    VEGAN = "vegan", _("vegan")
    NO_GLUTEN = "no_gluten", _("no gluten")
    NO_LACTOSE = "no_lactose", _("no lactose")
    NO_NUTS = "no_nuts", _("no nuts")
    NO_EGG = "no_egg", _("no egg")
    NO_FISH = "no_fish", _("no fish")
    NO_SHELLFISH = "no_shellfish", _("no shellfish")


class ConsentPurpose(models.TextChoices):
    """What a member may agree to, each by itself."""

    BACKGROUND = "background", _("background used for seating, pairs and groups")
    PHOTO = "photo", _("pictures from meetings")
    MESSAGES = "messages", _("invitations and reminders")
