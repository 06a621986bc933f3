"""Make the slides of things on two axes: the scatter, and what its numbers mean."""

from facilitator.analysis import findings
from facilitator.analysis.records import SMALLEST_GROUP, ReportedWorksheet
from facilitator.analysis.tallies import Placement, PositionTally
from facilitator.analysis.wording import shorten
from facilitator.exports.map_charts import add_map as add_scatter
from facilitator.exports.slide_shapes import FOOT_ROOM, add_table, tell_rest
from facilitator.exports.slides import Slides, continued
from facilitator.exports.table_pages import Row, lay_out_table, take_rows
from facilitator.exports.telling import explain, tell_source
from facilitator.exports.text_fitting import line_width

_NUMBER = 92.0  # points for 「番号」 in one line
_SIZE = 18
_INSETS = 13.0  # of a cell, left and right
_MAP_TEXTS = (44, 34, 18, 14)  # letters of a thing on the map, fewer where there are many things


def add_map(
    slides: Slides, sheet: ReportedWorksheet, tally: PositionTally, *, whole: bool = True
) -> None:
    """Add things on two axes, with the list of what the numbers mean; on one slide or on more."""
    title = findings.say_positions(tally)
    told = "、".join(_tell(tally, place) for place in tally.named)
    several = max(place.raters for place in tally.placements) > 1
    slide = slides.add(
        title,
        source=tell_source(sheet, extra="点は置いた人の平均" if several else ""),
        notes=explain(
            f"横は{tally.x.label}、縦は{tally.y.label}です。点線が真ん中です。",
            findings.say_spread(tally),
            told,
            _explain_marks(tally),
            "右上だけが正解ではありません。左上は、だれと組めば手間が減るかを考える案です。",
            ask="場所を動かしたい案はありますか。何があれば右に動きますか。",
        ),
    )
    add_scatter(slide, slides.body.part(0, 0.46), tally, alt=told)
    right = slides.body.part(0.48, 0.52)
    header, widths = _make_head(tally, right.width)
    rows: list[Row] = []
    page: list[Row] = []
    for letters in _MAP_TEXTS:
        rows = _list_places(tally, letters)
        height = right.height - FOOT_ROOM - 4
        page = take_rows(header, rows, widths=widths, size=_SIZE, height=height)
        if len(page) == len(rows):
            break
    add_table(slide, right, header, page, widths=widths, size=_SIZE, alt=told)
    rest = _list_places(tally, _MAP_TEXTS[0])[len(page) :]
    if rest and whole:
        _add_rest(slides, sheet, title, header, rest)
    tell_rest(slide, right, 0 if whole else len(rest), "件")


def _tell(tally: PositionTally, place: Placement) -> str:
    where = f"横{place.x:.1f}、縦{place.y:.1f}"
    if tally.rated:
        passes = f"、パス{place.passes}人" if place.passes else ""
        where = f"{where}、{place.raters}人{passes}"
    return f"{place.number} {shorten(place.text, 40)}（{where}）"


def _explain_marks(tally: PositionTally) -> str:
    words = ["小さいひし形は、票の少ないものです。"] if tally.named != tally.placements else []
    if any(place.middle is not None for place in tally.placements):
        words.append("記号から伸びる線は、置いた人の真ん中の半分がいる幅です。")
    if tally.rated and len(tally.sure) < len(tally.placements):
        words.append(f"三角の記号は、置いた人が{SMALLEST_GROUP}人未満です。")
    if tally.unrated:
        names = "、".join(f"{number} {shorten(text, 20)}" for number, text in tally.unrated)
        words.append(f"まだ評価がない案：{names}。")
    return "".join(words)


def _make_head(tally: PositionTally, width: float) -> tuple[Row, tuple[float, ...]]:
    if not tally.rated:
        return ("番号", "出された言葉"), (_NUMBER, width - _NUMBER)
    number = line_width("番号", size=_SIZE) + _INSETS
    raters = max(line_width(words, size=_SIZE) for words in ("評価", "100人")) + _INSETS
    return ("番号", "出された言葉", "評価"), (number, width - number - raters, raters)


def _list_places(tally: PositionTally, letters: int) -> list[Row]:
    """Return the things in the upper right first, marked with ◎."""
    best = {place.number for place in tally.upper_right}
    ordered = sorted(tally.named, key=lambda place: (place.number not in best, place.number))
    rows: list[Row] = []
    for place in ordered:
        number = f"◎{place.number}" if place.number in best else str(place.number)
        row: Row = (number, shorten(place.text, letters))
        if tally.rated:
            row = (*row, f"{place.raters}人")
        rows.append(row)
    return rows


def _add_rest(
    slides: Slides, sheet: ReportedWorksheet, title: str, header: Row, rest: list[Row]
) -> None:
    """Name on further slides what found no room beside the scatter."""
    table = lay_out_table(header, rest, total=slides.body.width, height=slides.body.height)
    for number, page in enumerate(table.pages, 1):
        slide = slides.add(
            continued(title, number),
            source=tell_source(sheet),
            notes=explain("前のスライドの図にある番号の、続きの一覧です。"),
        )
        alt = "、".join(" ".join(row) for row in page)
        add_table(slide, slides.body, header, page, widths=table.widths, size=table.size, alt=alt)
