"""What the map of overlaps shows, before it is drawn: people, links, and both in words."""

from collections.abc import Sequence
from dataclasses import dataclass

# Plain shapes that every Japanese font has; they stand for the options of an overlap's kind.
KIND_SYMBOLS = {
    "same-wish": "◎",
    "try-meets-worry": "→",
    "place": "■",
    "time": "▲",
    "skill": "◆",
    "people": "●",
}
_OTHER_SYMBOL = "◇"


def get_symbol(kind: str) -> str:
    """Return the shape that stands for a kind of overlap."""
    return KIND_SYMBOLS.get(kind, _OTHER_SYMBOL)


@dataclass(frozen=True, slots=True)
class OverlapPerson:
    """Somebody who was heard, by the name the team gave them for this."""

    id: str
    label: str
    team: str


@dataclass(frozen=True, slots=True)
class OverlapLink:
    """An overlap between two people; one of three people makes three links.

    `kind` is the key of the kind's option; it only chooses the symbol.
    """

    a: str
    b: str
    kind_label: str
    reason: str
    accepted: bool
    kind: str = ""

    @property
    def symbol(self) -> str:
        """The shape that stands for the kind."""
        return get_symbol(self.kind)


@dataclass(frozen=True, slots=True)
class MapLine:
    """All links between the same two people, drawn as one."""

    a: str
    b: str
    links: tuple[OverlapLink, ...]

    @property
    def accepted(self) -> bool:
        return any(link.accepted for link in self.links)

    def tell(self, *, words: bool) -> str:
        """Return what stands on the line."""
        shown = [link for link in self.links if link.accepted] or list(self.links)
        mark = "✓" if self.accepted else "?"
        if not words:
            symbols = "".join(dict.fromkeys(link.symbol for link in shown))
            return f"{mark} {symbols}" if self.accepted else symbols
        kinds = list(dict.fromkeys(f"{link.symbol} {link.kind_label}" for link in shown))
        more = f" ほか{len(kinds) - 1}" if len(kinds) > 1 else ""
        return f"{mark} {kinds[0]}{more}"


def list_map_in_words(
    people: Sequence[OverlapPerson], links: Sequence[OverlapLink]
) -> tuple[str, ...]:
    """Say everything the map shows, a sentence for each link, the accepted ones first."""
    known = {person.id: person for person in people}
    usable = [link for link in links if link.a in known and link.b in known]
    if not usable:
        return (f"重なりはまだありません。話を聞いた人は{len(people)}人です。",)
    told = []
    for link in sorted(usable, key=lambda one: not one.accepted):
        mark = "取り入れた重なり" if link.accepted else "候補"
        ends = f"{known[link.a].label}と{known[link.b].label}"
        reason = f"（{link.reason.rstrip('。')}）" if link.reason else ""
        told.append(f"{mark}：{ends}、{link.kind_label}{reason}。")
    linked = {key for link in usable for key in (link.a, link.b)}
    alone = [person.label for person in people if person.id not in linked]
    if alone:
        told.append(f"まだつながっていない人：{'、'.join(alone)}。")
    return tuple(told)


def merge_links(links: Sequence[OverlapLink]) -> tuple[MapLine, ...]:
    """Put all links between the same two people on one line; nobody is linked to themselves."""
    pairs: dict[tuple[str, str], list[OverlapLink]] = {}
    for link in links:
        if link.a != link.b:
            pairs.setdefault((min(link.a, link.b), max(link.a, link.b)), []).append(link)
    return tuple(MapLine(a, b, tuple(between)) for (a, b), between in pairs.items())
