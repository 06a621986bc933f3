"""Who is writing now: told when it is news, forgotten by itself, nameless without a name."""

import pytest

from worksheets.pens import SECONDS, Pens, say_writing

SHEET = ("ABCDEF", "t1", "together")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_first_word_is_news_and_the_next_soon_after_is_not(clock: Clock) -> None:
    pens = Pens(clock)

    assert pens.take(SHEET, "a", "はな")
    clock.now = SECONDS / 2
    assert not pens.take(SHEET, "a", "はな")
    clock.now = SECONDS
    assert pens.take(SHEET, "a", "はな")


def test_others_are_seen_but_not_oneself_and_not_other_teams(clock: Clock) -> None:
    pens = Pens(clock)
    pens.take(SHEET, "a", "はな")
    pens.take(("ABCDEF", "t2", "together"), "b", "ゆう")

    assert pens.list_others(SHEET, "a") == ()
    assert pens.list_others(SHEET, "c") == ("はな",)


def test_who_stops_writing_or_has_sent_is_forgotten(clock: Clock) -> None:
    pens = Pens(clock)
    pens.take(SHEET, "a", "はな")
    pens.take(SHEET, "b", "ゆう")
    pens.put_down(SHEET, "a")
    left = pens.list_others(SHEET, "c")
    clock.now = SECONDS + 1

    assert left == ("ゆう",)
    assert pens.list_others(SHEET, "c") == ()
    assert pens._held == {}


@pytest.mark.parametrize(
    ("names", "anonymous", "said"),
    [
        ((), False, ""),
        (("はな",), False, "はなさんが書いています"),
        (("",), False, "班のだれかが書いています"),
        (("", "はな"), False, "はなさんほか1人が書いています"),
        (("はな",), True, "班のだれかが書いています"),
    ],
)
def test_it_is_said_in_one_sentence(names: tuple[str, ...], anonymous: bool, said: str) -> None:
    assert say_writing(names, anonymous=anonymous) == said
