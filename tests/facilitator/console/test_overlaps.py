"""The page of voices and overlaps: lay out, confirm, search, take up, draw, and what was lost."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from facilitator import state
from facilitator.fieldwork.bringing import bring_voices, is_suggested
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_warnings
from tests.heard import Hall
from worksheets import answers, proposals, rooms
from worksheets.proposals import Found, Proposal
from worksheets.records import Answer
from worksheets.toolkit import Toolkit

HOSTILE = "<img src=x onerror=alert(1)> **太** [押](javascript:0)"


@pytest.fixture
def hall(box: Toolkit) -> Hall:  # noqa: ARG001 -- the workshop lives in it
    return Hall()


def list_voices(hall: Hall) -> dict[str, Answer]:
    return {str(one.values["text"]): one for one in answers.list_answers(hall.code, "heard")}


def list_cards(hall: Hall) -> tuple[Answer, ...]:
    return answers.list_answers(hall.code, "overlaps")


def hear_two(hall: Hall) -> tuple[str, str]:
    """Let two people be heard and their voices be laid out; return the ids of the voices."""
    hall.record("花の世話の人", worries="水やりを一人で続けるのが重い")
    hall.record("ラジオ体操の人", team="t2", **{"can-do": "朝の公園で水やりを手伝える"})
    bring_voices(hall.code)
    one, other = list_voices(hall).values()
    return one.id, other.id


def propose(hall: Hall, *voices: str) -> Proposal:
    """Keep one proposal as the search would."""
    proposals.keep_proposals(
        hall.code, [Found(voices, "try-meets-worry", "水やりの手伝いが応えられそうです。", 0.8)]
    )
    return proposals.list_proposals(hall.code)[0]


def read_map(tab: AppTest) -> str:
    """Return the drawn map as JSON."""
    [chart] = tab.get("plotly_chart")
    spec: str = chart.proto.spec
    return json.dumps(json.loads(spec), ensure_ascii=False)


# --- voices ---------------------------------------------------------------------------------


def test_voices_are_laid_out_by_a_button_and_shown_as_candidates(hall: Hall) -> None:
    hall.record("花の世話の人", values="子どもと話すこと", worries="水やりが重い")
    tab = open_tab("overlaps", hall.code)

    press(tab, "bring_voices")

    shown = read_markup(tab)
    assert set(list_voices(hall)) == {"子どもと話すこと", "水やりが重い"}
    assert "「水やりが重い」" in shown
    assert shown.count("? 候補</span>") == 2


def test_candidate_becomes_confirmed_by_one_press(hall: Hall) -> None:
    voice, _ = hear_two(hall)
    tab = open_tab("overlaps", hall.code)

    press(tab, f"confirm-{voice}")

    confirmed = {one.id: is_suggested(one) for one in list_voices(hall).values()}
    assert confirmed[voice] is False
    assert list(confirmed.values()).count(True) == 1
    assert read_markup(tab).count("✓ 確かめた</span>") == 1


def test_pressing_another_kind_corrects_the_voice(hall: Hall) -> None:
    voice, _ = hear_two(hall)
    tab = open_tab("overlaps", hall.code)

    tab.segmented_control(key=f"kind-{voice}-1").set_value("want-to-try").run()

    assert not tab.exception
    [changed] = [one for one in list_voices(hall).values() if one.id == voice]
    assert (changed.values["kind"], changed.version, changed.team) == ("want-to-try", 2, "t1")


def test_pressing_the_kind_that_stands_confirms_it(hall: Hall) -> None:
    voice, _ = hear_two(hall)
    tab = open_tab("overlaps", hall.code)

    tab.segmented_control(key=f"kind-{voice}-1").set_value(None).run()

    [kept] = [one for one in list_voices(hall).values() if one.id == voice]
    assert (kept.values["kind"], kept.version) == ("worry", 2)


def test_place_and_field_are_corrected(hall: Hall) -> None:
    voice, _ = hear_two(hall)
    tab = open_tab("overlaps", hall.code)
    tab.text_input(key=f"about-place-{voice}-1").set_value("公園")
    tab.multiselect(key=f"about-field-{voice}-1").set_value(["children"])

    press(tab, f"about_save-{voice}")

    [changed] = [one for one in list_voices(hall).values() if one.id == voice]
    assert (changed.values["place"], changed.values["field"]) == ("公園", ["children"])
    assert (changed.values["text"], changed.values["kind"]) == (
        "水やりを一人で続けるのが重い",
        "worry",
    )


def test_page_of_candidates_is_confirmed_at_once(hall: Hall) -> None:
    hear_two(hall)
    tab = open_tab("overlaps", hall.code)

    press(tab, "confirm_page")

    assert [is_suggested(one) for one in list_voices(hall).values()] == [False, False]


def test_voice_that_a_team_changed_meanwhile_is_not_overwritten(hall: Hall) -> None:
    voice, _ = hear_two(hall)
    tab = open_tab("overlaps", hall.code)
    [before] = [one for one in list_voices(hall).values() if one.id == voice]
    hall.give("heard", {**before.values, "kind": "value"}, of=voice)

    tab.segmented_control(key=f"kind-{voice}-1").set_value("want-to-try").run()

    [kept] = [one for one in list_voices(hall).values() if one.id == voice]
    assert kept.values["kind"] == "value"
    assert "先に別の人がこの回答を直した" in read_warnings(tab)[0]


def test_two_facilitators_confirming_the_same_voice_store_it_once(hall: Hall) -> None:
    voice, _ = hear_two(hall)
    mine, other = open_tab("overlaps", hall.code), open_tab("overlaps", hall.code)
    press(other, f"confirm-{voice}")

    press(mine, f"confirm-{voice}")

    [kept] = [one for one in list_voices(hall).values() if one.id == voice]
    assert (kept.version, read_warnings(mine)) == (2, [])


def test_voices_are_narrowed_by_kind(hall: Hall) -> None:
    hear_two(hall)
    tab = open_tab("overlaps", hall.code)

    tab.segmented_control(key="voices_kind").set_value("worry").run()

    shown = read_markup(tab)
    assert "「水やりを一人で続けるのが重い」</p>" in shown
    assert "「朝の公園で水やりを手伝える」</p>" not in shown


def test_hidden_voice_is_marked_and_leaves_overlaps(hall: Hall) -> None:
    one, other = hear_two(hall)
    propose(hall, one, other)
    tab = open_tab("overlaps", hall.code)

    press(tab, f"hide-{one}")

    assert "■ 隠しています" in read_markup(tab)
    assert proposals.list_proposals(hall.code) == ()


# --- proposals ------------------------------------------------------------------------------


def test_search_finds_overlaps_and_says_why(hall: Hall) -> None:
    hear_two(hall)
    tab = open_tab("overlaps", hall.code)

    press(tab, "search_overlaps")

    [found] = proposals.list_proposals(hall.code)
    assert found.reason in read_markup(tab)
    assert f"take_do-{found.id}" in [button.key for button in tab.button]


def test_taken_proposal_becomes_a_card_of_the_chosen_team(hall: Hall) -> None:
    one, other = hear_two(hall)
    proposal = propose(hall, one, other)
    tab = open_tab("overlaps", hall.code)
    tab.selectbox(key=f"{state.TAKE_TEAM}-{proposal.id}").set_value("t2")
    tab.text_input(key=f"{state.TAKE_NAME}-{proposal.id}").set_value("花だんの朝")

    press(tab, f"take_do-{proposal.id}")

    [card] = list_cards(hall)
    assert (card.team, card.participant_id) == ("t2", "")
    assert card.values == {
        "name": "花だんの朝",
        "a": [one],
        "b": [other],
        "kind": "try-meets-worry",
        "reason": "水やりの手伝いが応えられそうです。",
    }
    assert "✓ 取り入れた重なり　1件" in read_markup(tab)
    assert "? 候補　0件" in read_markup(tab)


def test_two_facilitators_taking_the_same_proposal_make_one_card(hall: Hall) -> None:
    proposal = propose(hall, *hear_two(hall))
    mine, other = open_tab("overlaps", hall.code), open_tab("overlaps", hall.code)
    press(other, f"take_do-{proposal.id}")

    press(mine, f"take_do-{proposal.id}")

    assert len(list_cards(hall)) == 1
    assert read_warnings(mine) == []


def test_proposal_is_taken_anew_after_its_card_was_withdrawn(hall: Hall) -> None:
    proposal = propose(hall, *hear_two(hall))
    tab = open_tab("overlaps", hall.code)
    press(tab, f"take_do-{proposal.id}")
    [first] = list_cards(hall)
    answers.withdraw(hall.code, first.id, participant=hall.people["t1"])
    tab.run()

    press(tab, f"take_do-{proposal.id}")

    [second] = list_cards(hall)
    assert second.id != first.id


def test_proposal_without_a_name_is_refused_with_a_sentence(hall: Hall) -> None:
    proposal = propose(hall, *hear_two(hall))
    tab = open_tab("overlaps", hall.code)
    tab.text_input(key=f"{state.TAKE_NAME}-{proposal.id}").set_value(" ")

    press(tab, f"take_do-{proposal.id}")

    assert list_cards(hall) == ()
    assert read_warnings(tab) == ["重なりの名前を入れてください。ひとことで大丈夫です。"]


def test_proposal_is_put_aside_and_comes_back(hall: Hall) -> None:
    proposal = propose(hall, *hear_two(hall))
    tab = open_tab("overlaps", hall.code)

    press(tab, f"reject-{proposal.id}")
    aside = proposals.list_proposals(hall.code)[0].rejected
    press(tab, f"restore_proposal-{proposal.id}")

    assert (aside, proposals.list_proposals(hall.code)[0].rejected) == (True, False)


# --- cards ----------------------------------------------------------------------------------


def test_facilitators_put_voices_together_themselves(hall: Hall) -> None:
    one, other = hear_two(hall)
    tab = open_tab("overlaps", hall.code)
    tab.multiselect(key=state.OWN_VOICES).set_value([one, other])
    tab.text_input(key=state.OWN_NAME).set_value("水やり仲間")
    tab.text_area(key=state.OWN_REASON).set_value("どちらも水やり")

    press(tab, "own_save")

    [card] = list_cards(hall)
    assert (card.values["name"], card.values["a"], card.values["b"]) == (
        "水やり仲間",
        [one],
        [other],
    )
    assert tab.text_input(key=state.OWN_NAME).value == ""


def test_one_voice_alone_is_no_overlap(hall: Hall) -> None:
    one, _ = hear_two(hall)
    tab = open_tab("overlaps", hall.code)
    tab.multiselect(key=state.OWN_VOICES).set_value([one])
    tab.text_input(key=state.OWN_NAME).set_value("ひとり")

    press(tab, "own_save")

    assert list_cards(hall) == ()
    assert read_warnings(tab) == ["声を2つから3つまで選んでください。"]


def test_card_shows_the_thread_from_voices_to_ideas(hall: Hall) -> None:
    one, other = hear_two(hall)
    card = hall.give("overlaps", {"name": "花だんの朝", "a": [one], "b": [other]})
    hall.give("ideas", {"idea": "水やり当番", "from": [card]})

    shown = read_markup(open_tab("overlaps", hall.code))

    thread = shown[shown.index("<h3>花だんの朝") :]
    assert thread.index("「水やりを一人で続けるのが重い」") < thread.index("水やり当番")


def test_card_gets_another_name(hall: Hall) -> None:
    one, other = hear_two(hall)
    card = hall.give("overlaps", {"name": "仮", "a": [one], "b": [other]})
    tab = open_tab("overlaps", hall.code)
    tab.text_input(key=f"{state.NEW_NAME}-{card}-1").set_value("花だんの朝")

    press(tab, f"rename_do-{card}")

    [changed] = list_cards(hall)
    assert (changed.values["name"], changed.values["a"]) == ("花だんの朝", [one])


def test_card_is_shown_large_on_the_stage(hall: Hall) -> None:
    one, other = hear_two(hall)
    card = hall.give("overlaps", {"name": "花だんの朝", "a": [one], "b": [other]})
    tab = open_tab("overlaps", hall.code)

    press(tab, f"spot-{card}")

    assert rooms.get_room(hall.code).spotlight == card


def test_withdrawn_record_takes_its_words_off_and_says_what_lost_a_root(hall: Hall) -> None:
    one, other = hear_two(hall)
    propose(hall, one, other)
    card = hall.give("overlaps", {"name": "花だんの朝", "a": [one], "b": [other]})
    hall.give("ideas", {"idea": "水やり当番", "from": [card]})
    record = str(answers.list_answers(hall.code, "heard")[0].values["from"][0])
    before = read_markup(open_tab("overlaps", hall.code))

    answers.withdraw(hall.code, record, participant=hall.people["t1"])

    tab = open_tab("overlaps", hall.code)
    shown = read_markup(tab) + read_map(tab)
    assert "水やりを一人で続けるのが重い" in before
    assert "花だんの朝" in before
    assert "水やりを一人で続けるのが重い" not in shown
    assert "花だんの朝" not in shown
    assert "もとになった声が取り下げられたもの" in shown
    assert "「水やり当番」（取り下げられた声 1つ）" in shown


# --- the map --------------------------------------------------------------------------------


def test_map_draws_accepted_overlaps_and_candidates_in_words_too(hall: Hall) -> None:
    one, other = hear_two(hall)
    hall.record("喫茶店の人", values="一人でも来られること")
    bring_voices(hall.code)
    third = list_voices(hall)["一人でも来られること"].id
    hall.give("overlaps", {"name": "花だん", "a": [one], "b": [other], "kind": "place"})
    propose(hall, other, third)

    tab = open_tab("overlaps", hall.code)

    shown = read_markup(tab)
    assert "取り入れた重なり：花の世話の人とラジオ体操の人、place（花だん）。" in shown
    assert "候補：ラジオ体操の人と喫茶店の人、try-meets-worry" in shown
    assert "✓ ■ place" in read_map(tab)
    tab.toggle(key="map_candidates").set_value(False).run()
    assert "候補：ラジオ体操の人" not in read_markup(tab)


def test_what_people_wrote_stays_text(hall: Hall) -> None:
    hall.record(HOSTILE, values=HOSTILE)
    hall.record(HOSTILE, team="t2", worries=f"{HOSTILE}二")
    bring_voices(hall.code)
    one, other = (voice.id for voice in list_voices(hall).values())
    propose(hall, one, other)
    hall.give("overlaps", {"name": HOSTILE, "a": [one], "b": [other], "reason": HOSTILE})

    tab = open_tab("overlaps", hall.code)

    drawn: Any = json.loads(read_map(tab))
    assert "&lt;img" in read_markup(tab)
    assert "<img" not in read_markup(tab)
    assert "<img" not in json.dumps(drawn["layout"]["annotations"], ensure_ascii=False)


def test_page_of_a_program_without_interviews_says_so(code: str) -> None:
    shown = read_markup(open_tab("overlaps", code))

    assert "このプログラムには、聞き取りの声がありません。" in shown
