"""Say on the wall what the gathering before brought, while a later one opens on it (前回から).

Counts, labels and what was chosen need no worksheet to be shown. Of the homework the wall tells
only how many handed it in, and the words that whoever leads has picked.
"""

from collections.abc import Iterable
from functools import lru_cache

from facilitator.analysis.collect import collect_report
from facilitator.analysis.earlier import (
    Earlier,
    EarlierCards,
    EarlierIdea,
    choose_words,
    find_before,
    make_earlier,
)
from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.wording import quote, shorten
from facilitator.stage.standing import Json
from worksheets.participants import list_participants
from worksheets.records import Place, Room, Workshop
from worksheets.rooms import get_room

# What can be read at one glance beside the step's own words.
_MOST_IDEAS = 4
_MOST_LABELS = 6
_LONGEST = 40  # letters of an idea
_LONGEST_QUOTE = 60


def read_earlier(code: str, meeting: str) -> Earlier | None:
    """Read what a meeting starts from; None for the first gathering."""
    return _read(code, get_room(code).sequence, len(list_participants(code)), meeting)


# Walls ask after every change, and each of them raises the sequence; people who join do not.
@lru_cache(maxsize=8)
def _read(code: str, _sequence: int, _people: int, meeting: str) -> Earlier | None:
    return make_earlier(collect_report(code), meeting)


def show_earlier(workshop: Workshop, room: Room, place: Place) -> Json | None:
    """Return what the wall tells; None at other steps, and where nothing has been given."""
    if place.number != 1 or find_before(workshop.program.meetings, place.meeting.key) is None:
        return None
    found = read_earlier(workshop.code, place.meeting.key)
    if found is None or found.is_empty:
        return None
    ideas = found.ideas
    quotes = list(_list_quotes(found.homework, room.quoted))
    # Quoted words take the room of what was chosen last.
    most = _MOST_IDEAS - len(quotes)
    return {
        "meeting": found.meeting.label,
        "title": _name_ideas(found),
        "ideas": [_make_idea(one) for one in ideas.ideas[:most]] if ideas else [],
        "plans": [_make_plan(one.headline, one.team) for one in found.plans[: most + 1]],
        "cards": [] if ideas or found.plans else [_make_cards(one) for one in found.cards],
        "homework": [_tell_homework(sheet) for sheet in found.homework if sheet.answers],
        "quotes": quotes,
    }


def _name_ideas(found: Earlier) -> str:
    if found.plans:
        return "みんなで決めた取組"
    if found.ideas is None:
        return ""
    return "選んだアイデア" if found.ideas.decided else "票の多かったアイデア"


def _make_idea(one: EarlierIdea) -> Json:
    points = f"{one.answer.points}票" if one.answer.points else ""
    return {"text": shorten(one.answer.headline, _LONGEST), "mark": points}


def _make_plan(text: str, team: str) -> Json:
    return {"text": shorten(text, _LONGEST), "mark": team}


def _make_cards(cards: EarlierCards) -> Json:
    labels = cards.labels
    return {
        "title": cards.title,
        "cards": cards.cards,
        "groups": len(cards.clusters),
        "labels": [{"text": text, "count": count} for text, count in labels[:_MOST_LABELS]],
        "more": max(0, len(labels) - _MOST_LABELS),
    }


def _tell_homework(sheet: ReportedWorksheet) -> str:
    title = sheet.title.split("（")[0]
    return f"{title}　{sheet.answered}人が持ってきました"


def _list_quotes(homework: Iterable[ReportedWorksheet], quoted: tuple[str, ...]) -> Iterable[str]:
    """Yield the words that were picked, as far as they still stand in the report."""
    known = {a.id: choose_words(sheet, a) for sheet in homework for a in sheet.answers}
    return (quote(known[key], _LONGEST_QUOTE) for key in quoted if key in known)
