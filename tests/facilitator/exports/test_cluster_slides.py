"""The slide of clusters: the message in the title, labels and counts, nothing kept back."""

import io
from functools import partial

from pptx import Presentation

from facilitator.analysis.collect import collect_report
from facilitator.analysis.report import make_report
from facilitator.exports.deck import make_deck
from facilitator.exports.deck_check import check_deck
from tests.facilitator.analysis.sample import AS_OF, answer_id, make_answer, make_workshop
from tests.heard import Hall
from worksheets import clusters
from worksheets.boards import BoardKey
from worksheets.grouped import GroupedCluster
from worksheets.toolkit import Toolkit


def _titles(deck: bytes) -> list[str]:
    slides = Presentation(io.BytesIO(deck)).slides
    return [slide.shapes.title.text_frame.text.replace("\v", "") for slide in slides]


def _bars(deck: bytes) -> list[tuple[str, float]]:
    slides = Presentation(io.BytesIO(deck)).slides
    slide = next(s for s in slides if "最も多く集まった" in s.shapes.title.text_frame.text)
    plot = next(shape.chart.plots[0] for shape in slide.shapes if shape.has_chart)
    return list(zip(plot.categories, plot.series[0].values, strict=True))


def _make(cards: int, sizes: list[int], label: str = "引き継ぎのたびに切れる") -> bytes:
    answers = [make_answer(n, "moya", {"text": f"声{n}"}) for n in range(cards)]
    numbers = iter(range(cards))
    found = [
        GroupedCluster(
            str(key), f"{label}{key}", tuple(answer_id("moya", next(numbers)) for _ in range(size))
        )
        for key, size in enumerate(sizes)
    ]
    report = make_report(make_workshop(), answers, clusters={"moya": found}, as_of=AS_OF)
    return make_deck(report)


def test_title_says_where_most_cards_came_together() -> None:
    deck = _make(24, [9, 4, 2])

    assert (
        "「もやもやカード」は「引き継ぎのたびに切れる0」に最も多く集まった（24枚中9枚）"
        in _titles(deck)
    )
    assert _bars(deck) == [
        ("引き継ぎのたびに切れる0", 9),
        ("引き継ぎのたびに切れる1", 4),
        ("引き継ぎのたびに切れる2", 2),
    ]
    assert "「引き継ぎのたびに切れる0」に9枚：「声0」" in _titles(deck)
    assert check_deck(deck) == ()


def test_few_cards_of_many_are_not_called_most() -> None:
    titles = _titles(_make(40, [3, 2, 2]))

    assert "「もやもやカード」は3つのまとまりに分かれた（40枚）" in titles


def test_many_long_labels_run_out_of_nothing() -> None:
    assert check_deck(_make(300, [7] * 40, "長い表札の言葉が続いて" * 5)) == ()


def test_label_that_repeats_words_kept_back_is_covered(box: Toolkit) -> None:
    assert box.rooms == {}
    hall = Hall()
    secret = "商店街の角の家の母が夜に一人で歩いている"
    hall.record("店の人", "team", values=secret)
    record = hall.record("花の人", values="朝の声")
    card = hall.give("heard", {"text": "朝の声", "from": [record], "sharing": "anonymous"})
    edit = partial(clusters.group, cards=[card], label=secret)
    key = BoardKey(hall.code, "heard")
    clusters.change_board(key, edit, sent_id="1", participant=None)

    report = collect_report(hall.code)

    sheet = report.find_worksheet("heard")
    assert sheet is not None
    assert len(sheet.clusters) == 1
    assert secret not in repr(report.worksheets)
