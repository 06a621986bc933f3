"""Find places on a sheet for things that belong together: the same input, the same picture."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_ROUNDS = 160  # of pulling and pushing; later ones move almost nothing
_PARTING = 120  # rounds of moving apart what still lies on top of each other
_GRAVITY = 0.06  # keeps groups that hang together with nothing else from drifting away
_TILT = -1.2  # radians: an upright ring of four would put all lines through one spot
_GAP = 10.0

Spot = tuple[float, float]
Strength = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Box:
    """How much room a thing takes around its spot."""

    id: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """How much room there is."""

    width: float
    height: float


@lru_cache(maxsize=64)
def lay_out(
    boxes: tuple[Box, ...], pairs: tuple[tuple[str, str], ...], sheet: Sheet
) -> Mapping[str, Spot]:
    """Return a spot for each box: linked ones near each other, none on top of another."""
    if not boxes:
        return {}
    spots = _start_on_a_ring(boxes, sheet)
    _pull_together(spots, pairs, sheet)
    _fill(spots, boxes, sheet)
    # First with room for words on the lines, then at least so that nothing is covered.
    roomy = math.sqrt(sheet.width * sheet.height / len(boxes)) * 0.45
    _move_apart(spots, boxes, sheet, gap=roomy)
    _move_apart(spots, boxes, sheet, gap=_GAP)
    return {key: (round(x, 1), round(y, 1)) for key, (x, y) in spots.items()}


def _start_on_a_ring(boxes: Sequence[Box], sheet: Sheet) -> dict[str, Spot]:
    turn = 2 * math.pi / len(boxes)
    return {
        box.id: (
            sheet.width / 2 + sheet.width / 3 * math.cos(turn * number + _TILT),
            sheet.height / 2 + sheet.height / 3 * math.sin(turn * number + _TILT),
        )
        for number, box in enumerate(boxes)
    }


def _pull_together(spots: dict[str, Spot], pairs: Sequence[tuple[str, str]], sheet: Sheet) -> None:
    """Let everything push everything away and links pull, less with every round."""
    ideal = math.sqrt(sheet.width * sheet.height / len(spots)) * 0.8
    middle = (sheet.width / 2, sheet.height / 2)
    for number in range(_ROUNDS):
        heat = sheet.width / 8 * (1 - number / _ROUNDS)
        forces = {key: [0.0, 0.0] for key in spots}
        keys = list(spots)
        for place, one in enumerate(keys):
            for other in keys[place + 1 :]:
                _push(forces, spots, one, other, lambda gap: ideal * ideal / gap)
            forces[one][0] += (middle[0] - spots[one][0]) * _GRAVITY
            # A sheet is wider than high, so it pulls more from above and below.
            forces[one][1] += (middle[1] - spots[one][1]) * _GRAVITY * sheet.width / sheet.height
        for one, other in pairs:
            _push(forces, spots, one, other, lambda gap: -gap * gap / ideal)
        for key, (x, y) in forces.items():
            length = math.hypot(x, y) or 1.0
            step = min(length, heat) / length
            spots[key] = (spots[key][0] + x * step, spots[key][1] + y * step)


def _push(
    forces: Mapping[str, list[float]],
    spots: Mapping[str, Spot],
    one: str,
    other: str,
    strength: Strength,
) -> None:
    x, y = spots[one][0] - spots[other][0], spots[one][1] - spots[other][1]
    gap = math.hypot(x, y)
    if gap < 1:
        x, y, gap = 1.0, 0.5, 1.0
    force = strength(gap) / gap
    forces[one][0] += x * force
    forces[one][1] += y * force
    forces[other][0] -= x * force
    forces[other][1] -= y * force


def _fill(spots: dict[str, Spot], boxes: Sequence[Box], sheet: Sheet) -> None:
    """Stretch the picture over the sheet, so that letters have room."""
    wide = max(box.width for box in boxes) / 2
    high = max(box.height for box in boxes) / 2
    xs = [x for x, _ in spots.values()]
    ys = [y for _, y in spots.values()]
    for key, (x, y) in spots.items():
        spots[key] = (
            _stretch(x, min(xs), max(xs), wide, sheet.width - wide),
            _stretch(y, min(ys), max(ys), high, sheet.height - high),
        )


def _stretch(value: float, least: float, most: float, low: float, high: float) -> float:
    if most - least < 1:
        return (low + high) / 2
    return low + (value - least) / (most - least) * (high - low)


def _move_apart(spots: dict[str, Spot], boxes: Sequence[Box], sheet: Sheet, *, gap: float) -> None:
    """Move boxes that lie on each other along the shorter way out, and keep all on the sheet."""
    for _ in range(_PARTING):
        moved = False
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                moved = _part(spots, one, other, gap) or moved
        for box in boxes:
            x, y = spots[box.id]
            spots[box.id] = (
                min(max(x, box.width / 2), sheet.width - box.width / 2),
                min(max(y, box.height / 2), sheet.height - box.height / 2),
            )
        if not moved:
            return


def _part(spots: dict[str, Spot], one: Box, other: Box, gap: float) -> bool:
    (x1, y1), (x2, y2) = spots[one.id], spots[other.id]
    x = (one.width + other.width) / 2 + gap - abs(x1 - x2)
    y = (one.height + other.height) / 2 + gap - abs(y1 - y2)
    if x <= 0 or y <= 0:
        return False
    if x < y:
        step = x / 2 if x1 >= x2 else -x / 2
        spots[one.id], spots[other.id] = (x1 + step, y1), (x2 - step, y2)
    else:
        step = y / 2 if y1 >= y2 else -y / 2
        spots[one.id], spots[other.id] = (x1, y1 + step), (x2, y2 - step)
    return True
