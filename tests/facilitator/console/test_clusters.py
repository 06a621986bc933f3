"""Grouped cards on the console: counts, the way to the board, and what an earlier meeting left."""

from functools import partial

import pytest

from tests.facilitator.console.tabs import open_tab, press, read_markup
from worksheets import answers, clusters, participants, rooms
from worksheets.boards import BoardKey
from worksheets.records import Submission

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def cards(code: str) -> list[str]:
    """Three cards of team 1, at the step where they are grouped."""
    rooms.go_to(code, "meeting-1", "write")
    person = participants.join(code, team="t1").participant
    return [
        answers.save_answer(
            Submission(code, f"card-{number}", "cards", {"text": f"カード{number}"}, person)
        ).answer_id
        for number in range(3)
    ]


def _group(code: str, cards: list[str], label: str, team: str = "") -> None:
    edit = partial(clusters.group, cards=cards, label=label)
    key = BoardKey(code, "cards", team)
    clusters.change_board(key, edit, sent_id="office", participant=None)


def test_panel_leads_to_the_board_and_tells_how_far_each_team_is(
    code: str, cards: list[str]
) -> None:
    _group(code, cards[:2], HOSTILE, "t1")

    page = read_markup(open_tab("run", code))

    assert "まとまり 1つ・2枚" in page
    assert "まだ集めていません。1班 1つ" in page
    assert "<img" not in page
    assert "カードをまとめる画面" in page


def test_room_board_takes_the_place_of_the_teams(code: str, cards: list[str]) -> None:
    _group(code, cards[:2], "朝", "t1")
    _group(code, cards[2:], "会場の夜")

    page = read_markup(open_tab("run", code))

    assert "会場の夜" in page
    assert "会場の表に集めたもの" in page


def test_later_steps_of_the_meeting_still_lead_to_the_board(code: str, cards: list[str]) -> None:
    assert cards
    rooms.go_to(code, "meeting-1", "vote")

    assert "カードをまとめる画面" in read_markup(open_tab("run", code))


def test_next_meeting_starts_from_the_clusters_and_can_show_them(
    code: str, cards: list[str]
) -> None:
    rooms.go_to(code, "meeting-2", "opening")
    assert "前の回のまとまり" not in read_markup(open_tab("run", code))
    _group(code, cards[:2], "朝")
    tab = open_tab("run", code)
    assert "前の回のまとまり" in read_markup(tab)

    press(tab, "share-earlier-cards")

    assert rooms.get_room(code).shared == ("cards",)


def test_summary_shows_the_clusters(code: str, cards: list[str]) -> None:
    _group(code, cards[:2], "朝の道")

    assert "朝の道" in read_markup(open_tab("summary", code))
