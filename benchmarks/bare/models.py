"""A lunch and its answers, as small as they can be."""

from typing import ClassVar

from django.db import models


class Lunch(models.Model):
    """A row to read and to lock."""

    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    capacity = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Lunch"]] = models.Manager()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.title


class Answer(models.Model):
    """A row to insert."""

    lunch = models.ForeignKey(Lunch, on_delete=models.CASCADE)
    member = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Answer"]] = models.Manager()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return str(self.member)
