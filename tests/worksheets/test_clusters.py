"""Boards on a real file: two people at once, repeats, undo, and cards that go away."""

from functools import partial

import pytest

from worksheets import answers, clusters, participants, rooms
from worksheets.clusters import Board, BoardKey, can_undo, change_board, get_board, undo
from worksheets.errors import BadInput, ClusterGone, NoSuchThing
from worksheets.grouped import find_grouped
from worksheets.records import Participant, Submission
from worksheets.workshops import get_workshop


@pytest.fixture
def people(code: str) -> list[Participant]:
    return [participants.join(code, team="t1").participant for _ in range(2)]


@pytest.fixture
def cards(code: str, people: list[Participant]) -> list[str]:
    rooms.open_worksheet(code, "cards")
    return [
        answers.save_answer(
            Submission(
                code=code,
                sent_id=f"card-{number}",
                worksheet="cards",
                values={"text": f"カード{number}"},
                participant=people[0],
            )
        ).answer_id
        for number in range(4)
    ]


def _group(key: BoardKey, cards: list[str], label: str, sent: str, by: Participant) -> int:
    edit = partial(clusters.group, cards=cards, label=label)
    return change_board(key, edit, sent_id=sent, participant=by)


def _labels(board: Board) -> dict[str, set[str]]:
    return {one.label: set(board.list_cards(one.id)) for one in board.clusters.values()}


def test_two_people_grouping_at_once_keep_each_others_work(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    key = BoardKey(code, "cards")
    _group(key, cards[:2], "朝", "1", people[0])
    _group(key, cards[2:], "夜", "1", people[1])

    assert _labels(get_board(key).board) == {"朝": set(cards[:2]), "夜": set(cards[2:])}


def test_same_change_sent_again_is_made_once(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    key = BoardKey(code, "cards")
    first = _group(key, cards[:2], "朝", "1", people[0])

    assert _group(key, cards[:2], "朝", "1", people[0]) == first
    assert len(get_board(key).board.clusters) == 1


def test_what_changed_nothing_is_not_what_undo_takes_back(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    key = BoardKey(code, "cards")
    _group(key, cards[:2], "朝", "1", people[0])
    alone = partial(clusters.move, cards=cards[2:], cluster=None)
    change_board(key, alone, sent_id="2", participant=people[0])
    before = [can_undo(key, person) for person in people]

    undo(key, sent_id="3", participant=people[0])

    assert before == [True, False]
    assert _labels(get_board(key).board) == {}
    assert not can_undo(key, people[0])


def test_undo_takes_back_ones_own_last_change_only(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    key = BoardKey(code, "cards")
    _group(key, cards[:2], "朝", "1", people[0])
    _group(key, cards[2:], "夜", "1", people[1])

    undo(key, sent_id="2", participant=people[0])

    assert _labels(get_board(key).board) == {"夜": set(cards[2:])}
    with pytest.raises(BadInput, match="元に戻せる操作"):
        undo(key, sent_id="3", participant=people[0])


def test_teams_and_the_room_have_boards_of_their_own(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    _group(BoardKey(code, "cards", "t1"), cards[:2], "朝", "1", people[0])

    assert get_board(BoardKey(code, "cards")).board == Board()
    assert get_board(BoardKey(code, "cards", "t2")).version == 0


def test_hidden_and_withdrawn_cards_leave_the_board_and_come_back(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    key = BoardKey(code, "cards")
    _group(key, cards[:3], "朝", "1", people[0])

    answers.hide_answer(code, cards[0])
    answers.withdraw(code, cards[1], participant=people[0])
    assert _labels(get_board(key).board) == {"朝": {cards[2]}}

    answers.restore_answer(code, cards[0])
    assert _labels(get_board(key).board) == {"朝": {cards[0], cards[2]}}


def test_cluster_deleted_while_another_edits_it_is_told_and_nothing_is_lost(
    code: str, people: list[Participant], cards: list[str]
) -> None:
    key = BoardKey(code, "cards")
    _group(key, cards[:2], "朝", "1", people[0])
    [morning] = get_board(key).board.clusters
    change_board(
        key, partial(clusters.dissolve, cluster=morning), sent_id="2", participant=people[0]
    )

    rename = partial(clusters.rename, cluster=morning, label="昼")
    with pytest.raises(ClusterGone, match="ほかの人"):
        change_board(key, rename, sent_id="1", participant=people[1])

    undo(key, sent_id="3", participant=people[0])
    change_board(key, rename, sent_id="1", participant=people[1])
    assert _labels(get_board(key).board) == {"昼": set(cards[:2])}


def test_unknown_worksheet_or_team_is_told(code: str) -> None:
    for key in (BoardKey(code, "gone"), BoardKey(code, "note"), BoardKey(code, "cards", "t9")):
        with pytest.raises(NoSuchThing):
            get_board(key)


def test_labels_that_several_teams_gave_count_together_until_the_room_gathers(code: str) -> None:
    rooms.go_to(code, "meeting-1", "write")
    for team in ("t1", "t2"):
        person = participants.join(code, team=team).participant
        mine = [
            answers.save_answer(
                Submission(code, f"{team}-{number}", "cards", {"text": f"{number}"}, person)
            ).answer_id
            for number in range(3)
        ]
        key = BoardKey(code, "cards", team)
        _group(key, mine[:2], "引き継ぎ", "1", person)
        _group(key, mine[2:], f"{team}だけ", "2", person)
    workshop = get_workshop(code)
    sheet = workshop.program.find_worksheet("cards")
    assert sheet is not None

    found = {one.label: one.count for one in find_grouped(workshop, sheet)}

    assert found == {"引き継ぎ": 4, "t1だけ": 1, "t2だけ": 1}
