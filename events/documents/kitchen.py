"""The kitchen list: how many portions of what. Numbers and notes, never a name."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from events.documents.paper import day_of, file_name, lunch_of, manuscript, times_of
from events.models import Event, Rsvp
from events.remembered import remembered_food
from members.enums import FoodNeed
from wow.i18n.languages import SOURCE_CODE
from wow.pdf.registry import Manuscript

Needs = tuple[str, ...]  # codes of FoodNeed in the order of its choices; empty: eats everything


@dataclass(frozen=True)
class Dish:
    """Portions that are alike: whoever needs two things is one portion of both."""

    needs: tuple[str, ...]
    portions: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kitchen:
    """What to cook. The portions of `plain` and `dishes` together are `portions`; `totals` count a need wherever it
    stands, so that they overlap."""

    portions: int
    children: int
    plain: Dish
    dishes: tuple[Dish, ...]
    totals: tuple[tuple[str, int], ...]

    @property
    def has_combinations(self) -> bool:
        """Whether somebody needs two things: only then the totals say more than the dishes."""
        return any(len(dish.needs) > 1 for dish in self.dishes)


def kitchen_list(event_id: uuid.UUID, _language: str = SOURCE_CODE) -> Manuscript:
    """In Swedish, on A4. Raises SubjectGone."""
    event = lunch_of(event_id)
    kitchen, remembered = kitchen_of(event), remembered_food(event, timezone.now())
    context: dict[str, Any] = {
        "event": event,
        "day": day_of(event, SOURCE_CODE),
        "times": times_of(event, SOURCE_CODE),
        "kitchen": kitchen,
        "is_forgotten": remembered is not None,
        "totals": remembered if remembered is not None else kitchen.totals if kitchen.has_combinations else (),
    }
    name = file_name("kok", event)
    return manuscript("documents/events/kitchen.html", context, name=name, language=SOURCE_CODE)


def kitchen_of(event: Event) -> Kitchen:
    """Counted from the answers of those who have a seat; one query."""
    coming = list(Rsvp.objects.filter(event=event).coming().order_by("queued_at", "id"))
    portions = sum(rsvp.party_size for rsvp in coming)
    special = Counter(_needs(rsvp) for rsvp in coming if _needs(rsvp))
    plain = Dish((), portions - special.total(), _notes(coming, ()))
    # The largest first; the same number in the order of the needs, so that two prints are alike.
    ordered = sorted(special.items(), key=lambda dish: (-dish[1], dish[0]))
    return Kitchen(
        portions=portions,
        children=sum(rsvp.children for rsvp in coming),
        plain=plain,
        dishes=tuple(Dish(_labels(needs), count, _notes(coming, needs)) for needs, count in ordered),
        totals=tuple(
            (str(label), count)
            for code, label in FoodNeed.choices
            if (count := sum(number for needs, number in special.items() if code in needs))
        ),
    )


def _needs(rsvp: Rsvp) -> Needs:
    return tuple(code for code in FoodNeed.values if code in rsvp.food_needs)


def _labels(needs: Needs) -> tuple[str, ...]:
    return tuple(str(FoodNeed(code).label) for code in needs)


def _notes(coming: Iterable[Rsvp], needs: Needs) -> tuple[str, ...]:
    """What was written with the same needs, in alphabetical order: the order of the answers would tell who wrote it."""
    return tuple(sorted(rsvp.food_note for rsvp in coming if rsvp.food_note and _needs(rsvp) == needs))
