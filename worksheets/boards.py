"""Group cards into clusters with a label (親和図, KJ法), several people at once.

A board is one worksheet's cards as one team, or the whole room, has grouped them. Every
change is small and applied to the board as it stands, never to what somebody's screen shows,
so two people grouping at once keep each other's work. Each change is kept as what it
replaced; undoing it gives back only what nobody has touched since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from worksheets.checking import clean_text
from worksheets.codes import make_id
from worksheets.errors import BadInput, ClusterGone

WHOLE_ROOM = ""
LONGEST_LABEL = 60
DEEPEST = 2  # clusters of clusters, and no deeper: nobody reads a third level on a wall
_MOST = 300  # clusters; as many as one person may give cards


@dataclass(frozen=True, slots=True)
class BoardKey:
    """Which board: a worksheet's cards as one team sees them, or the whole room."""

    code: str
    worksheet: str
    team: str = WHOLE_ROOM


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group of cards. `parent` is the cluster it lies in; `order` is its place on the board."""

    id: str
    label: str
    parent: str | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """Where each grouped card lies, by answer id; cards not named are loners (一匹おおかみ)."""

    clusters: Mapping[str, Cluster] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)

    def list_cards(self, cluster: str) -> tuple[str, ...]:
        """Return the cards that lie directly in a cluster."""
        return tuple(card for card, place in self.cards.items() if place == cluster)

    def list_children(self, parent: str | None) -> tuple[Cluster, ...]:
        """Return the clusters that lie directly in another, or on the board, in their order."""
        found = (one for one in self.clusters.values() if one.parent == parent)
        return tuple(sorted(found, key=lambda one: (one.order, one.id)))


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change replaced and put there; None stands for "was not" and "is no more"."""

    clusters: Mapping[str, tuple[Cluster | None, Cluster | None]]
    cards: Mapping[str, tuple[str | None, str | None]]

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not self.clusters and not self.cards


_Kept = TypeVar("_Kept", Cluster, str)


def compare(before: Board, after: Board) -> Difference:
    """Return what lies between two states of a board."""
    clusters = {
        key: (before.clusters.get(key), after.clusters.get(key))
        for key in {*before.clusters, *after.clusters}
        if before.clusters.get(key) != after.clusters.get(key)
    }
    cards = {
        key: (before.cards.get(key), after.cards.get(key))
        for key in {*before.cards, *after.cards}
        if before.cards.get(key) != after.cards.get(key)
    }
    return Difference(clusters, cards)


def take_back(board: Board, difference: Difference) -> Board:
    """Undo a change as far as nobody has touched the same clusters and cards since."""
    clusters, cards = dict(board.clusters), dict(board.cards)
    for key, (old, new) in difference.clusters.items():
        if clusters.get(key) == new:
            _put(clusters, key, old)
    for card, (place, now) in difference.cards.items():
        if cards.get(card) == now:
            _put(cards, card, place)
    return _settle(Board(clusters, cards))


def _put(found: dict[str, _Kept], key: str, value: _Kept | None) -> None:
    if value is None:
        found.pop(key, None)
    else:
        found[key] = value


def _settle(board: Board) -> Board:
    """Let nothing lie in a cluster that is gone."""
    clusters = {
        key: one if one.parent in board.clusters else replace(one, parent=None)
        for key, one in board.clusters.items()
    }
    return Board(clusters, {c: place for c, place in board.cards.items() if place in clusters})


# --- changes: each takes the board as it stands and returns the new one ------------------------


def group(board: Board, cards: Iterable[str], label: str, *, clusters: Iterable[str] = ()) -> Board:
    """Put cards, and whole clusters, together under a new label, wherever they lay before."""
    chosen, inner = dict.fromkeys(cards), [_get(board, key) for key in dict.fromkeys(clusters)]
    if not chosen and not inner:
        raise BadInput("まとめるカードを1枚以上選んでください。")
    if len(board.clusters) >= _MOST:
        raise BadInput(f"まとまりは{_MOST}までです。使わないまとまりをほどいてください。")
    new = Cluster(make_id(), clean_label(label), order=_last(board) + 1)
    nested = {one.id: replace(one, parent=new.id) for one in inner}
    return _checked(
        Board(
            {**board.clusters, **nested, new.id: new},
            {**board.cards, **dict.fromkeys(chosen, new.id)},
        )
    )


def move(board: Board, cards: Iterable[str], cluster: str | None) -> Board:
    """Put cards into a cluster, or let them stand alone."""
    if cluster is None:
        released = set(cards)
        left = {card: place for card, place in board.cards.items() if card not in released}
        return Board(board.clusters, left)
    _get(board, cluster)
    return Board(board.clusters, {**board.cards, **dict.fromkeys(cards, cluster)})


def rename(board: Board, cluster: str, label: str) -> Board:
    """Give a cluster another label."""
    return _with(board, replace(_get(board, cluster), label=clean_label(label)))


def dissolve(board: Board, cluster: str) -> Board:
    """Take a cluster away; what lay in it lies where it lay."""
    gone = _get(board, cluster)
    clusters = {
        key: replace(one, parent=gone.parent) if one.parent == cluster else one
        for key, one in board.clusters.items()
        if key != cluster
    }
    cards = dict(board.cards)
    for card in board.list_cards(cluster):
        _put(cards, card, gone.parent)
    return Board(clusters, cards)


def merge(board: Board, cluster: str, into: str) -> Board:
    """Put everything of one cluster into another, whose label stays."""
    if cluster == into:
        return board
    _get(board, into)
    gone = _get(board, cluster)
    if into in {child.id for child in board.list_children(cluster)}:
        board = _with(board, replace(board.clusters[into], parent=gone.parent))
    clusters = {
        key: replace(one, parent=into) if one.parent == cluster else one
        for key, one in board.clusters.items()
        if key != cluster
    }
    cards = {card: into if place == cluster else place for card, place in board.cards.items()}
    return _checked(Board(clusters, cards))


def nest(board: Board, cluster: str, parent: str | None) -> Board:
    """Put a cluster into another (まとまりのまとまり), or back on the board."""
    inner = _get(board, cluster)
    if parent is not None:
        _get(board, parent)
    return _checked(_with(board, replace(inner, parent=parent)))


def clean_label(label: str) -> str:
    """Return a label as it is kept; an empty one waits for its words."""
    text = " ".join(clean_text(label).split())
    if len(text) > LONGEST_LABEL:
        raise BadInput(f"表札は{LONGEST_LABEL}文字までです。短い言葉にしてください。")
    return text


def _get(board: Board, cluster: str) -> Cluster:
    found = board.clusters.get(cluster)
    if found is None:
        raise ClusterGone
    return found


def _with(board: Board, cluster: Cluster) -> Board:
    return Board({**board.clusters, cluster.id: cluster}, board.cards)


def _last(board: Board) -> int:
    return max((one.order for one in board.clusters.values()), default=0)


def _checked(board: Board) -> Board:
    """Refuse clusters that lie too deep, or in themselves."""
    for cluster in board.clusters.values():
        depth, above = 1, cluster.parent
        while above is not None:
            depth, above = depth + 1, board.clusters[above].parent
            if depth > DEEPEST:
                raise BadInput("まとまりは2段までです。先に、中のまとまりをほどいてください。")
    return board
