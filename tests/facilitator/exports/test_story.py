"""The twelve slides for the section chief."""

import io

import pytest
from pptx import Presentation

from facilitator.analysis.records import Report
from facilitator.exports.deck_check import check_deck
from facilitator.exports.story_deck import make_story
from tests.facilitator.analysis.sample import make_answer, report_of
from tests.facilitator.exports.finished import make_finished, make_small, read_voices

FINISHED = make_finished(read_voices())
_MOST = 12
_WIDEST = "葛󠄀城市の相談、" * 240


def list_titles(content: bytes) -> list[str]:
    deck = Presentation(io.BytesIO(content))
    return [slide.shapes.title.text_frame.text.replace("\v", "") for slide in deck.slides]


def test_finished_workshop_is_told_in_at_most_twelve_slides() -> None:
    titles = list_titles(make_story(FINISHED))

    assert len(titles) <= _MOST
    assert titles[1] == f"40人の{FINISHED.answers}件の言葉から、実行プランが3つ生まれた"
    assert any(title.startswith("本人の言葉：「") for title in titles)
    assert any(title.startswith("最初の一歩は6件") for title in titles)


@pytest.mark.parametrize(
    "report",
    [
        report_of([]),
        report_of([make_answer(1, "moya", {"text": "たらい回し", "between": "inside"})]),
        FINISHED,
        make_small("短い"),
        make_small(_WIDEST),
        make_small("=1+1 <b>太字</b> \u202e葛󠄀城市𠮷野家👨‍👩‍👧"),
    ],
    ids=["empty", "one", "finished", "short", "long", "strange"],
)
def test_story_passes_the_check_of_decks(report: Report) -> None:
    content = make_story(report)

    assert check_deck(content) == ()
    assert len(list_titles(content)) <= _MOST


def test_steps_stand_in_the_order_of_their_days() -> None:
    deck = Presentation(io.BytesIO(make_story(FINISHED)))
    slide = next(
        s for s in deck.slides if s.shapes.title.text_frame.text.startswith("最初の一歩は")
    )
    days = [(shape.left, shape.text_frame.text) for shape in slide.shapes if shape.name == "期日"]

    assert [day for _, day in sorted(days)] == [
        "12月11日（金）",
        "12月18日（金）",
        "12月21日（月）",
    ]
