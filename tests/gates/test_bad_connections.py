"""L3: acknowledgements lost, requests cut in half, stalled and reset: one row, one receipt."""

import json
import socket
import sqlite3
import struct
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.gates.conftest import Note, Size
from tests.worksheets.phone.serving import Served, serve
from worksheets import participants, rooms
from worksheets.phone import incoming
from worksheets.phone.app import make_phone_app
from worksheets.phone.visitors import _cookie_name
from worksheets.toolkit import Toolkit

_PATIENCE = 20.0
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: throw away and reset


@pytest.fixture
def served(box: Toolkit, code: str) -> Iterator[Served]:
    rooms.go_to(code, "meeting-1", "write")
    with serve(make_phone_app(), box) as running:
        yield running


class Sender:
    """A phone that can be as rude on its connection as a hall's network."""

    def __init__(self, served: Served, code: str) -> None:
        self.code = code
        self._cookie = f"{_cookie_name(code)}={participants.join(code).token}"
        self._url = served.url
        self._port = int(urlsplit(served.url).port or 0)

    def write_request(self, sent_id: str, text: str) -> bytes:
        message = {"sent_id": sent_id, "worksheet": "cards", "values": {"text": text}}
        body = json.dumps(message).encode()
        return (
            f"POST /w/{self.code}/answers HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            f"Cookie: {self._cookie}\r\nConnection: close\r\n\r\n"
        ).encode() + body

    def dial(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self._port), timeout=_PATIENCE)

    def send(self, sent_id: str, text: str) -> dict[str, Any]:
        with self.dial() as line:
            line.sendall(self.write_request(sent_id, text))
            return self.read(line)

    def read(self, line: socket.socket) -> dict[str, Any]:
        reply = b""
        while chunk := line.recv(65536):
            reply += chunk
        head, _, body = reply.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), reply
        return dict(json.loads(body))

    def reset(self, line: socket.socket) -> None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        line.close()


def count(box: Toolkit) -> tuple[int, int]:
    with sqlite3.connect(box.database.path) as connection:
        answers = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
        sent = connection.execute("SELECT count(*) FROM submissions").fetchone()[0]
    connection.close()
    return answers, sent


def wait_for(box: Toolkit, number: int) -> None:
    end = time.monotonic() + _PATIENCE
    while count(box)[1] < number and time.monotonic() < end:
        time.sleep(0.005)


def test_lost_acknowledgement_is_given_again_unchanged(
    box: Toolkit, code: str, served: Served, size: Size, note: Note
) -> None:
    phone = Sender(served, code)
    times = size.of(30, 280)
    revisions = []
    for number in range(times):
        with phone.dial() as line:
            line.sendall(phone.write_request(f"s{number}", f"カード{number}"))
            wait_for(box, number + 1)
            phone.reset(line)  # stored; the phone never hears of it
        first = phone.send(f"s{number}", f"カード{number}")
        assert phone.send(f"s{number}", f"カード{number}") == first
        revisions.append(first["revision"])

    assert count(box) == (times, times)
    assert len(set(revisions)) == times
    note("L3 受け付けの返事が届かない", f"{times}回切って送りなおし", lost=0, duplicated=0)


def test_request_cut_in_half_stores_nothing_and_can_be_sent_again(
    box: Toolkit, code: str, served: Served, size: Size, note: Note
) -> None:
    phone = Sender(served, code)
    request = phone.write_request("s1", "半分だけ届いたカード")
    places = range(1, len(request), size.of(25, 3))
    for number, place in enumerate(places):
        line = phone.dial()
        line.sendall(request[:place])
        if number % 2:
            phone.reset(line)
        else:
            line.close()
    phone.send("other", "そのあとも受け付ける")
    assert count(box) == (1, 1)

    phone.send("s1", "半分だけ届いたカード")

    assert count(box) == (2, 2)
    note("L3 途中で切れた送信", f"{len(places)}か所で切断(半分はRST)", lost=0, duplicated=0)


def test_stalled_phones_hold_nobody_up(
    box: Toolkit, code: str, served: Served, size: Size, note: Note
) -> None:
    phone = Sender(served, code)
    stalled = []
    stalls = size.of(50, 300)
    for number in range(stalls):
        line = phone.dial()
        request = phone.write_request(f"stalled-{number}", f"ゆっくり{number}")
        line.sendall(request[:-5])
        stalled.append((line, request[-5:]))

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda n: phone.send(f"quick-{n}", f"はやい{n}"), range(40)))
    assert len({one["revision"] for one in done}) == 40
    assert count(box) == (40, 40)

    first, *others = stalled
    first[0].sendall(first[1])
    assert phone.read(first[0])["revision"] > max(one["revision"] for one in done)
    for line, _ in (first, *others):
        phone.reset(line)
    assert httpx2.get(f"{served.url}/j").status_code == 200
    assert count(box) == (41, 41)
    note("L3 止まったままの接続", f"{stalls}本のあいだに回答40件", lost=0, duplicated=0)


def test_body_that_never_ends_is_let_go_and_can_be_sent_again(
    box: Toolkit, code: str, served: Served, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    monkeypatch.setattr(incoming, "LONGEST_WAIT", 0.3)
    phone = Sender(served, code)
    request = phone.write_request("slow", "一文字ずつ届く")
    lines = [phone.dial() for _ in range(20)]
    for line in lines:
        line.sendall(request[:-5])
    for line in lines:
        reply = b""
        while chunk := line.recv(65536):
            reply += chunk
        assert reply.startswith(b"HTTP/1.1 408 ")
        assert b"retry-after: 1" in reply.lower()
        line.close()
    assert count(box) == (0, 0)

    phone.send("slow", "一文字ずつ届く")

    assert count(box) == (1, 1)
    note("L3 終わらない送信(slow loris)", "20本を切り、送りなおし", lost=0, duplicated=0)


def test_headers_that_never_end_hold_nobody_up(
    box: Toolkit, code: str, served: Served, size: Size, note: Note
) -> None:
    phone = Sender(served, code)
    stalls = size.of(50, 500)
    lines = [phone.dial() for _ in range(stalls)]
    for line in lines:
        line.sendall(b"POST /w/x/answers HTTP/1.1\r\nHost: hall.example\r\nX-Slow: ")

    for number in range(20):
        phone.send(f"quick-{number}", f"はやい{number}")
        for line in lines[number::20]:
            line.sendall(b"a")

    assert count(box) == (20, 20)
    for line in lines:
        phone.reset(line)
    note("L3 終わらないヘッダー", f"{stalls}本のあいだに回答20件", lost=0, duplicated=0)


def test_planted_phone_without_a_key_doubles(
    box: Toolkit, code: str, served: Served, note: Note
) -> None:
    """The test's own test: with a new id for each try, a lost acknowledgement doubles."""
    phone = Sender(served, code)
    for number in range(5):
        with phone.dial() as line:
            line.sendall(phone.write_request(f"first-{number}", f"カード{number}"))
            wait_for(box, number * 2 + 1)
            phone.reset(line)
        phone.send(f"again-{number}", f"カード{number}")

    doubled = count(box)[0] - 5
    assert doubled == 5
    note("L3 の試験(毎回新しい番号)", "返事を5回失う", lost=0, duplicated=5, planted="見つけた")
