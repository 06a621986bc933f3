"""What a room gave to the small program: input for the tests of analysis and exports."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from facilitator.analysis.records import Report
from facilitator.analysis.report import make_report
from tests.facilitator.analysis.sample_program import make_program
from worksheets.records import (
    Answer,
    Options,
    Participant,
    Progress,
    Team,
    Workshop,
)
from worksheets.vote_ways import Tally

START = datetime(2026, 12, 5, 1, 0, tzinfo=UTC)
AS_OF = datetime(2026, 12, 5, 6, 30, tzinfo=UTC)


def make_workshop(*, title: str = "連携を考える研修", teams: int = 3) -> Workshop:
    """Make a workshop of the sample program."""
    return Workshop(
        code="ABC234",
        title=title,
        municipality="みなと市",
        program=make_program(),
        options=Options(teams=tuple(Team(f"t{n}", f"{n}班") for n in range(1, teams + 1))),
        created_at=START,
    )


def make_people(count: int, *, teams: int = 3) -> tuple[Participant, ...]:
    """Make people of changing affiliation, spread over the teams."""
    affiliations = ("elderly", "children", "shakyo", "centre")
    return tuple(
        Participant(
            id=f"p{n}",
            code="ABC234",
            name=f"みどり{n}号",
            affiliation=affiliations[n % 4],
            field="elderly",
            team=f"t{n % teams + 1}",
            shared_device=False,
            entered_by=None,
            joined_at=START,
        )
        for n in range(count)
    )


def make_answer(
    number: int,
    worksheet: str,
    values: dict[str, Any],
    person: Participant | None = None,
    *,
    team: str = "",
) -> Answer:
    """Make one stored answer; its id is made from worksheet and number."""
    return Answer(
        id=answer_id(worksheet, number),
        worksheet=worksheet,
        values=values,
        participant_id=person.id if person else "",
        name=person.name if person else "",
        team=team or (person.team if person else ""),
        affiliation=person.affiliation if person else "",
        field=person.field if person else "",
        version=1,
        revision=number + 1,
        hidden=False,
        given_at=START + timedelta(minutes=number),
    )


def answer_id(worksheet: str, number: int) -> str:
    """Return the id of the answer that `make_answer` makes."""
    return f"{worksheet.encode().hex()[:12]:0<12}{number:012x}"


def report_of(
    answers: Iterable[Answer],
    *,
    people: Sequence[Participant] = (),
    workshop: Workshop | None = None,
    progress: dict[str, Progress] | None = None,
    tallies: dict[str, Tally] | None = None,
) -> Report:
    """Make the report of some answers."""
    return make_report(
        workshop or make_workshop(),
        tuple(answers),
        participants=people,
        progress=progress,
        tallies=tallies,
        as_of=AS_OF,
    )
