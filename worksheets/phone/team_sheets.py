"""A team's own sheets: say who is writing in them now, and take word of it from phones."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from programs.questions import Scope, Worksheet
from worksheets import toolkit
from worksheets.errors import NoSuchThing, WorksheetClosed
from worksheets.pens import SECONDS, Pens, say_writing
from worksheets.phone.forms import get_one
from worksheets.phone.incoming import read_entries
from worksheets.phone.visitors import Visitor, get_visitor
from worksheets.rooms import get_room
from worksheets.staying import is_open

FADES = int(SECONDS)  # seconds after which a phone takes the mark away by itself

_pens = Pens()


def find_writing(visitor: Visitor, sheet: Worksheet) -> str:
    """Say which team-mates are writing in this sheet now; empty when none are."""
    if sheet.scope is not Scope.TEAM:
        return ""
    others = _pens.list_others(_name(visitor, sheet), visitor.person.id)
    return say_writing(others, anonymous=sheet.anonymous)


async def post_writing(request: Request) -> Response:
    """Note that somebody is writing in their team's sheet; their team-mates' phones are told."""
    visitor = get_visitor(request)
    form = await read_entries(request)
    sheet = visitor.workshop.program.find_worksheet(get_one(form, "worksheet"))
    if sheet is None or sheet.scope is not Scope.TEAM:
        raise NoSuchThing("班のワークシート")
    room = get_room(visitor.workshop.code)
    if not is_open(room, sheet.key, None):
        raise WorksheetClosed(sheet.title)
    person = visitor.person
    # A shared terminal is nobody in particular.
    name = "" if person.shared_device else person.name
    if _pens.take(_name(visitor, sheet), person.id, name):
        toolkit.current().channel.announce_to_team(room.code, person.team, room.sequence)
    return JSONResponse({"ok": True})


def put_pen_down(visitor: Visitor, sheet_key: str) -> None:
    """Forget that somebody is writing: it has been stored."""
    _pens.put_down((visitor.workshop.code, visitor.person.team, sheet_key), visitor.person.id)


def _name(visitor: Visitor, sheet: Worksheet) -> tuple[str, str, str]:
    return (visitor.workshop.code, visitor.person.team, sheet.key)
