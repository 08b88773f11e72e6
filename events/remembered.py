"""What is still shown of food and pictures once the answers of a lunch are forgotten."""

import datetime as dt

from events.models import Event
from events.services.forgetting import FOOD_KEPT, kitchen_numbers
from members.enums import FoodNeed


def remembered_food(event: Event, now: dt.datetime) -> list[tuple[str, str]] | None:
    """Each need in words with its number, "<5" for few; None while the answers still stand. One query, or none."""
    numbers = kitchen_numbers(event) if event.ends_at <= now - FOOD_KEPT else None
    if numbers is None:
        return None
    return [(str(label), numbers[code]) for code, label in FoodNeed.choices if code in numbers]


def is_forgotten(event: Event, now: dt.datetime) -> bool:
    """Whether nobody knows any more what her guests ate and said of pictures. One query, or none."""
    return remembered_food(event, now) is not None
