"""Who is to be seated: everybody who has joined, and those of the list who have not come yet."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from facilitator.analysis.comparison import GROUP_NAMES
from worksheets.expected import find_arrivals, list_expected
from worksheets.participants import list_participants
from worksheets.records import Participant, Workshop

NAMELESS = "(名前なし)"
_UNKNOWN = "所属なし"


@dataclass(frozen=True, slots=True)
class Guest:
    """One person with what is mixed. `team` is the team's key, empty while there is none.

    `number` is their place in the list of the expected, 0 when they are not in it. `beside` is the
    person on whose phone is written for them, `bound` tells that they write on their team's own
    terminal and so stay with it.
    """

    id: str
    name: str
    affiliation: str  # the words people chose, as `field` too
    group: str
    field: str
    team: str
    has_joined: bool
    number: int = 0
    beside: str = ""
    bound: bool = False


def list_guests(workshop: Workshop) -> tuple[Guest, ...]:
    """Return everybody to be seated: first those who have joined, then the others of the list."""
    everybody = list_participants(workshop.code)
    marks = _Marks(workshop)
    devices = {one.id: one for one in everybody}
    arrivals = find_arrivals(list_expected(workshop.code), everybody)
    numbers = {listed.id: number for number, listed in enumerate(arrivals.people, 1)}
    came = {person.id: numbers[listed] for listed, person in arrivals.arrived.items()}
    joined = [
        replace(marks.make(one, devices), number=came.get(one.id, 0))
        for one in everybody
        if not one.shared_device
    ]
    missing = [
        Guest(
            id=one.id,
            name=one.name,
            affiliation=marks.affiliations.get(one.affiliation, ""),
            group=marks.groups.get(one.affiliation, ""),
            field=marks.fields.get(one.field, ""),
            team=marks.find_team(one.team),
            has_joined=False,
            number=numbers[one.id],
        )
        for one in arrivals.missing
    ]
    return (*joined, *missing)


class _Marks:
    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        program = workshop.program
        self.affiliations = {option.key: option.label for option in program.affiliations}
        self.groups = {option.key: option.group for option in program.affiliations}
        self.fields = {option.key: option.label for option in program.fields}

    def find_team(self, team: str) -> str:
        return team if self._workshop.find_team(team) else ""

    def make(self, one: Participant, devices: dict[str, Participant]) -> Guest:
        device = devices.get(one.entered_by or "")
        terminal = device is not None and device.shared_device
        return Guest(
            id=one.id,
            name=one.name or NAMELESS,
            affiliation=self.affiliations.get(one.affiliation, ""),
            group=self.groups.get(one.affiliation, ""),
            field=self.fields.get(one.field, ""),
            team=self.find_team(one.team),
            has_joined=True,
            beside="" if device is None or terminal else device.id,
            bound=terminal,
        )


def say_mix(guests: Iterable[Guest]) -> str:
    """Return how many of each side sit together: 行政3・委託先1."""
    counted = Counter(guest.group for guest in guests)
    known = [f"{name}{counted[group]}" for group, name in GROUP_NAMES.items() if counted[group]]
    return "・".join([*known, *([f"{_UNKNOWN}{counted['']}"] if counted[""] else [])])


def say_spread(tables: Sequence[Sequence[Guest]]) -> tuple[str, ...]:
    """Say for each side how it is spread over the tables, one sentence each."""
    told = []
    for group, name in (*GROUP_NAMES.items(), ("", _UNKNOWN)):
        counted = [sum(guest.group == group for guest in table) for table in tables]
        counts = [count for count in counted if count]
        if not counts:
            continue
        least, most = min(counts), max(counts)
        each = f"{least}人" if least == most else f"{least}〜{most}人"
        if len(counts) == len(tables):
            told.append(f"{name}は、どの班にも{each}。")
        else:
            told.append(f"{name}は、{len(counts)}つの班に{each}。")
    return tuple(told)
