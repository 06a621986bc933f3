"""Let people in without accounts, remember them, put them in teams, enter for others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import insert, or_, select, update

from worksheets import toolkit
from worksheets.codes import hash_token, make_id, make_token
from worksheets.documents import now
from worksheets.errors import JoiningClosed, NoSuchThing, NotYours
from worksheets.people_rows import clean_name, find_option, find_team, make_row, read_person
from worksheets.records import Change, Joined, Participant, TeamChoice
from worksheets.room_changes import get_room
from worksheets.seating import Seats, count_seats
from worksheets.tables import participants
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one


def join(
    code: str,
    *,
    name: str = "",
    affiliation: str = "",
    field: str = "",
    team: str = "",
    shared_device: bool = False,
) -> Joined:
    """Take a new participant in; without a team the emptiest, best mixed one is given."""
    _check_open(code)
    joined = _prepare(code, name, affiliation, field, team, shared_device)
    participant = toolkit.current().database.write(_insert, joined)
    return replace(joined, participant=participant)


async def join_async(
    code: str,
    *,
    name: str = "",
    affiliation: str = "",
    field: str = "",
    team: str = "",
    shared_device: bool = False,
) -> Joined:
    """Like `join`, without holding up the event loop."""
    _check_open(code)
    joined = _prepare(code, name, affiliation, field, team, shared_device)
    participant = await toolkit.current().database.write_async(_insert, joined)
    return replace(joined, participant=participant)


def _check_open(code: str) -> None:
    workshop = get_workshop(code)
    if not workshop.options.joining_open:
        raise JoiningClosed(workshop.title)


def _prepare(
    code: str, name: str, affiliation: str, field: str, team: str, shared_device: bool
) -> Joined:
    workshop = get_workshop(code)
    options = workshop.options
    assigned = options.team_choice is TeamChoice.ASSIGN and not shared_device
    person = Participant(
        id=make_id(),
        code=code,
        name=clean_name(name),
        affiliation=find_option("所属", workshop.program.affiliations, affiliation),
        field=find_option("分野", workshop.program.fields, field),
        team="" if assigned else find_team(workshop, team),
        shared_device=shared_device,
        entered_by=None,
        joined_at=now(),
    )
    return Joined(person, make_token())


def _insert_all(work: Work, payloads: Sequence[Joined]) -> list[Participant]:
    box = toolkit.current()
    seats: dict[str, Seats] = {}
    people = []
    for joined in payloads:
        person = joined.participant
        if person.code not in seats:
            seats[person.code] = count_seats(work, person.code)
        people.append(seats[person.code].give(person))
    work.connection.execute(
        insert(participants),
        [
            make_row(person, hash_token(joined.token))
            for person, joined in zip(people, payloads, strict=True)
        ],
    )

    def remember() -> None:
        for person, joined in zip(people, payloads, strict=True):
            box.people.remember(hash_token(joined.token), person)
        for code in seats:
            box.channel.announce(code, Change.ANSWERS, get_room(code).sequence)

    work.after(remember)
    return people


_insert = _insert_all


def find_by_token(code: str, token: str) -> Participant | None:
    """Return the participant a phone's token stands for, in this workshop."""
    box = toolkit.current()
    token_hash = hash_token(token)
    person = box.people.get(token_hash)
    if person is None:
        renewals = box.people.renewals
        with box.database.read() as connection:
            row = connection.execute(
                select(participants).where(participants.c.token_hash == token_hash)
            ).first()
        if row is None:
            return None
        person = read_person(row)
        box.people.remember(token_hash, person)
        if renewals != box.people.renewals:
            box.people.pop(token_hash, None)  # read before somebody was moved
    return person if person.code == code else None


def add_person(
    by: Participant, *, name: str, affiliation: str = "", field: str = ""
) -> Participant:
    """Add somebody without a phone, for whom `by`'s device writes (代理入力)."""
    person: Participant = toolkit.current().database.write(
        _insert_person, _person_of(by, name, affiliation, field)
    )
    return person


async def add_person_async(
    by: Participant, *, name: str, affiliation: str = "", field: str = ""
) -> Participant:
    """Like `add_person`, without holding up the event loop."""
    person: Participant = await toolkit.current().database.write_async(
        _insert_person, _person_of(by, name, affiliation, field)
    )
    return person


def add_absent(
    code: str, *, name: str, affiliation: str = "", field: str = "", team: str = ""
) -> Participant:
    """Add somebody without a phone, for whom the facilitators write on the console.

    Closing the way in is for phones; the office may always add people.
    """
    joined = _prepare(code, name, affiliation, field, team, shared_device=False)
    person: Participant = toolkit.current().database.write(_insert, joined)
    return person


def _person_of(by: Participant, name: str, affiliation: str, field: str) -> Participant:
    program = get_workshop(by.code).program
    return Participant(
        id=make_id(),
        code=by.code,
        name=clean_name(name),
        affiliation=find_option("所属", program.affiliations, affiliation),
        field=find_option("分野", program.fields, field),
        team=by.team,
        shared_device=False,
        entered_by=by.entered_by or by.id,
        joined_at=now(),
    )


def _insert_person_row(work: Work, person: Participant) -> Participant:
    box = toolkit.current()
    work.connection.execute(insert(participants).values(**make_row(person, None)))
    sequence = get_room(person.code).sequence
    work.after(lambda: box.channel.announce(person.code, Change.ANSWERS, sequence))
    return person


_insert_person = one(_insert_person_row)


def list_people(by: Participant) -> tuple[Participant, ...]:
    """Return everybody a device writes for: its own participant first."""
    with toolkit.current().database.read() as connection:
        rows = connection.execute(
            select(participants)
            .where(or_(participants.c.id == by.id, participants.c.entered_by == by.id))
            .order_by(participants.c.entered_by.is_not(None), participants.c.joined_at)
        ).all()
    return tuple(read_person(row) for row in rows)


def get_person_for(by: Participant, participant_id: str) -> Participant:
    """Return the person `by`'s device may write for, or raise NotYours."""
    if participant_id == by.id:
        return by
    for person in list_people(by):
        if person.id == participant_id:
            return person
    raise NotYours


def get_participant(code: str, participant_id: str) -> Participant:
    """Return a participant of this workshop or raise NoSuchThing."""
    with toolkit.current().database.read() as connection:
        row = connection.execute(
            select(participants).where(
                participants.c.id == participant_id, participants.c.code == code
            )
        ).first()
    if row is None:
        raise NoSuchThing("参加者")
    return read_person(row)


def list_participants(code: str) -> tuple[Participant, ...]:
    """Return all participants and shared terminals in the order they joined."""
    with toolkit.current().database.read() as connection:
        rows = connection.execute(
            select(participants)
            .where(participants.c.code == code)
            .order_by(participants.c.joined_at, participants.c.id)
        ).all()
    return tuple(read_person(row) for row in rows)


def count_by_team(code: str) -> dict[str, int]:
    """Count the people of each team; a shared terminal is no person."""
    counted = Counter(person.team for person in list_participants(code) if not person.shared_device)
    return {team.key: counted[team.key] for team in get_workshop(code).options.teams}


def change_participant(
    code: str, participant_id: str, *, name: str, affiliation: str, field: str
) -> Participant:
    """Correct what a participant said at joining."""
    person = get_participant(code, participant_id)
    program = get_workshop(code).program
    return _store(
        replace(
            person,
            name=clean_name(name),
            affiliation=find_option("所属", program.affiliations, affiliation),
            field=find_option("分野", program.fields, field),
        )
    )


def _store(person: Participant) -> Participant:
    stored: Participant = toolkit.current().database.write(_update_person, person)
    return stored


def _update_person_row(work: Work, person: Participant) -> Participant:
    box = toolkit.current()
    work.connection.execute(
        update(participants)
        .where(participants.c.id == person.id)
        .values(
            name=person.name,
            affiliation=person.affiliation,
            field=person.field,
        )
    )
    sequence = get_room(person.code).sequence
    # Somebody may have moved them to another team meanwhile.
    row = work.connection.execute(select(participants).where(participants.c.id == person.id)).one()
    stored = read_person(row)

    def renew() -> None:
        box.people.renew({stored.id: stored})
        box.channel.announce(stored.code, Change.ANSWERS, sequence)

    work.after(renew)
    return stored


_update_person = one(_update_person_row)
