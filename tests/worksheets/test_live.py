"""Who is woken by what, how often, and what happens at the end."""

import asyncio

import pytest

from worksheets.live import ANSWERS_GAP, CONSOLE_GAP, Channel, Closing, News
from worksheets.records import Change


def run(test: object) -> None:
    asyncio.run(test())  # type: ignore[operator]


def test_phone_hears_the_room_but_not_the_answers() -> None:
    async def check() -> None:
        channel = Channel()
        channel.bind(asyncio.get_running_loop())
        async with (
            channel.listen("A", phone="p1") as phone,
            channel.listen("A", answers=True) as console,
        ):
            await console.wait(0.3)  # the phone's arrival is news for the console
            channel.announce("A", Change.ANSWERS, 7)
            assert await console.wait(1) == News(Change.ANSWERS, 7)
            assert await phone.wait(0.05) is None

            channel.announce("A", Change.STEP, 8)
            assert await phone.wait(1) == News(Change.STEP, 8)

    run(check)


def test_changes_close_together_are_told_once_by_the_weightiest_name() -> None:
    async def check() -> None:
        channel = Channel()
        channel.bind(asyncio.get_running_loop())
        async with channel.listen("A") as phone:
            channel.announce("A", Change.NOTICE, 1)
            assert await phone.wait(1) == News(Change.NOTICE, 1)
            channel.announce("A", Change.TIMER, 2)
            channel.announce("A", Change.STEP, 3)
            channel.announce("A", Change.SHARED, 4)
            assert await phone.wait(2) == News(Change.STEP, 4)
            assert await phone.wait(0.05) is None

    run(check)


def test_the_room_does_not_wait_behind_answers() -> None:
    async def check() -> None:
        channel = Channel()
        channel.bind(asyncio.get_running_loop())
        async with channel.listen("A", answers=True) as console:
            topic = channel._topics["A", True]
            channel.announce("A", Change.ANSWERS, 1)
            assert await console.wait(1) == News(Change.ANSWERS, 1)
            channel.announce("A", Change.ANSWERS, 2)
            await asyncio.sleep(0)
            assert topic.due - topic.last == pytest.approx(ANSWERS_GAP)
            channel.announce("A", Change.STEP, 3)
            await asyncio.sleep(0)
            assert topic.due - topic.last == pytest.approx(CONSOLE_GAP)
            channel.announce("A", Change.ANSWERS, 4)

            assert await console.wait(2) == News(Change.STEP, 4)

    run(check)


def test_other_workshops_are_not_woken() -> None:
    async def check() -> None:
        channel = Channel()
        channel.bind(asyncio.get_running_loop())
        async with channel.listen("A") as here, channel.listen("B") as there:
            channel.announce("A", Change.STEP, 1)
            assert await here.wait(1) == News(Change.STEP, 1)
            assert await there.wait(0.05) is None

    run(check)


def test_connected_phones_are_counted_once_each() -> None:
    async def check() -> None:
        channel = Channel()
        channel.bind(asyncio.get_running_loop())
        async with channel.listen("A", phone="p1"), channel.listen("A", phone="p2"):
            async with channel.listen("A", phone="p1"):
                assert channel.connected_ids("A") == {"p1", "p2"}
            assert channel.count_connected("A") == 2
        assert channel.count_connected("A") == 0

    run(check)


def test_closing_ends_waiting_listeners() -> None:
    async def check() -> None:
        channel = Channel()
        channel.bind(asyncio.get_running_loop())
        async with channel.listen("A") as phone:
            waiting = asyncio.create_task(phone.wait(30))
            await asyncio.sleep(0)
            channel.close()
            with pytest.raises(Closing):
                await asyncio.wait_for(waiting, 1)
            with pytest.raises(Closing):
                await phone.wait(30)

    run(check)
