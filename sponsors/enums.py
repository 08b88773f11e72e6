"""The fixed choices about sponsors."""

from django.db import models


class LogoType(models.TextChoices):
    """How a logo is stored: PNG, whatever was uploaded."""

    PNG = "image/png", "PNG"
