"""Who is asking: the public path, the workshop, the device and the person it writes for."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.types import Scope

from worksheets.errors import JoinCodeEnded, NotJoined, WorkshopNotFound
from worksheets.participants import find_by_token, get_person_for
from worksheets.phone.tries import Tries
from worksheets.records import Participant, Workshop
from worksheets.workshops import find_by_joining_code, find_workshop, normalise_code

WHOLE = "lists=all"  # in the address: every long list in full
_PREFIX = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,49}){1,5}")
_COOKIE = "phone-"
_HALF_A_YEAR = 180 * 24 * 60 * 60

tries = Tries()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A phone that has joined. `person` differs from `device` when it writes for somebody.

    `plain` asks for the forms of the fieldwork, wherever the room is; `whole` for every long list
    in full, where no script copies the first.
    """

    base: str
    workshop: Workshop
    device: Participant
    person: Participant
    plain: bool = False
    whole: bool = False

    @property
    def page(self) -> str:
        """The address of this person's page."""
        return f"{self.base}/w/{self.workshop.code}{self.query}"

    @property
    def query(self) -> str:
        """What every address of this person carries."""
        given = {"as": self.person.id} if self.person.id != self.device.id else {}
        if self.plain:
            given["plain"] = "1"
        return f"?{urlencode(given)}" if given else ""


def get_base(scope: Scope) -> str:
    """Return what stands before our paths, as the phone's browser sees them."""
    root = _get_root(scope)
    for name, value in scope["headers"]:
        if name == b"x-forwarded-prefix":
            prefix: str = value.decode("latin-1").rstrip("/")
            # Anything odd is ignored: the prefix goes into every link of the page.
            if _PREFIX.fullmatch(prefix) and not root.startswith(prefix):
                return prefix + root
    return root


def get_path(scope: Scope) -> str:
    """Return the path as our routes know it, without the prefix we are mounted under."""
    path: str = scope["path"]
    root = _get_root(scope)
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


async def take_turn(request: Request) -> None:
    """Let whoever names a code wait where many wrong ones came from; phones in go on at once."""
    address = _get_address(request)
    if tries.wait_for(address) and not _is_known(request):
        await tries.take_turn(address)


def _is_known(request: Request) -> bool:
    """Tell whether this phone has joined a workshop: its cookie must be one we gave."""
    return any(
        find_by_token(name.removeprefix(_COOKIE), token) is not None
        for name, token in request.cookies.items()
        if name.startswith(_COOKIE)
    )


def get_workshop_of(request: Request) -> Workshop:
    """Return the workshop named in the path."""
    code = normalise_code(request.path_params["code"])
    workshop = find_workshop(code)
    if workshop is None:
        tries.count(_get_address(request))
        raise WorkshopNotFound(code)
    return workshop


def get_workshop_to_join(request: Request, code: str) -> Workshop:
    """Return the workshop people join with this code.

    After a new code was made, the old one leads in those who are in, and nobody else.
    """
    workshop = find_by_joining_code(code)
    if workshop is not None:
        return workshop
    workshop = find_workshop(code)
    if workshop is not None and find_device(request, workshop) is not None:
        return workshop
    tries.count(_get_address(request))
    if workshop is not None:
        raise JoinCodeEnded
    raise WorkshopNotFound(code)


def _get_address(request: Request) -> str:
    return request.client.host if request.client else ""


def find_device(request: Request, workshop: Workshop) -> Participant | None:
    """Return the participant whose cookie this phone carries."""
    token = request.cookies.get(_cookie_name(workshop.code))
    return find_by_token(workshop.code, token) if token else None


def get_visitor(request: Request) -> Visitor:
    """Return who is asking; raise NotJoined, or NotYours for a foreign `as`."""
    workshop = get_workshop_of(request)
    device = find_device(request, workshop)
    if device is None:
        raise NotJoined
    wanted = request.query_params.get("as")
    person = get_person_for(device, wanted) if wanted else device
    plain = request.query_params.get("plain") == "1"
    whole = WHOLE in request.url.query
    return Visitor(get_base(request.scope), workshop, device, person, plain, whole)


def make_cookie(request: Request, workshop: Workshop, token: str) -> str:
    """Write the Set-Cookie line for a phone that has just joined."""
    # On plain http (the usual hall) browsers drop Secure and __Host- cookies.
    secure = "; Secure" if is_https(request) else ""
    path = get_base(request.scope) or "/"
    return (
        f"{_cookie_name(workshop.code)}={token}; Path={path}; Max-Age={_HALF_A_YEAR}; "
        f"HttpOnly; SameSite=Lax{secure}"
    )


def is_https(request: Request) -> bool:
    """Tell whether the phone speaks https, perhaps to a proxy before us."""
    forwarded = request.headers.get("x-forwarded-proto", "")
    return request.url.scheme == "https" or forwarded.split(",")[0].strip() == "https"


def _cookie_name(code: str) -> str:
    return f"{_COOKIE}{code}"


def _get_root(scope: Scope) -> str:
    root: str = scope.get("root_path", "")
    return root.rstrip("/")
