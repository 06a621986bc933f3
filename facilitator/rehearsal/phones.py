"""One participant's phone: joins, reads, sends, votes, through the public addresses only."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote

import httpx2

from facilitator.rehearsal.people import Persona

_PATIENCE = httpx2.Timeout(60.0)
_FRESH = httpx2.Limits(keepalive_expiry=1.0)  # seconds; the server hangs up after a few
_TRIES = 3
_SEE_OTHER = 303
_GONE = 401


@dataclass(slots=True)
class Counts:
    """What a rehearsal has done so far; refusals by their sentence."""

    joined: int = 0
    returned: int = 0
    answers: int = 0
    corrected: int = 0
    withdrawn: int = 0
    votes: int = 0
    grouped: int = 0  # clusters made of cards
    ready: int = 0  # times somebody said to be done with a step
    taken_back: int = 0  # records whose people want nothing told any more
    shown_again: int = 0  # times their words were seen on a phone afterwards
    refusals: Counter[str] = field(default_factory=Counter)


class Phone:
    """The phone of one made-up participant, with its own cookie and connection."""

    def __init__(
        self,
        persona: Persona,
        *,
        address: str,
        code: str,
        joining: str,
        counts: Counts,
        tls: ssl.SSLContext,
    ) -> None:
        self.persona = persona
        self.participant = ""  # the id, known after the first reading
        self._code = quote(code)
        self._joining = quote(joining)  # what is on the wall; a new one may have been made
        self._counts = counts
        self._client = httpx2.AsyncClient(
            base_url=address,
            timeout=_PATIENCE,
            limits=_FRESH,
            trust_env=False,
            verify=tls,
            headers={"accept": "application/json"},
        )
        self._listening: asyncio.Task[None] | None = None

    async def join(self, token: str = "") -> str:
        """Join, or come back with the token of an earlier rehearsal; return the token."""
        cookie = f"phone-{self._code}"
        if token:
            self._client.cookies.set(cookie, token)
            if (await self._ask("GET", f"/w/{self._code}/state")).status_code != _GONE:
                self._counts.returned += 1
                return token
            self._client.cookies.clear()
        person = self.persona
        form = {"name": person.name, "affiliation": person.affiliation, "field": person.field}
        reply = await self._client.post(f"/j/{self._joining}", data=form)
        if reply.status_code != _SEE_OTHER:
            self._refuse(reply)
            return ""
        self._counts.joined += 1
        jar: SimpleCookie = SimpleCookie(reply.headers.get("set-cookie", ""))
        # The server may mark its cookie for https; here we speak to it inside one machine.
        self._client.cookies.set(cookie, jar[cookie].value)
        return jar[cookie].value

    def listen(self) -> None:
        """Keep the stream of changes open, as a phone's page does."""
        if self._listening is None:
            self._listening = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        endless = httpx2.Timeout(10.0, read=None)
        with suppress(httpx2.HTTPError):
            async with self._client.stream(
                "GET", f"/w/{self._code}/events", timeout=endless
            ) as stream:
                async for _ in stream.aiter_raw():
                    pass

    async def read(self) -> dict[str, Any] | None:
        """Read the snapshot; None when the server would not give it."""
        reply = await self._ask("GET", f"/w/{self._code}/state")
        if reply.status_code != httpx2.codes.OK:
            self._refuse(reply)
            return None
        state: dict[str, Any] = reply.json()
        if state.get("people"):
            self.participant = state["people"][0]["id"]
        return state

    async def send(
        self,
        worksheet: str,
        values: Mapping[str, Any],
        *,
        sent_id: str,
        answer_id: str | None = None,
    ) -> str | None:
        """Send an answer and return its id; None when it was refused."""
        body = {"sent_id": sent_id, "worksheet": worksheet, "values": dict(values)}
        if answer_id is not None:
            body["answer_id"] = answer_id
        reply = await self._ask("POST", f"/w/{self._code}/answers", body)
        if reply.status_code != httpx2.codes.OK:
            self._refuse(reply)
            return None
        if answer_id is None:
            self._counts.answers += 1
        else:
            self._counts.corrected += 1
        return str(reply.json()["answer_id"])

    async def withdraw(self, answer_id: str) -> None:
        """Take an own answer back."""
        reply = await self._ask("DELETE", f"/w/{self._code}/answers/{answer_id}")
        if reply.status_code != httpx2.codes.OK:
            self._refuse(reply)
            return
        self._counts.withdrawn += 1

    async def vote(self, worksheet: str, choices: Mapping[str, int], *, sent_id: str) -> None:
        """Give points to cards."""
        body = {"sent_id": sent_id, "worksheet": worksheet, "choices": dict(choices)}
        reply = await self._ask("POST", f"/w/{self._code}/votes", body)
        if reply.status_code != httpx2.codes.OK:
            self._refuse(reply)
            return
        self._counts.votes += 1

    async def say_ready(self, step: str, *, sent_id: str) -> None:
        """Say to be done with a step."""
        body = {"sent_id": sent_id, "step": step, "ready": True}
        reply = await self._ask("POST", f"/w/{self._code}/ready", body)
        if reply.status_code != httpx2.codes.OK:
            self._refuse(reply)
            return
        self._counts.ready += 1

    async def read_board(self, worksheet: str) -> dict[str, Any] | None:
        """Read the board on which cards are grouped; None when there is none."""
        reply = await self._client.get(f"/w/{self._code}/board/{worksheet}/state")
        if reply.status_code != httpx2.codes.OK:
            self._refuse(reply)
            return None
        board: dict[str, Any] = reply.json()
        return board

    async def read_suggestions(self, worksheet: str) -> list[dict[str, Any]]:
        """Ask which cards may belong together."""
        reply = await self._client.get(f"/w/{self._code}/board/{worksheet}/suggestions")
        if reply.status_code != httpx2.codes.OK:
            self._refuse(reply)
            return []
        found: list[dict[str, Any]] = reply.json()["suggestions"]
        return found

    async def group(
        self, worksheet: str, cards: Sequence[str], label: str, *, sent_id: str
    ) -> None:
        """Put cards together under a label."""
        body = {"sent_id": sent_id, "do": "group", "cards": list(cards), "label": label}
        reply = await self._client.post(f"/w/{self._code}/board/{worksheet}", json=body)
        if reply.status_code != httpx2.codes.OK:
            self._refuse(reply)
            return
        self._counts.grouped += 1

    async def close(self) -> None:
        """Put the phone away."""
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening
        await self._client.aclose()

    async def _ask(self, method: str, path: str, body: object = None) -> httpx2.Response:
        """Ask once more, as browsers do, where the server hung up on an idle connection.

        Nothing is stored twice: what is sent carries its own id.
        """
        for _ in range(_TRIES - 1):
            with suppress(httpx2.RemoteProtocolError):
                return await self._client.request(method, path, json=body)
        return await self._client.request(method, path, json=body)

    def _refuse(self, reply: httpx2.Response) -> None:
        try:
            sentence = str(reply.json()["message"])
        except (ValueError, KeyError, TypeError):
            sentence = f"思わぬ返事がありました({reply.status_code})。"
        self._counts.refusals[sentence] += 1
