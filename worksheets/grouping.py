"""Say which cards are grouped now, by whom, and on which board.

Grouping opens with the step that names the worksheet and stays open until the meeting ends, so
that a table that is not ready yet may finish during the break.
"""

from programs.questions import Scope, Worksheet
from worksheets.boards import WHOLE_ROOM, BoardKey
from worksheets.records import Participant, Place, Workshop


def list_grouped(place: Place) -> tuple[str, ...]:
    """Return the worksheets whose cards phones may group now, the newest first."""
    steps = place.meeting.steps
    reached = steps[: [step.key for step in steps].index(place.step.key) + 1]
    return tuple(dict.fromkeys(key for step in reversed(reached) for key in step.clusters_on))


def is_by_team(worksheet: Worksheet) -> bool:
    """Tell whether teams have boards of their own.

    Anonymous cards have no team that may be told, and the office's cards have none.
    """
    return worksheet.many and not worksheet.anonymous and worksheet.scope is not Scope.PLENARY


def find_own_board(workshop: Workshop, worksheet: Worksheet, person: Participant) -> BoardKey:
    """Return where this person groups: at the own team's table, else with the whole room."""
    team = person.team if is_by_team(worksheet) and workshop.find_team(person.team) else WHOLE_ROOM
    return BoardKey(workshop.code, worksheet.key, team)


def find_room_board(workshop: Workshop, worksheet: Worksheet) -> BoardKey:
    """Return the board of the whole room."""
    return BoardKey(workshop.code, worksheet.key)


def list_team_boards(workshop: Workshop, worksheet: Worksheet) -> tuple[BoardKey, ...]:
    """Return the boards of all teams, in their order."""
    if not is_by_team(worksheet):
        return ()
    return tuple(
        BoardKey(workshop.code, worksheet.key, team.key) for team in workshop.options.teams
    )
