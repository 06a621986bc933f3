"""The weeks in the town: teams plan visits, write down what they heard, and go back to tell.

Nobody walks anywhere: the cards move on from step to step as if the weeks went by.
"""

from collections.abc import Mapping
from typing import Any

from facilitator.rehearsal.answering import fill
from facilitator.rehearsal.asked import read_asked
from facilitator.rehearsal.bank import Entry
from facilitator.rehearsal.moment import Seat, Snapshot, Turn, make_writer
from facilitator.rehearsal.phones import Phone
from facilitator.rehearsal.saying import name_day
from facilitator.rehearsal.town import Neighbour

# How much of the weeks has passed when the first visits have a day.
_DATED = 0.4
_DECLINED = 0.5
# What stays of a record whose person wants nothing told any more.
_KEPT = ("who", "visit", "day", "return-what", "return-day", "returned")


async def plan_visits(phone: Phone, sheet: Snapshot, turn: Turn, seat: Seat) -> None:
    """Write the team's cards of the plan, or move them on."""
    passed = turn.story.get_passed(turn.step)
    for number, neighbour, rank in _list_own(turn, seat):
        state = _tell_state(neighbour, rank, passed)
        card = _find(sheet, "whom", neighbour.visit["whom"])
        if card is not None and card["values"].get("state") == state:
            continue
        writer = make_writer(phone, sheet["key"], turn, mark=f"{seat.team}/{number}", place=0)
        if card is None:
            questions = [read_asked(one) for one in sheet["questions"] if one["key"] != "day"]
            values = fill(questions, Entry({**neighbour.visit, "state": state}), writer)
        else:
            values = {**card["values"], "state": state}
        if state in ("dated", "met"):
            values["day"] = name_day(writer.today, neighbour.visit["day"])
        await turn.pause(writer.rng)
        name = turn.make_name(sheet["key"], seat.team, number, state)
        await phone.send(sheet["key"], values, sent_id=name, answer_id=_get_id(card))


async def write_records(phone: Phone, sheet: Snapshot, turn: Turn, seat: Seat) -> None:
    """Write down whom the team has met by now; later tick what was brought back."""
    passed = turn.story.get_passed(turn.step)
    due = [
        (number, neighbour)
        for number, neighbour, rank in _list_own(turn, seat)
        if not neighbour.declines and passed >= _when_written(rank)
    ]
    for number, neighbour in due:
        record = _find(sheet, "who", neighbour.record["who"])
        mark = turn.make_name(sheet["key"], seat.team, number)
        if record is None:
            await _write_record(phone, sheet["key"], turn, neighbour, mark)
        elif turn.story.is_returning(turn.step):
            await _tell_back(phone, sheet["key"], record, neighbour, mark)


async def _write_record(
    phone: Phone, key: str, turn: Turn, neighbour: Neighbour, mark: str
) -> None:
    state = await phone.read()  # the card of the visit may have come only now
    sheet = next((one for one in (state or {}).get("worksheets", ()) if one["key"] == key), None)
    if sheet is None:
        return
    writer = make_writer(phone, key, turn, mark=mark, place=0)
    questions = [read_asked(question) for question in sheet["questions"]]
    values = fill(questions, Entry(neighbour.record), writer)
    await turn.pause(writer.rng)
    await phone.send(key, values, sent_id=mark)


async def _tell_back(
    phone: Phone, key: str, record: Mapping[str, Any], neighbour: Neighbour, mark: str
) -> None:
    """Note that somebody was told what became of the words, and keep what they decide then."""
    values, answer_id = record["values"], record["answer_id"]
    told = {**values, "returned": neighbour.returned}
    if neighbour.return_answer:
        told["return-answer"] = neighbour.return_answer
    if values.get("sharing") == "none":
        told.pop("return-answer", None)
    if told != values:
        await phone.send(key, told, sent_id=f"{mark}-told"[-80:], answer_id=answer_id)
    if neighbour.withdraws and values.get("sharing") != "none":
        kept = {name: told[name] for name in _KEPT if name in told}
        name = f"{mark}-none"[-80:]
        await phone.send(key, {**kept, "sharing": "none"}, sent_id=name, answer_id=answer_id)


def _list_own(turn: Turn, seat: Seat) -> list[tuple[int, Neighbour, float]]:
    """Return the visits one makes oneself, each with its place among the team's, from 0 to 1."""
    visits = turn.story.neighbours.get(seat.team, ())
    return [
        (number, neighbour, (number + 0.5) / len(visits))
        for number, neighbour in enumerate(visits)
        if seat.has_turn(number)
    ]


def _tell_state(neighbour: Neighbour, rank: float, passed: float) -> str:
    if passed <= 0:
        return "not-yet"
    if neighbour.declines:
        return "declined" if passed >= _DECLINED else "asked"
    if passed >= 0.25 + 0.75 * rank:
        return "met"
    return "dated" if passed >= _DATED else "asked"


def _when_written(rank: float) -> float:
    return 0.5 + 0.5 * rank


def _find(sheet: Snapshot, key: str, words: str) -> Mapping[str, Any] | None:
    return next((one for one in sheet["mine"] if one["values"].get(key) == words), None)


def _get_id(card: Mapping[str, Any] | None) -> str | None:
    return None if card is None else str(card["answer_id"])
