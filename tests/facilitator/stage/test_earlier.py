"""Wall and console while a later meeting opens: what came back, and only what may be told."""

from functools import partial
from itertools import count
from typing import Any

import pytest
from starlette.testclient import TestClient

from programs.reading import read_program
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_warnings
from worksheets import answers, clusters, rooms, workshops
from worksheets.boards import BoardKey
from worksheets.participants import join
from worksheets.records import Options, StageView, Submission, Values
from worksheets.toolkit import Toolkit
from worksheets.votes import cast

HOSTILE = "<img src=x onerror=alert(1)>"


class Evening:
    """A workshop of チームづくり編 with three people at two tables."""

    def __init__(self) -> None:
        program = read_program("team-building").program
        assert program is not None
        options = Options(teams=workshops.make_teams(2))
        self.code = workshops.open_workshop(program, title="研修", options=options).workshop.code
        self.people = [
            join(self.code, team=f"t{number % 2 + 1}").participant for number in range(3)
        ]
        self._numbers = count()

    def write(self, sheet: str, values: Values, person: int | None = 0) -> str:
        who = None if person is None else self.people[person]
        sent = f"s{next(self._numbers)}"
        return answers.save_answer(Submission(self.code, sent, sheet, values, who)).answer_id

    def hold_first_meeting(self, label: str = "電話のあと") -> None:
        rooms.go_to(self.code, "meeting-1", "moyamoya")
        cards = [self.write("moyamoya", {"text": f"もやもや{n}"}, n) for n in range(3)]
        edit = partial(clusters.group, cards=cards[:2], label=label)
        key = BoardKey(self.code, "moyamoya")
        clusters.change_board(key, edit, sent_id="office", participant=None)

    def bring_homework(self, words: str, person: int = 0) -> str:
        rooms.open_worksheet(self.code, "homework-1")
        return self.write("homework-1", {"reaction": words}, person)

    def open_meeting(self, key: str) -> None:
        rooms.go_to(self.code, key, "recap")


@pytest.fixture
def evening(box: Toolkit) -> Evening:  # noqa: ARG001 -- the workshop lives in it
    return Evening()


def read_wall(client: TestClient, code: str) -> Any:
    return client.get(f"/stage/{code}/state").json()["earlier"]


def test_second_meeting_opens_on_labels_and_homework(client: TestClient, evening: Evening) -> None:
    evening.hold_first_meeting()
    evening.bring_homework("言いにくかった")
    evening.open_meeting("meeting-2")

    wall = read_wall(client, evening.code)

    assert (wall["meeting"], wall["ideas"], wall["quotes"]) == ("第1回", [], [])
    (cards,) = wall["cards"]
    assert (cards["cards"], cards["groups"]) == (3, 1)
    assert cards["labels"] == [{"text": "電話のあと", "count": 2}]
    assert wall["homework"] == ["次回までの宿題　1人が持ってきました"]


def test_homework_is_quoted_only_when_picked_and_gone_with_the_step(
    client: TestClient, evening: Evening
) -> None:
    evening.hold_first_meeting()
    said = evening.bring_homework("「うちの仕事か」と聞かれた")
    evening.open_meeting("meeting-2")
    before = read_wall(client, evening.code)["quotes"]

    rooms.quote(evening.code, said, on=True)
    shown = read_wall(client, evening.code)["quotes"]
    answers.hide_answer(evening.code, said)
    hidden = read_wall(client, evening.code)["quotes"]
    rooms.go_next(evening.code)

    assert (before, hidden) == ([], [])
    assert shown == ["「『うちの仕事か』と聞かれた」"]
    assert rooms.get_room(evening.code).quoted == ()
    assert read_wall(client, evening.code) is None


def test_third_meeting_opens_on_what_was_chosen(client: TestClient, evening: Evening) -> None:
    rooms.go_to(evening.code, "meeting-2", "ideas")
    ideas = [evening.write("ideas", {"idea": f"案{number}"}) for number in range(3)]
    rooms.open_votes(evening.code, "ideas")
    cast(evening.code, evening.people[0], sent_id="v", worksheet="ideas", choices={ideas[1]: 2})
    evening.open_meeting("meeting-3")
    voted = read_wall(client, evening.code)
    evening.write("choice-2", {"adopted": [ideas[2], ideas[1]]}, None)

    decided = read_wall(client, evening.code)

    assert (voted["title"], voted["ideas"]) == (
        "票の多かったアイデア",
        [{"text": "案1", "mark": "2票"}],
    )
    assert decided["title"] == "選んだアイデア"
    assert [each["text"] for each in decided["ideas"]] == ["案2", "案1"]
    assert decided["cards"] == []


@pytest.mark.parametrize("meeting", ["meeting-2", "meeting-3"])
def test_nothing_brought_leaves_the_wall_plain_and_the_console_says_so(
    client: TestClient, evening: Evening, meeting: str
) -> None:
    evening.open_meeting(meeting)

    assert read_wall(client, evening.code) is None
    assert "まだありません。口頭でふりかえって" in read_markup(open_tab("run", evening.code))


def test_first_meeting_and_other_views_show_nothing_from_before(
    client: TestClient, evening: Evening
) -> None:
    evening.hold_first_meeting()
    rooms.go_to(evening.code, "meeting-1", "opening")
    first = read_wall(client, evening.code)
    evening.open_meeting("meeting-2")
    rooms.show_on_stage(evening.code, StageView.JOIN)

    assert (first, read_wall(client, evening.code)) == (None, None)
    rooms.show_on_stage(evening.code, StageView.STEP)
    assert read_wall(client, evening.code) is not None


def test_console_picks_homework_for_the_wall_and_refuses_a_third(evening: Evening) -> None:
    evening.hold_first_meeting(HOSTILE)
    rooms.open_worksheet(evening.code, "homework-1")
    said = [
        evening.write("homework-1", {"reaction": f"反応{number}"}, number) for number in range(3)
    ]
    evening.open_meeting("meeting-2")
    tab = open_tab("run", evening.code)
    told = read_markup(tab)

    for key in said:
        press(tab, f"quote-{key}")

    assert "3枚・1のまとまり" in told
    assert "<img" not in told
    assert "次回までの宿題（第1回のあと）　3 / 3人" in told
    assert rooms.get_room(evening.code).quoted == tuple(said[:2])
    assert "載せられるのは2つまで" in read_warnings(tab)[0]


def test_console_leads_from_a_choice_to_where_it_came_from(evening: Evening) -> None:
    rooms.go_to(evening.code, "meeting-1", "moyamoya")
    card = evening.write("moyamoya", {"text": "電話のあとが分からない"})
    rooms.go_to(evening.code, "meeting-2", "ideas")
    idea = evening.write("ideas", {"idea": "会えましたと返す", "from": [card]})
    evening.write("choice-2", {"adopted": [idea], "why": "すぐできる"}, None)
    evening.open_meeting("meeting-3")

    told = read_markup(open_tab("run", evening.code))

    assert "会えましたと返す" in told
    assert "どこから来たか" in told
    assert "「電話のあとが分からない」" in told
    assert "すぐできる" in told
