"""Name the kind of an overlap: the six clues of the overlaps sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.analysis.overlap_reading import Read
from programs.lexicon import get_lexicon

_PLACE = "spare-place"
_HANDS = ("helping", "exercise", "carrying", "friends", "newcomers", "small-jobs", "conversation")
_GIVING = ("can-do", "want-to-try")
_ASKING = ("worry", "want-to-try")


def name_kind(
    giver: Read, asker: Read, signs: Mapping[str, float], answer: float
) -> tuple[str, bool]:
    """Return the kind and whether the giver's offer answers the asker.

    `signs` and `answer` are what each sign adds to the odds; the loudest decides.
    """
    about = max(signs["words"], signs["themes"], signs["meaning"])
    around = {name: signs[name] for name in ("places", "times", "tools")}
    loudest = max(around, key=lambda name: around[name])
    offers = giver.kind != asker.kind and giver.kind in _GIVING and asker.kind in _ASKING
    is_answer = answer > 0 and (offers or answer >= about)
    if around[loudest] > max(about, answer) and not (is_answer and loudest == "tools"):
        return {"places": "place", "times": "time", "tools": "skill"}[loudest], False
    if is_answer and (offers or answer > about):
        return _name_answer(giver, asker), True
    return "same-wish", False


def _name_answer(giver: Read, asker: Read) -> str:
    answer = find_answer(giver, asker)
    if answer is not None and answer.give == _PLACE and answer.why:
        return "place"
    if giver.kind == "can-do":
        return "skill"
    if giver.kind == "want-to-try" and asker.kind == "worry":
        return "try-meets-worry"
    return "people" if any(key in giver.themes for key in _HANDS) else "skill"


@dataclass(frozen=True, slots=True)
class Answer:
    """By which themes one statement answers another; `why` is "" where both are the same."""

    give: str
    gives: str
    needs: str
    why: str


def find_answer(giver: Read, asker: Read) -> Answer | None:
    """Return the first theme on which the giver answers the asker, a shared one before others."""
    gives, asks = giver.themes, asker.themes
    answerings = {answering.give: answering for answering in get_lexicon().answers}
    plain = {theme.key for theme in get_lexicon().themes if not (theme.broad or theme.complement)}
    for key, label in gives.items():
        if key in asks and key in plain:
            return Answer(key, label, label, "")
    for key, label in gives.items():
        answering = answerings.get(key)
        need = next((need for need in answering.need if need in asks), "") if answering else ""
        if answering and need:
            return Answer(key, label, asks[need], answering.why)
    return None
