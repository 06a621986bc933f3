"""Keep what the wall shows while it stands still, without a word that was taken back since.

What it shows is kept in memory only, as it was read: the room may be moved, grouped and voted
on behind it. After a restart nothing is left of it, and the wall says so.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any

from facilitator.pace import describe_timer
from facilitator.stage.snapshots import describe_stage, list_walls, make_join, make_stage_state
from facilitator.stage.standing import Json, make_standing
from facilitator.stage.told import Told, has_interviews, read_told
from facilitator.stage.walls import Wall
from worksheets.grouped import GroupedCluster, find_grouped
from worksheets.projecting import freeze
from worksheets.promises import list_showable
from worksheets.records import Answer, Given, Room, StageView, Timer, Workshop
from worksheets.redacting import MARK, is_redacted, list_redactions
from worksheets.rooms import get_place, get_room
from worksheets.values import headline
from worksheets.workshops import find_workshop, get_workshop

_MOST = 20  # rooms whose wall may stand still at the same time
_TELLING = 4  # letters from which a text may give away whose it was


@dataclass(slots=True)
class _Still:
    """One wall as it stood, and what it may still show of that.

    `before` are the answers that could be seen then, `lost` those that changed or went since,
    looked for up to the room's sequence `checked`.
    """

    room: Room
    walls: list[Wall]
    state: Json
    before: Mapping[str, Answer]
    checked: int
    since: datetime | None = None
    lost: Mapping[str, Answer | None] = field(default_factory=dict)
    redactions: int = 0


_stills: dict[str, _Still] = {}
_lock = Lock()


def stop_wall(code: str, *, given: Given | None = None) -> Room:
    """Freeze the wall, and keep what stood on it when the order was given."""
    workshop, room = get_workshop(code), get_room(code)
    if room.frozen is not None:
        return room
    walls = list_walls(workshop, room)
    state = describe_stage(workshop, room, walls)
    still = _Still(room, walls, state, _list_standing(workshop), room.sequence)
    # Refused when the room was moved since: something else would stand still than was seen.
    step = given.step if given else None
    changed = freeze(code, given=Given(step=step, revision=_earlier(given, room)))
    still.since = changed.frozen.since if changed.frozen else None
    with _lock:
        _stills[code] = still
        _forget()
    return changed


def _forget() -> None:
    """Drop what stood on walls of workshops that were deleted since, and the oldest of many."""
    for code in [code for code in _stills if find_workshop(code) is None]:
        del _stills[code]
    while len(_stills) > _MOST:
        del _stills[next(iter(_stills))]


def _earlier(given: Given | None, room: Room) -> int:
    if given is None or given.revision is None:
        return room.revision
    return min(given.revision, room.revision)


def make_shown_state(code: str) -> Json:
    """Return what the wall screen shows: the room as it is, or as it stood."""
    workshop, room = get_workshop(code), get_room(code)
    if room.frozen is None:
        with _lock:
            _stills.pop(code, None)
            _forget()
        return make_stage_state(code)
    now = make_standing(workshop, room, get_place(code, room))
    with _lock:
        still = _stills.get(code)
        if still is None or still.since != room.frozen.since:
            state = describe_stage(workshop, replace(room, stage_view=StageView.BLANK), [])
        else:
            _take_back(workshop, still, room.sequence)
            state = still.state
    moved = room.frozen.place != f"{room.meeting_key}/{room.step_key}"
    current = {name: now[name] for name in ("step", "meeting", "next", "back", "view", "revision")}
    return {
        **state,
        # A code that was replaced lets nobody in, and of a password no wall online may tell.
        "join": make_join(workshop, room),
        **{
            name: now[name]
            for name in ("sequence", "revision", "server_time", "connected", "online")
        },
        # A clock of a step that is over would mislead, one that has stopped too.
        "timer": describe_timer(Timer()) if moved else now["timer"],
        "frozen": {**now["frozen"], "kept": still is not None, "moved": moved, "now": current},
    }


# --- promises beat freezing -----------------------------------------------------------------


def _list_standing(workshop: Workshop) -> dict[str, Answer]:
    """Return every answer the room may see now, by id."""
    if has_interviews(workshop.program):
        every = read_told(workshop).answers.values()
        return {answer.id: answer for given in every for answer in given}
    sheets = workshop.program.worksheets
    return {answer.id: answer for sheet in sheets for answer in list_showable(workshop.code, sheet)}


def _take_back(workshop: Workshop, still: _Still, sequence: int) -> None:
    """Leave out what is hidden, withdrawn or promised away now; all else stays as it was."""
    if still.checked == sequence:
        return
    still.checked = sequence
    before, standing = still.before, _list_standing(workshop)
    told = read_told(workshop) if has_interviews(workshop.program) else None
    # Where words were told in confidence, their latest form counts.
    lost = {
        key: standing.get(key)
        for key, answer in before.items()
        if key not in standing or _current(answer, standing, told) != answer
    }
    redactions = len(list_redactions(workshop.code))
    if lost == still.lost and redactions == still.redactions:
        return
    still.lost, still.redactions = lost, redactions
    walls = [_prune(wall, before, standing, told) for wall in still.walls]
    fresh = describe_stage(workshop, still.room, walls)
    words = {text for key in lost for text in _list_texts(before[key].values)}
    still.state = {
        name: fresh[name] if name in ("walls", "spotlight") or _tells(value, words) else value
        for name, value in still.state.items()
    }


def _prune(
    wall: Wall, before: Mapping[str, Answer], standing: Mapping[str, Answer], told: Told | None
) -> Wall:
    def stays(key: str) -> bool:
        return key in standing or key not in before

    def say(key: str, words: str) -> str:
        if key not in standing or (told is None and not is_redacted(standing[key].values)):
            return words
        sheet = wall.workshop.program.find_worksheet(standing[key].worksheet)
        return headline(sheet, standing[key].values) if sheet else words

    answers = tuple(
        _current(answer, standing, told) for answer in wall.answers if answer.id in standing
    )
    labels = _list_covered(find_grouped(wall.workshop, wall.worksheet)) if wall.clusters else {}
    clusters = (_prune_cluster(cluster, standing, labels) for cluster in wall.clusters)
    return replace(
        wall,
        answers=answers,
        known={key: say(key, words) for key, words in wall.known.items() if stays(key)},
        told=told,
        clusters=tuple(cluster for cluster in clusters if cluster.count),
    )


def _current(answer: Answer, standing: Mapping[str, Answer], told: Told | None) -> Answer:
    """Return the answer as it stood, or as it is now where its words may no longer be read."""
    latest = standing[answer.id]
    return latest if told is not None or is_redacted(latest.values) else answer


def _list_covered(clusters: Iterable[GroupedCluster]) -> dict[str, str]:
    """Return the labels in which words were made unreadable, by cluster."""
    found: dict[str, str] = {}
    for cluster in clusters:
        if MARK in cluster.label:
            found[cluster.id] = cluster.label
        found |= _list_covered(cluster.inner)
    return found


def _prune_cluster(
    cluster: GroupedCluster, standing: Mapping[str, Answer], labels: Mapping[str, str]
) -> GroupedCluster:
    inner = (_prune_cluster(each, standing, labels) for each in cluster.inner)
    return replace(
        cluster,
        label=labels.get(cluster.id, cluster.label),
        cards=tuple(card for card in cluster.cards if card in standing),
        inner=tuple(each for each in inner if each.count),
    )


def _list_texts(value: Any) -> list[str]:  # noqa: ANN401 -- any JSON
    if isinstance(value, str):
        return [value] if len(value) >= _TELLING else []
    parts = value.values() if isinstance(value, Mapping) else value
    return (
        []
        if isinstance(value, int | float) or value is None
        else [text for part in parts for text in _list_texts(part)]
    )


def _tells(value: Any, words: set[str]) -> bool:  # noqa: ANN401 -- any JSON
    written = json.dumps(value, ensure_ascii=False, default=str)
    return any(json.dumps(text, ensure_ascii=False)[1:-1] in written for text in words)
