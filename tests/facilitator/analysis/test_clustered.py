"""Clusters in a report: labels on cards, counts, and nothing that may not leave the room."""

from collections.abc import Sequence

import pytest

from facilitator.analysis.findings import say_clusters
from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.report import make_report
from tests.facilitator.analysis.sample import AS_OF, answer_id, make_answer, make_workshop
from worksheets.grouped import GroupedCluster


def _id(number: int) -> str:
    return answer_id("moya", number)


def _report(cards: int, clusters: Sequence[GroupedCluster]) -> ReportedWorksheet:
    answers = [make_answer(n, "moya", {"text": f"声{n}"}) for n in range(cards)]
    report = make_report(make_workshop(), answers, clusters={"moya": clusters}, as_of=AS_OF)
    sheet = report.find_worksheet("moya")
    assert sheet is not None
    return sheet


def _cluster(key: str, label: str, cards: range, *inner: GroupedCluster) -> GroupedCluster:
    return GroupedCluster(key, label, tuple(_id(number) for number in cards), inner)


def test_cards_carry_the_label_they_lie_under() -> None:
    inner = _cluster("b", "異動", range(2, 4))
    nameless = _cluster("c", "", range(4, 5))
    sheet = _report(6, [_cluster("a", "引き継ぎ", range(2), inner, nameless)])

    labels = [answer.cluster for answer in sheet.answers]

    assert labels == ["引き継ぎ", "引き継ぎ", "異動", "異動", "引き継ぎ", ""]


def test_clusters_come_with_the_largest_first_and_without_empty_ones() -> None:
    gone = GroupedCluster("d", "消えた", ("0" * 24,))
    sheet = _report(6, [_cluster("a", "朝", range(1)), _cluster("b", "夜", range(1, 4)), gone])

    assert [(one.label, one.count) for one in sheet.clusters] == [("夜", 3), ("朝", 1)]


@pytest.mark.parametrize(
    ("cards", "sizes", "sentence"),
    [
        (24, [9, 3], "「もやもやカード」は「表札0」に最も多く集まった（24枚中9枚）"),
        (14, [5, 5], "「もやもやカード」は「表札0」と「表札1」に最も多く集まった（14枚中各5枚）"),
        (8, [3, 3, 1], "「もやもやカード」は3つのまとまりに分かれた（8枚）"),
        (9, [2, 2, 2], "「もやもやカード」は3つのまとまりに分かれた（9枚）"),
        (4, [3], "「もやもやカード」の4枚は、1つのまとまりになった"),
    ],
)
def test_sentence_about_clusters_says_no_more_than_the_counts(
    cards: int, sizes: list[int], sentence: str
) -> None:
    starts = [sum(sizes[:number]) for number in range(len(sizes))]
    clusters = [
        _cluster(str(number), f"表札{number}", range(start, start + size))
        for number, (start, size) in enumerate(zip(starts, sizes, strict=True))
    ]

    assert say_clusters(_report(cards, clusters)) == sentence


def test_largest_cluster_without_a_label_is_not_named() -> None:
    sheet = _report(15, [_cluster("a", "", range(8)), _cluster("b", "夜", range(8, 14))])

    assert say_clusters(sheet) == "「もやもやカード」は2つのまとまりに分かれた（15枚）"
