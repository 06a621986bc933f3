"""Unit: 地域づくり編 keeps what people in the area were promised, and its thread is whole."""

from functools import cache

import pytest

from programs.model import MeetingKind, Program
from programs.questions import Question, QuestionKind, Role, Scope, Worksheet
from programs.reading import read_program

FIELDWORK = ("visit-plan", "interview-guide", "interview-record")


@cache
def get_program() -> Program:
    program = read_program("community-building").program
    assert program is not None
    return program


def get_sheet(key: str) -> Worksheet:
    sheet = get_program().find_worksheet(key)
    assert sheet is not None
    return sheet


def get_question(sheet: str, key: str) -> Question:
    return next(question for question in get_sheet(sheet).questions if question.key == key)


def test_gathering_of_community_building_lasts_half_a_day() -> None:
    gatherings = [m for m in get_program().meetings if m.kind is MeetingKind.GATHERING]

    assert [meeting.minutes for meeting in gatherings] == [180, 180, 180]


def test_meetings_follow_the_three_main_contents() -> None:
    numbers = [meeting.main_content for meeting in get_program().meetings]

    assert numbers == [None, 1, 1, 2, 3, None]


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("interview-record", "visit-plan"),
        ("voices", "interview-record"),
        ("overlaps", "voices"),
        ("ideas", "overlaps"),
        ("vision-team", "voices"),
        ("use-of-systems", "ideas"),
        ("use-of-systems", "stocktake-systems"),
        ("progress", "use-of-systems"),
    ],
)
def test_thread_leads_from_what_was_heard_to_what_became_of_it(later: str, earlier: str) -> None:
    targets = {q.of for q in get_sheet(later).questions if q.kind is QuestionKind.REFERENCE}

    assert earlier in targets


def test_record_cannot_be_kept_without_the_choice_of_the_person() -> None:
    sharing = get_question("interview-record", "sharing")

    assert sharing.required
    assert [option.key for option in sharing.options] == ["team", "anonymous", "none"]


def test_voice_never_comes_from_what_may_not_be_told() -> None:
    sharing = get_question("voices", "sharing")

    assert sharing.required
    assert [option.key for option in sharing.options] == ["team", "anonymous"]


def test_consent_is_written_before_anybody_is_visited() -> None:
    assert get_question("interview-guide", "consent").required
    visit = next(
        step
        for meeting in get_program().meetings
        if meeting.kind is MeetingKind.FIELDWORK
        for step in meeting.steps
        if step.key == "visit"
    )
    spoken = "".join(visit.say)

    for promise in ("お名前", "写真も録音も", "取り消す", "どこまで人に伝えてよいか"):
        assert promise in spoken


def test_the_three_choices_are_worded_alike_wherever_they_are_made() -> None:
    record = {o.key: o.label for o in get_question("interview-record", "sharing").options}
    voice = {o.key: o.label for o in get_question("voices", "sharing").options}

    assert record == {**voice, "none": "ほかの人には伝えない"}
    assert voice["team"] == "この班の中だけ"


@pytest.mark.parametrize(("meeting", "step"), [("meeting-1", "questions"), ("fieldwork", "visit")])
def test_the_three_choices_are_read_aloud(meeting: str, step: str) -> None:
    found = get_program().find_meeting(meeting)
    assert found is not None
    spoken = "".join(next(each for each in found.steps if each.key == step).say)

    for choice in ("班の中だけ", "見せ、まとめにも載せてよい", "ほかの人には伝えない"):
        assert choice in spoken


def test_nobody_is_told_to_read_what_is_for_the_team_only() -> None:
    fieldwork = next(m for m in get_program().meetings if m.kind is MeetingKind.FIELDWORK)
    reading = [line for step in fieldwork.steps for line in step.do if "読み、名前" in line]
    reading += [line for step in fieldwork.steps for line in step.do if "記録をすべて読み" in line]

    assert reading
    assert all("みんなに見せ" in line for line in reading)


def test_returns_are_written_where_they_were_promised() -> None:
    steps = {
        f"{meeting.key}/{step.key}": step
        for meeting in get_program().meetings
        for step in meeting.steps
    }

    for name in ("meeting-2/closing", "meeting-3/recap"):
        assert "interview-record" in steps[name].worksheets


def test_sheets_of_the_visits_stay_open_through_the_fieldwork() -> None:
    fieldwork = next(m for m in get_program().meetings if m.kind is MeetingKind.FIELDWORK)

    assert {step.worksheets for step in fieldwork.steps} == {FIELDWORK}


def test_plan_has_the_choice_of_how_light_it_can_be() -> None:
    sheet = get_sheet("use-of-systems")
    options = get_question("use-of-systems", "judgement").options

    assert (sheet.role, sheet.scope, sheet.many) == (Role.PLAN, Scope.TEAM, True)
    assert {option.key for option in options} >= {"existing", "combine", "revise", "new"}


def test_surveys_share_their_questions() -> None:
    surveys = [sheet for sheet in get_program().worksheets if sheet.role is Role.SURVEY]
    first = {question.key for question in surveys[0].questions}

    assert len(surveys) == 3
    assert all(sheet.anonymous for sheet in surveys)
    assert all(first <= {question.key for question in sheet.questions} for sheet in surveys)
