"""Name the kind of an overlap: the six clues of the overlaps sheet."""

from collections.abc import Mapping

from facilitator.analysis.overlap_reading import Read

_PLACES = ("spare-place", "gathering", "tea", "bath", "seats")
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
    themes = giver.themes
    if any(key in themes for key in _PLACES[:1]):
        return "place"
    if giver.kind == "can-do":
        return "skill"
    if giver.kind == "want-to-try" and asker.kind == "worry":
        return "try-meets-worry"
    return "people" if any(key in themes for key in _HANDS) else "skill"
