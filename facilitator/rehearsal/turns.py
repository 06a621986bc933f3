"""What one phone does during one step: read, write, correct, withdraw, vote."""

from collections.abc import Sequence
from random import Random
from typing import Any

from facilitator.rehearsal.answering import fill
from facilitator.rehearsal.asked import Asked, read_asked
from facilitator.rehearsal.bank import Entry
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.moment import Seat, Snapshot, Turn, make_writer
from facilitator.rehearsal.phones import Phone
from facilitator.rehearsal.rating import find_mark, is_rating, mark_best, rate_all
from facilitator.rehearsal.story import Story
from facilitator.rehearsal.visiting import plan_visits, write_records
from facilitator.rehearsal.weaving import find_overlaps, look_at_voices

_CORRECTED = 0.08
_DOUBLED = 0.03  # cards sent twice by mistake and taken back
_VOTES_NOT = 0.05


async def take_turn(phone: Phone, turn: Turn, seat: Seat | None) -> None:
    """Do all this phone does in the step; who sits in no team writes only for themselves."""
    state = await phone.read()
    if state is None:
        return
    rng = draw(f"{turn.story.seed}/{turn.step}/{phone.persona.number}")
    for sheet in state["worksheets"]:
        if not sheet["open"]:
            continue
        if sheet["scope"] == "individual" and is_rating(sheet, turn.story):
            if not sheet["mine"]:
                await rate_all(phone, sheet, turn)
        elif sheet["scope"] == "individual":
            await _write_own(phone, sheet, turn, rng, seat)
        elif sheet["scope"] == "team" and seat is not None:
            await _write_as_team(phone, state, sheet, turn, seat)
    if state["votes"]:
        await _vote(phone, turn, rng)


async def _write_as_team(
    phone: Phone, state: Snapshot, sheet: Snapshot, turn: Turn, seat: Seat
) -> None:
    role = turn.story.get_role(sheet["key"]) if turn.story.neighbours else ""
    if role == "visits":
        await plan_visits(phone, sheet, turn, seat)
    elif role == "interviews":
        await write_records(phone, sheet, turn, seat)
    elif role == "voices":
        await look_at_voices(phone, sheet, turn, seat)
    elif not seat.writes:
        return
    elif role == "overlaps":
        await find_overlaps(phone, state, sheet, turn, seat)
    else:
        await _write_for_team(phone, sheet, turn, seat)


async def _write_own(
    phone: Phone, sheet: Snapshot, turn: Turn, rng: Random, seat: Seat | None
) -> None:
    key, number = sheet["key"], phone.persona.number
    if sheet["mine"] or not turn.story.is_turn(key, turn.step, number):
        return
    questions = [read_asked(question) for question in sheet["questions"]]
    used: set[str] = set()
    # A sheet opened after the cards were dealt waits for the next round.
    for count, entry in enumerate(turn.hands.get(key, {}).get(number, ())):
        writer = make_writer(phone, key, turn, mark=f"{number}/{count}", place=number)
        writer.used = used
        values = fill(questions, entry, writer)
        if values:
            await turn.pause(rng)
            values = mark_best(values, questions, find_mark(turn.story, key), seat, count)
            await _send(phone, sheet, values, f"{key}-{count}", rng)


async def _send(
    phone: Phone, sheet: Snapshot, values: dict[str, Any], name: str, rng: Random
) -> None:
    """Send one answer, now and then with a slip that is put right."""
    corrects, doubles = rng.random() < _CORRECTED, rng.random() < _DOUBLED
    first = _shorten(values) if corrects and not sheet["anonymous"] else values
    answer_id = await phone.send(sheet["key"], first, sent_id=name)
    if answer_id is None:
        return
    if first is not values:
        await phone.send(sheet["key"], values, sent_id=f"{name}-2", answer_id=answer_id)
    elif doubles and sheet["many"]:
        again = await phone.send(sheet["key"], values, sent_id=f"{name}-3")
        if again is not None:
            await phone.withdraw(again)


def _shorten(values: dict[str, Any]) -> dict[str, Any]:
    """Return the answer as sent too early: its longest text up to the first comma."""
    texts = {key: text for key, text in values.items() if isinstance(text, str) and "、" in text}
    if not texts:
        return values
    key = max(texts, key=lambda name: len(texts[name]))
    return values | {key: texts[key].partition("、")[0]}


# --- sheets of a team -----------------------------------------------------------------------


async def _write_for_team(phone: Phone, sheet: Snapshot, turn: Turn, seat: Seat) -> None:
    key, team, place = sheet["key"], seat.team, seat.place
    share = turn.story.get_share(key, turn.step)
    questions = [read_asked(question) for question in sheet["questions"]]
    shown = _limit(questions, share)
    for count, entry in enumerate(_list_team_entries(sheet, questions, turn, team, place)):
        mine = sheet["mine"][count] if count < len(sheet["mine"]) else None
        writer = make_writer(phone, key, turn, mark=f"{team}/{count}", place=place)
        values = fill(shown, entry, writer)
        if not values or (mine and set(values) <= set(mine["values"])):
            continue  # nothing to add to what is there
        await turn.pause(writer.rng)
        name = turn.make_name(key, team, count)
        answer_id = mine["answer_id"] if mine else None
        merged = {**mine["values"], **values} if mine else values
        await phone.send(key, merged, sent_id=name, answer_id=answer_id)


def _limit(questions: Sequence[Asked], share: float) -> list[Asked]:
    number = max(1, round(len(questions) * share))
    return [
        question for index, question in enumerate(questions) if index < number or question.required
    ]


def _list_team_entries(
    sheet: Snapshot, questions: Sequence[Asked], turn: Turn, team: str, place: int
) -> list[Entry]:
    story = turn.story
    role = story.get_role(sheet["key"])
    if role == "plan":
        ideas = [label for question in questions for _, label in question.options]
        chosen = story.choose_effort(place, ideas)
        if chosen is not None:
            return [Entry({**chosen.plan, "ideas": chosen.idea["idea"]})]
    if role == "progress" and story.plans:
        own = [plan for plan in story.plans if plan.team == team]
        found = [(plan, story.bank.find_effort(plan.name)) for plan in own]
        return [
            Entry({"plan": plan.name, **(effort.progress if effort else {})})
            for plan, effort in found
        ]
    return list(turn.team_entries.get(sheet["key"], {}).get(team, ()))


# --- votes ----------------------------------------------------------------------------------


async def _vote(phone: Phone, turn: Turn, rng: Random) -> None:
    await turn.pause(rng)
    state = await phone.read()  # everybody's cards are there by now
    for ballot in state["votes"] if state else ():
        choices = sorted(ballot["choices"], key=lambda choice: choice["label"])
        if not choices or ballot["mine"] or rng.random() < _VOTES_NOT:
            continue
        liked = [_weigh(choice["label"], turn.story) for choice in choices]
        given = choose_votes(ballot, choices, liked, rng)
        name = turn.make_name("votes", ballot["worksheet"])
        await phone.vote(ballot["worksheet"], given, sent_id=name)


def choose_votes(
    ballot: Snapshot, choices: Sequence[Snapshot], liked: Sequence[float], rng: Random
) -> dict[str, int]:
    """Spread one person's votes as the room votes: by how many, and how many one card takes.

    Who may not give more to one card keeps what is left: nobody has to use it all.
    """
    step, most = ballot["step"], ballot["most_on_one"]
    given: dict[str, int] = {}
    for chosen in rng.choices(choices, liked, k=ballot["each"] // step):
        points = given.get(chosen["key"], 0) + step
        if points <= most:
            given[chosen["key"]] = points
    return given


def _weigh(words: str, story: Story) -> float:
    """Return how much a card pleases, the same for everybody; what can be planned pleases more."""
    liked = draw(f"{story.seed}/liked/{words}").paretovariate(1.2)
    return min(liked, 4.0) * (3.0 if story.bank.is_told(words) else 1.0)
