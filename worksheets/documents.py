"""The two small JSON documents of a workshop: its options and its room."""

import json
from datetime import UTC, datetime
from typing import Any

from worksheets.frozen import dump_frozen, load_frozen
from worksheets.orders import load_orders
from worksheets.records import Options, Room, StageView, Team, TeamChoice, Timer
from worksheets.vote_ways import dump_ways, load_ways


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def dump_options(options: Options) -> str:
    """Write options as JSON."""
    return json.dumps(
        {
            "teams": [[team.key, team.name] for team in options.teams],
            "team_choice": options.team_choice,
            "purpose": options.purpose,
            "retention_days": options.retention_days,
            "joining_open": options.joining_open,
            "network_name": options.network_name,
            "network_password": options.network_password,
            "joining_code": options.joining_code,
        },
        ensure_ascii=False,
    )


def load_options(document: str) -> Options:
    """Read options back."""
    data: dict[str, Any] = json.loads(document)
    data["teams"] = tuple(Team(key, name) for key, name in data["teams"])
    data["team_choice"] = TeamChoice(data["team_choice"])
    return Options(**data)


def dump_room(room: Room) -> str:
    """Write a room as JSON, without what has columns of its own."""
    timer = room.timer
    return json.dumps(
        {
            "meeting": room.meeting_key,
            "step": room.step_key,
            "woken": room.woken,
            "open_worksheets": room.open_worksheets,
            "late_worksheets": room.late_worksheets,
            "open_votes": room.open_votes,
            "vote_ways": dump_ways(room.vote_ways),
            "shown_votes": room.shown_votes,
            "shared": room.shared,
            "spotlight": room.spotlight,
            "stage_view": room.stage_view,
            "ends_at": timer.ends_at.isoformat() if timer.ends_at else None,
            "seconds_left": timer.seconds_left,
            "total": timer.total,
            "ready_shown": room.ready_shown,
            "quoted": room.quoted,
            "notice": room.notice,
            "step_started_at": room.step_started_at.isoformat() if room.step_started_at else None,
            "frozen": dump_frozen(room.frozen),
            "online": room.online,
        },
        ensure_ascii=False,
    )


def load_room(code: str, *, sequence: int, revision: int, document: str, orders: str) -> Room:
    """Read a room back from its row."""
    data: dict[str, Any] = json.loads(document)
    return Room(
        code=code,
        sequence=sequence,
        revision=revision,
        meeting_key=data["meeting"],
        step_key=data["step"],
        woken=data.get("woken", 0),  # rooms of older versions have none
        open_worksheets=tuple(data["open_worksheets"]),
        late_worksheets=tuple(data["late_worksheets"]),
        open_votes=tuple(data["open_votes"]),
        shared=tuple(data["shared"]),
        spotlight=data["spotlight"],
        stage_view=StageView(data["stage_view"]),
        timer=Timer(
            ends_at=_time(data["ends_at"]),
            seconds_left=data["seconds_left"],
            total=data["total"],
        ),
        ready_shown=data.get("ready_shown", False),
        quoted=tuple(data.get("quoted", ())),
        notice=data["notice"],
        step_started_at=_time(data["step_started_at"]),
        orders=load_orders(orders),
        frozen=load_frozen(data.get("frozen")),
        online=data.get("online", False),
        vote_ways=load_ways(data.get("vote_ways", {})),
        shown_votes=tuple(data.get("shown_votes", ())),
    )


def _time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
