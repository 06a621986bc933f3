"""Let made-up participants work through one step or a whole program on a running server."""

import asyncio
import json
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from facilitator.rehearsal.bank import Bank
from facilitator.rehearsal.dealing import Sheet, deal, deal_to_teams
from facilitator.rehearsal.grouping import group_cards
from facilitator.rehearsal.moment import Seat, Turn, choose_seats
from facilitator.rehearsal.office import Office
from facilitator.rehearsal.people import make_people
from facilitator.rehearsal.phones import Counts, Phone
from facilitator.rehearsal.signals import say_ready
from facilitator.rehearsal.story import MadePlan, Story
from facilitator.rehearsal.town import deal_town
from facilitator.rehearsal.turns import take_turn
from facilitator.rehearsal.waiting import (
    look_for_taken_back,
    wait_for_overlaps,
    wait_for_voices,
)
from facilitator.running import Running, write_secretly
from facilitator.tasks.asking import ask
from worksheets.errors import BadInput
from worksheets.settings import Settings

_AT_ONCE = 100  # phones that join at the same moment; a hall has no more hands
_MOST_LISTENING = 300
_CONNECTIONS = 8192

Result = TypeVar("Result")


@dataclass(slots=True)
class Rehearsal:
    """One run of made-up participants."""

    settings: Settings
    server: Running
    code: str
    participants: int
    seed: int
    pace: float
    whole: bool
    tell: Callable[[str], object] = field(default=lambda _: None)  # of progress, for people
    counts: Counts = field(default_factory=Counts)
    steps: int = 0
    plenary: int = 0

    def ask(self, name: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Ask the server for a task, as the office."""
        return ask(self.settings, name, arguments)

    async def run(self) -> Mapping[str, Any]:
        """Do it and tell what was done."""
        started = time.monotonic()
        _allow_many_connections()
        facts = await asyncio.to_thread(self.ask, "rehearsal-facts", {"code": self.code})
        story = Story(facts, self.seed, Bank(facts["program"], facts["sheets"]), self.whole)
        async with AsyncExitStack() as stack:
            phones = self._make_phones(facts)
            for phone in phones:
                stack.push_async_callback(phone.close)
            phones = await self._join(phones)
            seats = await self._seat(phones, story)
            office = Office(self.ask, self.code, story, self.counts.refusals)
            names = [step["name"] for step in facts["steps"]] if self.whole else [""]
            for name in names:
                await self._do_step(name, phones, seats, story, office)
        return self._tell(time.monotonic() - started)

    def _make_phones(self, facts: Mapping[str, Any]) -> list[Phone]:
        people = make_people(
            self.participants,
            seed=self.seed,
            affiliations=facts["affiliations"],
            fields=facts["fields"],
        )
        tls = ssl.create_default_context()  # made once: each takes as long as a hundred requests
        return [
            Phone(
                person,
                address=self.server.address,
                code=self.code,
                joining=facts["joining_code"],
                counts=self.counts,
                tls=tls,
            )
            for person in people
        ]

    # --- coming in ----------------------------------------------------------------------------

    async def _join(self, phones: list[Phone]) -> list[Phone]:
        """Let everybody in; the same seed's people come back as the same participants."""
        tokens = self._read_tokens()
        found = await _spread(
            (phone.join(tokens.get(str(phone.persona.number), "")) for phone in phones), _AT_ONCE
        )
        numbers = (str(phone.persona.number) for phone in phones)
        self._store_tokens(tokens | dict(zip(numbers, found, strict=True)))
        inside = [phone for phone, token in zip(phones, found, strict=True) if token]
        if len(inside) <= _MOST_LISTENING:
            for phone in inside:
                phone.listen()
        return inside

    def _read_tokens(self) -> dict[str, str]:
        try:
            stored = json.loads(self._get_file().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return dict(stored.get(str(self.seed), {}))

    def _store_tokens(self, tokens: Mapping[str, str]) -> None:
        file = self._get_file()
        try:
            stored = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            stored = {}
        write_secretly(file, json.dumps({**stored, str(self.seed): dict(tokens)}))

    def _get_file(self) -> Path:
        return self.settings.data_dir / f"rehearsal-{self.code}.json"

    async def _seat(self, phones: list[Phone], story: Story) -> dict[Phone, Seat]:
        await _spread((phone.read() for phone in phones), _AT_ONCE)
        told = await asyncio.to_thread(self.ask, "rehearsal-teams", {"code": self.code})
        story.names = told["names"]
        seats = choose_seats(phones, told["teams"], list(story.names))
        there = list(dict.fromkeys(seat.team for seat in seats.values()))
        story.neighbours = deal_town(story.bank, teams=there, seed=self.seed)
        return seats

    # --- one step -----------------------------------------------------------------------------

    async def _do_step(
        self,
        name: str,
        phones: list[Phone],
        seats: Mapping[Phone, Seat],
        story: Story,
        office: Office,
    ) -> None:
        if name:
            await asyncio.to_thread(self.ask, "go", {"code": self.code, "target": name})
        else:
            shown = await asyncio.to_thread(self.ask, "show", {"code": self.code})
            name = f"{shown['meeting']}/{shown['step']}"
        self.steps += 1
        here = story.find_step(name)
        self.tell(f"{here['meeting_label']}　{here['title']}")
        story.plans = [
            MadePlan(one["id"], one["team"], str(one["values"].get("name", "")))
            for one in await asyncio.to_thread(office.learn_plans)
        ]
        scribes = [phone for phone, seat in seats.items() if seat.writes]
        await wait_for_voices(name, story, office, self.counts)
        await wait_for_overlaps(name, story, scribes, self.counts)
        teams = [seats[phone].team for phone in scribes]
        turn = await asyncio.to_thread(self._prepare, name, phones, teams, story)
        await asyncio.gather(*(take_turn(phone, turn, seats.get(phone)) for phone in phones))
        await asyncio.gather(
            *(group_cards(phone, here["clusters"], turn, seats[phone].team) for phone in scribes)
        )
        await say_ready(phones, turn, seats)
        await look_for_taken_back(name, story, office, scribes, self.counts)
        if self.whole:
            self.plenary += await asyncio.to_thread(office.fill_sheets, name)
            await asyncio.to_thread(office.show_results, name)
            await asyncio.sleep(self.pace)

    def _prepare(self, step: str, phones: list[Phone], teams: list[str], story: Story) -> Turn:
        people = [phone.persona for phone in phones]
        shown = self.ask("show", {"code": self.code})
        hands, team_entries = {}, {}
        for sheet in shown["open_worksheets"]:
            facts = story.facts["sheets"][sheet]
            known = Sheet(sheet, facts["role"], facts["many"], story.get_phase(sheet))
            if facts["scope"] == "individual":
                hands[sheet] = deal(story.bank, known, people=people, seed=self.seed)
            elif facts["scope"] == "team":
                team_entries[sheet] = deal_to_teams(story.bank, known, teams=teams, seed=self.seed)
        return Turn(step, story, hands, team_entries, self.pace)

    def _tell(self, seconds: float) -> Mapping[str, Any]:
        counts = self.counts
        if not counts.joined + counts.returned:
            raise BadInput("".join(counts.refusals) or "だれも入れませんでした。")
        return {
            "code": self.code,
            "participants": self.participants,
            "seed": self.seed,
            "joined": counts.joined,
            "returned": counts.returned,
            "steps": self.steps,
            "answers": counts.answers,
            "corrected": counts.corrected,
            "withdrawn": counts.withdrawn,
            "votes": counts.votes,
            "grouped": counts.grouped,
            "ready": counts.ready,
            "taken_back": counts.taken_back,
            "shown_again": counts.shown_again,
            "plenary": self.plenary,
            "refused": counts.refusals.total(),
            "refusals": dict(counts.refusals),
            "seconds": round(seconds, 2),
        }


def _allow_many_connections() -> None:
    """Ask the system for as many open connections as phones need; some begin with 256."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 -- Windows has none, and needs none

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, _CONNECTIONS)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


async def _spread(tasks: Iterable[Awaitable[Result]], at_once: int) -> list[Result]:
    """Do all, a limited number at the same time; return the results in order."""
    gate = asyncio.Semaphore(at_once)

    async def pass_gate(task: Awaitable[Result]) -> Result:
        async with gate:
            return await task

    return list(await asyncio.gather(*(pass_gate(task) for task in tasks)))
