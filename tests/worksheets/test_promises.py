"""Words go no further than the people who told them allowed."""

import pytest

from programs.questions import Option, QuestionKind
from tests.samples import make_program, make_question, make_sheet
from worksheets import answers, participants, rooms, workshops
from worksheets.promises import Reach, list_showable, reach_of
from worksheets.records import Options, Submission
from worksheets.toolkit import Toolkit

SHEET = make_sheet(
    "told",
    make_question("text", QuestionKind.SHORT_TEXT),
    make_question(
        "sharing",
        QuestionKind.CHOICE,
        options=[Option(key=reach, label=reach) for reach in Reach],
    ),
    many=True,
)


@pytest.mark.parametrize(
    ("values", "reach"),
    [
        ({"sharing": "anonymous"}, Reach.ANONYMOUS),
        ({"sharing": "team"}, Reach.TEAM),
        ({}, Reach.NONE),
    ],
)
def test_reach_is_what_was_chosen_and_silence_means_nowhere(
    values: dict[str, str], reach: Reach
) -> None:
    assert reach_of(SHEET, values) is reach


def test_room_sees_what_may_be_told_and_a_team_its_own(box: Toolkit) -> None:
    assert box.rooms == {}
    program = make_program()
    first = program.meetings[0]
    first = first.model_copy(update={"worksheets": (*first.worksheets, SHEET)})
    program = program.model_copy(update={"meetings": (first, *program.meetings[1:])})
    teams = Options(teams=workshops.make_teams(2))
    code = workshops.open_workshop(program, title="町", options=teams).workshop.code
    rooms.open_worksheet(code, "told")
    person = participants.join(code, team="t1").participant
    for reach in Reach:
        answers.save_answer(
            Submission(
                code=code,
                sent_id=reach,
                worksheet="told",
                values={"text": f"声 {reach}", "sharing": reach},
                participant=person,
            )
        )

    def shown(team: str = "") -> set[str]:
        return {answer.values["text"] for answer in list_showable(code, SHEET, team=team)}

    assert shown() == {"声 anonymous"}
    assert shown("t1") == {"声 anonymous", "声 team"}
    assert shown("t2") == {"声 anonymous"}
