"""What the person who guides a team's talk sees on top of the usual page.

Only counts, and the words that are on the wall anyway or in the facilitators' script for tables:
nothing of what others have written.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from programs.questions import Scope, Worksheet
from worksheets.hosts import claim_host_async, count_people, count_team, is_host
from worksheets.phone.problems import PageNotFound, wants_json
from worksheets.phone.rendering import render_page
from worksheets.phone.view import View, read_view
from worksheets.phone.visitors import get_visitor

_SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class Line:
    """How far the team is with one sheet, in words."""

    title: str
    how: str
    count: str
    done: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The team at this step, for the one who guides it."""

    team: str
    aim: str
    minutes: int
    people: int
    lines: tuple[Line, ...]
    hints: tuple[tuple[str, str], ...]  # what may be seen, and what to say then


def make_table(view: View) -> Table | None:
    """Return what the guide of a team sees; None for everybody else."""
    person = view.visitor.person
    team = view.visitor.workshop.find_team(person.team)
    if team is None or not is_host(person):
        return None
    people = count_people(person.code, person.team)
    step = view.place.step
    return Table(
        team=team.name,
        aim=step.aim,
        minutes=step.minutes,
        people=people,
        lines=tuple(
            _make_line(view, sheet, people) for sheet in view.sheets if view.is_open(sheet)
        ),
        hints=tuple((trouble.sign, trouble.remedy) for trouble in step.troubles),
    )


def _make_line(view: View, sheet: Worksheet, people: int) -> Line:
    person = view.visitor.person
    by_person = sheet.scope is Scope.INDIVIDUAL
    counted = count_team(person.code, person.team, sheet.key, by_person=by_person)
    cards = f"・{counted.answers}枚" if sheet.many else ""
    if by_person:
        count, done = f"{counted.answered} / {people}人", counted.answered >= people > 0
    else:
        count, done = "保存しました" if counted.answered else "まだです", bool(counted.answered)
    return Line(sheet.title, "一人ずつ書く" if by_person else "班で1つ書く", count + cards, done)


async def show_table(request: Request) -> Response:
    """Answer with the guide's part of the page, for reading the counts again."""
    view = read_view(get_visitor(request))
    table = make_table(view)
    if table is None:
        raise PageNotFound
    return render_page(request, "table.html", table=table)


async def post_table(request: Request) -> Response:
    """Let somebody guide their team, where nobody does yet."""
    visitor = get_visitor(request)
    await claim_host_async(visitor.person)
    if wants_json(request):
        return JSONResponse({"ok": True})
    return RedirectResponse(visitor.page, _SEE_OTHER)
