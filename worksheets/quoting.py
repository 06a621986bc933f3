"""Tell whether words laid out as a voice still stand in the record they came from.

Whoever was heard may have a sentence struck out later; its voice must go with it, also when
people have since put the card under another kind.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from worksheets import toolkit
from worksheets.records import Answer
from worksheets.tables import submissions


def plain(text: str) -> str:
    """Return what two writings of the same words have in common: letters and digits only."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] in "LNS")


def find_struck_out(voices: Iterable[Answer], records: Mapping[str, Answer]) -> frozenset[str]:
    """Return the ids of the voices whose words, as laid out, their record no longer holds.

    What a person wrote as a card by hand was never a line of the record and is not one of them.
    """
    doubtful = {
        voice.id: said
        for voice in voices
        if (said := _said_in(voice, records)) is not None
        and plain(str(voice.values.get("text", ""))) not in said
    }
    first = _read_first_words(doubtful)
    return frozenset(key for key, text in first.items() if plain(text) not in doubtful[key])


def _said_in(voice: Answer, records: Mapping[str, Answer]) -> str | None:
    """Return all words of the voice's record run together; None where it names no record."""
    record = records.get(next(iter(voice.values.get("from", ())), ""))
    return None if record is None else plain("".join(_list_texts(record.values)))


def _list_texts(value: Any) -> Iterator[str]:  # noqa: ANN401 -- a JSON value
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _list_texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _list_texts(part)


def _read_first_words(ids: Iterable[str]) -> dict[str, str]:
    """Return the words that the office first laid out for each of these answers."""
    query = select(submissions.c.answer, submissions.c.given).where(
        submissions.c.answer.in_(list(ids)),
        submissions.c.version == 1,
        submissions.c.writer.like("office-%"),
    )
    with toolkit.current().database.read() as connection:
        rows = connection.execute(query).all()
    return {row.answer: str(json.loads(row.given).get("text", "")) for row in rows}
