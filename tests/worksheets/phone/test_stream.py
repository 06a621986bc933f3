import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from typing import Any, Self
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.gates.hall import run_apart
from tests.samples import make_program
from tests.worksheets.phone.serving import Served, serve
from worksheets import participants, rooms, workshops
from worksheets.answers import save_answer, tell_phones
from worksheets.phone import stream
from worksheets.phone.stream import MOST_OF_ONE
from worksheets.records import Opened, Participant, Room, Submission
from worksheets.toolkit import Toolkit

_PATIENCE = 10.0


class Ear:
    """One phone's event stream on a socket of its own, read in a thread."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        parts = urlsplit(url)
        self.text = ""
        self.ended = threading.Event()
        self._connection = HTTPConnection(str(parts.hostname), parts.port, timeout=30)
        self._connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
        self._reply = self._connection.getresponse()
        self.status = self._reply.status
        self.headers = {name.lower(): value for name, value in self._reply.getheaders()}
        self._thread = threading.Thread(target=self._read, daemon=True)

    def _read(self) -> None:
        with suppress(OSError, HTTPException):
            while chunk := self._reply.read1(65536):
                self.text += chunk.decode()
        self.ended.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Go away as a phone does whose page was closed."""
        if self._connection.sock is None:
            return
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(_PATIENCE)
        self._reply.close()
        self._connection.close()

    def wait_for(self, words: str, times: int = 1) -> None:
        end = time.monotonic() + _PATIENCE
        while self.text.count(words) < times:
            assert time.monotonic() < end, f"{words!r} not in {self.text!r}"
            time.sleep(0.01)

    def list_events(self) -> list[dict[str, str]]:
        events = []
        for block in self.text.split("\n\n"):
            lines = [line.partition(": ") for line in block.split("\n") if line]
            events.append({name: value for name, _, value in lines if name})
        return [event for event in events if event]


Listen = Callable[..., AbstractContextManager[Ear]]


@pytest.fixture
def served(app: Any, box: Toolkit) -> Iterator[Served]:
    with serve(app, box) as server:
        yield server


@pytest.fixture
def listen(served: Served, opened: Opened) -> Any:
    code = opened.workshop.code

    @contextmanager
    def open_ear(*, seen: str = "", rev: str = "", token: str = "") -> Iterator[Ear]:
        joined = participants.join(code)
        headers = {"cookie": f"phone-{code}={token or joined.token}"}
        if seen:
            headers["last-event-id"] = seen
        query = f"?rev={rev}" if rev else ""
        with Ear(f"{served.url}/w/{code}/events{query}", headers) as ear:
            yield ear

    return open_ear


def test_stream_opens_with_its_pace_and_headers(
    listen: Listen,
) -> None:
    with listen() as ear:
        ear.wait_for("retry: 2000\n\n")

        assert ear.status == 200
        assert ear.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert ear.headers["cache-control"] == "no-store"
        assert ear.headers["x-accel-buffering"] == "no"
        assert "content-security-policy" in ear.headers


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (rooms.go_next, "step"),
        (lambda code: rooms.open_worksheet(code, "note"), "worksheet"),
        (lambda code: rooms.start_timer(code, 5), "timer"),
        (lambda code: rooms.share(code, "cards", on=True), "shared"),
        (lambda code: rooms.post_notice(code, "お知らせ"), "notice"),
    ],
)
def test_every_change_of_the_room_is_told_with_its_revision(
    listen: Listen,
    code: str,
    change: Callable[[str], Room],
    what: str,
) -> None:
    with listen() as ear:
        ear.wait_for("retry")

        room = change(code)

        ear.wait_for("event: change")
        assert ear.list_events()[-1] == {
            "event": "change",
            "id": str(room.revision),
            "data": f'{{"revision":{room.revision},"what":"{what}"}}',
        }


def test_other_peoples_answers_wake_nobody(listen: Listen, code: str) -> None:
    rooms.go_to(code, "meeting-1", "write")
    with listen() as ear:
        ear.wait_for("retry")
        save(code, "だれかの言葉")
        rooms.post_notice(code, "あとの合図")

        ear.wait_for("event: change")

        assert [event["data"] for event in ear.list_events() if "data" in event] == [
            f'{{"revision":{rooms.get_room(code).revision},"what":"notice"}}'
        ]


def test_answers_to_a_shared_sheet_are_told(listen: Listen, code: str) -> None:
    rooms.go_to(code, "meeting-1", "write")
    rooms.share(code, "cards", on=True)
    with listen() as ear:
        ear.wait_for("retry")

        save(code, "みんなに見える")

        ear.wait_for('"what":"shared"')


def save(code: str, text: str) -> None:
    person: Participant = participants.join(code).participant
    save_answer(Submission(code, "s", "cards", {"text": text}, person))


@pytest.mark.parametrize("way", ["seen", "rev"])
def test_phone_coming_back_from_before_a_change_is_told_at_once(
    listen: Listen, code: str, way: str
) -> None:
    before = rooms.get_room(code).revision
    rooms.go_next(code)

    with listen(**{way: str(before)}) as ear:
        ear.wait_for(f"event: change\nid: {rooms.get_room(code).revision}\n")


def test_phone_between_two_pages_hears_of_cards_laid_out_meanwhile(
    listen: Listen, code: str, box: Toolkit
) -> None:
    before = rooms.go_to(code, "meeting-1", "write").revision
    tell_phones(code, "cards")
    box.rooms.clear()  # as after a restart

    with listen(rev=str(before)) as ear:
        ear.wait_for(f"event: change\nid: {rooms.get_room(code).sequence}\n")

    assert rooms.get_room(code).revision == before  # what a facilitator pressed still holds


@pytest.mark.parametrize("seen", ["now", "9999", "", "odd", "-1"])
def test_phone_that_missed_nothing_is_told_nothing(listen: Listen, code: str, seen: str) -> None:
    rooms.go_next(code)
    seen = str(rooms.get_room(code).revision) if seen == "now" else seen

    with listen(seen=seen) as ear:
        ear.wait_for("retry")
        rooms.post_notice(code, "合図")
        ear.wait_for("event: change")

        assert ear.text.count("event: change") == 1


def test_last_event_id_counts_more_than_the_address(listen: Listen, code: str) -> None:
    before = rooms.get_room(code).revision
    now = rooms.go_next(code).revision

    with listen(seen=str(now), rev=str(before)) as ear:
        ear.wait_for("retry")
        rooms.post_notice(code, "合図")
        ear.wait_for("event: change")

        assert ear.text.count("event: change") == 1


def test_silent_line_is_kept_by_a_heartbeat(
    listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.05)

    with listen() as ear:
        ear.wait_for(": beat\nevent: beat\ndata: 1\n\n", times=3)

    assert stream.HEARTBEAT != 15.0


def test_heartbeat_comes_often_enough_for_proxies() -> None:
    assert stream.HEARTBEAT <= 20


def test_all_phones_of_a_workshop_are_told(listen: Listen, code: str, box: Toolkit) -> None:
    with listen() as one, listen() as two, listen() as three:
        for ear in (one, two, three):
            ear.wait_for("retry")
        assert box.channel.count_connected(code) == 3

        rooms.go_next(code)

        for ear in (one, two, three):
            ear.wait_for('"what":"step"')


def test_phones_of_another_workshop_are_not_told(listen: Listen, code: str) -> None:
    other = workshops.open_workshop(make_program(), title="ほか").workshop.code
    with listen() as ear:
        ear.wait_for("retry")
        rooms.go_next(other)
        rooms.post_notice(code, "こちら")

        ear.wait_for("event: change")

        assert '"what":"step"' not in ear.text


def test_phone_that_leaves_counts_no_longer(listen: Listen, code: str, box: Toolkit) -> None:
    with listen() as stays:
        stays.wait_for("retry")
        with listen() as goes:
            goes.wait_for("retry")
            assert box.channel.count_connected(code) == 2
            goes.leave()
        end = time.monotonic() + _PATIENCE
        while box.channel.count_connected(code) > 1 and time.monotonic() < end:
            time.sleep(0.02)

        assert box.channel.count_connected(code) == 1
        rooms.post_notice(code, "まだいますか")
        stays.wait_for('"what":"notice"')


def test_phone_that_opens_streams_without_end_keeps_only_the_newest(
    listen: Listen, code: str
) -> None:
    token = participants.join(code).token
    with ExitStack() as open_ears, listen() as other:
        ears = [open_ears.enter_context(listen(token=token)) for _ in range(MOST_OF_ONE + 3)]

        for old in ears[:3]:
            assert old.ended.wait(_PATIENCE)
        rooms.post_notice(code, "つづけます")
        for ear in (*ears[3:], other):
            ear.wait_for('"what":"notice"')
        assert not any(ear.ended.is_set() for ear in (*ears[3:], other))


def test_phone_that_reads_nothing_is_kept_only_the_latest_news() -> None:
    async def tell_often() -> tuple[list[bytes], bytes | None]:
        sent: list[bytes] = []
        may_go_on = asyncio.Event()

        async def send(message: MutableMapping[str, Any]) -> None:
            await may_go_on.wait()  # its network's buffers are full
            sent.append(message["body"])

        task = asyncio.current_task()
        assert task is not None
        phone = stream._Phone(send, task, "device", "person", "t1")
        for number in range(10_000):
            phone.tell(b"%d" % number)
            if not number:
                await asyncio.sleep(0)
        waiting = phone.late
        may_go_on.set()
        while len(sent) < 2:  # noqa: ASYNC110 -- a list has no event
            await asyncio.sleep(0)
        return sent, waiting

    assert run_apart(tell_often()) == ([b"0", b"9999"], b"9999")


def test_streams_end_when_the_server_stops(listen: Listen, served: Served, box: Toolkit) -> None:
    with listen() as one, listen() as two:
        one.wait_for("retry")
        two.wait_for("retry")

        box.channel.close()
        served.server.should_exit = True

        assert one.ended.wait(_PATIENCE)
        assert two.ended.wait(_PATIENCE)
        served.thread.join(_PATIENCE)
        assert not served.thread.is_alive()


def test_stream_without_joining_is_refused_in_json(served: Served, code: str) -> None:
    reply = httpx2.get(f"{served.url}/w/{code}/events")

    assert (reply.status_code, reply.json()["ok"]) == (401, False)


def test_many_phones_are_asked_to_spread_their_reading(
    listen: Listen, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_MANY", 1)
    with listen() as one, listen() as two:
        one.wait_for("retry")
        two.wait_for("retry")

        rooms.go_next(code)

        one.wait_for("event: pace\ndata: 2\n\nevent: change")
