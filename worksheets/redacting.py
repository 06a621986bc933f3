"""Make words unreadable that should never have been written: a person's name, a phone number.

Unlike hiding it cannot be undone: the words leave the answer, its earlier versions and the
names of clusters. What stays is who did it, when, where and why. Backups made before keep
the words; who redacts is told so.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from programs.questions import QuestionKind, Worksheet
from worksheets import toolkit
from worksheets.codes import hash_values, make_id
from worksheets.documents import now
from worksheets.errors import BadInput, NoSuchThing
from worksheets.publishing import bump
from worksheets.records import Values
from worksheets.tables import answers, board_changes, boards, redactions, submissions
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one

MARK = "（伏せました）"
LONGEST_WHY = 200
_SHORTEST = 2  # letters; one letter would be covered in every other word
_TEXTS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT, QuestionKind.TABLE)

Cover = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Redaction:
    """That words were made unreadable; never the words."""

    answer: str
    worksheet: str
    whole: bool
    by: str
    why: str
    redacted_at: datetime


@dataclass(frozen=True, slots=True)
class _Asked:
    code: str
    answer_id: str
    words: str  # empty means the whole answer
    why: str
    by: str


def redact(code: str, answer_id: str, *, words: str, why: str, by: str) -> int:
    """Make these words unreadable wherever they stand in the workshop, or one whole answer.

    Return how many answers were changed.
    """
    words, why = words.strip(), " ".join(why.split())[:LONGEST_WHY]
    if not why:
        raise BadInput("伏せる理由を入れてください(例：個人の名前が書かれていたため)。")
    if words and len(words) < _SHORTEST:
        raise BadInput(f"伏せる言葉は{_SHORTEST}文字以上で入れてください。")
    if words and words in why:
        raise BadInput("理由は記録に残ります。伏せる言葉そのものを、理由に書かないでください。")
    asked = _Asked(code, answer_id, words, why, by)
    changed: int = toolkit.current().database.write(_redact, asked)
    return changed


def list_redactions(code: str) -> tuple[Redaction, ...]:
    """Return what was made unreadable, the latest first."""
    query = (
        select(redactions)
        .where(redactions.c.code == code)
        .order_by(redactions.c.redacted_at.desc(), redactions.c.id)
    )
    with toolkit.current().database.read() as connection:
        rows = connection.execute(query).all()
    return tuple(
        Redaction(
            answer=row.answer,
            worksheet=row.worksheet,
            whole=row.whole,
            by=row.by,
            why=row.why,
            redacted_at=datetime.fromisoformat(row.redacted_at),
        )
        for row in rows
    )


def is_redacted(values: Values) -> bool:
    """Tell whether words were made unreadable in this answer."""
    return MARK in json.dumps(values, ensure_ascii=False)


# --- inside the transaction -----------------------------------------------------------------


def _redact_rows(work: Work, asked: _Asked) -> int:
    program = get_workshop(asked.code).program
    sheets = {sheet.key: sheet for sheet in program.worksheets}
    found = _list_rows(work, asked)
    if all(row.id != asked.answer_id for row in found):
        raise NoSuchThing("回答")

    def cover(text: str) -> str:
        return text.replace(asked.words, MARK) if asked.words else MARK

    changed = [row for row in found if _cover_answer(work, row, sheets.get(row.worksheet), cover)]
    if asked.answer_id not in {row.id for row in changed}:
        raise BadInput(
            "この回答に、その言葉は見つかりません。回答のとおりに、もう一度入れてください。"
        )
    if asked.words:
        _cover_boards(work, asked)
    moment = now().isoformat()
    for row in changed:
        work.connection.execute(
            insert(redactions).values(
                id=make_id(),
                code=asked.code,
                answer=row.id,
                worksheet=row.worksheet,
                whole=not asked.words,
                by=asked.by,
                why=asked.why,
                redacted_at=moment,
            )
        )
    for worksheet in sorted({row.worksheet for row in changed}):
        bump(work, asked.code, worksheet, wake=True)
    return len(changed)


_redact = one(_redact_rows)


def _list_rows(work: Work, asked: _Asked) -> list[Row[*tuple[Any, ...]]]:
    query = select(answers).where(answers.c.code == asked.code)
    if not asked.words:
        query = query.where(answers.c.id == asked.answer_id)
    return list(work.connection.execute(query))


def _cover_answer(
    work: Work, row: Row[*tuple[Any, ...]], sheet: Worksheet | None, cover: Cover
) -> bool:
    """Cover an answer and all it ever was; tell whether there was anything to cover."""
    keys = _list_texts(sheet)
    history = work.connection.execute(
        select(submissions).where(submissions.c.answer == row.id)
    ).all()
    changed = False
    for old in history:
        given = _cover_values(old.given, keys, cover)
        if given == old.given:
            continue
        changed = True
        work.connection.execute(
            update(submissions)
            .where(submissions.c.writer == old.writer, submissions.c.sent_id == old.sent_id)
            .values(given=given, hash=hash_values(given))
        )
    given = _cover_values(row.given, keys, cover)
    if given != row.given:
        changed = True
        work.connection.execute(
            update(answers)
            .where(answers.c.id == row.id)
            .values(given=given, hash=hash_values(given), version=row.version + 1)
        )
    return changed


def _cover_values(document: str, keys: Mapping[str, Collection[str]], cover: Cover) -> str:
    values: Mapping[str, Any] = json.loads(document)
    covered = {
        key: _cover_in(value, keys[key], cover) if key in keys else value
        for key, value in values.items()
    }
    if covered == values:
        return document
    return json.dumps(covered, ensure_ascii=False, separators=(",", ":"))


def _list_texts(sheet: Worksheet | None) -> dict[str, Collection[str]]:
    """Return the questions answered in free words, each with its columns that are."""
    return {
        question.key: [column.key for column in question.columns if column.kind in _TEXTS]
        for question in (sheet.questions if sheet else ())
        if question.kind in _TEXTS
    }


def _cover_in(value: Any, columns: Collection[str], cover: Cover) -> Any:  # noqa: ANN401 -- any JSON
    if isinstance(value, str):
        return cover(value) if value else value
    if isinstance(value, list):
        return [_cover_in(part, columns, cover) for part in value]
    if isinstance(value, dict):
        return {
            key: _cover_in(part, (), cover) if key in columns else part
            for key, part in value.items()
        }
    return value


def _cover_boards(work: Work, asked: _Asked) -> None:
    """Cover the words in the names of clusters, as they are and as they were."""
    plain = json.dumps(asked.words, ensure_ascii=False)[1:-1]
    for table, column in ((boards, boards.c.document), (board_changes, board_changes.c.difference)):
        keys = list(table.primary_key.columns)
        rows = work.connection.execute(
            select(*keys, column.label("words")).where(table.c.code == asked.code)
        ).all()
        for row in rows:
            if plain in row.words:
                which = [key == getattr(row, key.name) for key in keys]
                covered = row.words.replace(plain, MARK)
                work.connection.execute(update(table).where(*which).values({column.name: covered}))
