"""A wall that stands still: it keeps what it showed, but no word that was taken back."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.testclient import TestClient

from facilitator.stage import stills
from tests.facilitator.stage.town import WORDS, Town
from worksheets import answers, clusters, rooms, workshops
from worksheets.boards import BoardKey
from worksheets.deleting import delete_workshop
from worksheets.documents import dump_room, load_room
from worksheets.records import Participant, StageView
from worksheets.redacting import MARK, redact

Write = Callable[..., str]


def read(client: TestClient, code: str, *, ahead: bool = False) -> dict[str, Any]:
    path = f"/stage/{code}/state{'?ahead' if ahead else ''}"
    return client.get(path).json()  # type: ignore[no-any-return]


def freeze(client: TestClient, code: str, *, on: bool = True, **given: object) -> dict[str, Any]:
    reply = client.post(f"/remote/{code}/freeze", json={"on": on, **given})
    return reply.json()  # type: ignore[no-any-return]


def list_texts(state: dict[str, Any]) -> list[str]:
    sections = [section for wall in state["walls"] for section in wall["sections"]]
    return [card["text"] for section in sections for card in section["cards"]]


def show_cards(code: str, people: tuple[Participant, ...], write: Write) -> list[str]:
    rooms.go_next(code)
    ids = [write("cards", {"text": f"はじめの声{n}"}, people[n]) for n in range(3)]
    rooms.share(code, "cards", on=True)
    return ids


def test_frozen_wall_keeps_its_cards_while_phones_write_on(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    show_cards(code, people, write)
    before = read(client, code)
    assert freeze(client, code)["frozen"] is not None

    write("cards", {"text": "あとから来た声"}, people[3])
    write("note", {"text": "メモ"}, people[3])

    state = read(client, code)
    assert state["frozen"]["kept"] is True
    same = ("walls", "spotlight", "step", "view", "progress", "joined", "agenda", "stage")
    assert {name: state[name] for name in same} == {name: before[name] for name in same}
    assert state["sequence"] > before["sequence"]


def test_room_moves_on_behind_a_frozen_wall_and_shows_once_it_is_released(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    show_cards(code, people, write)
    freeze(client, code)

    rooms.go_next(code)
    frozen = read(client, code)
    ahead = read(client, code, ahead=True)
    freeze(client, code, on=False)
    released = read(client, code)

    assert (frozen["step"]["key"], frozen["view"]) == ("write", StageView.ANSWERS)
    assert frozen["frozen"]["moved"] is True
    assert frozen["frozen"]["now"]["step"]["key"] == "vote"
    assert frozen["timer"]["ends_at"] is None
    assert (ahead["step"]["key"], ahead["view"]) == ("vote", StageView.STEP)
    assert (released["step"]["key"], released["frozen"]) == ("vote", None)


def test_hidden_and_withdrawn_cards_leave_a_frozen_wall(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    ids = show_cards(code, people, write)
    rooms.spotlight(code, ids[1])
    freeze(client, code)
    assert read(client, code)["spotlight"]["text"] == "はじめの声1"

    answers.hide_answer(code, ids[1])
    answers.withdraw(code, ids[2], participant=people[2])
    state = read(client, code)

    assert list_texts(state) == ["はじめの声0"]
    assert state["spotlight"] is None
    answers.restore_answer(code, ids[1])
    assert list_texts(read(client, code)) == ["はじめの声0", "はじめの声1"]


def test_regrouping_behind_a_frozen_wall_is_not_seen(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    ids = show_cards(code, people, write)
    board = BoardKey(code, "cards")
    change = partial(clusters.change_board, board, participant=None)
    change(partial(clusters.group, cards=ids[:2], label="つなぎ目"), sent_id="one")
    freeze(client, code)

    change(partial(clusters.group, cards=ids, label="すべて"), sent_id="two")
    kept = read(client, code)["walls"][0]["sections"][0]
    answers.hide_answer(code, ids[0])
    pruned = read(client, code)["walls"][0]["sections"][0]

    assert [(each["label"], each["count"]) for each in kept["clusters"]] == [("つなぎ目", 2)]
    assert [(each["label"], each["count"]) for each in pruned["clusters"]] == [("つなぎ目", 1)]
    assert [card["id"] for card in pruned["loners"]] == [ids[2]]


def test_words_told_in_confidence_leave_a_frozen_wall_with_their_record(
    client: TestClient, town: Town
) -> None:
    record = town.hear()
    town.say(0, record)
    town.say(5)
    rooms.share(town.code, "voices", on=True)
    freeze(client, town.code)
    path = f"/stage/{town.code}/state"
    assert (WORDS[0] in client.get(path).text, WORDS[5] in client.get(path).text) == (True, True)

    answers.withdraw(town.code, record, participant=town.people[0])

    assert (WORDS[0] in client.get(path).text, WORDS[5] in client.get(path).text) == (False, True)


def test_wall_frozen_before_a_restart_says_so_and_shows_nothing_else(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    show_cards(code, people, write)
    freeze(client, code)
    stills._stills.clear()

    state = read(client, code)

    assert (state["view"], state["frozen"]["kept"], state["walls"]) == (StageView.BLANK, False, [])


def test_freezing_twice_keeps_the_first_moment(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    show_cards(code, people, write)
    first = freeze(client, code)
    write("cards", {"text": "二度めの前の声"}, people[4])
    second = freeze(client, code)

    assert second["frozen"] == first["frozen"]
    assert len(list_texts(read(client, code))) == 3


def test_freezing_for_a_room_that_was_moved_meanwhile_is_refused(
    client: TestClient, code: str
) -> None:
    seen = rooms.get_room(code).revision
    rooms.go_next(code)

    reply = freeze(client, code, revision=seen)

    assert reply["ok"] is False
    assert rooms.get_room(code).frozen is None


def test_old_room_without_the_word_is_not_frozen(code: str) -> None:
    room = rooms.get_room(code)
    old = {key: value for key, value in json.loads(dump_room(room)).items() if key != "frozen"}

    found = load_room(code, sequence=1, revision=1, document=json.dumps(old), orders="{}")

    assert found.frozen is None


def test_what_stood_on_the_wall_of_a_deleted_workshop_is_forgotten(
    client: TestClient, town: Town, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    show_cards(code, people, write)
    freeze(client, code)
    assert code in stills._stills

    delete_workshop(code)
    read(client, town.code)

    assert code not in stills._stills


def test_covered_words_leave_a_frozen_wall_and_the_names_of_its_clusters(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    ids = [write("cards", {"text": f"山田太郎さん{n}"}, people[n]) for n in range(2)]
    other = write("cards", {"text": "道が狭い"}, people[2])
    rooms.share(code, "cards", on=True)
    freeze(client, code)
    assert "山田太郎" in json.dumps(read(client, code), ensure_ascii=False)

    redact(code, ids[0], words="山田太郎", why="名前のため", by="進行役")

    state = read(client, code)
    assert "山田太郎" not in json.dumps(state, ensure_ascii=False)
    assert sorted(list_texts(state)) == sorted([f"{MARK}さん0", f"{MARK}さん1", "道が狭い"])
    assert state["frozen"]["kept"] is True
    assert other


def test_frozen_wall_shows_a_new_code_at_once(client: TestClient, code: str) -> None:
    freeze(client, code)

    new = workshops.renew_joining_code(code)

    assert read(client, code)["join"]["code"] == new
