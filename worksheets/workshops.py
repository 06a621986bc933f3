"""Open workshops, find them, change their options.

Opening freezes a copy of the program: editing YAML never changes a workshop.
"""

import hmac
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, insert, select, update

from programs.model import MeetingKind, Program
from programs.reading import read_program
from worksheets import toolkit
from worksheets.codes import hash_token, make_code, make_token, normalise_code
from worksheets.documents import dump_options, dump_room, load_options, now
from worksheets.errors import BadInput, NoSuchThing, WorkshopNotFound
from worksheets.records import (
    Change,
    Opened,
    Options,
    Room,
    StageView,
    Team,
    Workshop,
    WorkshopSummary,
)
from worksheets.tables import participants, workshops
from worksheets.writing import Work, one

__all__ = ["normalise_code"]

MOST_TEAMS = 100


def make_teams(count: int) -> tuple[Team, ...]:
    """Make `count` numbered teams."""
    if not 1 <= count <= MOST_TEAMS:
        raise BadInput(f"班の数は1から{MOST_TEAMS}までにしてください。")
    return tuple(Team(f"t{number}", f"{number}班") for number in range(1, count + 1))


def open_workshop(
    program: Program | str, *, title: str, municipality: str = "", options: Options | None = None
) -> Opened:
    """Start a workshop with a frozen copy of the program (or of the one with this key).

    The facilitator key is returned only here.
    """
    if isinstance(program, str):
        program = _get_program(program)
    if not title.strip():
        raise BadInput("研修の名前を入れてください。")
    if options is None:
        options = Options(teams=make_teams(6))
    if not options.purpose:
        options = replace(options, purpose=program.purpose)
    workshop = Workshop(
        code=make_code(),
        title=title.strip()[:200],
        municipality=municipality.strip()[:100],
        program=program,
        options=options,
        created_at=now(),
    )
    key = make_token()
    box = toolkit.current()
    box.database.write(_insert, (workshop, key, _first_room(workshop)))
    return Opened(workshop, key)


def _get_program(program_key: str) -> Program:
    reading = read_program(program_key)
    if reading.program is None or reading.problems:
        raise NoSuchThing(f"プログラム「{program_key}」")
    return reading.program


def _first_room(workshop: Workshop) -> Room:
    """Begin at the first gathering: preparation is read by the office before, not run in a room."""
    meetings = workshop.program.meetings
    first = next((m for m in meetings if m.kind is MeetingKind.GATHERING), meetings[0])
    step = first.steps[0]
    return Room(
        code=workshop.code,
        sequence=1,
        revision=1,
        meeting_key=first.key,
        step_key=step.key,
        open_worksheets=step.worksheets,
        stage_view=StageView.JOIN,
    )


def _insert_row(work: Work, payload: tuple[Workshop, str, Room]) -> None:
    workshop, key, room = payload
    work.connection.execute(
        insert(workshops).values(
            code=workshop.code,
            key_hash=hash_token(key),
            title=workshop.title,
            municipality=workshop.municipality,
            program=workshop.program.model_dump_json(exclude_defaults=True),
            options=dump_options(workshop.options),
            created_at=workshop.created_at.isoformat(),
            sequence=room.sequence,
            revision=room.revision,
            room=dump_room(room),
        )
    )


_insert = one(_insert_row)


def find_workshop(code: str) -> Workshop | None:
    """Return the workshop with this join code, if there is one."""
    box = toolkit.current()
    known = box.workshops.get(code)
    if known is not None:
        return known
    with box.database.read() as connection:
        row = connection.execute(select(workshops).where(workshops.c.code == code)).first()
    if row is None:
        return None
    workshop = Workshop(
        code=row.code,
        title=row.title,
        municipality=row.municipality,
        program=Program.model_validate_json(row.program),
        options=load_options(row.options),
        created_at=datetime.fromisoformat(row.created_at),
    )
    box.workshops[code] = workshop
    return workshop


def get_workshop(code: str) -> Workshop:
    """Return the workshop with this join code or raise WorkshopNotFound."""
    workshop = find_workshop(code)
    if workshop is None:
        raise WorkshopNotFound(code)
    return workshop


def list_workshops() -> tuple[WorkshopSummary, ...]:
    """Return all workshops, the newest first."""
    joined = (
        select(participants.c.code, func.count().label("number"))
        .where(participants.c.shared_device.is_(False))
        .group_by(participants.c.code)
        .subquery()
    )
    query = (
        select(workshops.c.code, func.coalesce(joined.c.number, 0).label("number"))
        .outerjoin(joined, joined.c.code == workshops.c.code)
        .order_by(workshops.c.created_at.desc())
    )
    with toolkit.current().database.read() as connection:
        rows = connection.execute(query).all()
    summaries = []
    for row in rows:
        workshop = get_workshop(row.code)
        summaries.append(
            WorkshopSummary(
                code=workshop.code,
                title=workshop.title,
                municipality=workshop.municipality,
                program_title=workshop.program.title,
                created_at=workshop.created_at,
                participants=row.number,
            )
        )
    return tuple(summaries)


def change_options(code: str, options: Options) -> Workshop:
    """Store new options; phones see them with their next reading."""
    workshop = get_workshop(code)
    if not options.teams:
        raise BadInput("班を1つ以上にしてください。")
    changed = replace(workshop, options=options)
    toolkit.current().database.write(_change, changed)
    return changed


def find_by_joining_code(joining_code: str) -> Workshop | None:
    """Return the workshop people join with this code, if there is one."""
    own = find_workshop(joining_code)
    if own is not None:
        return own if own.joining_code == joining_code else None
    if not joining_code.isalnum():
        return None
    query = select(workshops.c.code).where(
        workshops.c.options.contains(f'"joining_code": "{joining_code}"')
    )
    with toolkit.current().database.read() as connection:
        code = connection.execute(query).scalar()
    found = find_workshop(code) if code else None
    return found if found and found.joining_code == joining_code else None


def renew_joining_code(code: str) -> str:
    """Replace what people type to join; the old code lets nobody new in, those in stay in."""
    options = get_workshop(code).options
    joining_code = make_code()
    while find_workshop(joining_code) or find_by_joining_code(joining_code):
        joining_code = make_code()
    change_options(code, replace(options, joining_code=joining_code))
    return joining_code


def _change_row(work: Work, changed: Workshop) -> None:
    box = toolkit.current()
    work.connection.execute(
        update(workshops)
        .where(workshops.c.code == changed.code)
        .values(options=dump_options(changed.options))
    )

    sequence = work.connection.execute(
        select(workshops.c.sequence).where(workshops.c.code == changed.code)
    ).scalar_one()

    def tell() -> None:
        box.workshops[changed.code] = changed
        # Walls say how to join; no phone shows anything of it.
        box.channel.announce(changed.code, Change.ORDER, sequence)

    work.after(tell)


_change = one(_change_row)


def is_key(code: str, key: str) -> bool:
    """Tell whether `key` is the facilitator key of this workshop."""
    with toolkit.current().database.read() as connection:
        known = connection.execute(
            select(workshops.c.key_hash).where(workshops.c.code == code)
        ).scalar()
    return known is not None and hmac.compare_digest(known, hash_token(key))


def find_by_key(key: str) -> str:
    """Return the code of the workshop whose facilitator key this is, empty when there is none."""
    with toolkit.current().database.read() as connection:
        query = select(workshops.c.code).where(workshops.c.key_hash == hash_token(key))
        return connection.execute(query).scalar() or ""


def renew_key(code: str) -> str:
    """Replace the facilitator key; the old one stops working at once."""
    get_workshop(code)
    key = make_token()
    toolkit.current().database.write(_renew, (code, hash_token(key)))
    return key


def _renew_row(work: Work, payload: tuple[str, str]) -> None:
    code, key_hash = payload
    work.connection.execute(
        update(workshops).where(workshops.c.code == code).values(key_hash=key_hash)
    )
    box = toolkit.current()
    work.after(lambda: box.tell_keys_changed(code))


_renew = one(_renew_row)
