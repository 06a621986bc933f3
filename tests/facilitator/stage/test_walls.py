from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.testclient import TestClient

from facilitator.stage.vote_walls import make_votes
from worksheets import clusters, rooms, votes, voting
from worksheets.boards import BoardKey
from worksheets.records import Participant, Tally

Write = Callable[..., str]


def share(client: TestClient, code: str, key: str) -> list[dict[str, Any]]:
    """Share a worksheet and return its sections."""
    rooms.share(code, key, on=True)
    walls = client.get(f"/stage/{code}/state").json()["walls"]
    return next(wall["sections"] for wall in walls if wall["worksheet"] == key)


def test_cards_come_in_order_with_their_team(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    for number, person in enumerate(people[:3]):
        write("cards", {"text": f"声{number}"}, person)

    (section,) = share(client, code, "cards")

    assert section["kind"] == "cards"
    assert [(card["text"], card["team"]) for card in section["cards"]] == [
        ("声0", "1班"),
        ("声1", "2班"),
        ("声2", "1班"),
    ]


def test_worksheet_without_answers_has_no_sections(client: TestClient, code: str) -> None:
    rooms.go_next(code)

    assert share(client, code, "cards") == []


def test_every_kind_of_question_gets_a_form_it_can_be_read_in(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    card = write("cards", {"text": "もとのカード"}, people[0])
    for number, person in enumerate(people[:2]):
        values = {
            "short": f"短い{number}",
            "long": "長い",
            "choice": "a",
            "choices": ["a", "b"],
            "scale": 3 + number,
            "number": 10,
            "date": "2026-12-01",
            "position": {"x": 1 + number, "y": 5},
            "rank": ["b", "a"],
            "table": [{"who": "だれか", "what": "なにか"}],
            "reference": [card],
        }
        write("all-kinds", values, person)

    sections = {each["label"]: each for each in share(client, code, "all-kinds")}

    assert {label.split(" ")[1]: each["kind"] for label, each in sections.items()} == {
        "table": "table",
        "short": "cards",
        "long": "cards",
        "choice": "bars",
        "choices": "bars",
        "scale": "bars",
        "number": "bars",
        "date": "cards",
        "position": "grid",
        "rank": "ranking",
        "reference": "bars",
    }
    count = {
        name: [(bar["label"], bar["count"]) for bar in sections[f"問い {name}"]["bars"]]
        for name in ("choice", "choices", "scale", "reference")
    }
    assert count == {
        "choice": [("あ", 2), ("い", 0)],
        "choices": [("あ", 2), ("い", 2)],
        "scale": [("1 1", 0), ("2 2", 0), ("3 3", 1), ("4 4", 1)],
        "reference": [("もとのカード", 2)],
    }
    assert sections["問い scale"]["mean"] == 3.5
    assert sections["問い table"]["rows"][1]["cells"] == ["だれか", "なにか"]
    ranked = [(row["place"], row["label"], row["mean"]) for row in sections["問い rank"]["rows"]]
    assert ranked == [(1, "い", 1.0), (2, "あ", 2.0)]
    (point,) = sections["問い position"]["points"]
    assert (point["label"], point["x"], point["y"]) == ("もとのカード", 1.5, 5)


def test_office_sheet_is_shown_as_its_questions(
    client: TestClient, code: str, write: Write
) -> None:
    rooms.go_next(code)
    write("plenary", {"text": "わがまちの今"}, None)

    (section,) = share(client, code, "plenary")

    (card,) = section["cards"]
    assert (card["heading"], card["text"]) == ("問い text", "わがまちの今")


def test_team_sheet_shows_one_card_for_each_team(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    write("together", {"text": "分かったこと"}, people[1])

    (section,) = share(client, code, "together")

    assert [(card["text"], card["team"]) for card in section["cards"]] == [("分かったこと", "2班")]


def test_points_are_shown_only_after_voting_and_sort_the_cards(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    ids = [write("cards", {"text": text}, people[0]) for text in ("少ない", "多い")]
    rooms.go_next(code)
    choices = {ids[1]: 2}
    votes.cast(code, people[1], sent_id="vote-1", worksheet="cards", choices=choices)

    (during,) = share(client, code, "cards")
    rooms.close_votes(code, "cards")
    (closed,) = share(client, code, "cards")
    voting.show_votes(code, "cards", on=True)
    (after,) = share(client, code, "cards")

    for hidden in (during, closed):
        assert [(card["text"], card["points"]) for card in hidden["cards"]] == [
            ("少ない", None),
            ("多い", None),
        ]
    assert [(card["text"], card["points"], card["place"]) for card in after["cards"]] == [
        ("多い", 2, 1)
    ]
    assert (after["kind"], after["voters"], after["without"]) == ("votes", 1, 1)
    assert after["label"] == "1位は2票、ほかのカードには入りませんでした"


def test_voting_again_hides_what_was_shown(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    card = write("cards", {"text": "声"}, people[0])
    rooms.open_votes(code, "cards")
    votes.cast(code, people[1], sent_id="1", worksheet="cards", choices={card: 2})
    voting.show_votes(code, "cards", on=True)

    rooms.open_votes(code, "cards")
    (section,) = share(client, code, "cards")

    assert section["kind"] == "cards"
    assert rooms.get_room(code).shown_votes == ()


def test_stage_tells_how_many_voted_but_not_for_what(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    card = write("cards", {"text": "声"}, people[0])
    rooms.open_votes(code, "cards")
    votes.cast(code, people[1], sent_id="1", worksheet="cards", choices={card: 2})

    (told,) = client.get(f"/stage/{code}/state").json()["voting"]

    assert (told["title"], told["voters"], told["connected"]) == ("シート cards", 1, 0)
    assert set(told) == {"worksheet", "title", "voters", "connected"}


def test_ties_are_told_as_ties() -> None:
    cards = [{"id": key, "text": key, "team": ""} for key in "abcd"]
    tally = Tally("cards", {"a": 3, "b": 5, "c": 5}, 4, 5, paper_voters=1)

    section = make_votes(tally, cards)

    assert [(row["id"], row["place"], row["tied"]) for row in section["cards"]] == [
        ("b", 1, True),
        ("c", 1, True),
        ("a", 3, False),
    ]
    assert section["label"] == "2枚が同数で1位です（各5票）"
    assert (section["without"], section["paper"]) == (1, 1)


def _group(code: str, cards: list[str], label: str, *, team: str = "") -> None:
    edit = partial(clusters.group, cards=cards, label=label)
    key = BoardKey(code, "cards", team)
    clusters.change_board(key, edit, sent_id=label, participant=None)


def test_grouped_cards_are_shown_under_their_labels_and_loners_apart(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    ids = [write("cards", {"text": f"声{n}"}, people[n % 2]) for n in range(4)]
    _group(code, ids[:2], "朝")
    _group(code, ids[2:3], "夜")

    (section,) = share(client, code, "cards")

    assert section["kind"] == "clusters"
    assert [(one["label"], one["count"]) for one in section["clusters"]] == [("朝", 2), ("夜", 1)]
    first = section["clusters"][0]["cards"][1]
    assert (first["text"], first["team"]) == ("声1", "2班")
    assert [card["text"] for card in section["loners"]] == ["声3"]


def test_teams_clusters_are_shown_together_until_the_room_has_its_own(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    ids = [write("cards", {"text": f"声{n}"}, people[n % 2]) for n in range(4)]
    _group(code, ids[:3:2], "朝", team="t1")
    _group(code, ids[1:4:2], "夜", team="t2")

    (section,) = share(client, code, "cards")
    assert [one["label"] for one in section["clusters"]] == ["朝", "夜"]

    _group(code, ids[:1], "会場")
    (section,) = share(client, code, "cards")
    assert [one["label"] for one in section["clusters"]] == ["会場"]


def test_cards_with_counted_votes_are_ranked_and_not_grouped(
    client: TestClient, code: str, people: tuple[Participant, ...], write: Write
) -> None:
    rooms.go_next(code)
    ids = [write("cards", {"text": f"声{n}"}, people[0]) for n in range(2)]
    _group(code, ids, "朝")
    rooms.open_votes(code, "cards")
    votes.cast(code, people[0], sent_id="1", worksheet="cards", choices={ids[1]: 2})
    voting.show_votes(code, "cards", on=True)

    (section,) = share(client, code, "cards")

    assert [card["text"] for card in section["cards"]] == ["声1"]
