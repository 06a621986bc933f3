"""Find many given spellings in a text at once, only where each stands as a word of its own."""

from collections.abc import Mapping

from facilitator.analysis.japanese import Cut

Meaning = tuple[tuple[str, str], ...]
Found = tuple[int, int, Meaning]  # start, end, and what the spelling stands for

_SHORT_KANA = 3  # so few hiragana must be a whole word: 「のこ」 is not in 「このこと」
_BEFORE_KANA = "のをがはもにでとやへお"  # after these a word in hiragana may begin


class Spellings:
    """Spellings and what they stand for."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._meanings = meanings
        self._longest: dict[str, int] = {}  # by the first letter
        for spelling in meanings:
            first = spelling[0]
            self._longest[first] = max(len(spelling), self._longest.get(first, 0))

    def find(self, cut: Cut) -> list[Found]:
        """Return where the spellings stand; the work grows with the length of the text alone."""
        found = []
        for start in range(len(cut.plain)):
            longest = self._longest.get(cut.plain[start], 0)
            for end in range(min(start + longest, len(cut.plain)), start + 1, -1):
                meaning = self._meanings.get(cut.plain[start:end])
                if meaning is not None and _stands_alone(cut, start, end):
                    found.append((start, end, meaning))
        return found


def _stands_alone(cut: Cut, start: int, end: int) -> bool:
    """Tell whether what stands there is a word and not a part of another."""
    plain = cut.plain
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if _is_katakana(before) and _is_katakana(plain[start]):
        return False  # 「パン」 is not in 「パンク」, 「バイト」 not in 「アルバイト」
    if _is_katakana(after) and _is_katakana(plain[end - 1]):
        return False
    if not all(_is_hiragana(char) for char in plain[start:end]):
        return True
    short = end - start <= _SHORT_KANA
    if cut.edges is not None:
        return start in cut.edges and (not short or end in cut.edges)
    begins = not before or before in _BEFORE_KANA or not (before.isalpha() or before == "ー")
    return begins and not short


def _is_katakana(char: str) -> bool:
    return bool(char) and ("\u30a1" <= char <= "\u30fa" or char == "ー")


def _is_hiragana(char: str) -> bool:
    return "\u3041" <= char <= "\u3096" or char == "ー"
