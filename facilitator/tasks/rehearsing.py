"""Tasks only the rehearsal needs: what the office knows and does besides moving on."""

from typing import Any
from uuid import uuid4

from facilitator.tasks.workshops import find
from worksheets.answers import list_answers, save_answer
from worksheets.errors import NoSuchThing
from worksheets.participants import list_participants
from worksheets.records import Submission
from worksheets.running_orders import get_arranged
from worksheets.values import headline
from worksheets.vote_counts import get_tally
from worksheets.voting import show_votes


def tell_facts(code: str) -> dict[str, Any]:
    """Tell what made-up participants and office must know of the program."""
    workshop = find(code)
    program = get_arranged(workshop.code)
    cases = {case.key: case.title for case in program.cases}
    practices = {one.key: f"{one.municipality} {one.title}" for one in program.practices}
    hints = {one.key: one.copy_hint for one in program.practices}
    return {
        "program": program.key,
        "joining_code": workshop.joining_code,
        "affiliations": [
            {"key": one.key, "label": one.label, "group": one.group} for one in program.affiliations
        ],
        "fields": [{"key": one.key, "label": one.label} for one in program.fields],
        "sheets": {
            sheet.key: {
                "role": sheet.role.value,
                "scope": sheet.scope.value,
                "many": sheet.many,
                "questions": [question.model_dump(mode="json") for question in sheet.questions],
            }
            for sheet in program.worksheets
        },
        "steps": [
            {
                "name": f"{meeting.key}/{step.key}",
                "title": step.title,
                "meeting": meeting.key,
                "meeting_label": meeting.label,
                "worksheets": list(step.worksheets),
                "clusters": list(step.clusters_on),
                "votes": list(step.votes_on),
                "cases": [cases[key] for key in step.cases if key in cases],
                "practices": [practices[key] for key in step.practices if key in practices],
                "hints": [hints[key] for key in step.practices if key in hints],
            }
            for meeting in program.meetings
            for step in meeting.steps
        ],
    }


def tell_teams(code: str) -> dict[str, Any]:
    """Tell who sits where."""
    workshop = find(code)
    people = list_participants(workshop.code)
    return {
        "names": {team.key: team.name for team in workshop.options.teams},
        "teams": {person.id: person.team for person in people},
    }


def tell_answers(code: str, worksheet: str) -> dict[str, Any]:
    """Tell what stands on a worksheet, with the points each answer has."""
    workshop = find(code)
    sheet = workshop.program.find_worksheet(worksheet)
    if sheet is None:
        raise NoSuchThing("ワークシート")
    points = get_tally(workshop.code, worksheet).points if sheet.votes else {}
    return {
        "answers": [
            {
                "id": answer.id,
                "team": answer.team,
                "affiliation": answer.affiliation,
                "values": dict(answer.values),
                "words": headline(sheet, answer.values),
                "points": points.get(answer.id, 0),
            }
            for answer in list_answers(workshop.code, worksheet)
        ]
    }


def show_result(code: str, worksheet: str) -> dict[str, Any]:
    """Make the result of a vote public, as the office does when it is talked about."""
    return {"revision": show_votes(find(code).code, worksheet, on=True).revision}


def fill_plenary(code: str, worksheet: str, values: dict[str, Any]) -> dict[str, Any]:
    """Write a plenary sheet as the office does on its console."""
    workshop = find(code)
    receipt = save_answer(
        Submission(
            code=workshop.code,
            sent_id=f"rehearsal-{uuid4().hex}",
            worksheet=worksheet,
            values=values,
            participant=None,
        )
    )
    return {"answer_id": receipt.answer_id, "revision": receipt.revision}
