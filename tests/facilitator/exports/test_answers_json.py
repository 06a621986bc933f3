"""Everything as JSON: whole, readable by programs, and no more than may leave the room."""

import json
from dataclasses import replace

from facilitator.analysis.records import ReportedWorksheet
from facilitator.exports.answers_json import make_answers_json
from tests.facilitator.exports.finished import make_finished, read_voices


def test_file_holds_every_reported_answer_with_its_words() -> None:
    report = make_finished(read_voices())

    told = json.loads(make_answers_json(report))

    assert told["研修"]["名前"] == report.title
    counted = {sheet["キー"]: len(sheet["回答"]) for sheet in told["ワークシート"]}
    assert counted == {sheet.key: len(sheet.answers) for sheet in report.worksheets}
    assert sum(counted.values()) > 50
    first = next(sheet for sheet in report.worksheets if sheet.answers)
    words = next(one for one in told["ワークシート"] if one["キー"] == first.key)["回答"][0]["文"]
    assert [(line["問い"], line["答え"]) for line in words] == list(first.answers[0].lines)


def test_anonymous_answers_carry_neither_name_nor_field_nor_time() -> None:
    report = make_finished(read_voices())
    secret = [sheet for sheet in report.worksheets if sheet.worksheet.anonymous and sheet.answers]
    assert secret
    # Even where a report let something through, the file would not.
    meetings = tuple(
        replace(one, worksheets=tuple(_name_everybody(sheet) for sheet in one.worksheets))
        for one in report.meetings
    )

    told = json.loads(make_answers_json(replace(report, meetings=meetings)))

    for sheet in told["ワークシート"]:
        names = {name for answer in sheet["回答"] for name in answer}
        if sheet["無記名"]:
            assert not names & {"名前", "分野", "時刻"}
        elif sheet["回答"]:
            assert "名前" in names


def _name_everybody(sheet: ReportedWorksheet) -> ReportedWorksheet:
    named = tuple(replace(one, who="だれか", field="高齢") for one in sheet.answers)
    return replace(sheet, answers=named)
