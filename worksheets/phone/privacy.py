"""How words are kept, for each workshop: to read before joining, and to take one's own back."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from worksheets.errors import NotJoined
from worksheets.own_words import erase_own_words_async, list_own_words
from worksheets.participants import get_person_for, list_people
from worksheets.phone.forms import get_one
from worksheets.phone.incoming import read_entries
from worksheets.phone.rendering import render_page
from worksheets.phone.snapshot import name_person
from worksheets.phone.visitors import find_device, get_base, get_workshop_of
from worksheets.records import Participant, Workshop
from worksheets.values import describe_values

_SEE_OTHER = 303


async def show_privacy(request: Request) -> Response:
    """Show what happens with words; whoever has joined also sees the own ones, all of them."""
    workshop = get_workshop_of(request)
    device = find_device(request, workshop)
    people = list_people(device) if device is not None else ()
    return render_page(
        request,
        "privacy.html",
        base=get_base(request.scope),
        title=f"書いたものの扱い｜{workshop.title}",
        workshop=workshop,
        people=[
            (person.id, name_person(person, device), _list_words(workshop, person))
            for person in people
            if device is not None
        ],
        erased=request.query_params.get("done") == "erased",
    )


def _list_words(workshop: Workshop, person: Participant) -> list[tuple[str, list[str]]]:
    """Return each own answer as the title of its worksheet and its lines."""
    found = []
    for answer in list_own_words(person):
        sheet = workshop.program.find_worksheet(answer.worksheet)
        if sheet is not None:
            lines = [words for _, words in describe_values(sheet, answer.values)]
            found.append((sheet.title, lines))
    return found


async def post_erasure(request: Request) -> Response:
    """Take back everything one person wrote alone; it works as long as the cookie is there."""
    workshop = get_workshop_of(request)
    device = find_device(request, workshop)
    if device is None:
        raise NotJoined
    form = await read_entries(request)
    await erase_own_words_async(get_person_for(device, get_one(form, "person") or device.id))
    address = f"{get_base(request.scope)}/j/{workshop.code}/privacy?done=erased"
    return RedirectResponse(address, _SEE_OTHER)
