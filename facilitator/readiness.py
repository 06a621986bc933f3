"""Say how far the room is by its own word (できました), and when to ask about moving on.

Only whoever leads reads it, on console and remote; the wall shows at most the sum. Nothing moves
by itself: what is proposed is a minute on the clock, or the next button.
"""

from dataclasses import dataclass
from typing import Any

from worksheets.documents import now
from worksheets.ready import Readiness, Unit, count_ready
from worksheets.records import Place, Room, Timer

LAST_MINUTES = 1.0
_MOST = 0.8
_FEWEST = 3  # below this a share says nothing
_SOON = 60.0  # seconds
_UNITS = {Unit.PERSON: "人", Unit.TEAM: "班"}


@dataclass(frozen=True, slots=True)
class Moving:
    """A question to whoever leads; `offers_minute` where a last minute on the clock would help."""

    words: str
    offers_minute: bool


def describe_ready(room: Room, place: Place) -> dict[str, Any] | None:
    """Return what the remote shows; None at steps where people only listen."""
    found = count_ready(room.code, room, place)
    if found is None:
        return None
    moving = propose_moving(found, room.timer)
    return {
        "count": tell_count(found),
        "whom": tell_whom(found),
        "waiting": tell_waiting(found),
        "proposal": moving.words if moving else "",
        "offers_minute": moving is not None and moving.offers_minute,
        "shown": room.ready_shown,
    }


def describe_sum(room: Room, place: Place) -> dict[str, Any] | None:
    """Return what the wall shows: the sum alone, and only where it is wanted."""
    found = count_ready(room.code, room, place) if room.ready_shown else None
    if found is None or not found.of:
        return None
    return {"ready": found.ready, "of": found.of, "unit": _UNITS[found.unit]}


def tell_count(found: Readiness) -> str:
    """Say how many, of how many that can say so."""
    return f"{found.ready} / {found.of}{_UNITS[found.unit]}"


def tell_whom(found: Readiness) -> str:
    """Say who is counted: nobody waits for people without a phone."""
    if not found.of:
        return "つながっているスマートフォンは、まだありません。"
    if found.unit is Unit.TEAM:
        return "班のだれか1人が伝えます(つながっている班のうち)"
    return "つながっている人のうち。スマートフォンのない人は数えません"


def tell_waiting(found: Readiness) -> str:
    """Name the teams that are not yet all ready: where to go and see."""
    if found.unit is Unit.TEAM:
        return "、".join(team.team.name for team in found.teams if not team.ready)
    left = ((team.team.name, team.of - team.ready) for team in found.teams)
    return "、".join(f"{name} {count}人" for name, count in left if count)


def propose_moving(found: Readiness, timer: Timer) -> Moving | None:
    """Ask whether to move on, once most are ready."""
    if found.of < _FEWEST or found.share < _MOST:
        return None
    done = f"{_tell_share(found)}ができました。"
    left = _count_left(timer)
    if found.ready == found.of or left == 0:
        return Moving(f"{done}次へ進みますか。", offers_minute=False)
    if left is not None and left <= _SOON:
        return Moving(f"{done}時計が終わったら、次へ進みますか。", offers_minute=False)
    return Moving(f"{done}あと1分で、次へ進みますか。", offers_minute=True)


def _tell_share(found: Readiness) -> str:
    if found.ready == found.of:
        return "すべての班" if found.unit is Unit.TEAM else "全員"
    # Rounded down: nine of eleven are not yet nine in ten.
    return f"{int(found.share * 10)}割"


def _count_left(timer: Timer) -> float | None:
    if timer.ends_at is not None:
        return max(0.0, (timer.ends_at - now()).total_seconds())
    return timer.seconds_left
