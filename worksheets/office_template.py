"""Keep the office's own template for slides: one for all workshops, in every backup."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from worksheets import toolkit
from worksheets.documents import now
from worksheets.tables import templates
from worksheets.writing import Work, one

_ONLY = "slides"


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """What is known of a template; `document` belongs to who made it."""

    name: str  # of the file it came from
    document: Mapping[str, Any]
    kept_at: datetime


def keep_template(name: str, content: bytes, document: Mapping[str, Any]) -> None:
    """Keep a template in the place of the one before."""
    words = json.dumps(document, ensure_ascii=False)
    toolkit.current().database.write(_keep, (name, content, words))


def remove_template() -> None:
    """Go back to the looks of this toolkit."""
    toolkit.current().database.write(_keep, None)


def find_template() -> OfficeTemplate | None:
    """Return what is known of the office's template, if it has one."""
    columns = (templates.c.name, templates.c.document, templates.c.kept_at)
    with toolkit.current().database.read() as connection:
        row = connection.execute(select(*columns).where(templates.c.id == _ONLY)).first()
    if row is None:
        return None
    moment = datetime.fromisoformat(row.kept_at)
    return OfficeTemplate(row.name, json.loads(row.document), moment)


def read_content() -> bytes | None:
    """Return the template itself: a clean deck without slides."""
    with toolkit.current().database.read() as connection:
        query = select(templates.c.content).where(templates.c.id == _ONLY)
        found = connection.execute(query).scalar()
    return bytes(found) if found is not None else None


@one
def _keep(work: Work, given: tuple[str, bytes, str] | None) -> None:
    work.connection.execute(delete(templates))
    if given is not None:
        name, content, document = given
        row = {"id": _ONLY, "name": name, "content": content, "document": document}
        work.connection.execute(insert(templates).values(**row, kept_at=now().isoformat()))
