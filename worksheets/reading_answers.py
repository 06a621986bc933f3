"""Read answers back, as far as anonymity allows, and say how far everybody is."""

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from programs.questions import Scope
from worksheets import toolkit
from worksheets.errors import NoSuchThing
from worksheets.participants import list_participants
from worksheets.records import Answer, Participant, Progress, TeamProgress, Values
from worksheets.tables import answers, participants, submissions
from worksheets.veiling import choose_marks
from worksheets.workshops import get_workshop

# When an answer was first given, counted by the server: the machine's clock may have been wrong.
_FIRST = (
    select(submissions.c.revision)
    .where(submissions.c.answer == answers.c.id, submissions.c.version == 1)
    .scalar_subquery()
    .label("first")
)


def list_answers(
    code: str, worksheet: str | None = None, *, hidden: bool = False
) -> tuple[Answer, ...]:
    """Return answers in the order given, without withdrawn and (unless asked) hidden ones.

    Answers to anonymous worksheets come in an order of their own, without names and times.
    """
    query = (
        select(
            answers,
            participants.c.name,
            participants.c.affiliation,
            participants.c.field,
        )
        .outerjoin(participants, participants.c.id == answers.c.participant)
        .where(answers.c.code == code, answers.c.withdrawn.is_(False))
        .order_by(_FIRST)
    )
    if worksheet is not None:
        query = query.where(answers.c.worksheet == worksheet)
    if not hidden:
        query = query.where(answers.c.hidden.is_(False))
    with toolkit.current().database.read() as connection:
        rows = connection.execute(query).all()
    found = tuple(_answer(row) for row in rows)
    secret = {sheet.key for sheet in get_workshop(code).program.worksheets if sheet.anonymous}
    if not any(answer.worksheet in secret for answer in found):
        return found
    return _veil(code, found, secret)


def _answer(row: Row[*tuple[Any, ...]]) -> Answer:
    return Answer(
        id=row.id,
        worksheet=row.worksheet,
        values=json.loads(row.given),
        participant_id=row.participant or "",
        name=row.name or "",
        team=row.team,
        affiliation=row.affiliation or "",
        field=row.field or "",
        version=row.version,
        revision=row.revision,
        hidden=row.hidden,
        given_at=datetime.fromisoformat(row.given_at),
    )


def _veil(code: str, found: tuple[Answer, ...], secret: set[str]) -> tuple[Answer, ...]:
    people = [person for person in list_participants(code) if not person.shared_device]
    marks = choose_marks((person.team, person.affiliation) for person in people)
    day = get_workshop(code).created_at
    veiled, open_ones = [], []
    for answer in found:
        if answer.worksheet not in secret:
            open_ones.append(answer)
            continue
        team, affiliation = marks.get((answer.team, answer.affiliation), ("", ""))
        veiled.append(
            replace(
                answer,
                participant_id="",
                name="",
                field="",
                team=team,
                affiliation=affiliation,
                revision=0,
                given_at=day,
            )
        )
    # The order of giving would tell who; the ids are random, so they make a stable new order.
    veiled.sort(key=lambda answer: answer.id)
    return (*open_ones, *veiled)


# Built once: a thousand phones read their own answers at the same moment.
_OWN = select(answers, _FIRST).where(
    answers.c.participant == bindparam("participant"), answers.c.withdrawn.is_(False)
)
_OF_TEAM = select(answers, _FIRST).where(
    answers.c.code == bindparam("code"),
    answers.c.worksheet.in_(bindparam("sheets", expanding=True)),
    answers.c.team == bindparam("team"),
    answers.c.withdrawn.is_(False),
)


def list_own(participant: Participant) -> tuple[Answer, ...]:
    """Return what a participant and their team gave, for correcting it, in the order given."""
    program = get_workshop(participant.code).program
    of_teams = [sheet.key for sheet in program.worksheets if sheet.scope is Scope.TEAM]
    with toolkit.current().database.read() as connection:
        rows = list(connection.execute(_OWN, {"participant": participant.id}))
        if of_teams:
            # Somebody who changed teams left the old team's sheets there.
            rows = [row for row in rows if row.worksheet not in of_teams]
            rows += connection.execute(
                _OF_TEAM,
                {"code": participant.code, "sheets": of_teams, "team": participant.team},
            )
    rows.sort(key=lambda row: row.first)
    return tuple(_own_answer(row) for row in rows)


def _own_answer(row: Row[*tuple[Any, ...]]) -> Answer:
    return Answer(
        id=row.id,
        worksheet=row.worksheet,
        values=json.loads(row.given),
        participant_id=row.participant or "",
        name="",
        team=row.team,
        affiliation="",
        field="",
        version=row.version,
        revision=row.revision,
        hidden=row.hidden,
        given_at=datetime.fromisoformat(row.given_at),
    )


def list_versions(code: str, answer_id: str) -> tuple[Values, ...]:
    """Return all values an answer ever had, the oldest first."""
    query = (
        select(submissions.c.given)
        .join(answers, answers.c.id == submissions.c.answer)
        .where(submissions.c.answer == answer_id, answers.c.code == code)
        .order_by(submissions.c.version)
    )
    with toolkit.current().database.read() as connection:
        return tuple(json.loads(row.given) for row in connection.execute(query))


def get_progress(code: str, worksheet_key: str) -> Progress:
    """Count who has answered a worksheet, for the room and each team."""
    if get_workshop(code).program.find_worksheet(worksheet_key) is None:
        raise NoSuchThing("ワークシート")
    return _count_progress(code, (worksheet_key,))[worksheet_key]


def list_progress(code: str) -> dict[str, Progress]:
    """Count who has answered each worksheet of the program, with one query for all."""
    sheets = get_workshop(code).program.worksheets
    return _count_progress(code, tuple(sheet.key for sheet in sheets))


def _count_progress(code: str, keys: tuple[str, ...]) -> dict[str, Progress]:
    query = (
        select(
            answers.c.worksheet,
            answers.c.team,
            func.count(func.distinct(answers.c.participant)).label("people"),
            func.count().label("answers"),
        )
        .where(
            answers.c.code == code,
            answers.c.worksheet.in_(keys),
            answers.c.withdrawn.is_(False),
        )
        .group_by(answers.c.worksheet, answers.c.team)
    )
    by_sheet: dict[str, dict[str, Row[*tuple[Any, ...]]]] = {key: {} for key in keys}
    with toolkit.current().database.read() as connection:
        for row in connection.execute(query):
            by_sheet[row.worksheet][row.team] = row
    joined = Counter(person.team for person in list_participants(code) if not person.shared_device)
    return {key: _make_progress(code, key, rows, joined) for key, rows in by_sheet.items()}


def _make_progress(
    code: str, key: str, rows: dict[str, Row[*tuple[Any, ...]]], joined: Counter[str]
) -> Progress:
    workshop = get_workshop(code)
    sheet = workshop.program.find_worksheet(key)
    of_team = sheet is not None and sheet.scope is Scope.TEAM
    teams = tuple(
        TeamProgress(
            team=team,
            joined=joined[team.key],
            answered=_answered(rows.get(team.key), of_team),
            answers=rows[team.key].answers if team.key in rows else 0,
        )
        for team in workshop.options.teams
    )
    return Progress(
        worksheet=key,
        # A table where nobody sits is not waited for.
        joined=sum(1 for t in teams if t.joined or t.answers) if of_team else sum(joined.values()),
        answered=sum(_answered(row, of_team) for row in rows.values()),
        answers=sum(row.answers for row in rows.values()),
        teams=teams,
    )


def _answered(row: Row[*tuple[Any, ...]] | None, of_team: bool) -> int:
    if row is None:
        return 0
    return 1 if of_team else int(row.people)


def count_answers(code: str) -> int:
    """Count all answers of a workshop that stand."""
    with toolkit.current().database.read() as connection:
        return int(
            connection.execute(
                select(func.count())
                .select_from(answers)
                .where(answers.c.code == code, answers.c.withdrawn.is_(False))
            ).scalar_one()
        )
