"""What forbids a pair, each rule by its name."""

import enum

from .people import Distances, Person


class Rule(enum.Enum):
    """Why two cannot be sisters."""

    NO_LANGUAGE = "no_language"  # none in common, and none that one speaks and the other wants to practise
    TOO_FAR = "too_far"  # for one of them
    MUST_NOT = "must_not"  # one is what the other said that she cannot have
    BLOCKED = "blocked"  # by either, or by staff
    EARLIER_PAIR = "earlier_pair"
    VETO = "veto"  # staff's, in this round


def rules_against(guide: Person, seeker: Person, distances: Distances) -> tuple[Rule, ...]:
    """Every rule that forbids the pair, in the order of `Rule`; a round's vetoes are not among them."""
    broken = {
        Rule.NO_LANGUAGE: not (
            guide.speaks & seeker.speaks or guide.speaks & seeker.practises or guide.practises & seeker.speaks
        ),
        Rule.TOO_FAR: is_too_far(guide, seeker, distances),
        Rule.MUST_NOT: bool(guide.must_nots & seeker.traits or seeker.must_nots & guide.traits),
        Rule.BLOCKED: guide.key in seeker.blocked or seeker.key in guide.blocked,
        Rule.EARLIER_PAIR: guide.key in seeker.partners or seeker.key in guide.partners,
    }
    return tuple(rule for rule, is_broken in broken.items() if is_broken)


def is_too_far(guide: Person, seeker: Person, distances: Distances) -> bool:
    """Farther than the shorter reach of the two; a district that nobody measured is not too far."""
    km = distances.between(guide.district, seeker.district)
    reaches = [reach for reach in (guide.reach_km, seeker.reach_km) if reach is not None]
    return km is not None and bool(reaches) and km > min(reaches)
