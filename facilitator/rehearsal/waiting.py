"""Wait for what the server lays out beside the room, and see that taken back words are gone."""

import asyncio
import json
from collections.abc import Iterable, Sequence

from facilitator.fieldwork.bringing import list_lines
from facilitator.rehearsal.office import Office
from facilitator.rehearsal.phones import Counts, Phone
from facilitator.rehearsal.story import Story

_LOOKS, _GAP = 300, 0.2  # a minute: a small laptop that does much else may need some of it


async def wait_for_voices(step: str, story: Story, office: Office, counts: Counts) -> None:
    """Wait until every record that may be told has its voices, as far as the step needs them."""
    if not story.neighbours or step not in story.list_steps("voices"):
        return
    for _ in range(_LOOKS):
        if await asyncio.to_thread(_is_laid_out, office):
            return
        await asyncio.sleep(_GAP)
    counts.refusals["声のカードの用意が間に合いませんでした。"] += 1


def _is_laid_out(office: Office) -> bool:
    brought = {
        root for voice in office.list_role("voices") for root in voice["values"].get("from", ())
    }
    return all(
        record["id"] in brought
        for record in office.list_role("interviews")
        if record["values"].get("sharing") != "none" and list_lines(record["values"])
    )


async def wait_for_overlaps(
    step: str, story: Story, phones: Sequence[Phone], counts: Counts
) -> None:
    """Wait until the phones are shown what overlaps the tool found."""
    if not story.neighbours or not phones or step not in story.list_steps("overlaps"):
        return
    for _ in range(_LOOKS):
        state = await phones[0].read()
        if state is None or "proposals" not in state or state["proposals"]:
            return
        await asyncio.sleep(_GAP)
    counts.refusals["重なりの候補が出ませんでした。"] += 1


async def look_for_taken_back(
    step: str, story: Story, office: Office, phones: Iterable[Phone], counts: Counts
) -> None:
    """Count the records taken back by now, and how often a phone still shows their words."""
    visits = story.list_steps("interviews")
    order = [one["name"] for one in story.facts["steps"]]
    if not story.whole or not visits or order.index(step) < order.index(visits[-1]):
        return
    asked = {
        str(one.record["who"]): one
        for some in story.neighbours.values()
        for one in some
        if one.withdraws
    }
    records = await asyncio.to_thread(office.list_role, "interviews")
    none = [one["values"]["who"] for one in records if one["values"].get("sharing") == "none"]
    back = [asked[who] for who in none if who in asked]
    counts.taken_back = len(back)
    words = [text for one in back for text in one.words]
    for phone in phones if words else ():
        shown = json.dumps(await phone.read(), ensure_ascii=False)
        counts.shown_again += sum(text in shown for text in words)
