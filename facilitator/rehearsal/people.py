"""Who takes part in a rehearsal: nicknames, affiliations, fields, temperaments. Nobody real."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from facilitator.rehearsal.bank import read_file
from facilitator.rehearsal.chance import draw

_NAMELESS = 0.04  # some leave the name empty


@dataclass(frozen=True, slots=True)
class Persona:
    """One made-up participant. `mood` and `talk` lie between 0 and 1."""

    number: int
    name: str
    affiliation: str
    group: str
    field: str
    mood: float  # how much this person feels cooperation works
    talk: float  # how much this person writes


def make_people(
    count: int,
    *,
    seed: int,
    affiliations: Sequence[Mapping[str, Any]],
    fields: Sequence[Mapping[str, Any]],
) -> tuple[Persona, ...]:
    """Make the same people for the same seed; more people begin with the same ones."""
    names = list(read_file("people")["names"])
    draw(f"{seed}/names").shuffle(names)
    return tuple(
        _make_person(number, names, seed=seed, affiliations=affiliations, fields=fields)
        for number in range(count)
    )


def _make_person(
    number: int,
    names: Sequence[str],
    *,
    seed: int,
    affiliations: Sequence[Mapping[str, Any]],
    fields: Sequence[Mapping[str, Any]],
) -> Persona:
    rng = draw(f"{seed}/person/{number}")
    people = read_file("people")
    shares = people["shares"]
    weights = [shares.get(one["key"], 1) for one in affiliations]
    affiliation = rng.choices(affiliations, weights)[0]
    usual = people["fields"].get(affiliation["key"], ())
    known = [one["key"] for one in fields]
    fitting = [key for key in usual if key in known] or known
    return Persona(
        number=number,
        name="" if rng.random() < _NAMELESS else _pick_name(number, names),
        affiliation=affiliation["key"],
        group=affiliation.get("group", ""),
        field=rng.choice(fitting) if fitting else "",
        mood=_draw_mood(rng, affiliation.get("group", "")),
        talk=rng.random(),
    )


def _pick_name(number: int, names: Sequence[str]) -> str:
    again, index = divmod(number, len(names))
    return names[index] if not again else f"{names[index]}{again + 1}"


def _draw_mood(rng: Random, group: str) -> float:
    # The office tends to feel that it goes well, those it commissions less so.
    middle = {"office": 0.5, "contractor": 0.38, "council": 0.42}.get(group, 0.45)
    return min(1.0, max(0.0, rng.gauss(middle, 0.2)))
