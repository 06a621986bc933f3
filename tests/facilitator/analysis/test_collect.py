"""The report of a real workshop in a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.analysis.collect import collect_report
from worksheets import running_orders, toolkit
from worksheets.answers import hide_answer, save_answer
from worksheets.own_steps import OwnStep
from worksheets.participants import join
from worksheets.records import Submission
from worksheets.rooms import open_votes, open_worksheet
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit
from worksheets.votes import cast
from worksheets.workshops import open_workshop


@pytest.fixture
def _open_toolkit(tmp_path: Path) -> Iterator[None]:
    settings = Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'test.db'}")
    with toolkit.use(open_toolkit(settings)):
        yield


@pytest.mark.usefixtures("_open_toolkit")
def test_report_of_stored_workshop_counts_answers_and_votes() -> None:
    workshop = open_workshop("team-building", title="連携を考える研修").workshop
    code = workshop.code
    person = join(code, name="みどり", team=workshop.options.teams[0].key).participant
    open_worksheet(code, "ideas")
    ids = [
        save_answer(
            Submission(
                code=code,
                sent_id=f"sent-{number}",
                worksheet="ideas",
                values={"idea": text},
                participant=person,
            )
        ).answer_id
        for number, text in enumerate(("合同の昼休み", "隣の窓口まで歩く", "消すもの"))
    ]
    hide_answer(code, ids[2])
    open_votes(code, "ideas")
    cast(code, person, sent_id="vote", worksheet="ideas", choices={ids[1]: 2})

    report = collect_report(code)

    sheet = report.find_worksheet("ideas")
    assert sheet is not None
    assert [answer.headline for answer in sheet.answers] == ["合同の昼休み", "隣の窓口まで歩く"]
    assert [(answer.headline, answer.points) for answer in sheet.voted] == [("隣の窓口まで歩く", 2)]
    assert (report.joined, sheet.joined, sheet.answered, sheet.voters) == (1, 1, 1, 1)
    assert sheet.answers[0].who == "みどり"


@pytest.mark.usefixtures("_open_toolkit")
def test_report_has_the_meetings_as_the_town_runs_them() -> None:
    code = open_workshop("team-building", title="連携を考える研修").workshop.code
    running_orders.add_own_step(code, "meeting-1", OwnStep("町長あいさつ", 5), before="check-in")
    running_orders.skip_step(code, "meeting-1", "town-now")

    meeting = collect_report(code).program.find_meeting("meeting-1")

    assert meeting is not None
    assert [step.title for step in meeting.steps[:3]] == ["開会", "町長あいさつ", "はじめの一言"]
    assert "town-now" not in {step.key for step in meeting.steps}
    assert "town-now" in {sheet.key for sheet in meeting.worksheets}
