"""Share everybody out over teams in one transaction, and take the last time back.

A sharing out is worked out from what a page has shown. Whoever was moved by somebody else since
stays where they are, both when it is carried out and when it is taken back.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from worksheets import toolkit
from worksheets.documents import dump_options, load_options, now
from worksheets.errors import BadInput, NoSuchThing
from worksheets.expected import find_arrivals
from worksheets.records import Options, Team
from worksheets.seating import count_seats
from worksheets.tables import assignments, workshops
from worksheets.teams import Everybody, list_kept_teams, read_everybody, store_places
from worksheets.workshops import MOST_TEAMS, get_workshop, make_teams
from worksheets.writing import Work, one


@dataclass(frozen=True, slots=True)
class Plan:
    """Who shall sit where, by id, in which teams; `seen` is where they sat when it was made."""

    teams: tuple[Team, ...]
    places: Mapping[str, str]
    seen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were moved, and how many stayed because somebody else had moved them."""

    moved: int
    stayed: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """The last sharing out that can be taken back."""

    made_at: datetime
    moved: int


def plan_teams(code: str, count: int, *, keep: Collection[str] = ()) -> tuple[Team, ...]:
    """Return `count` teams: as many of those there are as can be, and new ones after them.

    Teams that have answers or a terminal always stay, those of `keep` before others.
    """
    make_teams(count)  # refuses odd numbers
    current = get_workshop(code).options.teams
    with toolkit.current().database.read() as connection:
        kept = list_kept_teams(connection, code)
    if sum(team.key in kept for team in current) > count:
        raise BadInput(_say_kept(current, kept))
    ranked = sorted(current, key=lambda team: (team.key not in kept, team.key not in keep))
    staying = {team.key for team in ranked[:count]}
    taken = {team.key for team in current} | {team.name for team in current}
    fresh = [team for team in make_teams(MOST_TEAMS) if not {team.key, team.name} & taken]
    teams = [team for team in current if team.key in staying]
    return (*teams, *fresh[: count - len(teams)])


def _say_kept(current: Collection[Team], kept: Collection[str]) -> str:
    names = "、".join(team.name for team in current if team.key in kept)
    return (
        f"{names}には回答か共用端末があるので、なくせません。班の数をそれより少なくはできません。"
    )


# --- sharing out ----------------------------------------------------------------------------


def assign(code: str, plan: Plan) -> Outcome:
    """Carry a plan out; those who joined meanwhile come to the emptiest team if theirs is gone."""
    get_workshop(code)
    outcome: Outcome = toolkit.current().database.write(_assign, (code, plan))
    return outcome


def _assign_row(work: Work, payload: tuple[str, Plan]) -> Outcome:
    code, plan = payload
    everybody = read_everybody(work, code)
    options = _read_options(work, code)
    keys = {team.key for team in plan.teams}
    if not plan.teams or not set(plan.places.values()) <= keys:
        raise NoSuchThing("班")
    gone = {team.key for team in options.teams} - keys
    kept = list_kept_teams(work.connection, code) & gone
    if kept:
        raise BadInput(_say_kept(options.teams, kept))
    current = everybody.teams
    plan = _follow_arrivals(everybody, plan)
    stayed = {who for who in plan.places if current.get(who) != plan.seen.get(who)}
    target = {w: t for w, t in plan.places.items() if w in current and w not in stayed}
    # The new teams first: seats for those whose team is gone are counted in them.
    renewed = replace(options, teams=plan.teams)
    _store_options(work, code, renewed)
    target |= _find_seats(work, code, everybody, target, renewed)
    moved = {who: team for who, team in target.items() if current[who] != team}
    store_places(work, code, everybody, moved)
    _keep_record(work, code, options.teams, plan.teams, {w: (current[w], moved[w]) for w in moved})
    return Outcome(len(moved), len(stayed & set(current)))


_assign = one(_assign_row)


def _follow_arrivals(everybody: Everybody, plan: Plan) -> Plan:
    """Give those who have come since the seat that the plan has for them."""
    joined = sorted(everybody.joined.values(), key=lambda one: (one.joined_at, one.id))
    arrived = find_arrivals(tuple(everybody.expected.values()), joined).arrived
    places, seen = dict(plan.places), dict(plan.seen)
    for listed, person in arrived.items():
        if listed in plan.places and person.id not in plan.places:
            places[person.id] = plan.places[listed]
            seen[person.id] = plan.seen[listed] or person.team
    return Plan(plan.teams, places, seen)


def _find_seats(
    work: Work, code: str, everybody: Everybody, target: Mapping[str, str], options: Options
) -> dict[str, str]:
    """Return a team for everybody whose own is gone."""
    keys = {team.key for team in options.teams}
    seats = count_seats(work, code, options=options, places=target)
    found = {}
    for person in everybody.joined.values():
        if person.id not in target and person.team not in keys:
            found[person.id] = seats.find_team(person.affiliation, person.field)
            seats.seat(replace(person, team=found[person.id]))
    # Who is only expected needs none before they come.
    lost = (p for p in everybody.expected.values() if p.id not in target and p.team)
    return found | {person.id: "" for person in lost if person.team not in keys}


def _read_options(work: Work, code: str) -> Options:
    row = work.connection.execute(
        select(workshops.c.options).where(workshops.c.code == code)
    ).first()
    if row is None:
        raise NoSuchThing("研修")
    return load_options(row.options)


def _store_options(work: Work, code: str, options: Options) -> None:
    box = toolkit.current()
    work.connection.execute(
        update(workshops).where(workshops.c.code == code).values(options=dump_options(options))
    )
    work.after(lambda: box.workshops.update({code: replace(get_workshop(code), options=options)}))


def _keep_record(
    work: Work,
    code: str,
    before: Collection[Team],
    after: Collection[Team],
    moved: Mapping[str, tuple[str, str]],
) -> None:
    document = {
        "before": [[team.key, team.name] for team in before],
        "after": [[team.key, team.name] for team in after],
        "moved": moved,
    }
    work.connection.execute(delete(assignments).where(assignments.c.code == code))
    work.connection.execute(
        insert(assignments).values(
            code=code,
            made_at=now().isoformat(),
            document=json.dumps(document, ensure_ascii=False),
        )
    )


# --- taking back ----------------------------------------------------------------------------


def find_assignment(code: str) -> Assignment | None:
    """Return the last sharing out, if it has not been taken back."""
    with toolkit.current().database.read() as connection:
        row = connection.execute(_of(code)).first()
    if row is None:
        return None
    return Assignment(datetime.fromisoformat(row.made_at), len(_read(row)["moved"]))


def undo_assignment(code: str) -> Outcome:
    """Put everybody back whom nobody has moved since, and the teams as they were."""
    get_workshop(code)
    outcome: Outcome = toolkit.current().database.write(_undo, code)
    return outcome


def _undo_row(work: Work, code: str) -> Outcome:
    row = work.connection.execute(_of(code)).first()
    if row is None:
        raise NoSuchThing("元に戻せる班分け")
    document = _read(row)
    everybody = read_everybody(work, code)
    current = everybody.teams
    moved: dict[str, tuple[str, str]] = document["moved"]
    back = {w: was for w, (was, became) in moved.items() if current.get(w) == became}
    options = _read_options(work, code)
    used = {back.get(who, team) for who, team in current.items()}
    used |= list_kept_teams(work.connection, code)
    teams = _restore_teams(options.teams, document["before"], document["after"], used)
    if teams != options.teams:
        _store_options(work, code, replace(options, teams=teams))
    store_places(work, code, everybody, back)
    work.connection.execute(delete(assignments).where(assignments.c.code == code))
    return Outcome(len(back), len(set(moved) & set(current)) - len(back))


_undo = one(_undo_row)


def _restore_teams(
    current: tuple[Team, ...],
    before: list[list[str]],
    after: list[list[str]],
    used: Collection[str],
) -> tuple[Team, ...]:
    """Return the teams as they were; names given since stay, and so do teams now in use."""
    names = {team.key: team for team in current}
    restored = [names.get(key, Team(key, name)) for key, name in before]
    was = {key for key, _ in before}
    made = {key for key, _ in after}
    later = [t for t in current if t.key not in was and (t.key not in made or t.key in used)]
    return (*restored, *later)


def _of(code: str) -> Any:  # noqa: ANN401 -- SQLAlchemy's own select, which it types by columns
    return select(assignments).where(assignments.c.code == code)


def _read(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(row.document)
    return document
