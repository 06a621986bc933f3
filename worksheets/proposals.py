"""Keep the overlaps that the tool proposes, and what people said to them.

A proposal names two or three voices. It is taken up when a card on an overlaps worksheet
names the same voices; that is read from the cards, so the two can never disagree.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from programs.questions import QuestionKind, Role
from worksheets import toolkit
from worksheets.errors import NoSuchThing
from worksheets.promises import Reach, list_reaches
from worksheets.reading_answers import list_answers
from worksheets.saving import bump
from worksheets.tables import proposals
from worksheets.workshops import get_workshop
from worksheets.writing import Work, one

__all__ = ["Found", "Proposal", "keep_proposals", "list_proposals"]


@dataclass(frozen=True, slots=True)
class Found:
    """An overlap as the search gives it; `reason` is a sentence without quotations."""

    voices: tuple[str, ...]
    kind: str
    reason: str
    strength: float

    @property
    def id(self) -> str:
        """The same voices always make the same proposal."""
        return hashlib.sha256("/".join(sorted(self.voices)).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An overlap to decide on; `cards` are the overlap cards that name the same voices."""

    id: str
    voices: tuple[str, ...]
    kind: str
    reason: str
    strength: float
    rejected: bool
    cards: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        """Whether people made a card of it."""
        return bool(self.cards)


def list_proposals(code: str) -> tuple[Proposal, ...]:
    """Return the proposals all of whose voices the room may see, the strongest first."""
    reaches = list_reaches(code)
    cards = _list_cards(code)
    query = (
        select(proposals)
        .where(proposals.c.code == code)
        .order_by(proposals.c.strength.desc(), proposals.c.id)
    )
    with toolkit.current().database.read() as connection:
        rows = connection.execute(query).all()
    found = []
    for row in rows:
        voices = tuple(json.loads(row.voices))
        if all(reaches.get(voice) is Reach.ANONYMOUS for voice in voices):
            made = cards.get(frozenset(voices), ())
            found.append(
                Proposal(
                    row.id, voices, row.kind, row.reason, row.strength, row.rejected, tuple(made)
                )
            )
    return tuple(found)


def _list_cards(code: str) -> Mapping[frozenset[str], list[str]]:
    cards: dict[frozenset[str], list[str]] = {}
    for sheet in get_workshop(code).program.worksheets:
        if sheet.role is not Role.OVERLAPS:
            continue
        named = [q.key for q in sheet.questions if q.kind is QuestionKind.REFERENCE]
        for answer in list_answers(code, sheet.key):
            voices = frozenset(key for name in named for key in answer.values.get(name, ()))
            cards.setdefault(voices, []).append(answer.id)
    return cards


def keep_proposals(code: str, found: Iterable[Found]) -> None:
    """Put what a new search found in place of the earlier findings; rejections are kept."""
    get_workshop(code)
    toolkit.current().database.write(_keep, (code, tuple(found)))


def _keep_them(work: Work, payload: tuple[str, Sequence[Found]]) -> None:
    code, found = payload
    connection = work.connection
    of_workshop = proposals.c.code == code
    put_aside = select(proposals.c.id).where(of_workshop, proposals.c.rejected)
    rejected = set(connection.execute(put_aside).scalars())
    connection.execute(delete(proposals).where(of_workshop, proposals.c.rejected.is_(False)))
    fresh = {one_found.id: one_found for one_found in found}
    rows = [
        {
            "code": code,
            "id": key,
            "voices": json.dumps(overlap.voices),
            "kind": overlap.kind,
            "reason": overlap.reason,
            "strength": overlap.strength,
            "rejected": False,
        }
        for key, overlap in fresh.items()
        if key not in rejected
    ]
    if rows:
        connection.execute(insert(proposals), rows)
    bump(work, code, "", wake=True)


_keep = one(_keep_them)


def reject_proposal(code: str, proposal_id: str) -> None:
    """Put a proposal aside; a new search does not bring it back."""
    toolkit.current().database.write(_set_rejected, (code, proposal_id, True))


def restore_proposal(code: str, proposal_id: str) -> None:
    """Bring a rejected proposal back."""
    toolkit.current().database.write(_set_rejected, (code, proposal_id, False))


def _set_rejected_one(work: Work, payload: tuple[str, str, bool]) -> None:
    code, proposal_id, rejected = payload
    changed = work.connection.execute(
        update(proposals)
        .where(proposals.c.code == code, proposals.c.id == proposal_id)
        .values(rejected=rejected)
    )
    if changed.rowcount == 0:
        raise NoSuchThing("重なりの候補")
    bump(work, code, "", wake=True)


_set_rejected = one(_set_rejected_one)
