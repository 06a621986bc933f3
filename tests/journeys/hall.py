"""A hall: a real server on real data, reached by a name over plain http as in a hall's Wi-Fi.

Loopback addresses count as a secure context, where browsers offer more than phones get there;
a name does not, and the browser is told that it means this machine.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.server import Server

HOST = "kenshu.example"
PROGRAM = "team-building"
FIRST_MEETING = "meeting-1"


@dataclass(frozen=True, slots=True)
class Opened:
    """A workshop a journey starts from."""

    code: str
    key: str
    title: str


class Hall(Server):
    """The server of `tests/server.py` under its name in the hall."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.address = f"http://{HOST}:{self.port}"
        self.settings = {"WORKSHOP_PUBLIC_URL": self.address}

    def open_workshop(
        self, program: str = PROGRAM, *, title: str = "つながりの研修", teams: int = 3
    ) -> Opened:
        """Open a workshop without going through the console."""
        made = self.command(
            "new", program=program, title=title, municipality="みどり市", teams=teams
        )
        return Opened(made["code"], made["key"], made["title"])

    def go(self, code: str, to: str) -> None:
        """Move the room: next, back, or MEETING/STEP."""
        self.command("go", code=code, target=to)

    def list_places(self, code: str) -> list[str]:
        """Return every MEETING/STEP of the first meeting, and others that show something new."""
        told = self.command("steps", code=code)
        sheets = {sheet["key"]: sheet for sheet in told["worksheets"]}
        seen: set[object] = set()
        places = []
        for meeting in told["meetings"]:
            for step in meeting["steps"]:
                marks = _list_marks(step, sheets)
                if meeting["key"] == FIRST_MEETING or not marks <= seen:
                    places.append(f"{meeting['key']}/{step['key']}")
                seen |= marks
        return places

    def list_codes(self) -> list[str]:
        """Return the codes of all workshops."""
        return [str(each["code"]) for each in self.command("list")["workshops"]]

    def count_answers(self, code: str) -> int:
        """Return how many answers are stored."""
        return int(self.command("show", code=code)["answers"])

    def count_people(self, code: str) -> int:
        """Return how many people have joined."""
        return int(self.command("show", code=code)["participants"])

    def order(self, code: str, name: str, **body: Any) -> None:
        """Give an order as the remote does."""
        with self.admin() as client:
            client.post(f"/remote/{code}/{name}", json=body).raise_for_status()

    def share_open_sheets(self, code: str) -> None:
        """Show the answers to every open worksheet, and let people vote where they can."""
        for key in self.command("show", code=code)["open_worksheets"]:
            self.order(code, "share", worksheet=key, on=True)

    def stop(self) -> None:
        """Stop the server as the end of the day does."""
        self.__exit__(None, None, None)

    def command(self, name: str, **arguments: Any) -> dict[str, Any]:
        """Give a command of the command line."""
        with self.admin() as client:
            reply = client.post("/admin/command", json={"name": name, "arguments": arguments})
        found = reply.json()
        if not found["ok"]:
            raise RuntimeError(found["message"])
        result: dict[str, Any] = found["result"]
        return result


def _list_marks(step: dict[str, Any], sheets: dict[str, Any]) -> set[object]:
    """Return what tells a step's pages from others: kinds of sheets and of questions, votes."""
    marks: set[object] = {"votes"} if step["votes_on"] else set()
    for key in step["worksheets"]:
        sheet = sheets[key]
        marks.add((sheet["scope"], sheet["many"], sheet["anonymous"]))
        marks |= {question["kind"] for question in sheet["questions"]}
    return marks
