"""Find in a text what somebody else said word by word, and put other words in its place.

Only letters and digits count: other spaces, widths, kana marks or full stops do not make it
another sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from facilitator.analysis.wording import split_clusters

RUN = 8  # letters in a row that are no longer chance
MASKED = "（載せない約束の言葉）"
_OTHERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Mask:
    """Every run of letters that must not stand in a text, and those that may in any case."""

    runs: frozenset[str]
    openly: frozenset[str] = frozenset()

    @classmethod
    def make(cls, withheld: Iterable[str], openly_said: Iterable[str] = ()) -> "Mask":
        """Make a mask of what is kept back; what somebody also said openly is open."""
        runs = {run for text in withheld for run in _list_runs(text)}
        openly = {run for text in openly_said for run in _list_runs(text)} if runs else set()
        return cls(frozenset(runs - openly), frozenset(openly))

    def cover(self, text: str) -> str:
        """Return the text with every such run covered."""
        letters = _plain(text)
        # Most texts repeat nothing; only the others are looked at letter by letter.
        if not self.runs or not any(run in self.runs for run in _cut(letters)):
            return text
        clusters = list(split_clusters(text))
        letters, places = _read(clusters)
        covered = _list_places(letters, places, self.runs)
        if not covered:
            return text
        covered -= _list_places(letters, places, self.openly)
        return "".join(_put(clusters, [place in covered for place in range(len(clusters))]))


def _list_runs(text: str) -> Iterator[str]:
    return _cut(_plain(text))


def _cut(letters: str) -> Iterator[str]:
    return (letters[at : at + RUN] for at in range(len(letters) - RUN + 1))


def _plain(text: str) -> str:
    """Return the letters and digits of a text in one width and case."""
    return _OTHERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _list_places(letters: str, places: Sequence[int], runs: frozenset[str]) -> set[int]:
    """Return the places of all clusters that lie within one of these runs."""
    return {
        place
        for at in range(len(letters) - RUN + 1)
        if letters[at : at + RUN] in runs
        for place in range(places[at], places[at + RUN - 1] + 1)
    }


def _read(clusters: Sequence[str]) -> tuple[str, list[int]]:
    """Return the letters that count, and the cluster each stands in."""
    letters: list[str] = []
    places: list[int] = []
    for place, cluster in enumerate(clusters):
        found = _plain(cluster)
        letters.append(found)
        places += [place] * len(found)
    return "".join(letters), places


def _put(clusters: Sequence[str], covered: Sequence[bool]) -> Iterator[str]:
    """Yield the text; two covered places with nothing but marks between are one."""
    last = ""
    between = ""
    for cluster, hidden in zip(clusters, covered, strict=True):
        if hidden:
            if not (last and not _read([between])[0]):
                yield between
                yield MASKED
            last, between = MASKED, ""
        else:
            between += cluster
    yield between
