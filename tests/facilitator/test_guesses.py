import asyncio

import pytest

from facilitator.guesses import Guesses, TooManyGuesses


def fail(guesses: Guesses, place: str, times: int) -> None:
    for _ in range(times):
        guesses.note_failure(place)


def test_waiting_grows_with_failures_up_to_the_longest() -> None:
    guesses = Guesses(longest=8)
    waits = []
    for _ in range(10):
        waits.append(guesses.wait_for("hall"))
        guesses.note_failure("hall")

    assert waits == [0, 0, 0, 0, 0, 1, 2, 4, 8, 8]


def test_failures_of_one_place_do_not_slow_another() -> None:
    guesses = Guesses()
    fail(guesses, "guesser", 20)

    assert guesses.wait_for("guesser") > 0
    assert guesses.wait_for("office") == 0


def test_failures_from_many_places_slow_everybody_a_little() -> None:
    guesses = Guesses()
    for number in range(200):
        guesses.note_failure(f"place {number}")

    assert 0 < guesses.wait_for("somebody new") <= 8


def test_turn_comes_even_after_many_failures() -> None:
    guesses = Guesses(longest=0.01)
    fail(guesses, "hall", 100)

    async def take_turn() -> str:
        async with guesses.turn("hall"):
            return "let in"

    assert asyncio.run(take_turn()) == "let in"


def test_turn_is_refused_only_when_very_many_wait_at_once() -> None:
    guesses = Guesses(longest=0.05)
    fail(guesses, "hall", 100)

    async def take_turn() -> bool:
        async with guesses.turn("hall"):
            return True

    async def crowd(size: int) -> list[bool | BaseException]:
        return await asyncio.gather(*(take_turn() for _ in range(size)), return_exceptions=True)

    results = asyncio.run(crowd(40))

    refused = [result for result in results if isinstance(result, TooManyGuesses)]
    assert (len(results) - len(refused), len(refused)) == (30, 10)


def test_turn_leaves_nothing_behind_for_places_without_failures() -> None:
    guesses = Guesses()

    async def take_turns() -> None:
        for number in range(50):
            async with guesses.turn(f"place {number}"):
                pass

    asyncio.run(take_turns())

    assert guesses._places == {}


def test_turn_that_raises_frees_its_place() -> None:
    guesses = Guesses()

    async def fail_inside() -> None:
        async with guesses.turn("hall"):
            raise KeyError

    for _ in range(40):
        with pytest.raises(KeyError):
            asyncio.run(fail_inside())
