"""Tasks about one workshop or all: open, list, show, tell the steps, move."""

from datetime import datetime
from typing import Any

from facilitator.addresses import join_url, remote_url, stage_url
from programs.model import Meeting, Program, Step
from programs.questions import Worksheet
from programs.reading import program_keys, read_program
from worksheets import rooms, toolkit
from worksheets.deleting import delete_workshop
from worksheets.errors import BadInput
from worksheets.orders import Arrangement, arrange_meeting, get_order, list_lines, pair_lines
from worksheets.participants import count_by_team
from worksheets.reading_answers import count_answers
from worksheets.records import Options, Room, Workshop
from worksheets.workshops import (
    get_workshop,
    list_workshops,
    make_teams,
    normalise_code,
    open_workshop,
)


def new(program: str, title: str, municipality: str = "", teams: int = 6) -> dict[str, Any]:
    """Open a workshop; the key is told only this once."""
    opened = open_workshop(
        _get_program(program),
        title=title,
        municipality=municipality,
        options=Options(teams=make_teams(teams)),
    )
    workshop = opened.workshop
    return {
        "code": workshop.code,
        "title": workshop.title,
        **_list_addresses(workshop.code),
        "remote_url": remote_url(workshop.code, key=opened.key),
        "key": opened.key,
    }


def _get_program(key: str) -> Program:
    reading = read_program(key)
    if reading.program is not None:
        return reading.program
    if key in program_keys():
        raise BadInput(
            f"プログラム「{key}」の内容に直すところがあります。"
            "「python -m programs」で場所を確かめてください。"
        )
    raise BadInput(str(reading.problems[0]))


def _list_addresses(code: str) -> dict[str, str]:
    return {
        "join_url": join_url(code),
        "stage_url": stage_url(code),
        "remote_url": remote_url(code),
    }


def list_all() -> dict[str, Any]:
    """List all workshops, the newest first."""
    return {
        "workshops": [
            {
                "code": summary.code,
                "title": summary.title,
                "municipality": summary.municipality,
                "program_title": summary.program_title,
                "created_at": summary.created_at.astimezone().isoformat(timespec="seconds"),
                "participants": summary.participants,
            }
            for summary in list_workshops()
        ]
    }


def delete(code: str, *, title: str) -> dict[str, Any]:
    """Delete a workshop for good; its title, typed again, guards against a slip."""
    workshop = find(code)
    if title.strip() != workshop.title:
        raise BadInput(
            f"研修「{workshop.title}」({workshop.code})は消していません。"
            "消すときは --title に、研修の名前をそのまま書いてください。"
        )
    delete_workshop(workshop.code)
    return {"code": workshop.code, "title": workshop.title}


def show(code: str) -> dict[str, Any]:
    """Tell where a workshop is and how full it is."""
    workshop = find(code)
    room = rooms.get_room(workshop.code)
    people = count_by_team(workshop.code)
    return {
        "code": workshop.code,
        "title": workshop.title,
        "municipality": workshop.municipality,
        "program": workshop.program.key,
        "program_title": workshop.program.title,
        "created_at": workshop.created_at.astimezone().isoformat(timespec="seconds"),
        **_list_addresses(workshop.code),
        **describe_room(workshop, room),
        "participants": sum(people.values()),
        "connected": toolkit.current().channel.count_connected(workshop.code),
        "answers": count_answers(workshop.code),
        "teams": [
            {"key": team.key, "name": team.name, "participants": people.get(team.key, 0)}
            for team in workshop.options.teams
        ],
    }


def list_steps(code: str) -> dict[str, Any]:
    """List meetings and steps in their order, and the worksheets they open."""
    workshop = find(code)
    room = rooms.get_room(workshop.code)
    return {
        "code": workshop.code,
        "title": workshop.title,
        "current": f"{room.meeting_key}/{room.step_key}",
        "meetings": [
            _describe_meeting(meeting, get_order(room.orders, meeting.key).arrangement)
            for meeting in workshop.program.meetings
        ],
        "worksheets": [_describe_sheet(sheet) for sheet in workshop.program.worksheets],
    }


def _describe_meeting(meeting: Meeting, arrangement: Arrangement) -> dict[str, Any]:
    own = {step.key for step in arrangement.own}
    return {
        "key": meeting.key,
        "label": meeting.label,
        "title": meeting.title,
        "kind": meeting.kind.value,
        "minutes": arrange_meeting(meeting, arrangement).minutes,
        "starts_at": _tell_time(arrangement.starts_at),
        "ends_at": _tell_time(arrangement.ends_at),
        "steps": [
            {**_describe_step(step), "skipped": line.skipped, "own": step.key in own}
            for line, step in pair_lines(meeting, arrangement)
        ],
    }


def _tell_time(at: datetime | None) -> str | None:
    return at.astimezone().isoformat(timespec="minutes") if at else None


def _describe_step(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "title": step.title,
        "minutes": step.minutes,
        "shortest": step.shortest,
        "worksheets": list(step.worksheets),
        "votes_on": list(step.votes_on),
        "clusters_on": list(step.clusters_on),
    }


def _describe_sheet(sheet: Worksheet) -> dict[str, Any]:
    return {
        "key": sheet.key,
        "title": sheet.title,
        "scope": sheet.scope.value,
        "role": sheet.role.value,
        "many": sheet.many,
        "anonymous": sheet.anonymous,
        "questions": [
            {"key": question.key, "label": question.label, "kind": question.kind.value}
            for question in sheet.questions
        ],
    }


def go(code: str, target: str) -> dict[str, Any]:
    """Move the room "next", "back" or to "MEETING/STEP"; at the ends it stays."""
    workshop = find(code)
    if target == "next":
        room = rooms.go_next(workshop.code)
    elif target == "back":
        room = rooms.go_back(workshop.code)
    else:
        meeting_key, step_key = _find_step(workshop, target)
        room = rooms.go_to(workshop.code, meeting_key, step_key)
    return {"code": workshop.code, **describe_room(workshop, room)}


def _find_step(workshop: Workshop, target: str) -> tuple[str, str]:
    meeting_key, _, step_key = target.partition("/")
    meeting = workshop.program.find_meeting(meeting_key)
    orders = rooms.get_room(workshop.code).orders
    lines = list_lines(meeting, get_order(orders, meeting_key).arrangement) if meeting else ()
    if step_key not in {line.step for line in lines}:
        raise BadInput(
            f"「{target}」というステップはありません。next、back、または「回/ステップ」を"
            f"指定してください(「python -m facilitator steps {workshop.code}」で分かります)。"
        )
    return meeting_key, step_key


def describe_room(workshop: Workshop, room: Room) -> dict[str, Any]:
    """Tell the room's step as both keys and words."""
    place = rooms.get_place(workshop.code, room)
    return {
        "meeting": room.meeting_key,
        "meeting_title": f"{place.meeting.label} {place.meeting.title}",
        "step": room.step_key,
        "step_title": place.step.title,
        "step_number": place.number,
        "open_worksheets": list(room.open_worksheets),
        "open_votes": list(room.open_votes),
        "revision": room.sequence,
    }


def find(code: str) -> Workshop:
    """Return the workshop of a typed code or raise WorkshopNotFound."""
    return get_workshop(normalise_code(code))
