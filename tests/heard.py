"""A workshop where people were heard: the sheets of the fieldwork in the tiny program."""

from programs.model import Program
from programs.questions import Column, Option, Question, QuestionKind, Role, Scope
from programs.roles import (
    OVERLAP_KINDS,
    RECORD_LINES,
    RECORD_SHARING,
    RETURN_STATES,
    VISIT_STATES,
    VOICE_KINDS,
    VOICE_SHARING,
)
from tests.samples import make_program, make_question, make_sheet, make_step
from worksheets import answers, participants, rooms, workshops
from worksheets.records import Options, Participant, Submission

SHORT, LONG = QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT
CHOICE, REFERENCE = QuestionKind.CHOICE, QuestionKind.REFERENCE


def _choice(key: str, keys: tuple[str, ...]) -> Question:
    return make_question(key, CHOICE, options=[Option(key=one, label=one) for one in keys])


def _sheets() -> tuple[object, ...]:
    team = {"scope": Scope.TEAM, "many": True}
    return (
        make_sheet(
            "plan",
            make_question("whom", SHORT, required=True),
            make_question("day", QuestionKind.DATE),
            _choice("state", VISIT_STATES),
            role=Role.VISITS,
            **team,
        ),
        make_sheet(
            "record",
            make_question("who", SHORT, required=True),
            make_question("visit", REFERENCE, of="plan"),
            _choice("sharing", RECORD_SHARING),
            make_question("day", QuestionKind.DATE),
            make_question(
                "words", QuestionKind.TABLE, columns=[Column(key="word", label="聞いた言葉")]
            ),
            *(make_question(key, LONG) for key in RECORD_LINES),
            make_question("return-what", SHORT),
            make_question("return-day", QuestionKind.DATE),
            _choice("returned", RETURN_STATES),
            make_question("return-answer", SHORT),
            role=Role.INTERVIEWS,
            **team,
        ),
        make_sheet(
            "heard",
            _choice("kind", VOICE_KINDS),
            make_question("text", SHORT, required=True),
            make_question("from", REFERENCE, of="record"),
            _choice("sharing", VOICE_SHARING),
            *(make_question(key, SHORT) for key in ("place", "time", "tool")),
            make_question(
                "field",
                QuestionKind.CHOICES,
                options=[
                    Option(key=key, label=key)
                    for key in ("elderly", "disability", "children", "poverty", "beyond")
                ],
            ),
            role=Role.VOICES,
            **team,
        ),
        make_sheet(
            "overlaps",
            make_question("name", SHORT, required=True),
            *(make_question(key, REFERENCE, of="heard") for key in ("a", "b", "c")),
            _choice("kind", OVERLAP_KINDS),
            make_question("reason", LONG),
            role=Role.OVERLAPS,
            **team,
        ),
        make_sheet(
            "ideas",
            make_question("idea", SHORT, required=True),
            make_question("from", REFERENCE, of="overlaps"),
            role=Role.IDEAS,
            many=True,
        ),
    )


def make_heard_program() -> Program:
    """The tiny program with a plan of visits, records, voices, overlaps and ideas."""
    program = make_program()
    first, second = program.meetings
    sheets = _sheets()
    first = first.model_copy(
        update={
            "worksheets": (*first.worksheets, *sheets),
            "steps": (
                *first.steps,
                make_step("visit", "plan", "record"),
                make_step("lay-out", "heard", clusters_on=["heard"]),
                make_step("search", "overlaps"),
                make_step("ideas", "ideas"),
            ),
        }
    )
    return program.model_copy(update={"meetings": (first, second)})


class Hall:
    """An open workshop with two teams, one person each; every sheet takes answers."""

    def __init__(self) -> None:
        opened = workshops.open_workshop(
            make_heard_program(), title="町", options=Options(teams=workshops.make_teams(2))
        )
        self.code = opened.workshop.code
        self.program = opened.workshop.program
        for key in ("plan", "record", "heard", "overlaps", "ideas"):
            rooms.open_worksheet(self.code, key)
        self.people = {team: self._join(team) for team in ("t1", "t2")}
        self._sent = 0

    def _join(self, team: str) -> Participant:
        return participants.join(self.code, team=team).participant

    def give(
        self, worksheet: str, values: dict[str, object], *, team: str = "t1", of: str | None = None
    ) -> str:
        """Send an answer as the person of a team, `of` to change one; return its id."""
        self._sent += 1
        receipt = answers.save_answer(
            Submission(
                code=self.code,
                sent_id=f"sent-{self._sent}",
                worksheet=worksheet,
                values=values,
                participant=self.people[team],
                answer_id=of,
            )
        )
        return receipt.answer_id

    def record(self, who: str, sharing: str = "anonymous", **more: object) -> str:
        """Send a record of somebody heard; a `team` may be named."""
        team = str(more.pop("team", "t1"))
        values = {"who": who, "sharing": sharing, **more}
        return self.give("record", values, team=team)
