"""The hot path: store many submissions in one transaction with a handful of statements."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, tuple_, update

from programs.questions import Scope, Worksheet
from programs.ratings import find_rating
from worksheets.errors import (
    ChangedMeanwhile,
    NoSuchThing,
    NotYours,
    TooManyCards,
    WorksheetClosed,
    WorksheetError,
)
from worksheets.publishing import bump, publish, read_rooms
from worksheets.records import Receipt, Submission, Values
from worksheets.staying import is_open
from worksheets.tables import answers, submissions
from worksheets.writing import Work

__all__ = ["bump", "is_open", "read_rooms"]


@dataclass(frozen=True, slots=True)
class Item:
    """A checked submission, ready to store."""

    submission: Submission
    sheet: Worksheet
    writer: str
    team: str
    given: str
    hash: str
    new_id: str
    given_at: str
    rates: str = ""  # the one thing it rates, where things are rated one by one

    @property
    def owner(self) -> tuple[str, str, str]:
        """Who holds the answer: a person, a team or the whole room."""
        code, sheet = self.submission.code, self.sheet
        if self.submission.participant is None and sheet.scope is not Scope.TEAM:
            return (code, sheet.key, "")
        return (code, sheet.key, self.team if sheet.scope is Scope.TEAM else self.writer)


@dataclass(slots=True)
class _Head:
    """An answer as it stands, before or within this transaction."""

    id: str
    code: str
    worksheet: str
    owner: tuple[str, str, str]
    version: int
    withdrawn: bool
    rates: str = ""


class _Batch:
    """What the database knows about a batch of items, and what will be written."""

    def __init__(self, work: Work, items: Sequence[Item]) -> None:
        connection = work.connection
        keys = [(item.writer, item.submission.sent_id) for item in items]
        known = connection.execute(
            select(submissions).where(tuple_(submissions.c.writer, submissions.c.sent_id).in_(keys))
        ).all()
        self.receipts = {(r.writer, r.sent_id): Receipt(r.answer, r.revision) for r in known}
        self.rooms = read_rooms(work, {item.submission.code for item in items})
        self.heads = _read_heads(work, items)
        self.by_owner: dict[tuple[str, str, str], list[_Head]] = {}
        for head in self.heads.values():
            self.by_owner.setdefault(head.owner, []).append(head)
        self.new_answers: list[dict[str, Any]] = []
        self.changed_answers: list[dict[str, Any]] = []
        self.new_submissions: list[dict[str, Any]] = []
        self.touched: set[tuple[str, str]] = set()
        self.teams: dict[str, set[str]] = {}  # whose sheets have changed

    def save(self, item: Item) -> Receipt | WorksheetError:
        key = (item.writer, item.submission.sent_id)
        if key in self.receipts:
            return self.receipts[key]
        try:
            head = self._find_head(item)
        except WorksheetError as refusal:
            return refusal
        code = item.submission.code
        room = self.rooms[code]
        revision = room.sequence + 1
        self.rooms[code] = replace(room, sequence=revision)
        version = head.version + 1 if head else 1
        answer_id = head.id if head else item.new_id
        if head:
            head.version = version
            head.rates = item.rates
            self._change(item, answer_id, version, revision)
        else:
            self._add(item, answer_id, revision)
        self._log(item, answer_id, version, revision)
        self.touched.add((code, item.sheet.key))
        if item.sheet.scope is Scope.TEAM:
            self.teams.setdefault(code, set()).add(item.team)
        receipt = Receipt(answer_id, revision)
        self.receipts[key] = receipt
        return receipt

    def _find_head(self, item: Item) -> _Head | None:
        """Return the answer to change, None to add one; refuse what may not be."""
        submission, sheet = item.submission, item.sheet
        if submission.participant is not None and not is_open(
            self.rooms[submission.code], sheet.key, submission.begun
        ):
            raise WorksheetClosed(sheet.title)
        own = [head for head in self.by_owner.get(item.owner, ()) if not head.withdrawn]
        head = None
        twin = next((head for head in own if head.rates == item.rates != ""), None)
        if twin is not None and submission.participant is not None:
            head = twin  # nobody rates a thing twice: it corrects what they said of it
        elif submission.answer_id:
            head = self._get_own(item, submission.answer_id)
        elif not sheet.many and sheet.scope is Scope.INDIVIDUAL and submission.participant is None:
            head = None  # typed-up sheets of people we do not know: each row is its own
        elif not sheet.many and own:
            head = own[0]
        elif sheet.many and submission.participant is not None and len(own) >= sheet.most_cards:
            raise TooManyCards(sheet.title, sheet.most_cards)
        seen = submission.version
        if seen is not None and seen != (head.version if head else 0):
            raise ChangedMeanwhile("この回答を直した")
        return head

    def _get_own(self, item: Item, answer_id: str) -> _Head:
        head = self.heads.get(answer_id)
        if head is None or head.code != item.submission.code or head.withdrawn:
            raise NoSuchThing("回答")
        if head.worksheet != item.sheet.key:
            raise NoSuchThing("回答")
        if item.submission.participant is not None and head.owner != item.owner:
            raise NotYours
        return head

    def _add(self, item: Item, answer_id: str, revision: int) -> None:
        person = item.submission.participant
        self.new_answers.append(
            {
                "id": answer_id,
                "code": item.submission.code,
                "worksheet": item.sheet.key,
                "participant": person.id if person else None,
                "team": item.team,
                "given": item.given,
                "hash": item.hash,
                "version": 1,
                "revision": revision,
                "hidden": False,
                "withdrawn": False,
                "given_at": item.given_at,
            }
        )
        code, sheet = item.submission.code, item.sheet.key
        head = _Head(answer_id, code, sheet, item.owner, 1, False, item.rates)
        self.heads[answer_id] = head
        self.by_owner.setdefault(item.owner, []).append(head)

    def _change(self, item: Item, answer_id: str, version: int, revision: int) -> None:
        self.changed_answers.append(
            {
                "which": answer_id,
                "given": item.given,
                "hash": item.hash,
                "version": version,
                "revision": revision,
            }
        )

    def _log(self, item: Item, answer_id: str, version: int, revision: int) -> None:
        self.new_submissions.append(
            {
                "writer": item.writer,
                "sent_id": item.submission.sent_id,
                "answer": answer_id,
                "version": version,
                "revision": revision,
                "given": item.given,
                "hash": item.hash,
                "given_at": item.given_at,
            }
        )

    def write(self, work: Work) -> None:
        connection = work.connection
        if self.new_answers:
            connection.execute(insert(answers), self.new_answers)
        if self.changed_answers:
            connection.execute(
                update(answers).where(answers.c.id == bindparam("which")), self.changed_answers
            )
        if self.new_submissions:
            connection.execute(insert(submissions), self.new_submissions)
        for code in {code for code, _ in self.touched}:
            touched = {sheet for of, sheet in self.touched if of == code}
            publish(work, self.rooms[code], touched, teams=self.teams.get(code, ()))


def save_items(work: Work, items: Sequence[Item]) -> list[Receipt | WorksheetError]:
    """Store each item or refuse it; a repeated one gets its first receipt and stores nothing."""
    batch = _Batch(work, items)
    results = [batch.save(item) for item in items]
    batch.write(work)
    return results


def _read_heads(work: Work, items: Sequence[Item]) -> dict[str, _Head]:
    """Read the answers that these items' owners already have, and those they name."""
    columns = select(
        answers.c.id,
        answers.c.code,
        answers.c.worksheet,
        answers.c.participant,
        answers.c.team,
        answers.c.version,
        answers.c.withdrawn,
        *((answers.c.given,) if any(find_rating(i.sheet) for i in items) else ()),
    )
    rows: list[Row[*tuple[Any, ...]]] = []
    named = {i.submission.answer_id for i in items if i.submission.answer_id}
    people = {i.writer for i in items if i.submission.participant is not None}
    rooms = {
        (i.submission.code, i.sheet.key)
        for i in items
        if not i.sheet.many and i.sheet.scope is not Scope.INDIVIDUAL
    } | {(i.submission.code, i.sheet.key) for i in items if i.sheet.scope is Scope.TEAM}
    if named:
        rows += work.connection.execute(columns.where(answers.c.id.in_(named))).all()
    sheets = {i.sheet.key: i.sheet for i in items}
    if people:
        rows += work.connection.execute(
            columns.where(answers.c.participant.in_(people), answers.c.worksheet.in_(sheets))
        ).all()
    if rooms:
        rows += work.connection.execute(
            columns.where(tuple_(answers.c.code, answers.c.worksheet).in_(rooms))
        ).all()
    return {
        row.id: _Head(
            row.id,
            row.code,
            row.worksheet,
            (row.code, row.worksheet, _owner_of(row, sheets.get(row.worksheet))),
            row.version,
            row.withdrawn,
            _find_rated(row, sheets.get(row.worksheet)),
        )
        for row in rows
    }


def _owner_of(row: Row[*tuple[Any, ...]], sheet: Worksheet | None) -> str:
    of_team = sheet is not None and sheet.scope is Scope.TEAM
    return str(row.team if of_team else (row.participant or ""))


def _find_rated(row: Row[*tuple[Any, ...]], sheet: Worksheet | None) -> str:
    if sheet is None or find_rating(sheet) is None:
        return ""
    return name_rated(sheet, json.loads(row.given))


def name_rated(sheet: Worksheet, values: Values) -> str:
    """Return the id of the one thing that values rate, empty where nothing is rated."""
    rating = find_rating(sheet)
    named: list[str] = values.get(rating.item.key, []) if rating is not None else []
    return named[0] if len(named) == 1 else ""
