"""What teams make of the words they brought: they look at the voices and find overlaps."""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.rehearsal.answering import fill
from facilitator.rehearsal.asked import Asked, read_asked
from facilitator.rehearsal.bank import Entry, read_file
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.moment import Seat, Snapshot, Turn, make_writer
from facilitator.rehearsal.phones import Phone
from facilitator.rehearsal.saying import Writer, use, write_text
from programs.roles import OVERLAP_VOICES
from worksheets.quoting import plain

_LOOKED_AT = 0.6  # of the voices laid out; nobody looks at all of them
_TALKED_ABOUT = 6  # proposals in the room, or one by each team


async def look_at_voices(phone: Phone, sheet: Snapshot, turn: Turn, seat: Seat) -> None:
    """Confirm voices that the tool laid out, and put right what it guessed wrong."""
    questions = {one["key"]: read_asked(one) for one in sheet["questions"]}
    codings = turn.story.codings
    for number, card in enumerate(sheet["mine"]):
        words = plain(str(card["values"].get("text", "")))
        rng = draw(f"{turn.story.seed}/voices/{words}")
        if card["version"] > 1 or not seat.has_turn(number) or rng.random() > _LOOKED_AT:
            continue
        writer = make_writer(phone, sheet["key"], turn, mark=words, place=0)
        coded = {
            key: use(questions[key], said, writer)
            for key, said in codings.get(words, {}).items()
            if key in questions
        }
        values = {**card["values"], **{key: value for key, value in coded.items() if value}}
        await turn.pause(rng)
        name = turn.make_name("looked", card["answer_id"])
        await phone.send(sheet["key"], values, sent_id=name, answer_id=card["answer_id"])


async def find_overlaps(
    phone: Phone, state: Snapshot, sheet: Snapshot, turn: Turn, seat: Seat
) -> None:
    """Take up some of what the tool proposes, and add what the team found itself."""
    if sheet["mine"]:
        return
    questions = [read_asked(one) for one in sheet["questions"]]
    made = 0
    for entry in turn.team_entries.get(sheet["key"], {}).get(seat.team, ()):
        if not _is_there(entry, questions):
            continue  # nobody was heard who says so
        writer = make_writer(phone, sheet["key"], turn, mark=f"{seat.team}/{made}", place=0)
        await _send(phone, sheet, turn, fill(questions, entry, writer), (seat.team, "own", made))
        made += 1
    for offer in _choose_offers(state, turn, seat):
        writer = make_writer(phone, sheet["key"], turn, mark=f"{seat.team}/{made}", place=0)
        values = _make_card(offer, questions, writer)
        await _send(phone, sheet, turn, values, (seat.team, "taken", made))
        made += 1


async def _send(
    phone: Phone, sheet: Snapshot, turn: Turn, values: Mapping[str, Any], mark: tuple[object, ...]
) -> None:
    await turn.pause(draw(turn.story.seed, *mark))
    await phone.send(sheet["key"], values, sent_id=turn.make_name(sheet["key"], *mark))


def _is_there(entry: Entry, questions: Sequence[Asked]) -> bool:
    known = {label for question in questions for _, label in question.options}
    named = [str(entry.values[key]) for key in OVERLAP_VOICES if entry.values.get(key)]
    return bool(named) and all(words in known for words in named)


def _choose_offers(state: Snapshot, turn: Turn, seat: Seat) -> list[Mapping[str, Any]]:
    """Return the proposals this team talks about; the teams share them out."""
    told = {
        frozenset(str(entry.values.get(key)) for key in OVERLAP_VOICES if entry.values.get(key))
        for entry in turn.story.bank.list_entries("overlaps", "overlaps")
    }
    fresh = [
        offer
        for offer in state.get("proposals", ())
        if frozenset(voice["text"] for voice in offer["voices"]) not in told
    ]
    teams = len(turn.story.neighbours)
    best = fresh[: max(_TALKED_ABOUT, teams)]
    # By their words: the order of equals changes from run to run.
    best.sort(key=lambda offer: [voice["text"] for voice in offer["voices"]])
    return best[seat.place :: teams]


def _make_card(
    offer: Mapping[str, Any], questions: Sequence[Asked], writer: Writer
) -> dict[str, Any]:
    """Write the card of a proposal in one's own words: who meets whom, why, what to mind."""
    says = read_file("overlaps").get(offer["kind"], {})
    names = dict(zip(("@a", "@b", "@c"), (_name(voice) for voice in offer["voices"]), strict=False))
    names["@who"] = "、".join(names.values())
    writer.tokens = {**writer.tokens, **names}
    values: dict[str, Any] = {"kind": offer["kind"]}
    for key, voice in zip(OVERLAP_VOICES, offer["voices"], strict=False):
        values[key] = [voice["answer_id"]]
    for question in questions:
        if question.key in says:
            words = write_text(writer.rng.choice(says[question.key]), question.longest, writer)
            if words or question.required:
                values[question.key] = words or names["@who"][: question.longest]
    known = {question.key for question in questions}
    return {key: value for key, value in values.items() if key in known}


def _name(voice: Mapping[str, Any]) -> str:
    return str(voice.get("who") or "この人")
