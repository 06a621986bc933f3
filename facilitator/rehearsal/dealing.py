"""Decide who writes what on a worksheet, before anybody does: the same seed, the same words.

Nothing here depends on whose phone happens to be faster.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from facilitator.rehearsal.bank import Bank, Entry, read_file
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.people import Persona

_CARDS = {
    "voices": (2, 5),
    "case": (1, 4),
    "vision": (1, 2),
    "ideas": (1, 3),
    "memo": (0, 2),
    "rating": (3, 6),
    "review": (1, 2),
    "stocktake": (1, 3),
}
_TURNOUT = {"survey": 0.92, "homework": 0.82, "reflection": 0.95}
_MIXED = ("reflection",)  # whose fields stand each for itself
_USUAL_CARDS = (1, 2)
_USUAL_TURNOUT = 0.97
_TEAM_CARDS = {"stocktake": 4, "overlaps": 2}  # at most, where each is dealt once only
_USUAL_TEAM_CARDS = 2

Hands = Mapping[int, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet as far as dealing must know it."""

    key: str
    role: str
    many: bool
    phase: str = ""


def deal(bank: Bank, sheet: Sheet, *, people: Sequence[Persona], seed: int) -> Hands:
    """Return what each person writes on an individual worksheet, by the person's number."""
    deck = _Deck(bank, sheet, seed)
    hands: dict[int, tuple[Entry, ...]] = {}
    for person in people:
        rng = draw(f"{seed}/{sheet.key}/{person.number}/count")
        number = (
            _count(person, sheet.role, rng)
            if sheet.many
            else int(rng.random() < _TURNOUT.get(sheet.role, _USUAL_TURNOUT))
        )
        hands[person.number] = tuple(deck.take(person, number))
    return hands


def _count(person: Persona, role: str, rng: Random) -> int:
    least, most = _CARDS.get(role, _USUAL_CARDS)
    wish = least + person.talk * (most - least) + rng.uniform(-0.6, 0.6)
    return min(most, max(least, round(wish)))


def deal_to_teams(
    bank: Bank, sheet: Sheet, *, teams: Sequence[str], seed: int
) -> Mapping[str, tuple[Entry, ...]]:
    """Return what each team writes together."""
    pool = list(bank.list_entries(sheet.key, sheet.role, sheet.phase))
    pool = pool or [Entry({}, known=False)]
    if sheet.many and sheet.role in _TEAM_CARDS:
        # In the bank's order: what later sheets name comes first, and no card is there twice.
        most = _TEAM_CARDS[sheet.role]
        return {team: tuple(pool[place :: len(teams)][:most]) for place, team in enumerate(teams)}
    draw(f"{seed}/{sheet.key}/deck").shuffle(pool)
    number = min(_USUAL_TEAM_CARDS, len(pool)) if sheet.many else 1
    return {
        team: tuple(pool[(place * number + count) % len(pool)] for count in range(number))
        for place, team in enumerate(teams)
    }


class _Deck:
    """The bank's entries for a sheet, shuffled; dealt again from the start when used up."""

    def __init__(self, bank: Bank, sheet: Sheet, seed: int) -> None:
        self._name = f"{seed}/{sheet.key}/deck"
        self._role = sheet.role
        told = bank.efforts if sheet.role == "ideas" else ()
        entries = bank.list_entries(sheet.key, sheet.role, sheet.phase)
        self._first = (
            *(Entry(dict(effort.idea)) for effort in told),
            *(entry for entry in entries if entry.first),
        )
        self._pool = (*self._first, *(entry for entry in entries if not entry.first))
        self._round = 0
        self._left: list[Entry] = []

    def take(self, person: Persona, number: int) -> list[Entry]:
        if not self._pool:
            return [Entry({}, known=False) for _ in range(number)]
        taken: list[Entry] = []
        for _ in range(number):
            entry = self._find(person, taken)
            if entry is None:
                self._refill()
                entry = self._find(person, taken)
            if entry is not None:
                self._left.remove(entry)
                taken.append(entry)
        return taken

    def _find(self, person: Persona, taken: Sequence[Entry]) -> Entry | None:
        marks = (person.group, person.affiliation, person.field)
        return next(
            (entry for entry in self._left if entry.suits(*marks) and entry not in taken), None
        )

    def _refill(self) -> None:
        rng = draw(f"{self._name}/{self._round}")
        # What later steps build on comes early, so that small groups have it too, and only once.
        first = list(self._first)
        rest = [entry for entry in self._pool if entry not in first]
        if self._role in _MIXED:
            rest = _mix(rest, rng)
        rng.shuffle(first)
        rng.shuffle(rest)
        if self._round:
            self._left += [self._say_again(entry, rng) for entry in rest]
        else:
            self._left = first + rest
        self._round += 1

    def _say_again(self, entry: Entry, rng: Random) -> Entry:
        """Begin a sentence differently that somebody else has said before."""
        openings = read_file("again").get(self._role, ())
        key = next((key for key, value in entry.values.items() if isinstance(value, str)), None)
        if self._role in ("voices", "case"):
            key = "text"
        if not openings or key is None or entry.values.get("kind") == "involve":
            return entry
        words = f"{rng.choice(openings)}{entry.values[key]}"
        return replace(entry, values={**entry.values, key: words})


def _mix(entries: Sequence[Entry], rng: Random) -> list[Entry]:
    """Let each field of an entry come from another one that suits the same people."""
    alike: dict[tuple[tuple[str, ...], ...], list[Entry]] = {}
    for entry in entries:
        alike.setdefault((entry.by, entry.not_by), []).append(entry)
    mixed = []
    for same in alike.values():
        keys = dict.fromkeys(key for entry in same for key in entry.values)
        columns = {key: rng.sample(same, len(same)) for key in keys}
        for place, entry in enumerate(same):
            values = {
                key: columns[key][place].values[key]
                for key in keys
                if key in columns[key][place].values
            }
            mixed.append(replace(entry, values=values))
    return mixed
