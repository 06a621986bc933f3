"""One participant's device, as tests handle it."""

from typing import Any

import httpx2
from starlette.testclient import TestClient

# A name instead of 127.0.0.1: as in the hall, the page is no secure context.
HALL = "hall.example"


class Phone:
    """One participant's device."""

    def __init__(self, client: TestClient, code: str) -> None:
        self.client = client
        self.code = code
        self._sent = 0

    def join(self, **entries: str) -> httpx2.Response:
        return self.client.post(f"/j/{self.code}", data=entries)

    def get(self, path: str = "", **query: str) -> httpx2.Response:
        return self.client.get(f"/w/{self.code}{path}", params=query)

    def page(self, **query: str) -> str:
        return self.get(**query).text

    def state(self, **query: str) -> dict[str, Any]:
        return dict(self.get("/state", **query).json())

    def post(self, path: str, body: object, **query: str) -> httpx2.Response:
        return self.client.post(f"/w/{self.code}{path}", json=body, params=query)

    def send(self, worksheet: str, values: object, **more: object) -> httpx2.Response:
        """Send an answer as a program does."""
        self._sent += 1
        query = {"as": str(more.pop("person"))} if "person" in more else {}
        body = {"sent_id": f"sent-{self._sent}", "worksheet": worksheet, "values": values, **more}
        return self.post("/answers", body, **query)

    def fill(self, path: str, fields: dict[str, Any], **query: str) -> httpx2.Response:
        """Send a plain HTML form as a browser without JavaScript does."""
        return self.client.post(
            f"/w/{self.code}{path}",
            data=fields,
            params=query,
            headers={"accept": "text/html,application/xhtml+xml"},
        )

    def find_sheet(self, key: str, **query: str) -> dict[str, Any]:
        return next(sheet for sheet in self.state(**query)["worksheets"] if sheet["key"] == key)
