"""Tell whether two short names probably mean the same person or shop."""

import unicodedata
from collections import Counter
from functools import lru_cache

_ALIKE = 0.6  # of letter pairs in common: 花屋の店主 and 花屋のご主人 are, 八百屋 and 魚屋 are not
_FILLERS = ("さん", "の方", "の人", "ご", "お", "方", "人", "者", "店主", "主人", "の", "で", "を")


def are_alike(one: str, other: str) -> bool:
    """Compare two names by their pairs of letters, without polite and empty words."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return False
    common = sum((first & second).values())
    return 2 * common / (first.total() + second.total()) >= _ALIKE


@lru_cache(maxsize=2048)
def _pairs(name: str) -> Counter[str]:
    letters = unicodedata.normalize("NFKC", name).casefold()
    letters = "".join(letter for letter in letters if unicodedata.category(letter)[0] in "LNS")
    bare = letters
    for filler in _FILLERS:
        bare = bare.replace(filler, "")
    # What consists of nothing but fillers is compared as it stands.
    kept = bare or letters
    if len(kept) == 1:
        return Counter({kept: 1})
    return Counter(kept[at : at + 2] for at in range(len(kept) - 1))
