"""Say which card is shown large: with all it says, and with the words it came from."""

from collections.abc import Sequence

from facilitator.stage.figures import Section
from facilitator.stage.told import Told, list_named
from facilitator.stage.voice_walls import make_large_voice
from facilitator.stage.walls import Wall, is_paged, list_standing, make_card
from programs.questions import QuestionKind, Role, Worksheet
from worksheets.records import Answer, Room
from worksheets.values import describe_values

_MOST_QUOTED = 3  # small words under a large card; more would make them smaller


def make_spotlight(room: Room, walls: Sequence[Wall]) -> Section | None:
    """Return the card shown large; one that is not shared, or was hidden since, is not shown.

    Records and overlaps have a page of their own: for them it says which one to turn to. The
    key of a worksheet of overlaps stands for its map.
    """
    for wall in walls:
        paged = wall.told is not None and is_paged(wall.worksheet)
        if paged and room.spotlight == wall.worksheet.key:
            return {"id": room.spotlight, "page": True}
        for answer in wall.answers:
            if answer.id == room.spotlight:
                return {"id": answer.id, "page": True} if paged else make_large_card(wall, answer)
    return None


def make_large_card(wall: Wall, answer: Answer) -> Section:
    """Make the one card that is shown large, with all it says."""
    if wall.told is not None and wall.worksheet.role is Role.VOICES:
        return make_large_voice(wall.worksheet, answer, wall.told)
    card = make_card(wall, answer)
    thread = _follow_back(wall.worksheet, answer, wall.told) if wall.told else []
    roots = _name_roots(wall.worksheet) if thread else set()
    described = describe_values(wall.worksheet, list_standing(wall, answer), known=wall.known)
    rest = [
        {"label": label, "text": words}
        for label, words in described
        if words != card["text"] and label not in roots
    ]
    return {**card, "rest": rest, "thread": thread}


def _name_roots(worksheet: Worksheet) -> set[str]:
    """Return the labels of the questions whose answer the thread tells better."""
    return {
        question.label
        for question in worksheet.questions
        if question.kind is QuestionKind.REFERENCE
    }


def _follow_back(worksheet: Worksheet, answer: Answer, told: Told) -> list[Section]:
    """Return the overlaps an idea came from, each with the words it brought together."""
    keys = [
        question.key for question in worksheet.questions if question.kind is QuestionKind.REFERENCE
    ]
    found = (told.overlaps.get(key) for key in list_named(answer.values, keys))
    return [
        {
            "overlap": str(overlap.values.get("name", "")),
            "voices": [one.as_json() for one in told.quote_overlap(overlap)[:_MOST_QUOTED]],
        }
        for overlap in found
        if overlap is not None
    ]
