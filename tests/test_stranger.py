"""A stranger on the same network gets nothing but join and sign-in pages."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import streamlit
from itsdangerous import URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route
from starlette.testclient import TestClient
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from facilitator import gate, rights
from facilitator.access import Access
from facilitator.front_door import FrontDoor
from facilitator.stage.app import make_stage_app
from facilitator.stage.operation import Lag
from tests.samples import make_program
from tests.server import Server
from tests.stranger import ODD, SECRETS, Reply, find_leaks, list_paths, list_routes, list_sockets
from worksheets import answers, participants, passes, rooms, toolkit, workshops
from worksheets.passes import PassRole
from worksheets.phone import app as phone_app
from worksheets.phone.app import make_phone_app
from worksheets.records import Opened, Submission
from worksheets.settings import Settings
from worksheets.toolkit import Toolkit, open_toolkit

PAGE = {"accept": "text/html"}


class Town:
    """A server with a workshop that holds what nobody may see, and all sorts of cookies."""

    def __init__(self, data_dir: Path) -> None:
        self.settings = Settings(data_dir, f"sqlite:///{data_dir / 'workshop.db'}")
        with toolkit.use(open_toolkit(self.settings)):
            opened = _fill(workshops.open_workshop(make_program(), title="研修"))
            other = workshops.open_workshop(make_program(), title="となり")
            self.code, self.answer_id = (
                opened.workshop.code,
                answers.list_answers(opened.workshop.code)[0].id,
            )
            person = participants.join(self.code, name="よそ", team="t1")
            passed = passes.make_pass(self.code, PassRole.VIEWER, "ずっと前の人")
            passes.end_all(self.code)
        self.filled = _fill_in(self.code, self.answer_id)
        self.routes: list[BaseRoute] = list_routes(self.settings)
        self.paths = [*list_paths(self.routes, self.filled)]
        self.paths += [path.replace("{code}", self.code) for path in ODD]
        self.cookies = {
            "nothing": "",
            "forged": "facilitator=x.y.z; facilitator_device=x.y.z",
            "ended pass": self._sign(code=self.code, key=passed),
            "another workshop": self._sign(code=other.workshop.code, key=other.key),
            "participant": f"phone-{self.code}={person.token}",
        }
        self.old = self._sign_at(time.time() - 13 * 3600)
        self.fresh = self._sign_at(time.time())  # shows that only its age keeps the old one out

    def _access(self) -> Access:
        access = Access(self.settings)
        access.open()
        return access

    def _sign(self, *, code: str, key: str) -> str:
        access = self._access()
        return f"facilitator={access.sign(access.make_badge(code=code, key=key))}"

    def _sign_at(self, moment: float) -> str:
        """Make the badge of somebody who came in with the passcode then."""
        access = self._access()
        signer = access._signer("badge")
        badge = access.make_badge()
        clock = signer.make_signer(signer.salt)

        class Old(type(clock)):  # type: ignore[misc] -- the same signer with another clock
            def get_timestamp(self) -> int:
                return int(moment)

        old = URLSafeTimedSerializer(signer.secret_keys, salt=signer.salt, signer=Old)
        body = {"id": badge.id, "all": True, "keys": {}}
        return f"facilitator={old.dumps(body)!s}"


def _fill(opened: Opened) -> Opened:
    code = opened.workshop.code
    rooms.go_next(code)
    person = participants.join(code, name="山田花子", affiliation="office", team="t1").participant
    given = {"text": "ひみつの回答"}
    answers.save_answer(Submission(code, "sent-00000001", "cards", given, participant=person))
    rooms.share(code, "cards", on=True)
    return opened


def _fill_in(code: str, answer_id: str) -> dict[str, str]:
    """Return something real for every part of an address there is."""
    return {
        "code": code,
        "worksheet": "cards",
        "answer_id": answer_id,
        "order": "next",
        "name": "phone.css",
        "path": "index.html",
        "file_id": "x",
        "session_id": "x",
        "provider": "x",
        "filename": "x",
        "component": "x",
        "operation": "x",
    }


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("stranger") / "data"
    folder.mkdir()
    return Town(folder)


@pytest.fixture(scope="module")
def server(town: Town) -> Iterator[Server]:
    with Server(town.settings.data_dir, passcode="") as running:
        yield running


def _read(reply: httpx2.Response) -> Reply:
    return Reply(reply.status_code, reply.headers.get("location", ""), reply.text)


def test_table_of_routes_is_the_whole_one(town: Town) -> None:
    assert len(town.paths) > 100
    known = set(town.paths)
    assert {"/_stcore/health", "/_stcore/stream", "/metrics", "/admin/command", "/signin"} <= known
    assert any(path.startswith("/_stcore/upload_file/") for path in known)
    assert any(path.startswith(f"/w/{town.code}/") for path in known)


@pytest.mark.parametrize(
    ("who", "accept"),
    [
        ("nothing", "text/html"),
        ("nothing", "application/json"),
        ("forged", "application/json"),
        ("ended pass", "text/html"),
        ("old", "application/json"),
    ],
)
def test_stranger_gets_nothing_but_the_doors(
    server: Server, town: Town, who: str, accept: str
) -> None:
    cookie = town.old if who == "old" else town.cookies[who]
    headers = {"accept": accept, **({"cookie": cookie} if cookie else {})}
    with httpx2.Client(base_url=server.url, timeout=30, headers=headers) as client:

        def ask(method: str, path: str) -> Reply:
            return _read(
                client.request(
                    method,
                    httpx2.URL(server.url).copy_with(raw_path=path.encode()),
                    headers=headers,
                )
            )

        leaks = find_leaks(ask, town.paths)

    assert leaks == []


def test_old_badge_is_kept_out_by_its_age_alone(server: Server, town: Town) -> None:
    with httpx2.Client(base_url=server.url, timeout=30) as client:
        found = [
            client.get("/run", headers={**PAGE, "cookie": cookie}).status_code
            for cookie in (town.fresh, town.old)
        ]

    assert found == [200, 303]


def test_participant_gets_nothing_on_the_facilitators_side(server: Server, town: Town) -> None:
    headers = {"cookie": town.cookies["participant"]}
    theirs = [path for path in town.paths if not path.startswith("/w/")]
    with httpx2.Client(base_url=server.url, timeout=30, headers=headers) as client:

        def ask(method: str, path: str) -> Reply:
            reply = _read(client.request(method, path))
            inside = path.startswith("/j") and reply.location.endswith(f"/w/{town.code}")
            return Reply(reply.status, "", reply.text) if inside else reply

        leaks = find_leaks(ask, theirs)

    assert leaks == []


def test_key_of_another_workshop_opens_nothing_of_this_one(server: Server, town: Town) -> None:
    headers = {"cookie": town.cookies["another workshop"]}
    ours = [path for path in town.paths if path.startswith(("/stage/", "/remote/", "/admin"))]
    with httpx2.Client(base_url=server.url, timeout=30, headers=headers) as client:
        leaks = find_leaks(lambda method, path: _read(client.request(method, path)), ours)

    assert leaks == []


@pytest.mark.parametrize("origin", ["own", "foreign", None])
def test_stranger_opens_no_websocket(server: Server, town: Town, origin: str | None) -> None:
    sockets = [*list_sockets(town.routes, town.filled), "/", "/run", "//_stcore/stream"]
    assert len(sockets) > 4
    sender = {"own": server.url, "foreign": "http://evil.example", None: None}[origin]
    opened = []
    for path in sockets:
        for who, cookie in {**town.cookies, "old": town.old}.items():
            if who == "another workshop" and not path.startswith("/stage"):
                continue  # it has a console of its own, where each page asks again
            headers = {"cookie": cookie} if cookie else {}
            try:
                with connect(
                    f"ws://127.0.0.1:{server.port}{path}",
                    origin=sender,  # type: ignore[arg-type] -- an origin is a text
                    additional_headers=headers,
                    proxy=None,
                ) as socket:
                    with contextlib.suppress(TimeoutError):
                        socket.recv(timeout=0.2)
                    opened.append((path, who))
            except (InvalidStatus, ConnectionClosed):
                continue

    assert opened == []


# --- the walk can fail: planted bugs --------------------------------------------------------


@pytest.fixture
def walk(box: Toolkit, settings: Settings, opened: Opened) -> Iterator[TestClient]:  # noqa: ARG001 -- the data lies in it
    """The same doors in this process, before a house that gives everything to everybody."""
    _fill(opened)

    async def tell(_request: Request) -> PlainTextResponse:
        return PlainTextResponse(SECRETS[0])

    house = FrontDoor(
        phone_app_of(tell),
        phone=make_phone_app(),
        stage=make_stage_app(Access(settings), lag=Lag()),
        access=(access := Access(settings)),
        settings=settings,
        index=Path(streamlit.__file__).parent / "static" / "index.html",
    )
    access.open()
    with TestClient(house, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


def phone_app_of(answer):  # noqa: ANN001, ANN201 -- any endpoint
    from starlette.applications import Starlette  # noqa: PLC0415 -- only this test builds one

    return Starlette(routes=[Route("/{path:path}", answer)])


def _walk(client: TestClient, settings: Settings, opened: Opened) -> list[str]:
    code = opened.workshop.code
    filled = _fill_in(code, answers.list_answers(code)[0].id)
    paths = list_paths(list_routes(settings), filled)
    return find_leaks(lambda method, path: _read(client.request(method, path)), paths)


def test_walk_finds_nothing_where_nothing_is_wrong(
    walk: TestClient, settings: Settings, opened: Opened
) -> None:
    assert _walk(walk, settings, opened) == []


@pytest.mark.parametrize("forgotten", ["/stage", "/_stcore", "/metrics", "/remote"])
def test_walk_finds_a_place_left_open(
    walk: TestClient,
    settings: Settings,
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
    forgotten: str,
) -> None:
    monkeypatch.setattr(gate, "_OPEN", (*gate._OPEN, forgotten))

    assert any(forgotten in leak for leak in _walk(walk, settings, opened))


def test_walk_finds_a_new_address_for_phones_that_asks_for_nobody(
    walk: TestClient, settings: Settings, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def everything(request: Request) -> PlainTextResponse:
        found = answers.list_answers(request.path_params["code"])
        return PlainTextResponse(repr(found))

    new = Route("/w/{code}/everything", everything)
    monkeypatch.setattr(phone_app, "_ROUTES", (*phone_app._ROUTES, new))

    assert any("everything" in leak for leak in _walk(walk, settings, opened))


def test_walk_finds_a_gate_that_believes_every_badge(
    walk: TestClient, settings: Settings, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "may_enter", lambda *_: True)
    monkeypatch.setattr(gate.Gate, "_find_badge", lambda *_: rights.Badge("x"))

    assert len(_walk(walk, settings, opened)) > 20


def test_route_with_an_unknown_part_stops_the_walk(settings: Settings) -> None:
    async def anything(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("")

    with pytest.raises(KeyError):
        list(list_paths([Route("/new/{part}", anything)], {}))
    assert len(list_routes(settings)) > 50
