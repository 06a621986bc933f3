"""What one phone shows of votes: the ballot, the own votes, and the result once it is shown."""

import secrets
from collections.abc import Mapping
from typing import Any

from programs.questions import Worksheet
from worksheets.phone.view import View
from worksheets.values import headline
from worksheets.vote_counts import get_tally
from worksheets.votes import get_ballot, get_way


def list_ballots(view: View) -> list[dict[str, Any]]:
    """Return the votes that are open, then those of the step that were closed."""
    step = view.place.step
    closed = [key for key in step.votes_on if key not in view.room.open_votes]
    ballots = []
    for key in (*view.room.open_votes, *closed):
        sheet = view.find_sheet(key)
        if sheet is not None and key not in list_shown(view):
            ballots.append(_make_ballot(view, sheet))
    return ballots


def list_shown(view: View) -> tuple[str, ...]:
    """Return the worksheets whose votes everybody may see now."""
    room = view.room
    return tuple(
        key for key in room.shared if key in room.shown_votes and key not in room.open_votes
    )


def _make_ballot(view: View, sheet: Worksheet) -> dict[str, Any]:
    way = get_way(view.room, sheet)
    own = get_ballot(view.visitor.person, sheet, way)
    return {
        "key": sheet.key,
        "title": sheet.title,
        "open": sheet.key in view.room.open_votes,
        "way": way,
        "unit": way.unit,
        "cards": _list_cards(view, sheet, own.points),
        "voted": sum(own.points.values()),
        "returned": own.returned,
        "fits": own.fits,
        "sent_id": secrets.token_hex(16),
    }


def _list_cards(view: View, sheet: Worksheet, points: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "id": answer.id,
            "words": headline(sheet, answer.values),
            "team": name_team(view, answer.team),
            "points": points.get(answer.id, 0),
        }
        for answer in view.list_given(sheet.key)
    ]


def name_team(view: View, key: str) -> str:
    """Return what a team is called; nothing where there is none."""
    team = view.visitor.workshop.find_team(key)
    return team.name if team is not None else ""


def list_results(view: View) -> list[dict[str, Any]]:
    """Return the results that were shown to all, the most voted first."""
    results = []
    for key in list_shown(view):
        sheet = view.find_sheet(key)
        if sheet is None:
            continue
        tally = get_tally(view.visitor.workshop.code, key)
        cards = _list_cards(view, sheet, tally.points)
        cards.sort(key=lambda card: -card["points"])
        numbers = [card["points"] for card in cards]
        for card in cards:
            card["tied"] = numbers.count(card["points"]) > 1 and card["points"] > 0
            card["place"] = numbers.index(card["points"]) + 1
        results.append(
            {
                "key": key,
                "title": sheet.title,
                "unit": tally.unit,
                "voters": tally.voters,
                "paper": tally.paper_voters,
                "cards": [card for card in cards if card["points"]],
                "none": sum(1 for number in numbers if not number),
            }
        )
    return results


def make_votes(view: View, key: str) -> dict[str, Any]:
    """Write down an open vote for the snapshot."""
    sheet = view.find_sheet(key)
    if sheet is None:
        return {"worksheet": key, "title": "", "each": 0, "choices": [], "mine": {}}
    way = get_way(view.room, sheet)
    own = get_ballot(view.visitor.person, sheet, way)
    return {
        "worksheet": key,
        "title": sheet.title,
        "each": way.each,
        "step": way.step,
        "most_on_one": way.most_on_one,
        "unit": way.unit,
        "choices": [
            {"key": answer.id, "label": headline(sheet, answer.values), "team": answer.team}
            for answer in view.list_given(key)
        ],
        "mine": dict(own.points),
        "counts": own.fits,
    }
