"""Draw what cards were grouped into as bars, with words out of the largest clusters beside."""

from facilitator.analysis.findings import say_clusters
from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.tallies import OptionCount
from facilitator.exports import slide_charts
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, draw_column
from facilitator.exports.slide_shapes import FOOT_ROOM, add_text, tell_rest
from facilitator.exports.slides import Slides
from facilitator.exports.telling import explain, make_card, tell_source

_BARS = 7
_BESIDE = 3
_LEAST = 3  # cards of the largest cluster
_LETTERS = 56
_NO_LABEL = "（表札なし）"


def has_cluster_bars(sheet: ReportedWorksheet) -> bool:
    """Tell whether there is anything to see: several clusters, and one that is more than a pair."""
    return len(sheet.clusters) > 1 and sheet.clusters[0].count >= _LEAST


def add_cluster_bars(slides: Slides, sheet: ReportedWorksheet) -> None:
    """Add one slide: the number of cards below each label, the largest first."""
    shown = sheet.clusters[:_BARS]
    counts = [OptionCount("", one.label or _NO_LABEL, one.count) for one in shown]
    told = "、".join(f"{one.label} {one.count}枚" for one in counts)
    loners = len(sheet.answers) - sum(one.count for one in sheet.clusters)
    slide = slides.add(
        say_clusters(sheet),
        source=tell_source(sheet),
        notes=explain(
            "参加者が似たカードを集め、自分たちの言葉で表札を付けました。",
            f"枚数：{told}。1枚のまま残したカードが{loners}枚あります。",
            "枚数は、声の大きさや正しさを表すものではありません。",
            ask="うちの課でも聞く言葉は、どれでしょうか。",
        ),
    )
    left, right = slides.body.part(0, 0.56), slides.body.part(0.6, 0.4)
    room = Box(left.left, left.top, left.width, left.height - FOOT_ROOM)
    slide_charts.add_bars(slide, room, counts, unit="枚", alt=told)
    tell_rest(slide, left, len(sheet.clusters) - len(shown), "個")
    add_text(slide, Box(right.left, right.top, right.width, 24), ["カードの言葉から"], bold=True)
    cards = [
        Card(make_card(sheet, one.answers[0], most=_LETTERS).text, one.label or _NO_LABEL)
        for one in shown
        if one.answers
    ]
    place = Box(right.left, right.top + 36, right.width, right.height - 36)
    draw_column(slide, place, cards[:_BESIDE])
