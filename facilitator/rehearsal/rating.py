"""Rate and mark as people do: who sits first in a team marks its best, everybody rates all."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from facilitator.rehearsal.asked import Asked, read_asked
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.moment import Seat, Snapshot, Turn
from facilitator.rehearsal.phones import Phone
from facilitator.rehearsal.story import Story

_MARKING = 2  # people of a team whose first card is marked
_MOST = 24  # things somebody rates before they have had enough
_PASSES = 0.09
_STOPS = 0.02  # before each thing: looks up and does not come back
_CORRECTS = 0.06


def is_rating(sheet: Snapshot, story: Story) -> bool:
    """Tell whether things are rated one by one on this sheet."""
    kinds = [question["kind"] for question in sheet["questions"]]
    wanted = kinds.count("reference") == kinds.count("position") == 1
    return bool(sheet["many"]) and wanted and story.get_role(sheet["key"]) == "rating"


async def rate_all(phone: Phone, sheet: Snapshot, turn: Turn) -> None:
    """Go through the things in order; what one cannot judge is passed."""
    questions = [read_asked(question) for question in sheet["questions"]]
    item = next(question for question in questions if question.kind == "reference")
    place = next(question for question in questions if question.kind == "position")
    rng = draw(f"{turn.story.seed}/{sheet['key']}/{phone.persona.number}/rates")
    for count, (key, words) in enumerate(_choose(item.options, rng)):
        if rng.random() < _STOPS:
            return
        await turn.pause(rng)
        values: dict[str, Any] = {item.key: [key]}
        if place.required or rng.random() >= _PASSES:
            values[place.key] = _place(phone, place, words, turn, rng)
        name = turn.make_name(sheet["key"], count)
        answer_id = await phone.send(sheet["key"], values, sent_id=name)
        if answer_id is not None and rng.random() < _CORRECTS:
            values[place.key] = _place(phone, place, words, turn, rng)
            await phone.send(sheet["key"], values, sent_id=f"{name}-2", answer_id=answer_id)


def _choose(options: Sequence[tuple[str, str]], rng: Random) -> Sequence[tuple[str, str]]:
    ordered = sorted(options, key=lambda option: option[1])
    return ordered if len(ordered) <= _MOST else rng.sample(ordered, _MOST)


def _place(phone: Phone, question: Asked, words: str, turn: Turn, rng: Random) -> dict[str, int]:
    """Place a thing about where everybody does, more or less sure and in one's own mood."""
    common = draw(f"{turn.story.seed}/place/{words}")
    span = question.most - question.least
    unsure = span * common.uniform(0.08, 0.26)
    mood = (phone.persona.mood - 0.5) * 0.6
    middles = {"x": common.uniform(0.1, 0.95), "y": common.uniform(0.3, 0.95)}
    meant = {
        axis: round(question.least + span * middle + mood + rng.gauss(0, unsure))
        for axis, middle in middles.items()
    }
    return {axis: min(question.most, max(question.least, step)) for axis, step in meant.items()}


def find_mark(story: Story, sheet: str) -> str:
    """Return the mark by which cards of a sheet are chosen to be rated, empty where none is."""
    for one in story.facts["sheets"].values():
        for question in one["questions"] if one["role"] == "rating" else ():
            if question.get("of") == sheet and question.get("mark"):
                return str(question["mark"])
    return ""


def mark_best(
    values: Mapping[str, Any], questions: Sequence[Asked], mark: str, seat: Seat | None, count: int
) -> dict[str, Any]:
    """Return the card with its mark, where this is one of the team's best."""
    texts = [each for each in questions if each.kind == "short_text" and each.key in values]
    if not mark or seat is None or seat.number >= _MARKING or count or not texts:
        return dict(values)
    words = f"{mark}{values[texts[0].key]}"
    return {**values, texts[0].key: words} if len(words) <= texts[0].longest else dict(values)
