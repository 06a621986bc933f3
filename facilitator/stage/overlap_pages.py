"""Turn overlap cards into pages: a map of who meets whom, then one page for each of them.

Only what people made a card of goes on the wall. Proposals of the tool stay on phones and
console: large on the wall they would look like findings before anybody has weighed them.
"""

from collections.abc import Iterator

from facilitator.stage.figures import Section
from facilitator.stage.overlap_map import make_map, name_symbol
from facilitator.stage.told import Told, find_question_label, list_options
from programs.questions import Worksheet
from worksheets.records import Answer, Workshop


def make_overlaps(
    workshop: Workshop, worksheet: Worksheet, answers: tuple[Answer, ...], told: Told
) -> Iterator[Section]:
    """Make the map, then the pages in the order the overlaps were found."""
    labels = {option["key"]: option["label"] for option in list_options(worksheet, "kind")}
    yield make_map(worksheet.key, answers, told, labels)
    cards = [_make_page(workshop, worksheet, answer, told) for answer in answers]
    for number, (card, answer) in enumerate(zip(cards, answers, strict=True), 1):
        card["number"] = number
        card["kind"] = labels.get(str(answer.values.get("kind", "")), "")
    yield {"kind": "overlaps", "label": "", "cards": cards}


def _make_page(workshop: Workshop, worksheet: Worksheet, answer: Answer, told: Told) -> Section:
    values = answer.values
    team = workshop.find_team(answer.team)
    return {
        "id": answer.id,
        "text": str(values.get("name", "")),
        "team": team.name if team else "",
        "symbol": name_symbol(answer),
        "reason": str(values.get("reason", "")),
        "voices": [quotation.as_json() for quotation in told.quote_overlap(answer)],
        "notes": [
            {"key": key, "label": find_question_label(worksheet, key), "text": str(values[key])}
            for key in ("could-do", "care")
            if values.get(key)
        ],
    }
