"""Small pieces of Japanese wording that pages, charts and files share."""

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from programs.questions import Scope, Worksheet

JAPAN = timezone(timedelta(hours=9), "JST")
_TEN = 10  # from here on nobody counts with 「つ」
_JOINER = "\u200d"
_UNITS = {Scope.INDIVIDUAL: "人", Scope.TEAM: "班", Scope.PLENARY: "件"}


def unit_of(worksheet: Worksheet) -> str:
    """Return the counter for answers to this worksheet: cards, people, teams or pieces."""
    return "枚" if worksheet.many else _UNITS[worksheet.scope]


def count_things(number: int) -> str:
    """Return a number of things as it is said: 9つ, but 10個."""
    return f"{number}つ" if number < _TEN else f"{number}個"


def split_clusters(text: str) -> Iterator[str]:
    """Yield what a reader sees as one character, so that nothing is cut inside it."""
    cluster = ""
    for char in text:
        if cluster and not (_extends(char) or cluster.endswith(_JOINER) or _is_flag(cluster, char)):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _extends(char: str) -> bool:
    return (
        char == _JOINER
        or unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char in "\uff9e\uff9f"
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # tags of flags
    )


def _is_flag(cluster: str, char: str) -> bool:
    first, last = "\U0001f1e6", "\U0001f1ff"
    return len(cluster) == 1 and first <= cluster <= last and first <= char <= last


def shorten(text: str, most: int) -> str:
    """Return the text in one line of at most `most` characters, cut with 「…」."""
    line = " ".join(text.split())
    clusters = list(split_clusters(line))
    if len(clusters) <= most:
        return line
    return "".join(clusters[: most - 1]).rstrip() + "…"


def quote(text: str, most: int = 24) -> str:
    """Return the text in Japanese quotation marks, shortened; marks inside become inner ones."""
    inner = shorten(text, most).rstrip("。").replace("「", "『").replace("」", "』")
    return f"「{inner}」"


def day_words(day: date) -> str:
    """Return a day as people write it: 2026年12月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: date) -> str:
    """Return a day without its year, with the weekday: 12月5日(土)."""
    return f"{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"


def local(moment: datetime) -> datetime:
    """Return a moment in the time of Japan, where every workshop is held."""
    return moment.astimezone(JAPAN)


def moment_words(moment: datetime) -> str:
    """Return a moment to the minute: 2026年12月5日 10:05."""
    there = local(moment)
    return f"{day_words(there.date())} {there.hour}:{there.minute:02}"
