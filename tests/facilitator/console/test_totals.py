"""What somebody who may read no answer is shown."""

from facilitator.analysis.collect import collect_report
from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.tallies import ChoiceTally, ScaleTally
from facilitator.parts.totals import leave_numbers
from worksheets import answers, participants, rooms, workshops
from worksheets.records import Submission
from worksheets.toolkit import Toolkit


def _write_two(code: str, person: int) -> None:
    """Let somebody write two cards with words, a place and a strength."""
    joined = participants.join(code, name=f"山田{person}", team="t1").participant
    sheet = workshops.get_workshop(code).program.find_worksheet("moyamoya")
    assert sheet is not None
    options = {one.key: one.options for one in sheet.questions}
    values = {"text": "ひみつの言葉", "between": options["between"][0].key, "strength": 1}
    for number in range(2):
        sent = f"sent-{person}-{number}-000"
        answers.save_answer(Submission(code, sent, sheet.key, values, participant=joined))


def _look(code: str) -> ReportedWorksheet:
    found = collect_report(code).find_worksheet("moyamoya")
    assert found is not None
    return leave_numbers(found)


def test_charts_are_of_five_people_at_least_and_hold_no_answer(box: Toolkit) -> None:  # noqa: ARG001 -- the workshop lives in it
    code = workshops.open_workshop("team-building", title="研修").workshop.code
    rooms.go_to(code, "meeting-1", "moyamoya")

    for person in range(4):
        _write_two(code, person)
    few = _look(code)
    _write_two(code, 4)
    enough = _look(code)

    assert few.tallies == ()
    assert {type(one) for one in enough.tallies} == {ChoiceTally, ScaleTally}
    assert (few.answers, enough.answers, enough.clusters) == ((), (), ())
    assert "ひみつの言葉" not in repr(enough) + repr(few)
