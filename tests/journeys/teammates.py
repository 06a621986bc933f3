"""People of a team who write through the phones' JSON, beside those whose phones are watched."""

from typing import Any, Self
from uuid import uuid4

from tests.journeys.hall import Hall

Json = dict[str, Any]


class Teammate:
    """One participant without a browser; use as a context manager."""

    def __init__(self, hall: Hall, code: str, *, name: str, team: str) -> None:
        self._code = code
        self._client = hall.client()
        form = {"name": name, "affiliation": "council", "team": team}
        self._client.post(f"/j/{code}", data=form)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def read(self) -> str:
        """Return all that the phone is told, as text."""
        return self._client.get(f"/w/{self._code}/state").text

    def find_sheet(self, key: str) -> Json:
        """Return a worksheet of the present step."""
        state: Json = self._client.get(f"/w/{self._code}/state").json()
        return next(sheet for sheet in state["worksheets"] if sheet["key"] == key)

    def find_option(self, sheet: str, question: str, label: str) -> str:
        """Return the key of an answer that a question may name."""
        asked = next(one for one in self.find_sheet(sheet)["questions"] if one["key"] == question)
        return next(str(one["key"]) for one in asked["options"] if one["label"] == label)

    def send(self, worksheet: str, **values: Any) -> str:
        """Send an answer; return its id."""
        body = {"sent_id": uuid4().hex, "worksheet": worksheet, "values": values}
        reply = self._client.post(f"/w/{self._code}/answers", json=body).json()
        if not reply["ok"]:
            raise RuntimeError(f"{worksheet}: {reply['message']}")
        return str(reply["answer_id"])
