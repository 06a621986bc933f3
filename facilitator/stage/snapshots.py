"""Say what the wall screen and the remote show now, as JSON for their pages."""

from urllib.parse import quote, urlsplit

from facilitator.addresses import join_url
from facilitator.pace import describe_pace, find_proposal, get_timetable
from facilitator.readiness import describe_ready, describe_sum
from facilitator.stage.closings import make_closing
from facilitator.stage.earlier import show_earlier
from facilitator.stage.fieldwork_steps import make_came_back, make_visits
from facilitator.stage.order import make_order
from facilitator.stage.paging import make_paging
from facilitator.stage.remote_cards import list_newest
from facilitator.stage.spotlights import make_spotlight
from facilitator.stage.standing import (
    Json,
    find_sheets,
    make_line,
    make_progress,
    make_standing,
)
from facilitator.stage.told import Told, has_interviews, read_told
from facilitator.stage.walls import Wall, is_paged, make_sections
from programs.model import Step
from programs.questions import Worksheet
from worksheets import toolkit
from worksheets.grouped import find_grouped
from worksheets.grouping import list_grouped
from worksheets.promises import list_showable, reach_of
from worksheets.records import Answer, Place, Reach, Room, StageView, Workshop
from worksheets.rooms import get_place, get_room
from worksheets.running_orders import get_arranged
from worksheets.values import make_known
from worksheets.vote_counts import count_voters, get_tally, list_counted
from worksheets.votes import get_way
from worksheets.workshops import get_workshop


def make_stage_state(code: str) -> Json:
    """Return what the wall screen needs; answers only as far as they are shared."""
    workshop = get_workshop(code)
    room = get_room(code)
    return describe_stage(workshop, room, list_walls(workshop, room))


def list_walls(workshop: Workshop, room: Room) -> list[Wall]:
    """Return the walls that are on, none while the wall screen shows something else."""
    return _list_walls(workshop, room) if room.stage_view is StageView.ANSWERS else []


def describe_stage(workshop: Workshop, room: Room, walls: list[Wall]) -> Json:
    """Put what a room's wall screen shows into JSON."""
    code = workshop.code
    place = get_place(code, room)
    in_step = room.stage_view is StageView.STEP
    return {
        **make_standing(workshop, room, place),
        "title": workshop.title,
        "municipality": workshop.municipality,
        "join": make_join(workshop, room),
        "order": make_order(room) if room.stage_view is StageView.ORDER else None,
        "agenda": [make_line(place.meeting, step) for step in place.meeting.steps],
        "stage": {"heading": place.step.stage.heading, "lines": list(place.step.stage.lines)},
        "progress": [make_progress(code, sheet) for sheet in _list_open(workshop, room)],
        "voting": _list_voting(workshop, room),
        "walls": [_wall_json(room, wall) for wall in walls],
        "spotlight": make_spotlight(room, walls),
        "visits": make_visits(workshop, place) if in_step else None,
        "came_back": make_came_back(workshop, place) if in_step else None,
        "closing": make_closing(workshop, room, place) if in_step else None,
        "earlier": show_earlier(workshop, room, place) if in_step else None,
        "ready": describe_sum(room, place),
    }


def make_remote_state(code: str) -> Json:
    """Return what the facilitator's phone needs."""
    workshop = get_workshop(code)
    room = get_room(code)
    place = get_place(code, room)
    common = make_standing(workshop, room, place)
    sheets = _list_handy(workshop, room, place)
    timetable = get_timetable(room)
    return {
        **common,
        "title": workshop.title,
        "pace": describe_pace(timetable),
        "catch_up": find_proposal(room, timetable) is not None,
        "step": common["step"] | _script(place.step),
        "next_step": _preview(place),
        "ready": describe_ready(room, place),
        "worksheets": [_worksheet_json(code, room, sheet) for sheet in sheets],
        "cards": list_newest(workshop, room, sheets),
        "paging": make_paging(room, _list_walls(workshop, room, paged=True)),
        "program": [
            {
                "key": meeting.key,
                "label": f"{meeting.label} {meeting.title}",
                "steps": [make_line(meeting, step) for step in meeting.steps],
            }
            for meeting in get_arranged(code, room).meetings
        ],
    }


def make_join(workshop: Workshop, room: Room) -> Json:
    """Describe how people come in."""
    url = join_url()
    parts = urlsplit(url)
    options = workshop.options
    # Of no use to those outside the hall, and their screens may be recorded.
    network = "" if room.online else options.network_name
    return {
        # What people type: browsers add "http://" themselves, but never "https://".
        "address": f"{parts.netloc}{parts.path}" if parts.scheme == "http" else url,
        "url": f"{url}/{quote(workshop.joining_code)}",
        "code": workshop.joining_code,
        "open": options.joining_open,
        "network": network,
        "password": options.network_password if network else "",
    }


def _list_open(workshop: Workshop, room: Room) -> list[Worksheet]:
    return find_sheets(workshop, room.open_worksheets)


def _list_voting(workshop: Workshop, room: Room) -> list[Json]:
    """Say how many have voted, never for what."""
    connected = toolkit.current().channel.count_connected(workshop.code)
    return [
        {
            "worksheet": sheet.key,
            "title": sheet.title,
            "voters": count_voters(workshop.code, sheet.key),
            "connected": connected,
        }
        for sheet in find_sheets(workshop, room.open_votes)
    ]


def _list_handy(workshop: Workshop, room: Room, place: Place) -> list[Worksheet]:
    """The step's worksheets, and any other that is open or shared."""
    keys = [sheet.key for sheet in place.worksheets]
    keys += [*place.step.votes_on, *list_counted(room, place)]
    keys += [*list_grouped(place), *room.open_worksheets]
    keys += [*room.open_votes, *room.shared]
    return find_sheets(workshop, dict.fromkeys(keys))


def _worksheet_json(code: str, room: Room, sheet: Worksheet) -> Json:
    return {
        **make_progress(code, sheet),
        "key": sheet.key,
        "open": sheet.key in room.open_worksheets,
        "shared": sheet.key in room.shared,
        "votes": sheet.votes,
        "votes_open": sheet.key in room.open_votes,
        "votes_shown": sheet.key in room.shown_votes,
        "voters": count_voters(code, sheet.key) if sheet.votes else 0,
        "vote_way": get_way(room, sheet).describe() if sheet.votes else "",
        "anonymous": sheet.anonymous,
    }


def _preview(place: Place) -> Json | None:
    """Return what a glance ahead needs: how the next step begins."""
    if place.next is None:
        return None
    _, step = place.next
    return {
        "title": step.title,
        "minutes": step.minutes,
        "instruction": step.instruction,
        "say": step.say[0],
        "do": step.do[0],
    }


def _script(step: Step) -> Json:
    return {
        "aim": step.aim,
        "shortest": step.shortest,
        "droppable": step.droppable,
        "say": list(step.say),
        "do": list(step.do),
        "troubles": [{"sign": each.sign, "remedy": each.remedy} for each in step.troubles],
    }


# --- shared answers -------------------------------------------------------------------------


def _list_walls(workshop: Workshop, room: Room, *, paged: bool = False) -> list[Wall]:
    sheets = find_sheets(workshop, room.shared)
    if not has_interviews(workshop.program):
        return [] if paged else [_make_wall(workshop, room, sheet, None) for sheet in sheets]
    if paged:
        sheets = [sheet for sheet in sheets if is_paged(sheet)]
    told = read_told(workshop) if sheets else None
    return [_make_wall(workshop, room, sheet, told) for sheet in sheets]


def _make_wall(workshop: Workshop, room: Room, sheet: Worksheet, told: Told | None) -> Wall:
    code = workshop.code

    def read(one: Worksheet) -> tuple[Answer, ...]:
        return list_showable(code, one) if told is None else told.list_answers(one)

    known: dict[str, str] = {}
    for other in find_sheets(workshop, {each.of for each in sheet.questions if each.of}):
        known |= make_known(other, read(other))
    # Points shown while people still vote would pull votes towards the leaders.
    counted = sheet.key in room.shown_votes and sheet.key not in room.open_votes
    tally = get_tally(code, sheet.key) if counted else None
    clusters = find_grouped(workshop, sheet)
    return Wall(workshop, sheet, read(sheet), known, tally, told, clusters)


def _wall_json(room: Room, wall: Wall) -> Json:
    sheet = wall.worksheet
    return {
        "worksheet": sheet.key,
        "title": sheet.title,
        "many": sheet.many,
        "anonymous": sheet.anonymous,
        "answers": len(wall.answers),
        # Papers of a team's own never go on the wall: nobody shall wait for them.
        "kept": reach_of(sheet, {}) is Reach.TEAM,
        "voting": sheet.key in room.open_votes,
        "sections": make_sections(wall),
    }
