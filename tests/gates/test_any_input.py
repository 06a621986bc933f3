"""Any input to any address: never a surprise (500), always a sentence in Japanese or a page."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest
import streamlit as st_package
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route

from facilitator.access import Access
from facilitator.front_door import FrontDoor
from facilitator.stage.app import make_stage_app
from facilitator.stage.operation import Lag
from facilitator.tasks.registry import make_run
from tests.gates.anything import FORM, JSON, Doors, Reply, knock
from tests.gates.conftest import Note, Size
from tests.gates.walking import walk
from worksheets import rooms
from worksheets.phone import app as phone_app
from worksheets.phone.app import make_phone_app
from worksheets.settings import Settings
from worksheets.toolkit import Toolkit

_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
_FILES = ("GET /stage-assets", "GET /favicon.ico")


def _list_addresses(route: BaseRoute) -> list[tuple[str, str]]:
    if isinstance(route, Mount):
        return [("GET", f"{route.path}/{{name}}")]
    if not isinstance(route, Route):
        return []
    return [(method, route.path) for method in route.methods or () if method != "HEAD"]


@pytest.fixture
def doors(box: Toolkit, code: str, settings: Settings) -> Iterator[Doors]:
    access = Access(settings)
    access.open()
    stage = make_stage_app(access, lag=Lag(), run=make_run(access))
    front = FrontDoor(
        PlainTextResponse("Streamlit"),
        phone=make_phone_app(),
        stage=stage,
        access=access,
        settings=settings,
        index=Path(st_package.__file__).parent / "static" / "index.html",
    )
    rooms.go_to(code, "meeting-1", "write")
    routes = (*phone_app._ROUTES, *stage.routes)
    addresses = sorted({one for route in routes for one in _list_addresses(route)})
    with closing(asyncio.new_event_loop()) as loop:
        box.channel.bind(loop)
        opened = Doors(front, loop, addresses, code)
        _, headers = opened.ask("POST", f"/j/{code}", body=b"team=t1", content_type=FORM)
        opened.cookie = headers["set-cookie"].partition(";")[0]
        opened.token = access.admin_token
        card = b'{"sent_id":"first","worksheet":"cards","values":{"text":"a"}}'
        path = f"/w/{code}/answers"
        sent, _ = opened.ask("POST", path, body=card, cookie=opened.cookie, content_type=JSON)
        opened.answer = json.loads(sent.body)["answer_id"]
        yield opened


def _check(reply: Reply) -> None:
    where = f"{reply.status} to {reply.asked}: {reply.body[:300]!r}"
    assert reply.status != httpx2.codes.INTERNAL_SERVER_ERROR, where
    if reply.status < httpx2.codes.BAD_REQUEST or not reply.body:
        return
    if reply.asked.startswith(_FILES):
        return  # a browser asks for pieces of a file, and shows nobody what it is told
    if reply.kind.startswith("application/json"):
        told = json.loads(reply.body)
        assert told["ok"] is False, where
        assert _JAPANESE.search(told["message"]), where
    else:
        assert reply.kind.startswith("text/html"), where
        assert b'<html lang="ja"' in reply.body, where


def test_no_input_surprises_any_address(doors: Doors, size: Size, note: Note) -> None:
    tried: dict[int, int] = {}

    @walk(size.of(400, 8_000), repeatable=not size.long)
    @given(st.data())
    def walk_on(data: st.DataObject) -> None:
        reply = knock(data, doors)
        if reply is not None:
            tried[reply.status] = tried.get(reply.status, 0) + 1
            _check(reply)

    walk_on()

    assert {200, 303, 400, 401, 404, 405} <= set(tried)
    assert len(doors.addresses) > 30
    note(
        "でたらめな入力",
        f"{len(doors.addresses)}個の宛先に{sum(tried.values())}回、思わぬ不具合(500)は0回",
        lost=0,
        duplicated=0,
    )


def test_planted_surprise_is_found(
    doors: Doors, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    def trip(*_values: object, **_named: object) -> None:
        raise KeyError("planted")

    monkeypatch.setattr("worksheets.phone.submit.withdraw_async", trip)

    @walk(3000, repeatable=True)
    @given(st.data())
    def walk_on(data: st.DataObject) -> None:
        reply = knock(data, doors)
        if reply is not None:
            _check(reply)

    with pytest.raises(AssertionError, match="500"):
        walk_on()
    note(
        "でたらめな入力の試験", "取り下げに間違いを入れて", lost=0, duplicated=0, planted="見つけた"
    )
