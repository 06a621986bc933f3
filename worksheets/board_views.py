"""Read a board with the words of its cards, as far as whoever looks may see them.

What others told goes no further here than anywhere else (promises.py): a card that may not be
shown is left out, and its cluster has one card less.
"""

from dataclasses import dataclass
from functools import cached_property

from programs.questions import QuestionKind, Worksheet
from worksheets import toolkit
from worksheets.boards import WHOLE_ROOM, Board, BoardKey, Cluster
from worksheets.clusters import get_stored_board
from worksheets.errors import NoSuchThing
from worksheets.promises import SHARING, Reach, list_showable
from worksheets.records import Answer, Workshop
from worksheets.room_changes import get_room
from worksheets.values import describe_values, headline
from worksheets.workshops import get_workshop


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One card as it lies on a board: its own words, what was chosen on it, its team."""

    id: str
    text: str
    marks: tuple[str, ...]
    team: str
    team_only: bool  # its words stay with the team


@dataclass(frozen=True)
class BoardView:
    """A board and the cards on it, in the order they were given."""

    key: BoardKey
    version: int
    board: Board
    cards: tuple[BoardCard, ...]

    @cached_property
    def by_id(self) -> dict[str, BoardCard]:
        """The cards by their ids."""
        return {card.id: card for card in self.cards}

    @property
    def loners(self) -> tuple[BoardCard, ...]:
        """Cards that lie in no cluster."""
        return tuple(card for card in self.cards if card.id not in self.board.cards)

    def list_in(self, cluster: str) -> tuple[BoardCard, ...]:
        """Return the cards that lie directly in a cluster."""
        return tuple(card for card in self.cards if self.board.cards.get(card.id) == cluster)

    def list_all_in(self, cluster: str) -> tuple[BoardCard, ...]:
        """Return the cards of a cluster and of those that lie in it."""
        inside = {cluster, *(child.id for child in self.board.list_children(cluster))}
        return tuple(card for card in self.cards if self.board.cards.get(card.id) in inside)

    def list_filled(self) -> tuple[Cluster, ...]:
        """Return the outermost clusters that hold a card, in their order."""
        outermost = self.board.list_children(None)
        return tuple(cluster for cluster in outermost if self.list_all_in(cluster.id))


def read_board_view(key: BoardKey, *, reader: str = WHOLE_ROOM) -> BoardView:
    """Return a board as somebody of the team `reader` may see it; without one, as all may."""
    box = toolkit.current()
    # Read before the board: what comes in meanwhile has a higher number and is read anew.
    sequence = get_room(key.code).sequence
    known = box.board_views.get((key, reader))
    if known is None or known[0] != sequence:
        known = (sequence, _read(key, reader))
        box.board_views[key, reader] = known
    view: BoardView = known[1]
    return view


def _read(key: BoardKey, reader: str) -> BoardView:
    workshop = get_workshop(key.code)
    sheet = workshop.program.find_worksheet(key.worksheet)
    if sheet is None:
        raise NoSuchThing("ワークシート")
    stored = get_stored_board(key)
    answers = list_showable(key.code, sheet, team=reader)
    if key.team != WHOLE_ROOM:
        answers = tuple(answer for answer in answers if answer.team == key.team)
    cards = tuple(_make_card(workshop, sheet, answer) for answer in answers)
    shown = {card.id for card in cards}
    places = {card: place for card, place in stored.board.cards.items() if card in shown}
    return BoardView(key, stored.version, Board(stored.board.clusters, places), cards)


def _make_card(workshop: Workshop, sheet: Worksheet, answer: Answer) -> BoardCard:
    team = workshop.find_team(answer.team)
    chosen = {
        question.label
        for question in sheet.questions
        if question.kind is QuestionKind.CHOICE and question.key != SHARING
    }
    described = describe_values(sheet, answer.values)
    return BoardCard(
        id=answer.id,
        text=headline(sheet, answer.values),
        marks=tuple(words.split("（")[0] for label, words in described if label in chosen),
        team=team.name if team else "",
        team_only=answer.values.get(SHARING) == Reach.TEAM,
    )
