"""Make the map of overlaps for the wall: names around the edge, what they share between them.

The console draws the same people and overlaps for one pair of eyes; on the wall every letter
has to be read from the last row, so names are in two short lines and overlaps are numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from facilitator.analysis.overlap_maps import (
    OverlapLink,
    OverlapPerson,
    get_symbol,
    list_map_in_words,
)
from facilitator.analysis.wording import shorten, split_clusters
from facilitator.stage.figures import Section
from facilitator.stage.overlap_ring import HEIGHT, MOST_PEOPLE, WIDTH, place_ring
from facilitator.stage.told import Told, list_named
from programs.roles import OVERLAP_VOICES
from worksheets.records import Answer

_LINE = 7  # characters of a name in one line

People = Mapping[str, tuple[OverlapPerson, ...]]


def make_map(key: str, answers: Sequence[Answer], told: Told, labels: Mapping[str, str]) -> Section:
    """Make as few maps as can be read, and the same in words for those who do not see them."""
    people: People = {answer.id: _list_people(answer, told) for answer in answers}
    numbers = {answer.id: number for number, answer in enumerate(answers, 1)}
    linked = [answer for answer in answers if len(people[answer.id]) > 1]
    used = {_kind(answer) for answer in linked}
    everybody = {person.id: person for answer in linked for person in people[answer.id]}
    links = [link for answer in linked for link in _link(answer, people[answer.id], labels)]
    return {
        "kind": "map",
        "key": key,
        "label": "",
        "width": WIDTH,
        "height": HEIGHT,
        "legend": [
            {"symbol": get_symbol(kind), "label": label}
            for kind, label in labels.items()
            if kind in used
        ],
        "words": list_map_in_words(tuple(everybody.values()), links) if links else (),
        "maps": [_draw(group, people, numbers) for group in _divide(linked, people)],
    }


def name_symbol(answer: Answer) -> str:
    """Return the shape that stands for the kind of an overlap."""
    return get_symbol(_kind(answer))


def _kind(answer: Answer) -> str:
    return str(answer.values.get("kind", ""))


def _list_people(answer: Answer, told: Told) -> tuple[OverlapPerson, ...]:
    """Return whose words an overlap brings together, each once."""
    found: dict[str, OverlapPerson] = {}
    for key in list_named(answer.values, OVERLAP_VOICES):
        voice = told.voices.get(key)
        if voice is not None:
            label = told.who(voice) or f"「{voice.values.get('text', '')}"
            person = told.person(voice)
            found[person] = OverlapPerson(person, label, voice.team)
    return tuple(found.values())


def _link(
    answer: Answer, people: Sequence[OverlapPerson], labels: Mapping[str, str]
) -> Iterator[OverlapLink]:
    kind = _kind(answer)
    name = str(answer.values.get("name", ""))
    for one, other in combinations(people, 2):
        label = labels.get(kind) or "重なり"
        yield OverlapLink(one.id, other.id, label, name, accepted=True, kind=kind)


def _divide(answers: Sequence[Answer], people: People) -> list[list[Answer]]:
    """Put overlaps on as few maps as can be read, in their order."""
    groups: list[list[Answer]] = []
    there: set[str] = set()
    for answer in answers:
        coming = {person.id for person in people[answer.id]}
        if not groups or len(there | coming) > MOST_PEOPLE:
            groups.append([])
            there = set()
        groups[-1].append(answer)
        there |= coming
    return groups


def _draw(answers: Sequence[Answer], people: People, numbers: Mapping[str, int]) -> dict[str, Any]:
    """Put each overlap between the people it brings together: three need no three lines."""
    known = {person.id: person for answer in answers for person in people[answer.id]}
    seats = {key: number for number, key in enumerate(known)}
    groups = tuple(tuple(seats[person.id] for person in people[answer.id]) for answer in answers)
    spots, marks = place_ring(len(known), groups)
    names = [
        {"lines": _break(person.label), "x": x, "y": y}
        for person, (x, y) in zip(known.values(), spots, strict=True)
    ]
    overlaps = [
        {"text": f"{name_symbol(answer)}{numbers[answer.id]}", "x": x, "y": y, "people": group}
        for answer, (x, y), group in zip(answers, marks, groups, strict=True)
    ]
    return {"names": names, "overlaps": overlaps}


def _break(label: str) -> list[str]:
    """Return a name in two lines of about the same length at most."""
    clusters = list(split_clusters(shorten(label, _LINE * 2)))
    lines = 1 if len(clusters) <= _LINE else 2
    width = max(1, -(-len(clusters) // lines))
    return ["".join(clusters[at : at + width]) for at in range(0, len(clusters), width)]
