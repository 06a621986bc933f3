"""List the newest cards for the remote: one press shows one large on the wall."""

from facilitator.stage.standing import Json, find_sheets
from programs.questions import Role, Worksheet
from worksheets.promises import list_showable
from worksheets.records import Answer, Room, StageView, Workshop
from worksheets.values import headline

_MOST = 30
# Pages of their own turn these; and what was told in confidence is no card to be held up.
_NOT_HELD_UP = frozenset(
    (
        Role.VISITS,
        Role.GUIDE,
        Role.INTERVIEWS,
        Role.OVERLAPS,
        Role.SURVEY,
        Role.HOMEWORK,
        Role.REFLECTION,
        Role.RATING,
    )
)


def list_newest(workshop: Workshop, room: Room, sheets: list[Worksheet]) -> list[Json]:
    """Return the newest cards that everybody may see, of these worksheets and the one before."""
    late = find_sheets(workshop, room.late_worksheets)
    held_up = {sheet.key: sheet for sheet in (*sheets, *late) if _is_held_up(sheet)}
    found = [
        (sheet, answer)
        for sheet in held_up.values()
        for answer in list_showable(workshop.code, sheet)
    ]
    # Nobody knows when anonymous cards came: they stand last, in an order that says nothing.
    found.sort(key=lambda each: (not each[0].anonymous, each[1].given_at), reverse=True)
    return [_make_card(workshop, room, sheet, answer) for sheet, answer in found[:_MOST]]


def _is_held_up(sheet: Worksheet) -> bool:
    return sheet.many and sheet.role not in _NOT_HELD_UP


def _make_card(workshop: Workshop, room: Room, sheet: Worksheet, answer: Answer) -> Json:
    team = workshop.find_team(answer.team)
    is_shown = room.stage_view is StageView.ANSWERS and sheet.key in room.shared
    return {
        "id": answer.id,
        "worksheet": sheet.key,
        "text": headline(sheet, answer.values),
        "team": team.name if team else "",
        "large": is_shown and room.spotlight == answer.id,
    }
