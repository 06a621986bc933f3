"""What a team's phone shows of voices laid out by the tool and of overlaps it proposes."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.worksheets.phone.phones import Phone
from worksheets import answers, proposals, rooms
from worksheets.proposals import Found, keep_proposals, list_proposals, reject_proposal
from worksheets.records import Receipt, Submission


@pytest.fixture
def one(make_phone: Callable[..., Phone], town: str) -> Phone:
    return make_phone(town)


def record(phone: Phone, who: str = "豆腐屋さん", sharing: str = "anonymous") -> str:
    reply = phone.send("records", {"who": who, "sharing": sharing, "values": f"{who}の言葉"})
    return str(reply.json()["answer_id"])


def lay_out(code: str, root: str, text: str, *, team: str = "t1", **values: str) -> str:
    """Lay a voice out of a record, as the office does when the step begins."""
    given: dict[str, Any] = {"text": text, "from": [root], "sharing": "anonymous", **values}
    sent = f"laid-{text}"
    receipt: Receipt = answers.save_answer(Submission(code, sent, "heard", given, None, team=team))
    return receipt.answer_id


@pytest.fixture
def voices(one: Phone, town: str) -> tuple[str, str]:
    """Two voices of two people, at the step where overlaps are written."""
    first = lay_out(town, record(one), "豆腐屋さんの言葉", kind="worry")
    second = lay_out(town, record(one, "花屋さん"), "花屋さんの言葉", kind="want-to-try")
    rooms.go_to(town, "meeting-2", "overlaps")
    return first, second


@pytest.fixture
def proposed(town: str, voices: tuple[str, str]) -> str:
    keep_proposals(town, [Found(voices, "try-meets-worry", "「朝」が応え合います。", 0.9)])
    return list_proposals(town)[0].id


def test_proposals_come_with_their_quotations(
    one: Phone, proposed: str, voices: tuple[str, str]
) -> None:
    (offer,) = one.state()["proposals"]

    assert offer == {
        "id": proposed,
        "kind": "try-meets-worry",
        "kind_label": "応える",
        "reason": "「朝」が応え合います。",
        "voices": [
            {"answer_id": voices[0], "text": "豆腐屋さんの言葉", "who": "豆腐屋さん"},
            {"answer_id": voices[1], "text": "花屋さんの言葉", "who": "花屋さん"},
        ],
        "accepted": False,
    }


@pytest.mark.usefixtures("proposed")
def test_proposals_are_told_only_while_overlaps_are_written(one: Phone, town: str) -> None:
    rooms.go_to(town, "meeting-2", "ideas")

    assert "proposals" not in one.state()
    assert "重なりの候補" not in one.page()


def test_rejected_proposal_is_not_shown(one: Phone, town: str, proposed: str) -> None:
    reject_proposal(town, proposed)

    assert one.state()["proposals"] == []


def test_ten_proposals_are_shown_at_most(one: Phone, town: str) -> None:
    root = record(one, "一、二、三、四、五、六の人")
    laid = [lay_out(town, root, number) for number in "一二三四五六"]
    pairs = [(a, b) for a in laid for b in laid if a < b]
    found = [Found(pair, "place", "同じ場所です。", 1 / n) for n, pair in enumerate(pairs, 1)]
    keep_proposals(town, found)
    rooms.go_to(town, "meeting-2", "overlaps")

    assert len(one.state()["proposals"]) == 10
    assert one.page().count("この重なりをカードにする") == 10


def test_proposal_fills_the_form_without_scripts(
    one: Phone, proposed: str, voices: tuple[str, str]
) -> None:
    page = one.page(take=proposed)

    form = re.search(r'<form id="sheet-overlaps-form-new".*?</form>', page, re.DOTALL)
    assert form is not None
    checked = re.findall(r'name="q\.(\w+)" value="([^"]+)" checked', form[0])
    assert checked == [("a", voices[0]), ("b", voices[1]), ("kind", "try-meets-worry")]
    assert "「朝」が応え合います。</textarea>" in form[0]
    assert 'value="豆腐屋さんの言葉 × 花屋さんの言葉"' in form[0]


def test_proposal_that_became_a_card_says_so(
    one: Phone, proposed: str, voices: tuple[str, str]
) -> None:
    one.send("overlaps", {"name": "朝のつながり", "a": [voices[0]], "b": [voices[1]]})

    assert [offer["accepted"] for offer in one.state()["proposals"]] == [True]
    assert "✓ カードになりました" in one.page()
    assert f"take={proposed}" not in one.page()


@pytest.mark.usefixtures("proposed")
def test_proposal_goes_when_a_voice_is_taken_back(one: Phone) -> None:
    first = one.get("/field/state").json()["records"][0]

    withdrawn = {**first["values"], "sharing": "none"}
    one.send("records", withdrawn, answer_id=first["answer_id"])

    assert one.state()["proposals"] == []
    assert "豆腐屋さんの言葉" not in one.page()


def test_idea_that_lost_its_root_says_so(one: Phone, town: str, voices: tuple[str, str]) -> None:
    overlap = one.send("overlaps", {"name": "朝", "a": [voices[0]], "b": [voices[1]]}).json()
    rooms.go_to(town, "meeting-2", "ideas")
    one.send("ideas", {"name": "朝市", "from": [overlap["answer_id"]]})
    assert "lost_roots" not in one.find_sheet("ideas")["mine"][0]
    assert "もとになった声が取り下げられました" not in one.page()

    first = one.get("/field/state").json()["records"][0]
    one.client.delete(f"/w/{town}/answers/{first['answer_id']}")

    (idea,) = one.find_sheet("ideas")["mine"]
    assert (idea["values"]["name"], idea["lost_roots"]) == ("朝市", 1)
    assert "もとになった声が取り下げられました" in one.page()
    rooms.go_to(town, "meeting-2", "overlaps")
    assert [each["lost_roots"] for each in one.find_sheet("overlaps")["mine"]] == [1]


def test_voice_taken_back_is_gone_from_the_own_teams_phone(one: Phone, town: str) -> None:
    key = record(one)
    lay_out(town, key, "豆腐屋さんの言葉")
    rooms.go_to(town, "meeting-2", "heard")
    assert len(one.find_sheet("heard")["mine"]) == 1

    one.send("records", {"who": "豆腐屋さん", "sharing": "none"}, answer_id=key)

    assert one.find_sheet("heard")["mine"] == []
    assert "豆腐屋さんの言葉" not in one.page()


def test_voice_hidden_by_the_facilitator_stays_with_a_word_about_it(one: Phone, town: str) -> None:
    voice = lay_out(town, record(one), "豆腐屋さんの言葉")
    rooms.go_to(town, "meeting-2", "heard")

    answers.hide_answer(town, voice)

    assert "進行役が、投影やまとめに出ないようにしています。" in one.page()


def test_voice_laid_out_is_a_candidate_until_a_person_confirms_it(one: Phone, town: str) -> None:
    voice = lay_out(town, record(one), "豆腐屋さんの言葉", kind="worry", place="店先")
    rooms.go_to(town, "meeting-2", "heard")
    page = one.page()
    assert "候補（まだ確かめていない1枚）" in page
    form = re.search(r'<form class="quick".*?</form>', page, re.DOTALL)
    assert form is not None
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[0]))
    (kept,) = re.findall(r'name="q.kind" value="([^"]+)">このままでよい', form[0])

    one.fill("/answers", {**fields, "q.kind": kept})

    (mine,) = one.find_sheet("heard")["mine"]
    assert (mine["answer_id"], mine["version"]) == (voice, 2)
    assert mine["values"]["kind"] == "worry"
    assert mine["values"]["place"] == "店先"
    assert "まだ確かめていない" not in one.page()
    assert "出したもの（1枚）" in one.page()


def test_kind_of_a_candidate_is_changed_with_one_button(one: Phone, town: str) -> None:
    lay_out(town, record(one), "豆腐屋さんの言葉", kind="worry")
    rooms.go_to(town, "meeting-2", "heard")
    page = one.page()
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    buttons = re.findall(r'class="state-button[^"]*" name="q.kind" value="([^"]+)"', page)
    assert buttons == ["value", "can-do", "worry", "want-to-try"]

    quick = {name: text for name, text in fields.items() if name.startswith("q.")}
    one.fill(
        "/answers",
        {
            **quick,
            "worksheet": "heard",
            "sent_id": "kind",
            "answer_id": one.find_sheet("heard")["mine"][0]["answer_id"],
            "version": "1",
            "q.kind": "value",
        },
    )

    assert one.find_sheet("heard")["mine"][0]["values"]["kind"] == "value"


def test_card_written_by_a_person_is_no_candidate(one: Phone, town: str) -> None:
    rooms.go_to(town, "meeting-2", "heard")
    one.send("heard", {"text": "自分で書いた声", "sharing": "team"})

    assert "まだ確かめていない" not in one.page()


def test_another_teams_private_voice_is_never_offered(
    one: Phone, town: str, voices: tuple[str, str]
) -> None:
    root = record(one, "内緒の人", "team")
    private = lay_out(town, root, "班だけの言葉", sharing="team")
    keep_proposals(town, [Found((voices[0], private), "place", "同じ場所です。", 0.9)])

    assert proposals.list_proposals(town) == ()
    assert one.state()["proposals"] == []
