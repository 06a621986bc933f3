"""Tell, without drawing, how many lines a Japanese text will take: never fewer than drawn.

PowerPoint's rules of line breaking with an upper bound of the widths of the UD fonts and
their usual stand-ins. Measuring in this module costs a few percent of space and saves
texts that run out of their box.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from facilitator.analysis.wording import split_clusters

LINE = 1.2  # height of a line in multiples of the size, whatever the font
# Widths of ASCII from space to tilde in hundredths of the size: the widest of
# BIZ UDゴシック, BIZ UDPゴシック and Noto Sans CJK JP, regular and bold.
_ASCII = (
    *(50, 50, 58, 94, 80, 100, 92, 50, 51, 51, 51, 84, 50, 50, 50, 50),
    *(76, 63, 76, 76, 76, 76, 76, 76, 76, 76, 50, 50, 84, 84, 84, 80),
    *(101, 78, 78, 82, 86, 71, 67, 86, 84, 50, 57, 76, 61, 100, 84, 88),
    *(76, 90, 76, 73, 71, 86, 76, 100, 82, 75, 75, 55, 50, 55, 59, 57),
    *(63, 67, 73, 65, 73, 69, 51, 67, 73, 50, 50, 67, 50, 97, 73, 71),
    *(73, 73, 50, 59, 50, 73, 61, 90, 63, 65, 59, 55, 50, 55, 59),
)
_OTHER = 0.75
_EMOJI = 1.4
_BETWEEN_SCRIPTS = 0.25  # what some programs add between Japanese and ASCII
_MOST_AN_EM = 3  # letters: of the narrowest two, and some that are drawn over others
_LONGEST_CLUSTER = 60  # code points of what a reader sees as one character
_WIDER_THAN_ANY = 400  # letters of one line
_SPARE = 0.5  # em taken off every line
_NARROW = 5.0  # em; below it nobody agrees about breaks
_REST = 2.2  # em of a last line that looks left over
_NO_START = frozenset(
    "!%),.:;?]}¢°’”‰′″℃、。々〉》」』】〕〗〙〛゛゜ゝゞ・ヽヾ！％），．：；？］｝｡｣､･ﾞﾟ￠‐–—…‥〜～"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーｧｨｩｪｫｬｭｮｯｰ"
)
_NO_END = frozenset("$([{£¥‘“〈《「『【〔〖〘〚＄（［｛｢￡￥")
_BREAK_AFTER = frozenset(" \u3000-‐–—")
_UNSURE = re.compile(r"[\"'‘’“”/]|[!-~]{14,}")


@lru_cache(maxsize=8192)
def _measure(char: str) -> tuple[float, bool, bool]:
    """Return width in em, whether lines break beside it, and whether it is ASCII."""
    code = ord(char)
    if 0x20 <= code < 0x7F:  # noqa: PLR2004 -- the bounds of printable ASCII
        return _ASCII[code - 0x20] / 100, False, char != " "
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0, False, False
    if code >= 0x1F000:  # noqa: PLR2004 -- pictures begin here
        return (_EMOJI, True, False) if code < 0x20000 else (1.0, True, False)  # noqa: PLR2004
    width = unicodedata.east_asian_width(char)
    if width in "WFA":
        return 1.0, True, False
    return _OTHER, width == "H", False


def count_lines(text: str, *, width: float, size: float) -> int:
    """Return the most lines this text takes in a width, both in points."""
    return sum(_count_paragraph(part, round(width / size, 3)) for part in text.split("\n"))


def line_width(text: str, *, size: float) -> float:
    """Return the width in points in which the longest line of the text certainly fits."""
    # What is wider than any page need not be measured to its end.
    parts = [part[:_WIDER_THAN_ANY] for part in text.split("\n")]
    em = max(sum(_measure(char)[0] for char in part) for part in parts)
    changes = len(re.findall(r"(?<=[!-~])(?=[^ -~])|(?<=[^ -~])(?=[!-~])", "\n".join(parts)))
    em += changes * _BETWEEN_SCRIPTS
    return ((em + _SPARE if em + _SPARE >= _NARROW else em / 0.7 + _SPARE) + 0.01) * size


def leaves_rest(text: str, *, width: float, size: float) -> bool:
    """Tell whether a paragraph ends in a line of one or two letters."""
    em = round(width / size, 3)
    found = (_lay(part, em) for part in text.split("\n"))
    return any(lines > 1 and last <= _REST for lines, last in found)


def _count_paragraph(text: str, em: float) -> int:
    return _lay(text, em)[0]


@lru_cache(maxsize=16384)
def _lay(text: str, em: float) -> tuple[int, float]:
    room = em - _SPARE
    if em < _NARROW:
        room *= 0.7
    lines, last = _break(text, max(room, 1.0))
    return (lines + 1 if lines > 1 and _UNSURE.search(text) else lines), last


def _break(text: str, room: float) -> tuple[int, float]:
    """Count lines the greedy way, broken at the last place allowed; add how long the last is."""
    marks = [_measure(char) for char in text]
    allowed = [False, *(_may_break(*pair) for pair in pairwise(zip(text, marks, strict=True)))]
    lines, start, last_break, used, at = 1, 0, 0, 0.0, 0
    while at < len(text):
        width, _, ascii_here = marks[at]
        if at > start and width and ascii_here != marks[at - 1][2] and text[at - 1] != " ":
            width += _BETWEEN_SCRIPTS
        if allowed[at]:
            last_break = at
        if used + width > room and at > start and text[at] not in " \u3000":
            at = last_break if last_break > start else at
            start, last_break, used = at, at, 0.0
            lines += 1
            continue
        used += width
        at += 1
    return lines, used


def _may_break(
    before: tuple[str, tuple[float, bool, bool]], after: tuple[str, tuple[float, bool, bool]]
) -> bool:
    if after[0] in _NO_START or before[0] in _NO_END or not after[1][0]:
        return False
    return before[0] in _BREAK_AFTER or before[1][1] or after[1][1]


def break_heading(text: str, *, width: float, size: float) -> tuple[str, ...]:
    """Return a heading in one line, or in two about equal ones broken at a good place."""
    if count_lines(text, width=width, size=size) == 1:
        return (text,)
    for reads_well in (_is_outside, _is_at_mark, _is_after_particle):
        places = [
            at
            for at in range(1, len(text))
            if reads_well(text, at)
            and count_lines(text[:at], width=width, size=size) == 1
            and count_lines(text[at:], width=width, size=size) == 1
        ]
        if places:
            best = min(places, key=lambda at: abs(len(text) - 2 * at))
            return text[:best].rstrip(), text[best:]
    return (text,)


def _is_outside(text: str, at: int) -> bool:
    return text.count("「", 0, at) == text.count("」", 0, at) and _is_at_mark(text, at)


def _is_after_particle(text: str, at: int) -> bool:
    """Tell whether a particle ends here and a word in other letters begins."""
    return text[at - 1] in "のをにとではがも" and bool(re.match("[一-龠ァ-ヶA-Za-z0-9]", text[at]))


def _is_at_mark(text: str, at: int) -> bool:
    """Tell whether a heading may break here: at a bracket or comma, not before a particle."""
    before, after = text[at - 1], text[at]
    if before in _NO_END or after in _NO_START or text[at + 2 : at + 3] == "）":
        return False
    ends = before in "、。： " or (before in "」』）" and after not in "がはをにのとでもへやか")
    return ends or after in "「（"


def height_of(paragraphs: Sequence[str], *, width: float, size: float, gap: float = 0) -> float:
    """Return the most height these paragraphs take, with `gap` points between them."""
    lines = sum(count_lines(text, width=width, size=size) for text in paragraphs)
    return lines * LINE * size + gap * max(0, len(paragraphs) - 1)


def choose_size(
    paragraphs: Sequence[str],
    *,
    width: float,
    height: float,
    sizes: Sequence[float],
    gap: float = 0,
) -> float | None:
    """Return the first of the sizes at which everything fits, or None."""
    for size in sizes:
        if height_of(paragraphs, width=width, size=size, gap=gap) <= height:
            return size
    return None


def cut_to_lines(text: str, *, width: float, size: float, lines: int) -> str:
    """Return as much of the text as fits into so many lines, with 「…」 where it was cut."""
    # Nothing beyond so many letters can stand in these lines, be they ever so narrow.
    window = text[: int(lines * width / size * _MOST_AN_EM) + 1]
    if len(window) == len(text) and count_lines(text, width=width, size=size) <= lines:
        return text
    # Most letters are as wide as they are high: look near there first, far away is dear.
    low, high = 0, min(len(window), int(lines * width / size) + 1)
    while high < len(window) and _fits(window[:high], width, size, lines):
        low, high = high, min(len(window), high * 2)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(window[:middle], width, size, lines):
            low = middle
        else:
            high = middle - 1
    return _cut_whole(window, low).rstrip() + "…"


def _cut_whole(text: str, at: int) -> str:
    """Cut a text without taking a character apart that goes on behind the place."""
    start = max(0, at - _LONGEST_CLUSTER)
    clusters = list(split_clusters(text[start : at + 1]))
    return text[:start] + "".join(clusters if len(text) <= at else clusters[:-1])


def _fits(text: str, width: float, size: float, lines: int) -> bool:
    return count_lines(text.rstrip() + "…", width=width, size=size) <= lines


def split_to_lines(text: str, *, width: float, size: float, lines: int) -> tuple[str, ...]:
    """Return the text in parts of at most so many lines each, broken after a sentence."""
    parts: list[str] = []
    rest = text
    while cut_to_lines(rest, width=width, size=size, lines=lines) != rest:
        head = cut_to_lines(rest, width=width, size=size, lines=lines).removesuffix("…")
        end = max(head.rfind(mark) for mark in ("。", "\n", "！", "？")) + 1
        if end < len(head) // 2:
            end = max(len(head), 1)
        parts.append(rest[:end].strip())
        rest = rest[end:].strip()
    return (*parts, rest) if rest or not parts else tuple(parts)
