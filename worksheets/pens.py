"""Who is writing in a team's sheet right now. Kept in memory: it is true for seconds only.

Team-mates see that somebody is at it before they begin the same; whoever stops is forgotten
after a while, so nothing has to be taken back.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

SECONDS = 20.0  # since a phone last said that its owner is writing
_TELL_AGAIN = 0.6 * SECONDS  # team-mates' phones take the mark away by themselves

Sheet = tuple[str, str, str]  # code, team, worksheet


@dataclass(slots=True)
class _Pen:
    name: str
    seen: float
    told: float


@dataclass(slots=True)
class Pens:
    """All pens of all teams; used on the event loop only."""

    clock: Callable[[], float] = time.monotonic
    _held: dict[Sheet, dict[str, _Pen]] = field(default_factory=dict)

    def take(self, sheet: Sheet, person: str, name: str) -> bool:
        """Note that somebody writes; tell whether their team-mates should be told now."""
        now = self.clock()
        self._forget(sheet, now)
        pens = self._held.setdefault(sheet, {})
        pen = pens.get(person)
        if pen is not None and now - pen.told < _TELL_AGAIN:
            pen.seen = now
            return False
        pens[person] = _Pen(name, now, now)
        return True

    def put_down(self, sheet: Sheet, person: str) -> None:
        """Forget a pen: what was written has been sent."""
        pens = self._held.get(sheet, {})
        pens.pop(person, None)
        if not pens:
            self._held.pop(sheet, None)

    def list_others(self, sheet: Sheet, person: str) -> tuple[str, ...]:
        """Return the names of the others who are writing, empty for those who gave none."""
        self._forget(sheet, self.clock())
        pens = self._held.get(sheet, {})
        return tuple(pen.name for one, pen in pens.items() if one != person)

    def _forget(self, sheet: Sheet, now: float) -> None:
        pens = self._held.get(sheet)
        if pens is None:
            return
        for person in [one for one, pen in pens.items() if now - pen.seen > SECONDS]:
            del pens[person]
        if not pens:
            del self._held[sheet]


def say_writing(names: tuple[str, ...], *, anonymous: bool = False) -> str:
    """Return who is writing in one sentence, empty when nobody is."""
    if not names:
        return ""
    known = [] if anonymous else [name for name in names if name]
    if not known:
        return "班のだれかが書いています"
    more = len(names) - 1
    return f"{known[0]}さん{f'ほか{more}人' if more else ''}が書いています"
