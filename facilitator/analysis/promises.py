"""Keep the promise made to people who told something: what a report may hold.

Reports go into papers that leave the room. What may not is counted, never quoted; and where
others repeat it word by word, it is covered. The teams' own papers of the fieldwork, visit
plans and question sheets, are not reported at all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from facilitator.analysis.masking import MASKED, Mask
from programs.model import Program
from programs.questions import Question, QuestionKind, Role, Worksheet
from programs.roles import RECORD_LINES, WORD, WORDS
from worksheets.promises import Reach, reach_of
from worksheets.records import Answer, Values

WITHHELD = MASKED
OWN_PAPERS = (Role.VISITS, Role.GUIDE)  # of the teams; no report has them
_TOLD = (Role.INTERVIEWS, Role.VOICES, Role.OVERLAPS)
_TEXTS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)
# What was heard, in a record; not the name it goes by, the place or what the team promised.
_HEARD = (*RECORD_LINES, "should-meet", "noticed", "return-answer")
Wordings = Mapping[str, Sequence[Values]]


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers that may leave the room, how many of each worksheet may not, and labels."""

    answers: tuple[Answer, ...]
    withheld: Mapping[str, int]
    labels: Mapping[str, str]


def is_told(program: Program, worksheet: Worksheet) -> bool:
    """Tell whether a worksheet holds what people of the town told, or what is built on it."""
    return worksheet.role in _TOLD and any(
        sheet.role is Role.INTERVIEWS for sheet in program.worksheets
    )


def hold_back(
    program: Program,
    answers: Iterable[Answer],
    *,
    reaches: Mapping[str, Reach],
    wordings: Wordings,
    labels: Mapping[str, str] = MappingProxyType({}),
) -> Kept:
    """Keep what may leave the room.

    `reaches` says how far told words may go (worksheets.promises.list_reaches); told words
    it does not know go nowhere. `wordings` are all that records and voices ever said.
    `labels` are words of people about them, by any key: they are covered like answers.
    """
    sheets = {sheet.key: sheet for sheet in program.worksheets}
    told = {key for key, sheet in sheets.items() if is_told(program, sheet)}
    kept: list[Answer] = []
    withheld: Counter[str] = Counter()
    closed: list[Answer] = []
    for answer in answers:
        sheet = sheets.get(answer.worksheet)
        if sheet is None or sheet.role in OWN_PAPERS:
            continue
        own = Reach.NONE if sheet.key in told else reach_of(sheet, answer.values)
        if reaches.get(answer.id, own) is Reach.ANONYMOUS:
            kept.append(answer)
        else:
            withheld[sheet.key] += 1
            closed.append(answer)
    covered, mask = _cover(sheets, kept, closed, wordings)
    return Kept(covered, withheld, {key: mask.cover(text) for key, text in labels.items()})


def _cover(
    sheets: Mapping[str, Worksheet],
    kept: Sequence[Answer],
    closed: Sequence[Answer],
    wordings: Wordings,
) -> tuple[tuple[Answer, ...], Mask]:
    """Return the kept answers, what is kept back covered in them, and what covers it.

    What an open record says is open, whoever else said it too. Voices are copied by hand, so
    they are covered like all others, and only then count as openly said.
    """
    kept_voices = [a for a in kept if sheets[a.worksheet].role is Role.VOICES]
    records = [a for a in kept if sheets[a.worksheet].role is Role.INTERVIEWS]
    own = {answer.id for answer in kept_voices}
    secret = [*_list_words(sheets, closed), *_list_wordings(wordings, set(wordings) - own)]
    opened = [*_list_words(sheets, records)]
    mask = Mask.make(secret, opened)
    voices = {a.id: _cover_one(sheets[a.worksheet], a, mask) for a in kept_voices}
    # What a voice said before people changed it is kept back too, but not from itself.
    secret += _list_wordings(wordings, own)
    opened += [str(voice.values.get("text", "")).replace(MASKED, "\n") for voice in voices.values()]
    mask = Mask.make(secret, [line for text in opened for line in text.splitlines()])
    covered = (
        answer
        if sheets[answer.worksheet].role is Role.INTERVIEWS
        else voices.get(answer.id) or _cover_one(sheets[answer.worksheet], answer, mask)
        for answer in kept
    )
    return tuple(covered), mask


def _list_wordings(wordings: Wordings, ids: Iterable[str]) -> list[str]:
    return [text for key in ids for values in wordings.get(key, ()) for text in _heard(values)]


def _list_words(sheets: Mapping[str, Worksheet], answers: Iterable[Answer]) -> Iterator[str]:
    for answer in answers:
        if sheets[answer.worksheet].role in (Role.INTERVIEWS, Role.VOICES):
            yield from _heard(answer.values)


def _heard(values: Values) -> Iterator[str]:
    """Yield what was heard, line by line, of a record or a voice."""
    for key in ("text", *_HEARD):
        yield from str(values.get(key, "")).splitlines()
    for row in values.get(WORDS, ()):
        yield str(row.get(WORD, ""))


def _cover_one(sheet: Worksheet, answer: Answer, mask: Mask) -> Answer:
    values = {key: _cover_value(sheet, key, value, mask) for key, value in answer.values.items()}
    return replace(answer, values=values)


def _cover_value(sheet: Worksheet, key: str, value: Any, mask: Mask) -> Any:  # noqa: ANN401 -- JSON
    question = next((one for one in sheet.questions if one.key == key), None)
    if question is None:
        return value
    if question.kind in _TEXTS:
        return mask.cover(str(value))
    if question.kind is QuestionKind.TABLE:
        return [_cover_row(question, row, mask) for row in value]
    return value


def _cover_row(question: Question, row: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    texts = {column.key for column in question.columns if column.kind in _TEXTS}
    return {key: mask.cover(str(value)) if key in texts else value for key, value in row.items()}
