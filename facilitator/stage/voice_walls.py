"""Lay voices out by their kind for the wall; those nobody has put under a kind stay apart."""

from facilitator.fieldwork.bringing import is_suggested
from facilitator.stage.figures import Section
from facilitator.stage.told import Told, list_options
from programs.questions import Worksheet
from worksheets.records import Answer


def make_voices(worksheet: Worksheet, answers: tuple[Answer, ...]) -> Section:
    """Make the cards in the order they came, with the kinds of the worksheet."""
    return {
        "kind": "voices",
        "label": "",
        "kinds": list_options(worksheet, "kind"),
        "cards": [
            {
                "id": answer.id,
                "text": str(answer.values.get("text", "")),
                "group": str(answer.values.get("kind", "")),
                "suggested": is_suggested(answer),
                "at": answer.given_at.isoformat(),
            }
            for answer in answers
        ],
    }


def make_large_voice(worksheet: Worksheet, answer: Answer, told: Told) -> Section:
    """Make the one voice that is shown large: its words, its kind, and who said it."""
    labels = {option["key"]: option["label"] for option in list_options(worksheet, "kind")}
    group = str(answer.values.get("kind", ""))
    said = [("", f"{told.who(answer)}の言葉")] if told.who(answer) else []
    kind = [("声の種類", labels[group])] if group in labels and not is_suggested(answer) else []
    return {
        "id": answer.id,
        "text": str(answer.values.get("text", "")),
        "team": "",
        "rest": [{"label": label, "text": text} for label, text in (*said, *kind)],
    }
