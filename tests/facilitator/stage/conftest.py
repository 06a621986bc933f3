"""The wall screen and the remote as one app on a real toolkit, without the gate before them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from facilitator.stage.problems import HANDLERS
from facilitator.stage.remote import remote_routes
from facilitator.stage.screen import assets_route, stage_routes
from tests.facilitator.stage.looking import Hall
from tests.facilitator.stage.town import Town
from worksheets.answers import save_answer
from worksheets.participants import join
from worksheets.records import Participant, Submission, Values
from worksheets.toolkit import Toolkit

Write = Callable[..., str]


@pytest.fixture
def app(box: Toolkit) -> Starlette:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        box.channel.bind(asyncio.get_running_loop())
        yield

    return Starlette(
        routes=[*stage_routes(), *remote_routes(), assets_route()],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )


@pytest.fixture
def client(app: Starlette) -> Iterator[TestClient]:
    with TestClient(app) as opened:
        yield opened


@pytest.fixture
def hall(app: Starlette) -> Iterator[Hall]:
    running = Hall(app)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def town(box: Toolkit) -> Town:  # noqa: ARG001 -- the workshop lives in it
    return Town()


@pytest.fixture
def people(code: str) -> tuple[Participant, ...]:
    """Three people in each of two teams; the third team is empty."""
    return tuple(
        join(
            code, name=f"参加者{number}", affiliation="office", team=f"t{number % 2 + 1}"
        ).participant
        for number in range(6)
    )


@pytest.fixture
def write(code: str) -> Write:
    """Store an answer and return its id."""
    numbers = iter(range(1000))

    def save(worksheet: str, values: Values, person: Participant | None) -> str:
        sent_id = f"sent-{next(numbers)}"
        submission = Submission(code, sent_id, worksheet, values, person)
        return save_answer(submission).answer_id

    return save
