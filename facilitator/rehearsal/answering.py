"""Answer the questions of one worksheet as a made-up person would."""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.rehearsal.asked import Asked
from facilitator.rehearsal.bank import Entry
from facilitator.rehearsal.guessing import WRITTEN, SoFar, guess
from facilitator.rehearsal.saying import Writer, use


def fill(questions: Sequence[Asked], given: Entry, writer: Writer) -> dict[str, Any]:
    """Answer what the entry answers, and the rest as the kind of question allows."""
    main = _find_main(questions)
    known = given.speaks_of([question.key for question in questions])
    entry = given.values if known else {}
    values: dict[str, Any] = {}
    for question in questions:
        said = entry.get(question.key)
        if said is None and main is question:
            said = entry.get("text")
        value = use(question, said, writer) if said is not None else None
        if value is None and said is None and not (known and question.kind in WRITTEN):
            value = guess(question, writer, SoFar(_join_texts(entry), values))
        if value is None and question.required:
            value = guess(question, writer, SoFar("", values), must=True)
        if value not in (None, "", [], {}):
            values[question.key] = value
    return values


def _find_main(questions: Sequence[Asked]) -> Asked | None:
    texts = [question for question in questions if question.kind.endswith("_text")]
    return next((text for text in texts if text.required), texts[0] if texts else None)


def _join_texts(entry: Mapping[str, Any]) -> str:
    return " ".join(value for value in entry.values() if isinstance(value, str))
