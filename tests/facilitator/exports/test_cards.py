"""Cards hold as many words as find room, and say where something was cut."""

import pytest

from facilitator.exports.cards import Card, card_height, fit_card
from tests.facilitator.exports.nasty import LONGEST

WIDTH, SIZE = 240.0, 18.0
ONE_LINE = 40.0  # points: for a line of words between the insets


def test_card_that_finds_room_stays_as_it_is() -> None:
    card = Card("本人の言葉がここに入ります。", "1班 3票", "感じたこと")

    assert fit_card(card, WIDTH, card_height(card, WIDTH, SIZE), SIZE) == card


@pytest.mark.parametrize("height", [ONE_LINE * 3, 180.0, 320.0])
@pytest.mark.parametrize(
    "card",
    [
        Card(LONGEST, "1班", "見出し"),
        Card("短い言葉", LONGEST),
        Card("短い言葉", "1班", LONGEST),
        Card(LONGEST, LONGEST, LONGEST),
    ],
    ids=["words", "foot", "head", "all"],
)
def test_card_with_a_part_of_ten_thousand_letters_is_cut_to_its_box(
    card: Card, height: float
) -> None:
    fitted = fit_card(card, WIDTH, height, SIZE)

    assert card_height(fitted, WIDTH, SIZE) <= height
    for whole, part in zip(
        (card.text, card.foot, card.head), (fitted.text, fitted.foot, fitted.head), strict=True
    ):
        assert part == whole or (part.endswith("…") and whole.startswith(part[:-1]))
        assert part or not whole


def test_foot_gives_way_before_the_words_are_cut() -> None:
    words = "制度のすきまの話をする。" * 3
    box = card_height(Card(words, "1班"), WIDTH, SIZE)

    fitted = fit_card(Card(words, LONGEST), WIDTH, box, SIZE)

    assert fitted.text == words
    assert fitted.foot.endswith("…")
