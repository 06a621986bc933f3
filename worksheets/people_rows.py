"""Participants as rows and back, and what may be said about oneself at joining."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from programs.questions import Option
from worksheets.checking import clean_text
from worksheets.errors import BadValue
from worksheets.records import Participant, Workshop

NAME = "お名前(ニックネーム)"
_LONGEST_NAME = 40


def make_row(person: Participant, token_hash: str | None) -> dict[str, Any]:
    return {
        "id": person.id,
        "code": person.code,
        "token_hash": token_hash,
        "name": person.name,
        "affiliation": person.affiliation,
        "field": person.field,
        "team": person.team,
        "shared_device": person.shared_device,
        "entered_by": person.entered_by,
        "joined_at": person.joined_at.isoformat(),
    }


def read_person(row: Row[*tuple[Any, ...]]) -> Participant:
    return Participant(
        id=row.id,
        code=row.code,
        name=row.name,
        affiliation=row.affiliation,
        field=row.field,
        team=row.team,
        shared_device=row.shared_device,
        entered_by=row.entered_by,
        joined_at=datetime.fromisoformat(row.joined_at),
    )


def clean_name(name: str) -> str:
    cleaned = " ".join(clean_text(name).split())
    if len(cleaned) > _LONGEST_NAME:
        raise BadValue(NAME, f"は{_LONGEST_NAME}文字までにしてください。")
    return cleaned


def find_option(label: str, options: Sequence[Option], given: str) -> str:
    if not given:
        return ""
    for option in options:
        if given in (option.key, option.label):
            return option.key
    raise BadValue(label, "は一覧から選んでください。")


def find_team(workshop: Workshop, given: str) -> str:
    if not given:
        return ""
    for team in workshop.options.teams:
        if given in (team.key, team.name):
            return team.key
    raise BadValue("班", "は一覧から選んでください。")
