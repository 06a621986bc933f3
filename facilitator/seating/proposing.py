"""Work out who could sit where, and show it as tables before anything is changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.analysis.comparison import GROUP_NAMES
from facilitator.analysis.seating import Seat, Wishes, keep_names, share_out
from facilitator.seating.guests import Guest, list_guests, say_mix, say_spread
from worksheets.assignments import Plan, plan_teams
from worksheets.errors import BadInput
from worksheets.records import Team, Workshop


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a facilitator asks for; `fixed` are people who keep their team."""

    count: int
    wishes: Wishes = field(default_factory=Wishes)
    fixed: frozenset[str] = frozenset()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """One team as it is or would be; `alone` names the only side that sits there."""

    team: Team
    guests: tuple[Guest, ...]
    mix: str
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan, how it looks, and what could not be had."""

    wanted: Wanted
    plan: Plan
    tables: tuple[Table, ...]
    spread: tuple[str, ...]
    worries: tuple[str, ...]
    moved: int

    def count_new(self, guests: Collection[Guest]) -> int:
        """Count those who have come since and are not in the plan."""
        return sum(guest.id not in self.plan.places for guest in guests)


def propose(workshop: Workshop, wanted: Wanted) -> Proposal:
    """Share everybody out; raise BadInput where it cannot be done."""
    guests = list_guests(workshop)
    if not guests:
        raise BadInput(
            "分ける人がまだいません。参加を待つか、名簿を取り込んでから、もう一度押してください。"
        )
    fixed = {guest.id for guest in guests if guest.team and _stays(guest, wanted)}
    keep = {guest.team for guest in guests if guest.id in fixed}
    teams = plan_teams(workshop.code, wanted.count, keep=keep)
    seats = [
        Seat(
            id=guest.id,
            group=guest.group,
            affiliation=guest.affiliation,
            field=guest.field,
            fixed=guest.team if guest.id in fixed else None,
        )
        for guest in guests
    ]
    beside = tuple((guest.beside, guest.id) for guest in guests if guest.beside)
    wishes = Wishes((*wanted.wishes.together, *beside), wanted.wishes.apart)
    seating = share_out(seats, [team.key for team in teams], wishes=wishes, seed=wanted.seed)
    current = {guest.id: guest.team for guest in guests}
    places = keep_names(seating.teams, current, [team.key for team in teams], fixed)
    tables = make_tables(teams, guests, places)
    return Proposal(
        wanted=wanted,
        plan=Plan(teams, places, current),
        tables=tables,
        spread=say_spread([table.guests for table in tables]),
        worries=seating.worries,
        moved=sum(places[guest.id] != guest.team for guest in guests),
    )


def _stays(guest: Guest, wanted: Wanted) -> bool:
    return guest.bound or guest.id in wanted.fixed


def make_tables(
    teams: Sequence[Team], guests: Sequence[Guest], places: Mapping[str, str] | None = None
) -> tuple[Table, ...]:
    """Return each team with its people: where they sit, or where `places` would put them."""
    at: dict[str, list[Guest]] = {team.key: [] for team in teams}
    for guest in guests:
        place = guest.team if places is None else places.get(guest.id, "")
        if place in at:
            at[place].append(guest)
    return tuple(
        Table(team, tuple(at[team.key]), say_mix(at[team.key]), _find_alone(at[team.key]))
        for team in teams
    )


def _find_alone(guests: Sequence[Guest]) -> str:
    groups = {guest.group for guest in guests}
    if len(guests) < 2 or len(groups) != 1:  # noqa: PLR2004 -- one person is no one-sided talk
        return ""
    return GROUP_NAMES.get(groups.pop(), "")
