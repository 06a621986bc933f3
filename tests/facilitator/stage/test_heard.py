"""What was heard in the town on the wall: as far as it was promised, and no further."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.facilitator.stage.town import (
    ANONYMOUS,
    GUIDE,
    IDEAS,
    LINES,
    NONE,
    OVERLAPS,
    RECORD,
    TEAM,
    VISIT,
    VOICES,
    Town,
)
from worksheets import answers, rooms
from worksheets.proposals import Found, keep_proposals
from worksheets.records import StageView

SECRET = "ここだけの話にしておいてほしい祠の裏の畑のこと"
SHEETS = (VISIT, GUIDE, RECORD, VOICES, OVERLAPS, IDEAS)


def read_state(client: TestClient, town: Town) -> dict[str, Any]:
    return client.get(f"/stage/{town.code}/state").json()  # type: ignore[no-any-return]


def show(client: TestClient, town: Town, *keys: str) -> list[dict[str, Any]]:
    """Share worksheets and return the sections of the wall."""
    for key in keys:
        rooms.share(town.code, key, on=True)
    rooms.show_on_stage(town.code, StageView.ANSWERS)
    return [section for wall in read_state(client, town)["walls"] for section in wall["sections"]]


def read_everything(client: TestClient, town: Town, *, spotlight: str | None = None) -> str:
    """Return all that wall and remote are sent, in every view and with every sheet shared."""
    texts = [client.get(f"/{page}/{town.code}").text for page in ("stage", "remote")]
    for meeting, step in (("fieldwork", "visit"), ("meeting-2", "opening"), ("meeting-2", "ideas")):
        town.go(meeting, step)
        for key in SHEETS:
            rooms.share(town.code, key, on=True)
        rooms.spotlight(town.code, spotlight)
        for view in StageView if step == "ideas" else (StageView.STEP, StageView.ANSWERS):
            rooms.show_on_stage(town.code, view)
            state = read_state(client, town)
            remote = client.get(f"/remote/{town.code}/state").json()
            texts += [json.dumps(each, ensure_ascii=False) for each in (state, remote)]
    return "\n".join(texts)


# --- records --------------------------------------------------------------------------------


def test_record_is_a_card_of_who_words_and_four_quarters(client: TestClient, town: Town) -> None:
    record = town.hear(0, words=[{"word": f"言葉{number}"} for number in range(8)])

    (section,) = show(client, town, RECORD)

    (card,) = section["cards"]
    assert section["kind"] == "records"
    assert (card["id"], card["text"]) == (record, "商店街で店を開いている人")
    assert card["words"] == [f"言葉{number}" for number in range(6)]
    assert [quarter["group"] for quarter in card["quarters"]] == [
        "value",
        "can-do",
        "worry",
        "want-to-try",
    ]
    assert card["quarters"][0]["lines"] == LINES["values"].splitlines()
    assert card["meet"] == "手芸の得意な中学生"


def test_record_tells_neither_place_nor_day_nor_promises_nor_what_listeners_thought(
    client: TestClient, town: Town
) -> None:
    record = town.hear(
        0, **{"noticed": "聞き手の驚き", "return-answer": "返ってきた言葉", "returned": "done"}
    )

    text = read_everything(client, town, spotlight=record)

    assert "商店街で店を開いている人" in text
    for kept in ("店先の長いす", "2026-11-05", "2026-12-01", "紙1枚", "聞き手の驚き", "返ってきた"):
        assert kept not in text


def test_record_without_words_is_still_a_card(client: TestClient, town: Town) -> None:
    town.write(RECORD, {"who": "名前だけの人", "sharing": ANONYMOUS})

    (section,) = show(client, town, RECORD)

    assert section["cards"][0]["words"] == []
    assert {tuple(quarter["lines"]) for quarter in section["cards"][0]["quarters"]} == {()}


@pytest.mark.parametrize("sharing", [TEAM, NONE])
def test_words_that_may_not_be_shown_are_nowhere_on_wall_or_remote(
    client: TestClient, town: Town, sharing: str
) -> None:
    record = town.hear(0, sharing=sharing, who=f"呼び名 {SECRET}", words=[{"word": SECRET}])
    voice = town.say(0, record, text=SECRET)
    overlap = town.meet(0, voice, town.say(1))
    idea = town.write(IDEAS, {"idea": "直す土曜日", "from": [overlap]})
    for answer in (record, voice, overlap, idea):
        text = read_everything(client, town, spotlight=answer)

        assert "直す土曜日" in text
        assert SECRET not in text


def test_messages_of_the_line_carry_no_words(client: TestClient, town: Town) -> None:
    with client.websocket_connect(f"/stage/{town.code}/live") as line:
        messages = [line.receive_text()]
        for sharing in (ANONYMOUS, TEAM, NONE):
            town.hear(0, sharing=sharing, words=[{"word": SECRET}])
            messages.append(line.receive_text())

    assert SECRET not in "".join(messages)


@pytest.mark.parametrize("how", ["hide", "withdraw", "narrow"])
def test_record_taken_back_takes_its_voices_and_overlaps_along(
    client: TestClient, town: Town, how: str
) -> None:
    record = town.hear(0, words=[{"word": SECRET}])
    voice = town.say(0, record, text=SECRET)
    overlap = town.meet(0, voice, town.say(1))
    town.write(IDEAS, {"idea": "直す土曜日", "from": [overlap]})
    assert SECRET in read_everything(client, town)

    if how == "hide":
        answers.hide_answer(town.code, record)
    elif how == "withdraw":
        answers.withdraw(town.code, record, participant=town.people[0])
    else:
        values = {"who": "商店街で店を開いている人", "sharing": TEAM}
        town.write(RECORD, values, answer=record)

    text = read_everything(client, town)
    assert SECRET not in text
    assert "商店街で店を開いている人" not in text
    assert "直す土曜日" in text
    assert "取り下げ" not in text


def test_words_kept_back_are_covered_where_others_repeat_them(
    client: TestClient, town: Town
) -> None:
    town.hear(0, sharing=TEAM, words=[{"word": SECRET}])
    town.meet(0, town.say(0), town.say(1), reason=f"あの人が「{SECRET}」と言っていた")
    town.write(IDEAS, {"idea": "畑の日", "small": f"まず {SECRET} を話す"})

    text = read_everything(client, town)

    assert SECRET not in text
    assert "（載せない約束の言葉）" in text


def test_plans_and_guides_of_teams_show_nothing(client: TestClient, town: Town) -> None:
    town.write(VISIT, {"whom": "駅前の床屋", "state": "met"})
    town.write(GUIDE, {"consent": "約束の文を読みます"})

    assert show(client, town, VISIT, GUIDE) == []
    assert "駅前の床屋" not in read_everything(client, town)


# --- voices ---------------------------------------------------------------------------------


def test_voices_come_by_kind_and_say_which_nobody_has_looked_at(
    client: TestClient, town: Town
) -> None:
    town.bring(1)
    town.say(1)
    town.say(2, kind="")

    (section,) = show(client, town, VOICES)

    assert section["kind"] == "voices"
    assert [kind["label"] for kind in section["kinds"]] == [
        "思い",
        "できること",
        "気になること",
        "やってみたいこと",
    ]
    assert [(card["group"], card["suggested"]) for card in section["cards"]] == [
        ("value", True),
        ("can-do", False),
        ("", False),
    ]


def test_voice_confirmed_by_people_is_no_suggestion_any_more(
    client: TestClient, town: Town
) -> None:
    (voice,) = town.bring(1)
    town.write(VOICES, {"text": "直した声", "kind": "worry", "sharing": ANONYMOUS}, answer=voice)

    (section,) = show(client, town, VOICES)

    (card,) = section["cards"]
    assert (card["text"], card["group"], card["suggested"]) == ("直した声", "worry", False)


def test_voice_shown_large_says_who_and_its_kind_but_not_where(
    client: TestClient, town: Town
) -> None:
    voice = town.say(0, town.hear(0), place="公民館の裏", time="毎朝")
    rooms.spotlight(town.code, voice)
    show(client, town, VOICES)

    state = read_state(client, town)

    assert [line["text"] for line in state["spotlight"]["rest"]] == [
        "商店街で店を開いている人の言葉",
        "思い",
    ]
    assert "公民館の裏" not in json.dumps(state, ensure_ascii=False)


# --- overlaps -------------------------------------------------------------------------------


def test_overlaps_come_as_map_and_as_pages(client: TestClient, town: Town) -> None:
    voices = [town.say(number, town.hear(number)) for number in range(3)]
    overlap = town.meet(0, *voices)

    drawn, pages = show(client, town, OVERLAPS)

    (card,) = pages["cards"]
    assert (card["id"], card["number"], card["kind"], card["symbol"]) == (
        overlap,
        1,
        "同じ思い",
        "◎",
    )
    assert [voice["who"] for voice in card["voices"]] == [
        "商店街で店を開いている人",
        "公園の花の世話を続けている人",
        "駅前の交番のとなりで床屋をしている人",
    ]
    assert [note["label"] for note in card["notes"]] == [
        "そこから、できそうなこと",
        "気をつけること",
    ]
    (only,) = drawn["maps"]
    assert [len(name["lines"]) for name in only["names"]] == [2, 2, 2]
    assert [(each["text"], each["people"]) for each in only["overlaps"]] == [("◎1", [0, 1, 2])]
    assert len(drawn["words"]) == 3


def test_words_of_one_person_are_one_name_on_the_map(client: TestClient, town: Town) -> None:
    record = town.hear(0)
    town.meet(0, town.say(0, record), town.say(1, record))
    town.meet(1, town.say(2, record), town.say(3, town.hear(1)))

    drawn, pages = show(client, town, OVERLAPS)

    (only,) = drawn["maps"]
    assert len(only["names"]) == 2
    assert [each["text"] for each in only["overlaps"]] == ["→2"]
    assert len(pages["cards"]) == 2


def test_many_people_are_put_on_several_maps(client: TestClient, town: Town) -> None:
    for number in range(9):
        town.meet(number, town.say(number * 2), town.say(number * 2 + 1))

    drawn, _ = show(client, town, OVERLAPS)

    assert [len(each["names"]) for each in drawn["maps"]] == [14, 4]
    assert [each["text"][1:] for each in drawn["maps"][1]["overlaps"]] == ["8", "9"]


def test_proposals_of_the_tool_are_not_on_the_wall(client: TestClient, town: Town) -> None:
    voices = (town.say(0), town.say(1))
    keep_proposals(town.code, [Found(voices, "place", "同じ場所だと道具が考えた理由", 0.9)])
    town.meet(0, town.say(2), town.say(3))

    assert "道具が考えた理由" not in read_everything(client, town)


def test_overlap_without_its_voices_is_not_shown(client: TestClient, town: Town) -> None:
    hidden = town.say(0)
    town.meet(0, hidden, town.say(1))
    town.meet(1, town.say(2), town.say(3))
    answers.hide_answer(town.code, hidden)

    _, pages = show(client, town, OVERLAPS)

    assert [card["text"][-1] for card in pages["cards"]] == ["1"]


# --- ideas ----------------------------------------------------------------------------------


def test_idea_shown_large_tells_the_voices_it_came_from(client: TestClient, town: Town) -> None:
    voices = [town.say(number, town.hear(number)) for number in range(2)]
    overlap = town.meet(0, *voices)
    idea = town.write(IDEAS, {"idea": "直す土曜日", "from": [overlap]})
    rooms.spotlight(town.code, idea)
    show(client, town, IDEAS)

    card = read_state(client, town)["spotlight"]

    (thread,) = card["thread"]
    assert thread["overlap"] == "手を動かしたい人と、直してほしい物がある人"
    assert [voice["who"] for voice in thread["voices"]] == [
        "商店街で店を開いている人",
        "公園の花の世話を続けている人",
    ]
    assert all("重なり" not in line["label"] for line in card["rest"])


# --- steps ----------------------------------------------------------------------------------


def test_visits_are_counted_by_team_without_a_name(client: TestClient, town: Town) -> None:
    visits = [
        town.write(VISIT, {"whom": f"訪問先{number}", "state": state}, team=number % 2)
        for number, state in enumerate(("not-yet", "dated", "met", "declined"))
    ]
    town.hear(0, sharing=NONE, visit=[visits[0]], returned="done")
    town.go("fieldwork", "visit")
    rooms.show_on_stage(town.code, StageView.STEP)

    state = read_state(client, town)

    counts = {stage["key"]: stage["count"] for stage in state["visits"]["stages"]}
    assert counts == {"planned": 3, "heard": 2, "written": 1, "returned": 1}
    assert state["visits"]["teams"][:2] == [
        {"name": "1班", "counts": [2, 2, 1, 1]},
        {"name": "2班", "counts": [1, 0, 0, 0]},
    ]
    assert "訪問先" not in json.dumps(state["visits"], ensure_ascii=False)


def test_visits_are_counted_only_while_people_are_out(client: TestClient, town: Town) -> None:
    town.go("meeting-2", "opening")
    rooms.show_on_stage(town.code, StageView.STEP)

    assert read_state(client, town)["visits"] is None


def test_second_meeting_opens_on_what_came_back(client: TestClient, town: Town) -> None:
    town.hear(0, sharing=TEAM, words=[{"word": SECRET}])
    town.hear(1, words=[{"word": "短い"}, {"word": "花を植えていると、人が立ち止まる"}])
    town.go("meeting-2", "opening")
    rooms.show_on_stage(town.code, StageView.STEP)

    back = read_state(client, town)["came_back"]

    assert (back["records"], back["voices"]) == (1, 5)
    assert [(kind["group"], kind["count"]) for kind in back["kinds"]] == [
        ("value", 2),
        ("can-do", 1),
        ("worry", 1),
        ("want-to-try", 1),
    ]
    assert back["quotation"] == "花を植えていると、人が立ち止まる"


def test_nothing_came_back_shows_the_plain_step(client: TestClient, town: Town) -> None:
    town.hear(0, sharing=NONE)
    town.go("meeting-2", "opening")
    rooms.show_on_stage(town.code, StageView.STEP)
    opening = read_state(client, town)["came_back"]
    town.go("meeting-2", "report")
    rooms.show_on_stage(town.code, StageView.STEP)

    assert (opening, read_state(client, town)["came_back"]) == (None, None)


# --- pages ----------------------------------------------------------------------------------


def test_remote_turns_records_one_by_one(client: TestClient, town: Town) -> None:
    records = [town.hear(number) for number in range(3)]
    assert client.get(f"/remote/{town.code}/state").json()["paging"] is None
    show(client, town, RECORD)

    first = client.get(f"/remote/{town.code}/state").json()["paging"]
    order = {"answer": first["next"]}
    second = client.post(f"/remote/{town.code}/spotlight", json=order).json()["paging"]

    assert first == {
        "number": 1,
        "of": 3,
        "label": "商店街で店を開いている人",
        "back": None,
        "next": records[1],
    }
    assert (second["number"], second["back"], second["next"]) == (2, records[0], records[2])
    assert read_state(client, town)["spotlight"] == {"id": records[1], "page": True}


def test_remote_turns_to_the_map_before_the_overlaps(client: TestClient, town: Town) -> None:
    overlap = town.meet(0, town.say(0), town.say(1))
    show(client, town, OVERLAPS)
    rooms.spotlight(town.code, overlap)

    paging = client.get(f"/remote/{town.code}/state").json()["paging"]
    rooms.spotlight(town.code, paging["back"])

    assert (paging["number"], paging["of"]) == (2, 2)
    assert read_state(client, town)["spotlight"] == {"id": OVERLAPS, "page": True}
