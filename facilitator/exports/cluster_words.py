"""Make the slides of the largest clusters: each with what people wrote, in their own words."""

from facilitator.analysis.records import ReportedCluster, ReportedWorksheet
from facilitator.analysis.wording import quote
from facilitator.exports.cards import draw_page, lay_out
from facilitator.exports.slide_shapes import tell_rest
from facilitator.exports.slides import Slides
from facilitator.exports.telling import explain, make_card, pick_voices, tell_source

_CLUSTERS = 3  # with a slide of their own
_LEAST = 3  # cards of one; fewer stand beside the bars already
_CARDS = 6


def add_cluster_words(slides: Slides, sheet: ReportedWorksheet) -> None:
    """Add one slide for each of the largest clusters that have a label."""
    named = [one for one in sheet.clusters if one.label and len(one.answers) >= _LEAST]
    for cluster in named[:_CLUSTERS]:
        _add(slides, sheet, cluster)


def _add(slides: Slides, sheet: ReportedWorksheet, cluster: ReportedCluster) -> None:
    chosen = pick_voices(cluster.answers, _CARDS)
    if not chosen:
        return
    page = lay_out([make_card(sheet, answer) for answer in chosen], slides.room, most=1)[0]
    shown = sum(len(column) for column in page.columns)
    slide = slides.add(
        f"{quote(cluster.label, 20)}に{cluster.count}枚：{quote(chosen[0].headline, 30)}",
        source=tell_source(sheet),
        notes=explain(
            "2枚ほど選んで、そのまま読み上げます。表札は、参加者が自分たちの言葉で付けたものです。",
            "選び方：票の多い順。票がなければ、班から1枚ずつ、書かれた順に取りました。",
            "枚数は、声の大きさや正しさを表すものではありません。",
            ask="この言葉の中に、自分も言いそうなものはありますか。",
        ),
    )
    draw_page(slide, slides.body, page)
    tell_rest(slide, slides.body, cluster.count - shown, "枚")
