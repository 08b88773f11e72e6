"""The points of everybody with everybody, some rows at a time: what `rules` and `scoring` say of one pair, in NumPy."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .people import Distances, Person, Weights
from .scoring import AGES, INTERESTS, LANGUAGES, TIMES, nearness, share

Numbers = NDArray[Any]
FORBIDDEN = -1
ROWS_AT_ONCE = 32  # what they need stays in the processor's own cache
UNKNOWN_KM = -1
NO_LIMIT = np.iinfo(np.int32).max


def score_table(guides: Sequence[Person], seekers: Sequence[Person], weights: Weights, distances: Distances) -> Numbers:
    """int16, a row a guide and a column a seeker, in the order given: 0 to 1000, or FORBIDDEN."""
    table = np.empty((len(guides), len(seekers)), np.int16)
    if not table.size:
        return table
    sheets = [
        _languages(guides, seekers, weights.languages),
        _shared(guides, seekers, lambda person: person.interests, _points(INTERESTS, weights.interests)),
        _shared(guides, seekers, lambda person: person.ages, _points(AGES, weights.ages)),
        _times(guides, seekers, _points(TIMES, weights.times)),
        _nearness(guides, seekers, weights.distance, distances),
    ]
    never = [_too_far(guides, seekers, distances), _must_nots(guides, seekers)]
    for start in range(0, len(guides), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        block = table[rows]
        np.copyto(block, sheets[0](rows))
        is_forbidden = block < 0
        for sheet in sheets[1:]:
            block += sheet(rows)
        for forbids in never:
            is_forbidden |= forbids(rows)
        block[is_forbidden] = FORBIDDEN
    _forbid_acquainted(table, guides, seekers)
    return table


Sheet = Callable[[slice], Numbers]


def _languages(guides: Sequence[Person], seekers: Sequence[Person], weight: int) -> Sheet:
    """Points; FORBIDDEN where the two cannot talk and neither wants to learn."""
    code = _codes([*guides, *seekers], lambda person: person.speaks | person.practises)
    speak, practise = _bits(guides, lambda person: person.speaks, code), _bits(guides, lambda p: p.practises, code)
    spoken, practised = _bits(seekers, lambda person: person.speaks, code), _bits(seekers, lambda p: p.practises, code)
    points = np.array([[share(weight, percent) for percent in row] for row in LANGUAGES], np.int16)
    points[0, 0] = FORBIDDEN
    most, flat = len(LANGUAGES) - 1, points.ravel()

    def sheet(rows: slice) -> Numbers:
        index = np.minimum(_count_common(speak, spoken, rows), most)
        index *= points.shape[1]
        index += _has_common(speak, practised, rows)
        index += _has_common(practise, spoken, rows)
        return flat[index]

    return sheet


def _shared(
    guides: Sequence[Person], seekers: Sequence[Person], words: Callable[[Person], frozenset[str]], points: Numbers
) -> Sheet:
    code = _codes([*guides, *seekers], words)
    return _counted(_bits(guides, words, code), _bits(seekers, words, code), points)


def _times(guides: Sequence[Person], seekers: Sequence[Person], points: Numbers) -> Sheet:
    size = max(person.free_times for person in [*guides, *seekers]).bit_length()
    hers, theirs = ([person.free_times for person in side] for side in (guides, seekers))
    return _counted([np.array(hers, _width(size))], [np.array(theirs, _width(size))], points)


def _counted(hers: list[Numbers], theirs: list[Numbers], points: Numbers) -> Sheet:
    """Points by how many bits two have in common."""
    return lambda rows: points[np.minimum(_count_common(hers, theirs, rows), len(points) - 1)]


def _nearness(guides: Sequence[Person], seekers: Sequence[Person], weight: int, distances: Distances) -> Sheet:
    km = _kilometres(distances)
    worth = np.array(
        [[share(weight, nearness(way)) if way >= 0 else 0 for way in row] for row in km.tolist()], np.int16
    )
    here, there = _districts(guides, distances), _districts(seekers, distances)
    return lambda rows: worth[:, there][here[rows]] if len(worth) > ROWS_AT_ONCE else worth[here[rows][:, None], there]


def _too_far(guides: Sequence[Person], seekers: Sequence[Person], distances: Distances) -> Sheet:
    km = _kilometres(distances)
    here, there = _districts(guides, distances), _districts(seekers, distances)
    reach, their_reach = _reaches(guides), _reaches(seekers)
    return lambda rows: km[here[rows][:, None], there] > np.minimum(reach[rows][:, None], their_reach)


def _must_nots(guides: Sequence[Person], seekers: Sequence[Person]) -> Sheet:
    code = _codes([*guides, *seekers], lambda person: person.must_nots)
    if not code:
        return lambda _rows: np.zeros((1, 1), bool)
    hers, theirs = _bits(guides, lambda p: p.must_nots, code), _bits(seekers, lambda p: p.must_nots, code)
    of_her, of_them = _bits(guides, lambda p: p.traits, code), _bits(seekers, lambda p: p.traits, code)
    return lambda rows: _has_common(hers, of_them, rows) | _has_common(of_her, theirs, rows)


def _forbid_acquainted(table: Numbers, guides: Sequence[Person], seekers: Sequence[Person]) -> None:
    """Blocked and earlier pairs are few: one by one."""
    row = {person.key: number for number, person in enumerate(guides)}
    column = {person.key: number for number, person in enumerate(seekers)}
    for number, guide in enumerate(guides):
        for key in (guide.blocked | guide.partners) & column.keys():
            table[number, column[key]] = FORBIDDEN
    for number, seeker in enumerate(seekers):
        for key in (seeker.blocked | seeker.partners) & row.keys():
            table[row[key], number] = FORBIDDEN


def _points(steps: Sequence[int], weight: int) -> Numbers:
    return np.array([share(weight, percent) for percent in steps], np.int16)


def _codes(people: Sequence[Person], words: Callable[[Person], frozenset[str]]) -> dict[str, int]:
    """A number for each word."""
    return {word: number for number, word in enumerate(sorted(frozenset().union(*map(words, people))))}


def _bits(people: Sequence[Person], words: Callable[[Person], frozenset[str]], code: dict[str, int]) -> list[Numbers]:
    """Her words as bits: as many numbers a person as 64 bits a number take, the narrowest when one is enough."""
    masks = [sum(1 << code[word] for word in words(person) if word in code) for person in people]
    return [
        np.array([mask >> low & (1 << 64) - 1 for mask in masks], _width(len(code)))
        for low in range(0, max(1, len(code)), 64)
    ]


def _width(bits: int) -> type[np.unsignedinteger[Any]]:
    widths: dict[int, type[np.unsignedinteger[Any]]] = {8: np.uint8, 16: np.uint16, 32: np.uint32}
    return next((width for most, width in widths.items() if bits <= most), np.uint64)


def _count_common(hers: list[Numbers], theirs: list[Numbers], rows: slice) -> Numbers:
    counted: Numbers = np.bitwise_count(hers[0][rows, None] & theirs[0])
    for own, other in zip(hers[1:], theirs[1:], strict=True):
        counted += np.bitwise_count(own[rows, None] & other)
    return counted


def _has_common(hers: list[Numbers], theirs: list[Numbers], rows: slice) -> Numbers:
    found: Numbers = (hers[0][rows, None] & theirs[0]) != 0
    for own, other in zip(hers[1:], theirs[1:], strict=True):
        found |= (own[rows, None] & other) != 0
    return found


def _kilometres(distances: Distances) -> Numbers:
    """The table with one more row and column, for districts that nobody measured."""
    km = np.full((len(distances.districts) + 1,) * 2, UNKNOWN_KM, np.int32)
    if distances.districts:
        km[:-1, :-1] = distances.km
    return km


def _districts(people: Sequence[Person], distances: Distances) -> Numbers:
    number = {district: number for number, district in enumerate(distances.districts)}
    return np.array([number.get(person.district, len(number)) for person in people], np.intp)


def _reaches(people: Sequence[Person]) -> Numbers:
    return np.array([NO_LIMIT if person.reach_km is None else person.reach_km for person in people], np.int32)
