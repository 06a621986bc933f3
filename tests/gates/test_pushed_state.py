"""L13: after any commands, a phone that reads only when it was told shows what a fresh one reads.

The same commands in a random order, a phone on a real event stream beside them. What a phone
counts down by itself is left out of the comparison.
"""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.gates.conftest import Note, Size
from tests.samples import make_program
from tests.worksheets.phone.serving import serve
from worksheets import answers, live, participants, rooms, toolkit, workshops
from worksheets.errors import WorksheetError
from worksheets.live import Channel
from worksheets.phone.app import make_phone_app
from worksheets.phone.visitors import _cookie_name
from worksheets.records import Change, Joined, Options, StageView, Submission
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

_PATIENCE = 10.0
_TIMES = {"news": 4.0}  # seconds news may take
_SHEETS = st.sampled_from(("cards", "note", "together"))
_STEPS = st.sampled_from(
    (
        ("meeting-1", "opening"),
        ("meeting-1", "write"),
        ("meeting-1", "vote"),
        ("meeting-2", "again"),
    )
)
_TRIED = {"commands": 0, "pushed": 0}


def compared(state: dict[str, Any]) -> dict[str, Any]:
    """Leave out what changes without news: clocks, and the count of everybody's answers."""
    timer = {name: state["timer"][name] for name in ("ends_at", "paused")}
    rest = {name: value for name, value in state.items() if name not in {"server_time", "revision"}}
    return {**rest, "timer": timer, "worksheets": [_settled(s) for s in state["worksheets"]]}


def _settled(sheet: dict[str, Any]) -> dict[str, Any]:
    """Leave out the choices made of other people's cards: those alone wake no phone."""
    questions = [
        {name: value for name, value in question.items() if name != "options"}
        if question["kind"] == "reference"
        else question
        for question in sheet["questions"]
    ]
    return {**sheet, "questions": questions}


class Follower:
    """A phone: it re-reads the state when told, and after its own sending."""

    def __init__(self, url: str, code: str, joined: Joined) -> None:
        self._url = f"{url}/w/{code}"
        self._headers = {"cookie": f"{_cookie_name(code)}={joined.token}"}
        self.state = self.fetch()
        self.told = 0
        self._ready = threading.Event()
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()
        if not self._ready.wait(_PATIENCE):
            raise RuntimeError("the stream did not open")

    def fetch(self) -> dict[str, Any]:
        reply = httpx2.get(f"{self._url}/state", headers=self._headers, timeout=10)
        return dict(reply.json())

    def _follow(self) -> None:
        seen = {"rev": self.state["revision"]}
        with httpx2.stream(
            "GET", f"{self._url}/events", params=seen, headers=self._headers, timeout=30
        ) as stream:
            for line in stream.iter_lines():
                self._ready.set()
                if self._leaving.is_set():
                    return
                if line == "event: change":
                    self.told += 1
                    self.state = self.fetch()

    def wait_until_fresh(self) -> None:
        """Give the news the time it needs; then what was pushed and what is read must agree."""
        end = time.monotonic() + _TIMES["news"]
        while compared(self.state) != compared(fresh := self.fetch()):
            if time.monotonic() > end:
                assert compared(self.state) == compared(fresh)
            time.sleep(0.01)

    def leave(self) -> None:
        self._leaving.set()
        self._thread.join(_PATIENCE)


class Room(RuleBasedStateMachine):
    """Everything facilitators and phones can do to one workshop."""

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        folder = Path(self._open.enter_context(TemporaryDirectory()))
        box = self._open.enter_context(
            toolkit.use(open_toolkit(Settings(folder, f"sqlite:///{folder / 'workshop.db'}")))
        )
        served = self._open.enter_context(serve(make_phone_app(), box))
        teams = Options(teams=workshops.make_teams(2))
        self.code = workshops.open_workshop(
            make_program(), title="研修", options=teams
        ).workshop.code
        rooms.go_to(self.code, "meeting-1", "write")
        mine = participants.join(self.code, team="t1")
        self.me = mine.participant
        self.other = participants.join(self.code, team="t2").participant
        self.phone = Follower(served.url, self.code, mine)
        self.given: list[str] = []
        self.sent = 0

    def teardown(self) -> None:
        self._open.callback(self.phone.leave)
        toolkit.current().channel.close()
        self._open.close()

    def command(self, function: Callable[..., Any], *values: Any, **named: Any) -> Any:
        _TRIED["commands"] += 1
        try:
            return function(self.code, *values, **named)
        except WorksheetError:
            return None  # refused, so nothing has changed

    @rule()
    def press_next(self) -> None:
        self.command(rooms.go_next)

    @rule()
    def press_back(self) -> None:
        self.command(rooms.go_back)

    @rule(step=_STEPS)
    def jump(self, step: tuple[str, str]) -> None:
        self.command(rooms.go_to, *step)

    @rule(sheet=_SHEETS, on=st.booleans())
    def open_or_close(self, sheet: str, on: bool) -> None:
        self.command(rooms.open_worksheet if on else rooms.close_worksheet, sheet)

    @rule(on=st.booleans())
    def open_or_close_votes(self, on: bool) -> None:
        self.command(rooms.open_votes if on else rooms.close_votes, "cards")

    @rule(sheet=_SHEETS, on=st.booleans())
    def share(self, sheet: str, on: bool) -> None:
        self.command(rooms.share, sheet, on=on)

    @rule(view=st.sampled_from(StageView))
    def turn_stage(self, view: StageView) -> None:
        self.command(rooms.show_on_stage, view)

    @rule(text=st.sampled_from(("", "あと5分です", "<b>席へ</b>")))
    def notice(self, text: str) -> None:
        self.command(rooms.post_notice, text)

    @rule(what=st.sampled_from(("start", "pause", "resume", "add", "stop")))
    def turn_clock(self, what: str) -> None:
        if what == "start":
            self.command(rooms.start_timer, 5)
        elif what == "add":
            self.command(rooms.add_minutes, 1)
        else:
            self.command(getattr(rooms, f"{what}_timer"))

    @rule(sheet=_SHEETS, mine=st.booleans())
    def send(self, sheet: str, mine: bool) -> None:
        self.sent += 1
        person = self.me if mine else self.other
        given = {"text": f"{self.sent}番め"}
        _TRIED["commands"] += 1
        try:
            receipt = answers.save_answer(
                Submission(self.code, f"s{self.sent}", sheet, given, person)
            )
        except WorksheetError:
            return
        self.given.append(receipt.answer_id)
        if mine:
            self.phone.state = self.phone.fetch()

    @rule(which=st.integers(0, 50), hide=st.booleans())
    def hide_or_restore(self, which: int, hide: bool) -> None:
        if self.given:
            chosen = self.given[which % len(self.given)]
            self.command(answers.hide_answer if hide else answers.restore_answer, chosen)

    @rule(which=st.integers(0, 50))
    def spotlight(self, which: int) -> None:
        if self.given:
            self.command(rooms.spotlight, self.given[which % len(self.given)])

    @rule(which=st.integers(0, 50), office=st.booleans())
    def withdraw(self, which: int, office: bool) -> None:
        if self.given:
            chosen = self.given[which % len(self.given)]
            self.command(answers.withdraw, chosen, participant=None if office else self.other)

    @invariant()
    def pushed_state_equals_fresh_state(self) -> None:
        self.phone.wait_until_fresh()
        _TRIED["pushed"] = max(_TRIED["pushed"], self.phone.told)


@pytest.fixture(autouse=True)
def quick_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave less time between two news, so that many commands fit into a test."""
    monkeypatch.setattr(live, "PHONE_GAP", 0.01)
    _TRIED.update(commands=0, pushed=0)


def walk(examples: int, steps: int, *, repeatable: bool) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=repeatable,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )


def test_pushed_state_equals_fresh_state_after_random_commands(size: Size, note: Note) -> None:
    examples, steps = size.of(4, 60), size.of(20, 50)

    run_state_machine_as_test(Room, settings=walk(examples, steps, repeatable=not size.long))

    assert _TRIED["pushed"] > 0
    note(
        "L13 押し出した様子 = 読みなおした様子",
        f"でたらめな順の操作{_TRIED['commands']}回({examples}通り)",
        lost=0,
        duplicated=0,
    )


def test_planted_silence_about_shared_answers_is_caught(
    monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    really = Channel.announce

    def announce(self: Channel, code: str, what: Change, revision: int) -> None:
        if what is not Change.SHARED:
            really(self, code, what, revision)

    monkeypatch.setattr(Channel, "announce", announce)
    monkeypatch.setitem(_TIMES, "news", 1.0)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Room, settings=walk(20, 25, repeatable=True))
    note("L13 の試験(共有を知らせない)", "同じ操作", lost=0, duplicated=0, planted="見つけた")
