"""Decks: right numbers, people's words, no names, nothing runs out of its box."""

import io
from collections.abc import Iterator

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Deck

from facilitator.analysis.records import Report
from facilitator.exports.deck import make_deck
from facilitator.exports.deck_check import check_deck
from facilitator.exports.meeting_slides import make_meeting_slides
from facilitator.exports.plan_deck import make_plan_deck
from tests.facilitator.analysis.sample import make_answer, make_people, report_of
from tests.facilitator.exports.finished import make_finished, make_small, read_voices
from tests.facilitator.exports.hostile import HOSTILE
from tests.facilitator.exports.nasty import get_nasty

MAKERS = (make_deck, make_plan_deck, make_meeting_slides)


@pytest.fixture(scope="module")
def finished() -> Report:
    return make_finished(read_voices())


@pytest.fixture(scope="module")
def deck(finished: Report) -> Deck:
    return Presentation(io.BytesIO(make_deck(finished)))


def _titles(deck: Deck) -> list[str]:
    return [slide.shapes.title.text_frame.text.replace("\v", "") for slide in deck.slides]


def _texts(deck: Deck) -> Iterator[str]:
    for slide in deck.slides:
        yield slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            yield shape._element._nvXxPr.cNvPr.get("descr", "")
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)


@pytest.mark.parametrize("make", MAKERS)
def test_deck_of_finished_workshop_has_no_problem(make: object, finished: Report) -> None:
    assert check_deck(make(finished)) == ()


@pytest.mark.parametrize("make", MAKERS)
def test_deck_of_empty_workshop_has_no_problem(make: object) -> None:
    assert check_deck(make(report_of([]))) == ()


@pytest.mark.parametrize("make", MAKERS)
def test_deck_after_one_answer_has_no_problem(make: object) -> None:
    person = make_people(1)[0]
    report = report_of([make_answer(1, "moya", {"text": "たらい回し"}, person)], people=[person])

    assert check_deck(make(report)) == ()


@pytest.mark.parametrize("make", MAKERS[:2])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_deck_with_hostile_text_everywhere_opens_and_has_no_problem(
    make: object, text: str
) -> None:
    assert check_deck(make(make_small(text))) == ()


def test_meeting_slides_with_hostile_title_have_no_problem() -> None:
    assert check_deck(make_meeting_slides(make_small("".join(HOSTILE)), meeting="m3")) == ()


def test_deck_full_of_hostile_cards_has_no_problem() -> None:
    assert check_deck(make_deck(make_finished(HOSTILE))) == ()


def test_titles_say_the_numbers_of_the_report(deck: Deck, finished: Report) -> None:
    titles = _titles(deck)
    tally = finished.find_tally("moya", "between")

    assert tally.answered == 48
    assert "「もやもやカード」は「庁内どうし」が最も多い（48枚中21枚）" in titles
    assert titles[1] == f"40人の{finished.answers}件の言葉から、実行プランが3つ生まれた"
    assert "「事前アンケート」から「事後アンケート」で、2問すべての平均が上がった" in titles
    assert "実行プランが3つできた" in titles


def test_charts_hold_the_counts_of_the_report(deck: Deck, finished: Report) -> None:
    tally = finished.find_tally("moya", "between")
    place = _titles(deck).index("「もやもやカード」は「庁内どうし」が最も多い（48枚中21枚）")
    chart = next(shape.chart for shape in deck.slides[place].shapes if shape.has_chart)

    assert list(chart.plots[0].categories) == [count.label for count in tally.ranked]
    assert list(chart.plots[0].series[0].values) == [count.count for count in tally.ranked]


def test_thread_slide_leads_from_first_card_to_plan(deck: Deck) -> None:
    place = next(n for n, title in enumerate(_titles(deck)) if "のもとには、もやもや" in title)
    texts = [shape.text_frame.text for shape in deck.slides[place].shapes if shape.has_text_frame]

    assert any(text.startswith(read_voices()[0][:20]) for text in texts)
    assert any(text.startswith("合同の昼休み「ひるつな」") for text in texts)


def test_product_notice_stands_on_a_slide(deck: Deck, finished: Report) -> None:
    assert any(finished.program.notice in text for text in _texts(deck))


@pytest.mark.parametrize("make", MAKERS)
def test_deck_names_no_participant(make: object, finished: Report) -> None:
    names = {answer.who for sheet in finished.worksheets for answer in sheet.answers} - {""}
    assert len(names) > 10  # there is something that could leak

    everything = "\n".join(_texts(Presentation(io.BytesIO(make(finished)))))

    assert not [name for name in names if name in everything]


def test_deck_carries_no_trace_of_machine_or_library(finished: Report) -> None:
    properties = Presentation(io.BytesIO(make_deck(finished))).core_properties

    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "みなと市 包括的な支援体制を考える多機関連携研修"
    assert properties.language == "ja-JP"


@pytest.mark.parametrize("make", MAKERS)
def test_deck_of_the_same_report_has_the_same_bytes(make: object, finished: Report) -> None:
    assert make(finished) == make(finished)


def test_long_lists_say_how_much_is_left_in_excel(deck: Deck) -> None:
    assert any("残りはExcelにあります（" in text for text in _texts(deck))


def test_plan_deck_of_many_first_steps_leaves_the_long_list_to_excel() -> None:
    deck = Presentation(io.BytesIO(make_plan_deck(get_nasty("crowd team-building"))))

    listed = [title for title in _titles(deck) if title.startswith("最初の一歩は120件")]
    assert len(listed) == 4
    assert any("残りはExcelにあります（" in text for text in _texts(deck))


def test_slides_of_one_meeting_hold_only_that_meeting(finished: Report) -> None:
    titles = _titles(Presentation(io.BytesIO(make_meeting_slides(finished, meeting="m2"))))

    assert any(title.startswith("第2回") for title in titles)
    assert not any(title.startswith(("第1回", "第3回")) for title in titles)


@pytest.mark.parametrize("key", ["team-building", "community-building"])
def test_slides_of_the_last_meeting_show_a_sheet_once_and_promise_no_next_one(key: str) -> None:
    report = get_nasty(f"nothing {key}")
    last = report.program.meetings[-1]

    titles = _titles(Presentation(io.BytesIO(make_meeting_slides(report, meeting=last.key))))

    assert titles.count("「その後のカード」に書く") == 1
    assert not any("…" in title for title in titles)
    assert titles[-1] == f"{last.label} これからの宿題"


def test_notes_of_meeting_slides_hold_the_script(finished: Report) -> None:
    deck = Presentation(io.BytesIO(make_meeting_slides(finished)))
    place = _titles(deck).index("もやもや")

    notes = deck.slides[place].notes_slide.notes_text_frame.text

    assert "うまく言えなくてもかまいません" in notes
    assert "【つまずいたら】" in notes
