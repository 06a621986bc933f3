"""What was counted: one record for each kind of question that can be."""

from dataclasses import dataclass

from programs.questions import Axis, Quarters
from worksheets.ratings import Span
from worksheets.veiling import SMALLEST_GROUP

MOST_NAMED = 20  # things on two axes that can be told apart


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How often one option was chosen."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ChoiceTally:
    """Counts of a choice; with `multiple` one answer may count several times."""

    question: str
    label: str
    counts: tuple[OptionCount, ...]
    answered: int
    multiple: bool

    @property
    def top(self) -> tuple[OptionCount, ...]:
        """The options chosen most; several when they tie, none when nobody chose."""
        most = max((count.count for count in self.counts), default=0)
        return tuple(count for count in self.counts if count.count == most > 0)

    @property
    def ranked(self) -> tuple[OptionCount, ...]:
        """The options from most to least chosen; ties keep their order."""
        return tuple(sorted(self.counts, key=lambda count: -count.count))


@dataclass(frozen=True, slots=True)
class ScaleTally:
    """Counts of every step of a scale, from least to most."""

    question: str
    label: str
    counts: tuple[OptionCount, ...]
    answered: int
    mean: float | None

    @property
    def upper(self) -> int:
        """How many chose a step in the upper half of the scale; a middle step is not in it."""
        return sum(count.count for count in self.counts[(len(self.counts) + 1) // 2 :])

    @property
    def upper_steps(self) -> int:
        """How many steps the upper half has."""
        return len(self.counts) // 2

    @property
    def upper_name(self) -> str:
        """What the lowest step of the upper half is called."""
        step = self.counts[(len(self.counts) + 1) // 2]
        return step.label or step.key


@dataclass(frozen=True, slots=True)
class NumberTally:
    """The span and middle of numbers."""

    question: str
    label: str
    answered: int
    least: float | None
    median: float | None
    mean: float | None
    most: float | None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one thing was put on two axes: the mean of all who placed it, and their spread.

    `dots` are the places people gave, each with how many; they and the middle half stay empty
    with fewer than five people.
    """

    number: int
    answer_id: str
    text: str
    x: float
    y: float
    spread_x: float
    spread_y: float
    raters: int
    points: int
    passes: int = 0
    dots: tuple[tuple[float, float, int], ...] = ()
    middle: tuple[Span, Span] | None = None


@dataclass(frozen=True, slots=True)
class PositionTally:
    """Things placed on two axes."""

    question: str
    label: str
    x: Axis
    y: Axis
    least: float
    most: float
    placements: tuple[Placement, ...]
    answered: int
    quarters: Quarters | None = None
    rated: bool = False  # each thing by everybody, one by one
    people: int = 0  # who rated, at least
    unrated: tuple[tuple[int, str], ...] = ()  # numbers and words of things nobody placed

    @property
    def sure(self) -> tuple[Placement, ...]:
        """The things that enough people rated to speak of a mean."""
        return tuple(one for one in self.placements if one.raters >= SMALLEST_GROUP)

    @property
    def named(self) -> tuple[Placement, ...]:
        """The things to be named in a drawing: all, or those with most votes of very many."""
        if len(self.placements) <= MOST_NAMED:
            return self.placements
        chosen = sorted(self.placements, key=lambda one: (-one.points, one.number))[:MOST_NAMED]
        return tuple(sorted(chosen, key=lambda one: one.number))

    @property
    def middle(self) -> float:
        """Where the two axes cross."""
        return (self.least + self.most) / 2

    @property
    def upper_right(self) -> tuple[Placement, ...]:
        """What lies strictly on the high side of both axes."""
        middle = self.middle
        return tuple(one for one in self.placements if one.x > middle and one.y > middle)

    def name_field(self, place: Placement) -> str:
        """Return the word of the field a mean lies in; on a line between two it is in none."""
        if self.quarters is None or self.middle in (place.x, place.y):
            return ""
        right, up = place.x > self.middle, place.y > self.middle
        if up:
            return self.quarters.high_high if right else self.quarters.low_high
        return self.quarters.high_low if right else self.quarters.low_low


@dataclass(frozen=True, slots=True)
class RankItem:
    """One ranked thing: its place, its mean place (1 is first) and how many put it first."""

    key: str
    label: str
    mean_place: float
    firsts: int
    ranked_by: int
    place: int = 0
    tied: bool = False


@dataclass(frozen=True, slots=True)
class RankTally:
    """Ranked things, the best mean place first."""

    question: str
    label: str
    items: tuple[RankItem, ...]
    answered: int
    partial: int = 0  # answers that left things out


@dataclass(frozen=True, slots=True)
class TableTally:
    """All rows of a table question under one heading, with the team that wrote each."""

    question: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    teams: tuple[str, ...]
    answered: int


AnyTally = ChoiceTally | ScaleTally | NumberTally | PositionTally | RankTally | TableTally
