"""Say to be ready at the end of a step, as most people do: for themselves, or for their team."""

import asyncio
from collections.abc import Mapping, Sequence

from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.moment import Seat, Turn
from facilitator.rehearsal.phones import Phone

_SILENT = 0.1  # who forgets the button, or still writes


async def say_ready(phones: Sequence[Phone], turn: Turn, seats: Mapping[Phone, Seat]) -> None:
    """Let those who are asked press the button; where teams are asked, their scribes do."""
    state = await phones[0].read() if phones else None
    asked = state["ready"] if state else {"asked": False}
    if not asked["asked"] or asked["step"] != turn.step:
        return
    for_team = asked["for"] == "team"
    pressing = [phone for phone in phones if not for_team or _speaks(phone, seats)]
    await asyncio.gather(*(_press(phone, turn) for phone in pressing))


def _speaks(phone: Phone, seats: Mapping[Phone, Seat]) -> bool:
    return phone not in seats or seats[phone].writes


async def _press(phone: Phone, turn: Turn) -> None:
    rng = draw(f"{turn.story.seed}/ready/{turn.step}/{phone.persona.number}")
    if rng.random() < _SILENT:
        return
    await turn.pause(rng)
    await phone.say_ready(turn.step, sent_id=turn.make_name("ready"))
