"""Let facilitators in with the passcode or a workshop's key, and out again."""

import asyncio
from urllib.parse import parse_qs, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from facilitator.access import BADGE_SECONDS, DEVICE_SECONDS, Access, Badge
from facilitator.asgi import is_https, wants_page
from facilitator.gate import COOKIE
from facilitator.guesses import Guesses, TooManyGuesses
from facilitator.rights import Need, find_code, find_landing, find_owner, may, may_enter
from facilitator.stage.pages import show_page
from facilitator.stage.problems import show_problem
from worksheets.codes import normalise_code

_DEVICE = "facilitator_device"
_LARGEST = 8_192  # bytes of a sign-in form
_LONGEST_WORD = 256  # more is refused unread, so that hashing cannot be made expensive

_WRONG = "合言葉またはキーが違います。入力した文字をたしかめて、もう一度入れてください。"
_NOT_ALL = "全員の画面を閉じられるのは、合言葉で入った人だけです。合言葉で入りなおしてください。"
_TOO_MANY = (
    "入室の失敗が続いているため、受け付けを止めています。1分ほど待って、もう一度入れてください。"
)

_Found = tuple[Badge, str]  # what somebody was given, and where they go with it


def signin_routes(access: Access, guesses: Guesses | None = None) -> list[Route]:
    """Make the routes of the door."""
    door = _Door(access, guesses or Guesses())
    return [
        Route("/signin", door.show, methods=["GET"]),
        Route("/signin", door.sign_in, methods=["POST"]),
        Route("/signout", door.ask, methods=["GET"]),
        Route("/signout", door.sign_out, methods=["POST"]),
    ]


class _Door:
    def __init__(self, access: Access, guesses: Guesses) -> None:
        self._access = access
        self._guesses = guesses

    async def show(self, request: Request) -> Response:
        wanted = get_local_path(request.query_params.get("next", ""))
        badge = self._find_badge(request)
        if badge is not None and "next" in request.query_params:
            if may_enter(badge, wanted.partition("?")[0]):
                return _go(wanted)
            return show_page(request, "signin.html", next=wanted, limited=True)
        return show_page(request, "signin.html", next=wanted)

    async def sign_in(self, request: Request) -> Response:
        form = await _read_form(request)
        word, wanted = form.get("word", "").strip(), get_local_path(form.get("next", ""))
        before = self._find_badge(request)
        # Keys are too long to be guessed, so whoever has one waits for nobody's failures.
        found = await asyncio.to_thread(self._try_key, word, wanted, before)
        if found is None:
            try:
                found = await self._try_passcode(request, word, wanted, before)
            except TooManyGuesses:
                return self._refuse(request, wanted, _TOO_MANY, status=429)
        if found is None:
            return self._refuse(request, wanted, _WRONG, status=401)
        badge, wanted = found
        response = _go(wanted)
        self._set_cookie(request, response, COOKIE, self._access.sign(badge), BADGE_SECONDS)
        device = self._access.sign_device()
        self._set_cookie(request, response, _DEVICE, device, DEVICE_SECONDS)
        return response

    async def ask(self, request: Request) -> Response:
        badge = self._find_badge(request)
        leads = may(badge, Need.OFFICE)
        return show_page(request, "signout.html", inside=badge is not None, leads=leads)

    async def sign_out(self, request: Request) -> Response:
        badge = self._find_badge(request)
        form = await _read_form(request)
        if form.get("everybody"):
            if not may(badge, Need.OFFICE):
                return show_problem(request, _NOT_ALL, status=403)
            await asyncio.to_thread(self._access.sign_out_all)
        elif badge is not None:
            self._access.sign_out(badge)
        response = RedirectResponse("./signin", 303)
        response.delete_cookie(COOKIE)
        return response

    def _try_key(self, word: str, wanted: str, before: Badge | None) -> _Found | None:
        """Return the badge this key gives, and where to go with it."""
        owner = find_owner(word) if word and len(word) <= _LONGEST_WORD else None
        if owner is None:
            return None
        code, standing = owner
        badge = self._access.make_badge(before, code=code, key=word)
        fits = wanted != "/" and _is_of(wanted, code) and may_enter(badge, _path(wanted))
        return badge, wanted if fits else find_landing(code, standing)

    async def _try_passcode(
        self, request: Request, word: str, wanted: str, before: Badge | None
    ) -> _Found | None:
        """Return the badge for everything; wait for one's turn where many have failed."""
        place = self._find_place(request)
        async with self._guesses.turn(place):
            fits = bool(word) and len(word) <= _LONGEST_WORD
            if fits and await asyncio.to_thread(self._access.is_passcode, word):
                return self._access.make_badge(before), wanted
            self._guesses.note_failure(place)
        return None

    def _find_badge(self, request: Request) -> Badge | None:
        return self._access.find_badge(request.cookies.get(COOKIE, ""))

    def _find_place(self, request: Request) -> str:
        """Name who tries: a browser that was let in before, else the address."""
        device = self._access.find_device(request.cookies.get(_DEVICE, ""))
        if device:
            return f"device {device}"
        return f"address {request.client.host if request.client else ''}"

    def _refuse(self, request: Request, wanted: str, message: str, *, status: int) -> Response:
        if not wants_page(request.scope):
            return show_problem(request, message, status=status)
        return show_page(request, "signin.html", status=status, next=wanted, problem=message)

    def _set_cookie(
        self, request: Request, response: Response, name: str, value: str, seconds: int
    ) -> None:
        # A laptop in a hall serves plain http, where browsers would throw "secure" cookies away.
        secure = is_https(request.scope)
        response.set_cookie(
            name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure
        )


def get_local_path(text: str) -> str:
    """Return a path of this server; anything that could lead elsewhere becomes the first page."""
    local = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if local and "\\" not in text else "/"


def _go(path: str) -> Response:
    return RedirectResponse(f".{path}", 303, headers={"cache-control": "no-store"})


def _path(address: str) -> str:
    return address.partition("?")[0]


def _is_of(address: str, code: str) -> bool:
    """Tell whether an address names this workshop, as a stage does or a page of the console."""
    named = parse_qs(urlsplit(address).query).get("code", [""])[0]
    return (find_code(_path(address)) or normalise_code(named)) == code


async def _read_form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise HTTPException(413)
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}
