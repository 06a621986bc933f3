"""The end of a meeting on the wall: thanks, homework, the next date."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from tests.samples import make_program, make_step
from worksheets import rooms, running_orders, workshops
from worksheets.documents import now
from worksheets.records import Options
from worksheets.toolkit import Toolkit


@pytest.fixture
def evening(box: Toolkit) -> str:  # noqa: ARG001 -- the workshop lives in it
    """The code of a workshop whose first meeting ends with homework."""
    program = make_program()
    first = program.meetings[0]
    closing = make_step("closing", kind="closing")
    meeting = first.model_copy(
        update={"steps": (*first.steps, closing), "homework": ("職場で15分話す",)}
    )
    changed = program.model_copy(update={"meetings": (meeting, *program.meetings[1:])})
    options = Options(teams=workshops.make_teams(2))
    opened = workshops.open_workshop(changed, title="研修", municipality="", options=options)
    return opened.workshop.code


def test_closing_names_homework_and_the_next_meeting(client: TestClient, evening: str) -> None:
    rooms.go_to(evening, "meeting-1", "closing")

    closing = client.get(f"/stage/{evening}/state").json()["closing"]

    assert closing["homework"] == ["職場で15分話す"]
    assert (closing["next"]["label"], closing["next"]["when"]) == ("第2回", "")


def test_closing_tells_the_day_that_the_office_has_set(client: TestClient, evening: str) -> None:
    start = (now() + timedelta(days=14)).replace(hour=4, minute=30)  # 13:30 in Japan
    running_orders.set_times(evening, "meeting-2", starts_at=start, ends_at=None)
    rooms.go_to(evening, "meeting-1", "closing")

    when = client.get(f"/stage/{evening}/state").json()["closing"]["next"]["when"]

    assert when.endswith("13:30から")
    assert f"{start.month}月" in when


def test_other_steps_have_no_closing(client: TestClient, evening: str) -> None:
    rooms.go_to(evening, "meeting-1", "write")

    assert client.get(f"/stage/{evening}/state").json()["closing"] is None
