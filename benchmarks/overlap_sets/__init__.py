"""Read the two sets of statements whose overlaps were marked by hand, and say what counts as a hit.

How the sets were made and by what rule is told in docs/overlap-sets.md.
"""

from collections.abc import Collection, Iterator
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from ruamel.yaml import YAML

FOLDER = Path(__file__).parent

PersonId = Annotated[str, StringConstraints(pattern=r"^[a-z][0-9]{2}$")]
StatementId = Annotated[str, StringConstraints(pattern=r"^[a-z][0-9]{2}-[1-9]$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(min_length=5, max_length=120, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(max_length=20)]
Pair = frozenset[str]


class StatementKind(StrEnum):
    """What a statement tells; the options of the sheet of voices."""

    VALUE = "value"
    CAN_DO = "can-do"
    WORRY = "worry"
    WANT_TO_TRY = "want-to-try"


class OverlapKind(StrEnum):
    """In what statements overlap; the options of the sheet of overlaps."""

    SAME_WISH = "same-wish"
    TRY_MEETS_WORRY = "try-meets-worry"
    PLACE = "place"
    TIME = "time"
    SKILL = "skill"
    PEOPLE = "people"


class WelfareField(StrEnum):
    """The field a statement touches; the options of the sheet of voices."""

    ELDERLY = "elderly"
    DISABILITY = "disability"
    CHILDREN = "children"
    POVERTY = "poverty"
    BEYOND = "beyond"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(_Part):
    """A fictional person; the tie is the one to welfare."""

    id: PersonId
    age: Short
    role: Words
    tie: Literal["thin", "close"]


class LabelledStatement(_Part):
    """One thing a person said, coded by hand; place, time and tool may be empty."""

    id: StatementId
    person: PersonId
    kind: StatementKind
    text: Words
    place: Short
    time: Short
    tool: Short
    fields: Annotated[tuple[WelfareField, ...], Field(min_length=1)]


class Mark(_Part):
    """Statements of different people judged together, and the reason in one sentence."""

    statements: Annotated[tuple[StatementId, ...], Field(min_length=2, max_length=3)]
    reason: Reason


class MarkedOverlap(Mark):
    """Worth talking about; of three statements, every two are worth it too."""

    kind: OverlapKind


class MarkedNot(Mark):
    """Tempting, and not worth it: always two statements."""

    statements: Annotated[tuple[StatementId, ...], Field(min_length=2, max_length=2)]


class LabelledSet(_Part):
    """One town: its people, what they said, and what was marked by hand."""

    name: str
    town: Words
    people: tuple[Person, ...]
    statements: tuple[LabelledStatement, ...]
    overlaps: tuple[MarkedOverlap, ...]
    nots: Annotated[tuple[MarkedNot, ...], Field(alias="not")]

    @model_validator(mode="after")
    def check_marks(self) -> Self:
        """Refuse marks on nobody's words, on one person twice, or made twice."""
        mistakes = [*_list_mistakes_in_ids(self), *_list_mistakes_in_marks(self)]
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self

    def list_pairs(self) -> frozenset[Pair]:
        """Return every two statements marked as worth talking about, those inside threes too."""
        return frozenset(pair for mark in self.overlaps for pair in _pairs(mark.statements))

    def list_tempting_pairs(self) -> frozenset[Pair]:
        return frozenset(frozenset(mark.statements) for mark in self.nots)

    def is_hit(self, proposed: Collection[str]) -> bool:
        """Tell whether a proposal is worth it: for a pair its mark, for three two of their pairs.

        Three statements with a tempting pair among them are never a hit.
        """
        pairs = _pairs(proposed)
        marked = sum(pair in self.list_pairs() for pair in pairs)
        return marked >= min(2, len(pairs)) and not pairs & self.list_tempting_pairs()

    def list_found(self, proposals: Collection[Collection[str]]) -> tuple[MarkedOverlap, ...]:
        """Return the marked overlaps of which some proposal names at least two statements."""
        proposed = {pair for proposal in proposals for pair in _pairs(proposal)}
        return tuple(mark for mark in self.overlaps if _pairs(mark.statements) & proposed)


def read_practice_set() -> LabelledSet:
    """Read the set that may be looked at while the search is tuned."""
    return read_labelled_set(FOLDER / "practice.yaml")


def read_measured_set() -> LabelledSet:
    """Read the set that is only for the figures that are reported."""
    return read_labelled_set(FOLDER / "measured.yaml")


def read_labelled_set(file: Path) -> LabelledSet:
    return LabelledSet.model_validate(YAML(typ="safe", pure=True).load(file))


def _pairs(statements: Collection[str]) -> frozenset[Pair]:
    return frozenset(frozenset(pair) for pair in combinations(statements, 2))


def _list_mistakes_in_ids(labelled: LabelledSet) -> Iterator[str]:
    for ids in ([p.id for p in labelled.people], [s.id for s in labelled.statements]):
        yield from (f"{one} is there twice" for one in sorted(set(ids)) if ids.count(one) > 1)
    known = {person.id for person in labelled.people}
    for statement in labelled.statements:
        if statement.person not in known or not statement.id.startswith(f"{statement.person}-"):
            yield f"{statement.id} belongs to nobody"


def _list_mistakes_in_marks(labelled: LabelledSet) -> Iterator[str]:
    persons = {statement.id: statement.person for statement in labelled.statements}
    seen: set[Pair] = set()
    marks: tuple[Mark, ...] = (*labelled.overlaps, *labelled.nots)
    for mark in marks:
        place = ", ".join(mark.statements)
        if not set(mark.statements) <= persons.keys():
            yield f"{place}: no such statement"
        elif len({persons[one] for one in mark.statements}) < len(mark.statements):
            yield f"{place}: of one person"
        if _pairs(mark.statements) & seen:
            yield f"{place}: marked twice"
        seen |= _pairs(mark.statements)
