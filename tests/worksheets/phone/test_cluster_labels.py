"""Where a later sheet names earlier cards, the label they were grouped under stands beside them."""

from functools import partial

import pytest

from tests.worksheets.phone.phones import Phone
from worksheets import clusters
from worksheets.boards import BoardKey


@pytest.fixture
def cards(phone: Phone) -> list[str]:
    return [phone.send("cards", {"text": f"カード{n}"}).json()["answer_id"] for n in range(3)]


def _group(code: str, cards: list[str], label: str, team: str = "") -> None:
    edit = partial(clusters.group, cards=cards, label=label)
    key = BoardKey(code, "cards", team)
    clusters.change_board(key, edit, sent_id=label, participant=None)


def test_candidates_carry_their_label_and_stand_together(
    phone: Phone, writing: str, cards: list[str]
) -> None:
    _group(writing, [cards[2], cards[0]], "朝の道", "t1")

    options = next(
        question["options"]
        for question in phone.find_sheet("all-kinds")["questions"]
        if question["kind"] == "reference"
    )
    page = phone.page()

    assert {option["key"]: option.get("cluster") for option in options} == {
        cards[0]: "朝の道",
        cards[1]: None,
        cards[2]: "朝の道",
    }
    assert page.count("まとまり「朝の道」") == 2
    places = [page.index(f'value="{card}"') for card in (cards[0], cards[2], cards[1])]
    assert places == sorted(places)


def test_label_of_the_room_goes_before_the_teams(
    phone: Phone, writing: str, cards: list[str]
) -> None:
    _group(writing, cards[:2], "班の名", "t1")
    _group(writing, cards[:2], "会場の名")

    page = phone.page()

    assert "まとまり「会場の名」" in page
    assert "班の名" not in page


def test_label_is_data(phone: Phone, writing: str, cards: list[str]) -> None:
    _group(writing, cards, "<b>太</b>")

    assert "まとまり「&lt;b&gt;太&lt;/b&gt;」" in phone.page()
