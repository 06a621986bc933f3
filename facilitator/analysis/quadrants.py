"""Sort cards into four fields, where a choice names them as 「A×B」: two of A by two of B."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from programs.crossings import find_crossing
from programs.questions import Worksheet
from worksheets.records import Values


@dataclass(frozen=True, slots=True)
class Quadrants:
    """The names in each of the four fields, and those that fit none, by its words."""

    label: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    names: Mapping[tuple[str, str], tuple[str, ...]]
    others: Mapping[str, tuple[str, ...]]

    @property
    def count(self) -> int:
        """How many cards were placed, also those that fit no field."""
        found = (*self.names.values(), *self.others.values())
        return sum(len(names) for names in found)


def sort_into_quadrants(
    worksheet: Worksheet, cards: Iterable[tuple[str, Values]]
) -> Quadrants | None:
    """Return the cards, given by name and values, in four fields; None where none are asked for."""
    crossing = find_crossing(worksheet)
    if crossing is None:
        return None
    given = tuple(cards)
    key = crossing.question.key
    names = {
        place: tuple(name for name, values in given if values.get(key) == option.key)
        for place, option in crossing.options.items()
    }
    others = {
        option.label: tuple(name for name, values in given if values.get(key) == option.key)
        for option in crossing.others
    }
    kept = {label: found for label, found in others.items() if found}
    return Quadrants(crossing.question.label, crossing.rows, crossing.columns, names, kept)
