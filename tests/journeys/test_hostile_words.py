"""Words that would like to be more than words go in everywhere and come out as words."""

import base64
import csv
import io
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from playwright.sync_api import Page, expect

from programs.reading import read_program
from tests.facilitator.exports.opening import find_faults
from tests.hostile import HOSTILE, list_live, list_seen
from tests.journeys.console import Console
from tests.journeys.guests import _TEXT, _can_be_answered, _make_values
from tests.journeys.hall import Hall, Opened
from tests.journeys.phones import Phone
from tests.journeys.remotes import Remote
from tests.journeys.walls import Wall
from tests.journeys.windows import Windows
from worksheets import rooms, running_orders, toolkit, workshops
from worksheets.expected import Expected, replace_expected
from worksheets.own_steps import OwnStep
from worksheets.records import Options, Team
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

pytestmark = pytest.mark.journey

PLACES = (
    "meeting-1/resources",
    "fieldwork/record",
    "meeting-2/voices",
    "meeting-2/overlaps",
    "meeting-2/ideas",
    "meeting-2/choose",
    "meeting-3/use",
)
ONLY_WRITTEN = ("meeting-2/overlaps", "meeting-2/ideas")  # what the next steps look back on
PAGES = ("", "keeping", "new", "safety")
PAGES_OF_WORKSHOP = (
    *("run", "order", "people", "visits", "overlaps"),
    *("enter", "notes", "summary", "files", "options", "passes", "totals"),
)
BOARD = "meeting-1/resources"


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[tuple[Hall, Opened]]:
    """A server of this journey alone; the office has already typed in what it may."""
    data_dir = tmp_path / "data"
    program = read_program("community-building").program
    assert program is not None
    with toolkit.use(open_toolkit(Settings(data_dir, f"sqlite:///{data_dir / 'workshop.db'}"))):
        opened = workshops.open_workshop(
            program,
            title="".join(HOSTILE[:3]),
            municipality="".join(HOSTILE[3:5]),
            options=Options(
                teams=(Team("t1", HOSTILE[5]), Team("t2", HOSTILE[6])),
                purpose="\n".join(HOSTILE),
            ),
        )
        code = opened.workshop.code
        replace_expected(code, [Expected(words) for words in HOSTILE])
        own = OwnStep(HOSTILE[0], 5, instruction=HOSTILE[7], say="\n".join(HOSTILE))
        running_orders.add_own_step(code, "meeting-1", own)
        rooms.post_notice(code, "".join(HOSTILE[:4]))
    with Hall(data_dir) as hall:
        yield hall, Opened(code, opened.key, opened.workshop.title)


class Writer:
    """A phone without a browser that fills every field with hostile words."""

    def __init__(self, hall: Hall, code: str, *, name: str, team: str) -> None:
        self.client = hall.client()
        self._code = code
        self._words = cycle(HOSTILE)
        form = {"name": name, "affiliation": "council", "team": team}
        reply = self.client.post(f"/j/{code}", data=form)
        assert reply.status_code == httpx2.codes.SEE_OTHER, reply.text

    def write_everything(self) -> None:
        state = self.client.get(f"/w/{self._code}/state").json()
        for sheet in state["worksheets"]:
            times = 3 if sheet["many"] else 1
            for _ in range(times if sheet["open"] and _can_be_answered(sheet) else 0):
                self._send("answers", worksheet=sheet["key"], values=self._make(sheet))
        for ballot in state["votes"]:
            chosen = {choice["key"]: 1 for choice in ballot["choices"][: ballot["each"]]}
            self._send("votes", worksheet=ballot["worksheet"], choices=chosen)

    def group(self, sheet: str) -> None:
        board = self.client.get(f"/w/{self._code}/board/{sheet}/state").json()
        cards = [card["id"] for card in board["cards"]]
        for number, label in ((0, HOSTILE[0]), (2, HOSTILE[6])):
            order = {"do": "group", "cards": cards[number : number + 2], "label": label}
            self._send(f"board/{sheet}", **order)

    def _make(self, sheet: dict[str, Any]) -> dict[str, Any]:
        return {key: self._swap(value) for key, value in _make_values(sheet).items()}

    def _swap(self, value: Any) -> Any:
        if isinstance(value, str) and value and value[:8] == _TEXT[:8]:
            return next(self._words)
        if isinstance(value, list):
            return [self._swap(each) for each in value]
        if isinstance(value, dict):
            return {key: self._swap(each) for key, each in value.items()}
        return value

    def _send(self, what: str, **body: Any) -> None:
        reply = self.client.post(f"/w/{self._code}/{what}", json={"sent_id": uuid4().hex, **body})
        full = reply.status_code == httpx2.codes.TOO_MANY_REQUESTS  # a team's cards, or all votes
        assert reply.json()["ok"] or full, (what, body, reply.json())


class Look:
    """Looks at pages, and gathers what came alive and which words were seen where."""

    def __init__(self) -> None:
        self.alive: list[str] = []
        self.seen: dict[str, set[str]] = {}

    def at(self, face: str, page: Page) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true; })")
        self.alive += [f"{face} {page.url}: {each}" for each in list_live(page)]
        self.seen.setdefault(face, set()).update(list_seen(page))


def test_hostile_words_are_words_on_every_page(
    hostile: tuple[Hall, Opened], windows: Windows
) -> None:
    hall, opened = hostile
    code, look = opened.code, Look()
    phone, wall, remote = Phone(windows, hall), Wall(windows, hall), Remote(windows, hall)
    phone.scan(code)
    look.at("join", phone.page)
    phone.join(name=HOSTILE[0], team=HOSTILE[5])
    writers = [
        Writer(hall, code, name=words, team="t1" if number % 2 else "t2")
        for number, words in enumerate(HOSTILE[1:4])
    ]
    wall.show(code, key=opened.key)
    remote.scan(code, key=opened.key)

    for place in PLACES:
        hall.go(code, place)
        for writer in writers:
            writer.write_everything()
        if place == BOARD:
            _bring_typed_up(hall, code)
            writers[0].group("resources")
        if place not in ONLY_WRITTEN:
            hall.share_open_sheets(code)
            _look_round(hall, code, look, phone, wall, remote)
        if place == BOARD:
            phone.page.goto(f"{hall.address}/w/{code}/board/resources")
            expect(phone.page.locator("#lively .slip").first).to_be_visible()
            look.at("board", phone.page)
    for writer in writers:
        writer.client.close()
    _look_at_console(hall, code, look, Console(windows, hall))

    assert look.alive == []
    bundle = hall.command("export", code=code, kind="bundle")
    assert find_faults(base64.b64decode(bundle["content"])) == []
    few = {face: sorted(set(HOSTILE) - seen) for face, seen in look.seen.items()}
    assert (few["phone"], few["console"]) == ([], [])
    # The other faces show only a part of what was written; but they do show it.
    assert all(len(missing) < len(HOSTILE) for missing in few.values()), few


def _bring_typed_up(hall: Hall, code: str) -> None:
    """Take the words from a list somebody typed up, too."""
    typed = io.StringIO()
    csv.writer(typed).writerows([["言葉"], *([words] for words in HOSTILE)])
    taken = hall.command(
        "import",
        code=code,
        worksheet="resources",
        file_name="打ち直し.csv",
        content=base64.b64encode(typed.getvalue().encode()).decode(),
        column="言葉",
        team="t1",
    )
    assert taken["taken"] > len(HOSTILE) / 2


def _look_round(
    hall: Hall, code: str, look: Look, phone: Phone, wall: Wall, remote: Remote
) -> None:
    phone.page.goto(f"{hall.address}/w/{code}")
    expect(phone.connection).to_contain_text("つながっています")
    look.at("phone", phone.page)
    expect(wall.page.get_by_role("region", name="みなさんの回答")).to_be_visible()
    for _ in range(2):
        look.at("wall", wall.page)
        wall.press("PageDown")
    remote.page.reload()
    expect(remote.step).to_be_visible()
    look.at("remote", remote.page)


def _look_at_console(hall: Hall, code: str, look: Look, console: Console) -> None:
    console.sign_in()
    for path in (*PAGES, *(f"{page}?code={code}" for page in PAGES_OF_WORKSHOP)):
        console.page.goto(f"{hall.address}/{path}")
        expect(console.page.get_by_role("heading", level=1).first).to_be_visible()
        console.settle()
        look.at("console", console.page)
    hall.go(code, "meeting-2/overlaps")
    console.lead(code)
    console.settle()
    look.at("console", console.page)
