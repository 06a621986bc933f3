"""Make the slide of what cards were grouped into: labels, counts, and one card of each."""

from facilitator.analysis.findings import say_clusters
from facilitator.analysis.records import ReportedCluster, ReportedWorksheet
from facilitator.exports.slide_shapes import add_table, tell_rest
from facilitator.exports.slides import Slides, continued
from facilitator.exports.table_pages import Row, lay_out_table
from facilitator.exports.telling import explain, tell_source

_ROWS = 12  # clusters in a deck; more are not looked at together
_NO_LABEL = "（表札なし）"
_HEADER = ("表札", "枚数", "カードの言葉から")


def add_clusters(slides: Slides, sheet: ReportedWorksheet) -> None:
    """Add the clusters of a worksheet, the largest first."""
    if not sheet.clusters:
        return
    rows = [row for cluster in sheet.clusters for row in _make_rows(cluster)]
    table = lay_out_table(_HEADER, rows[:_ROWS], total=slides.body.width, height=slides.room.height)
    loners = len(sheet.answers) - sum(cluster.count for cluster in sheet.clusters)
    for number, page in enumerate(table.pages):
        slide = slides.add(
            continued(say_clusters(sheet), number),
            source=tell_source(sheet),
            notes=explain(
                "似たカードを集め、参加者が自分たちの言葉で表札を付けたものです。枚数の多い順に並べています。",
                f"どこにも入らず、1枚のまま残したカードが{loners}枚あります。" if loners else "",
                "枚数は、声の大きさや正しさを表すものではありません。",
                ask="この表札のうち、自分の職場でも聞く言葉はどれですか。",
            ),
        )
        alt = f"まとまり {len(page)}行"
        add_table(slide, slides.body, _HEADER, page, widths=table.widths, size=table.size, alt=alt)
        if number == len(table.pages) - 1:
            tell_rest(slide, slides.body, len(rows) - len(rows[:_ROWS]), "行")


def _make_rows(cluster: ReportedCluster, depth: int = 0) -> list[Row]:
    words = cluster.answers[0].headline if cluster.answers else ""
    label = "　" * depth + (cluster.label or _NO_LABEL)
    inner = [row for one in cluster.inner for row in _make_rows(one, depth + 1)]
    return [(label, f"{cluster.count}枚", words), *inner]
