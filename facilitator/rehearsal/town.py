"""The people of a made-up town: whom the teams visit and what they hear, kept in the bank.

Nobody there is real. What is said keeps the kind, place, time and tool that people would give
its voice card, so that the teams of a rehearsal can look at the cards like people do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from facilitator.rehearsal.bank import Bank
from facilitator.rehearsal.chance import draw
from programs.roles import RECORD_LINES, WORD, WORDS
from worksheets.quoting import plain

_VISITS = 18  # in all; a few teams go to more people each
_EACH = (2, 5)  # fewest and most visits of one team
_RECORD = ("who", "sharing", "should-meet", "noticed")
_CODING = ("kind", "place", "time", "tool", "field")

Coding = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody of the town who is asked for a visit. `record` is empty for who declines."""

    visit: Mapping[str, Any]
    record: Mapping[str, Any]
    codings: Mapping[str, Coding]  # by the plain letters of what was said
    returned: str
    return_answer: str
    withdraws: bool

    @property
    def declines(self) -> bool:
        """Whether no visit comes about."""
        return not self.record

    @property
    def words(self) -> tuple[str, ...]:
        """All that was said, as it was said."""
        rows = [str(row[WORD]) for row in self.record.get(WORDS, ())]
        lines = [str(self.record.get(key, "")).splitlines() for key in RECORD_LINES]
        return tuple(dict.fromkeys([*rows, *(line for some in lines for line in some)]))


def read_town(bank: Bank) -> tuple[Neighbour, ...]:
    """Return everybody in the order of the bank."""
    return tuple(_make(given) for given in bank.town)


def deal_town(bank: Bank, *, teams: Sequence[str], seed: int) -> Mapping[str, Sequence[Neighbour]]:
    """Return whom each team visits, no two the same person; nothing where there is no town."""
    if not bank.town:
        return {}
    first = [_make(given) for given in bank.town if given.get("first")]
    rest = [_make(given) for given in bank.town if not given.get("first")]
    # What later steps build on comes first, so that a few teams meet these people, too.
    draw(f"{seed}/town").shuffle(rest)
    least, most = _EACH
    each = min(most, max(least, ceil(_VISITS / max(1, len(teams)))))
    everybody = (first + rest)[: max(_VISITS, least * len(teams))]
    return {team: everybody[place :: len(teams)][:each] for place, team in enumerate(teams)}


def _make(given: Mapping[str, Any]) -> Neighbour:
    returns = given.get("returns", {})
    record: dict[str, Any] = {}
    if not given.get("declines"):
        record = {key: given[key] for key in _RECORD if key in given}
        record |= {"visit": given["visit"]["whom"], "day": given["day"], "returned": "not-yet"}
        record |= {"return-what": returns["what"], "return-day": returns["day"]}
        record |= {"place": given["at"]} if "at" in given else {}
        if WORDS in given:
            record[WORDS] = [{WORD: _get_text(one)} for one in given[WORDS]]
        for key in RECORD_LINES:
            if key in given:
                record[key] = "\n".join(_get_text(one) for one in given[key])
    return Neighbour(
        visit={**given["visit"], "day": given["day"]},
        record=record,
        codings=dict(_list_codings(given)),
        returned=returns.get("state", "not-yet"),
        return_answer=returns.get("answer", ""),
        withdraws=bool(given.get("withdraws")),
    )


def _get_text(said: str | Mapping[str, Any]) -> str:
    return said if isinstance(said, str) else str(said["say"])


def _list_codings(given: Mapping[str, Any]) -> Iterator[tuple[str, Coding]]:
    for key in (WORDS, *RECORD_LINES):
        for said in given.get(key, ()):
            known = {} if isinstance(said, str) else {k: said[k] for k in _CODING if k in said}
            heading = {"kind": RECORD_LINES[key]} if key in RECORD_LINES else {}
            yield plain(_get_text(said)), heading | known
