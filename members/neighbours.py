"""Links on My page to pages of the apps above this one; they fill the list in `ready()`."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Neighbour:
    """One line on My page: a heading, what is behind it, and the name of its address, which takes no arguments."""

    title: str | Promise
    words: str | Promise
    icon: str
    url_name: str


_neighbours: dict[str, Neighbour] = {}


def add_neighbour(neighbour: Neighbour) -> None:
    """Show this line on My page; adding the same address again replaces it."""
    _neighbours[neighbour.url_name] = neighbour


def neighbours() -> tuple[Neighbour, ...]:
    """All lines, in the order in which the apps added them."""
    return tuple(_neighbours.values())
