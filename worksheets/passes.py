"""Make keys for others than the facilitator of a workshop, name them, and end them.

Only hashes are stored; what a role may do is the facilitator package's business.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, insert, select, update

from worksheets import toolkit
from worksheets.codes import hash_token, make_id, make_token
from worksheets.documents import now
from worksheets.errors import BadInput, NoSuchThing
from worksheets.tables import passes
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one

MOST_PASSES = 100  # of one workshop, ended ones too
LONGEST_NAME = 60


class PassRole(StrEnum):
    """What a key is for."""

    HELPER = "helper"  # runs the workshop beside the facilitator
    VIEWER = "viewer"
    OBSERVER = "observer"  # of totals


@dataclass(frozen=True, slots=True)
class Pass:
    """A key somebody was given; the key itself is told once, when it is made."""

    id: str
    code: str
    role: PassRole
    name: str
    made_at: datetime
    ended_at: datetime | None


def make_pass(code: str, role: PassRole, name: str) -> str:
    """Make a key for somebody and return it; it cannot be read again."""
    get_workshop(code)
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise BadInput("だれに渡すキーかを入れてください(例：〇〇課長)。")
    if len(list_passes(code)) >= MOST_PASSES:
        raise BadInput(f"1つの研修で作れるキーは{MOST_PASSES}個までです。")
    key = make_token()
    row = {
        "id": make_id(),
        "code": code,
        "key_hash": hash_token(key),
        "role": role.value,
        "name": name,
        "made_at": now().isoformat(),
    }
    toolkit.current().database.write(_add, row)
    return key


def _add_row(work: Work, row: dict[str, Any]) -> None:
    work.connection.execute(insert(passes).values(row))


_add = one(_add_row)


def end_pass(code: str, pass_id: str) -> None:
    """End one key; whoever came in with it is out at once. Twice is harmless."""
    if not any(one.id == pass_id for one in list_passes(code)):
        raise NoSuchThing("キー")
    toolkit.current().database.write(_end, (code, pass_id))


def end_all(code: str) -> None:
    """End every key of a workshop but the facilitator's own."""
    toolkit.current().database.write(_end, (code, None))


def _end_rows(work: Work, payload: tuple[str, str | None]) -> None:
    code, pass_id = payload
    which = update(passes).where(passes.c.code == code, passes.c.ended_at.is_(None))
    if pass_id is not None:
        which = which.where(passes.c.id == pass_id)
    work.connection.execute(which.values(ended_at=now().isoformat()))
    box = toolkit.current()
    work.after(lambda: box.tell_keys_changed(code))


_end = one(_end_rows)


def list_passes(code: str) -> tuple[Pass, ...]:
    """Return every key made for others, in the order of making, ended ones too."""
    query = select(passes).where(passes.c.code == code).order_by(passes.c.made_at)
    with toolkit.current().database.read() as connection:
        return tuple(_read(row) for row in connection.execute(query))


def find_pass(key: str) -> Pass | None:
    """Return what this key is, if it holds."""
    query = select(passes).where(passes.c.key_hash == hash_token(key), passes.c.ended_at.is_(None))
    with toolkit.current().database.read() as connection:
        row = connection.execute(query).first()
    return _read(row) if row else None


def _read(row: Row[*tuple[Any, ...]]) -> Pass:
    return Pass(
        id=row.id,
        code=row.code,
        role=PassRole(row.role),
        name=row.name,
        made_at=datetime.fromisoformat(row.made_at),
        ended_at=datetime.fromisoformat(row.ended_at) if row.ended_at else None,
    )
