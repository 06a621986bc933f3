"""Make the slides of one worksheet: counted questions as charts, rows as tables, words as cards.

What is drawn follows from who fills a sheet and the kinds of its questions; how much, from
what it is for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.analysis import findings
from facilitator.analysis.records import ReportedAnswer, ReportedWorksheet
from facilitator.analysis.tallies import (
    AnyTally,
    ChoiceTally,
    NumberTally,
    PositionTally,
    RankTally,
    TableTally,
)
from facilitator.analysis.wording import quote, unit_of
from facilitator.exports.cards import draw_page, lay_out
from facilitator.exports.cluster_bars import add_cluster_bars, has_cluster_bars
from facilitator.exports.cluster_words import add_cluster_words
from facilitator.exports.counted_slides import add_choice, add_scales, add_votes
from facilitator.exports.deck_choice import find_uncompared
from facilitator.exports.map_slides import add_map
from facilitator.exports.place_slides import add_places, find_places
from facilitator.exports.slide_shapes import add_table, tell_rest
from facilitator.exports.slides import Slides, continued
from facilitator.exports.table_pages import Row, lay_out_form, lay_out_table
from facilitator.exports.telling import (
    CAREFUL,
    explain,
    list_texts,
    make_card,
    pick_voices,
    say_words,
    tell_source,
)
from programs.questions import QuestionKind, Role, Scope
from worksheets.promises import SHARING

_CARDS_A_PAGE = 6
_ROWS = 24  # of a table in a deck; all rows stand in the Excel file
_FORM_LINES = (5, 4, 3)  # of one item, fewer where that saves a slide
_WIDEST = 6  # columns that can be read on a wall


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a worksheet a deck shows; the rest stands in the Excel file."""

    questions: int = 1  # with words
    pages: int = 1  # of cards for each of them
    choices: bool = True


_SHARES = {
    Role.VOICES: Share(pages=2),
    Role.RATING: Share(questions=0),
    Role.REFLECTION: Share(questions=0),
    # Who answered a survey is told by the groups; the choices only describe people.
    Role.SURVEY: Share(choices=False),
}


def add_worksheet(slides: Slides, sheet: ReportedWorksheet) -> None:
    """Add all slides of a worksheet that was answered."""
    share = _SHARES.get(sheet.worksheet.role, Share())
    if sheet.worksheet.scope is not Scope.INDIVIDUAL and not sheet.worksheet.many:
        _add_whole_sheet(slides, sheet)
        return
    if has_cluster_bars(sheet):
        add_cluster_bars(slides, sheet)
    scales = find_uncompared(slides.report, sheet)
    # How strongly each card was meant is a help for choosing, no result of the room.
    if scales and not sheet.worksheet.many:
        add_scales(slides, sheet, scales)
    shown = [
        tally
        for tally in sheet.tallies
        if tally.answered and tally.question != SHARING and _is_shown(tally, share)
    ]
    for tally in shown:
        _add_tally(slides, sheet, tally)
    if sheet.voted:
        add_votes(slides, sheet)
    if has_cluster_bars(sheet) and sheet.worksheet.role is Role.VOICES:
        add_cluster_words(slides, sheet)
        return
    # Beside the bars of a choice or of votes stand words already.
    counted = any(isinstance(tally, ChoiceTally) and len(tally.top) == 1 for tally in shown)
    if sheet.voted or (counted and sheet.worksheet.role not in (Role.VOICES, Role.PROGRESS)):
        return
    answered = [(label, given) for label, given in list_texts(sheet) if given]
    for label, given in answered[: share.questions]:
        _add_words(slides, sheet, label, given, share.pages)


def _is_shown(tally: AnyTally, share: Share) -> bool:
    return share.choices or not isinstance(tally, ChoiceTally)


def _add_tally(slides: Slides, sheet: ReportedWorksheet, tally: AnyTally) -> None:
    if isinstance(tally, ChoiceTally) and tally == find_places(sheet):
        add_places(slides, sheet, tally)
    elif isinstance(tally, ChoiceTally):
        add_choice(slides, sheet, tally)
    elif isinstance(tally, PositionTally) and tally.placements:
        add_map(slides, sheet, tally)
    elif isinstance(tally, RankTally) and tally.items:
        _add_rank(slides, sheet, tally)
    elif isinstance(tally, TableTally) and tally.rows:
        _add_table(slides, sheet, tally)
    elif isinstance(tally, NumberTally) and not sheet.worksheet.many:
        _add_number(slides, sheet, tally)


def _add_whole_sheet(slides: Slides, sheet: ReportedWorksheet) -> None:
    """Add what a team or the whole room wrote together: the sheet itself, not counts of it."""
    tables = {one.label for one in sheet.worksheet.questions if one.kind is QuestionKind.TABLE}
    lines = [
        {label: text for label, text in answer.lines if label not in tables}
        for answer in sheet.answers
    ]
    labels = tuple(dict.fromkeys(label for line in lines for label in line))
    title = findings.say_collected(sheet)
    if len(sheet.answers) == 1 and labels:
        ranks = [t for t in sheet.tallies if isinstance(t, RankTally) and t.items]
        title = findings.say_rank(sheet, ranks[0]) if ranks else title
        rows = [(label, lines[0][label]) for label in labels]
        _add_form(slides, sheet, title, rows)
    elif labels:
        label = max(labels, key=lambda one: sum(len(line.get(one, "")) for line in lines))
        pairs = zip(sheet.answers, (line.get(label, "") for line in lines), strict=True)
        given = [(answer, text) for answer, text in pairs if text]
        given.sort(key=lambda pair: _place_of(slides, pair[0].team))
        _add_words(slides, sheet, label, given, 1)
    if not labels or sheet.worksheet.scope is Scope.PLENARY:
        for tally in sheet.tallies:
            if isinstance(tally, TableTally) and tally.rows:
                _add_table(slides, sheet, tally)


def _add_rank(slides: Slides, sheet: ReportedWorksheet, tally: RankTally) -> None:
    header = ("順位", "選んだもの", "平均の順位", "1番目の数", "順位を付けた数")
    unit = unit_of(sheet.worksheet)
    rows = [
        (
            f"{item.place}位{'（同じ）' if item.tied else ''}",
            item.label,
            f"{item.mean_place:.1f}位",
            f"{item.firsts}{unit}",
            f"{item.ranked_by}{unit}",
        )
        for item in tally.items
    ]
    left_out = (
        f"付けなかったものは、残りの順位の真ん中として数えています（{tally.partial}{unit}）。"
        if tally.partial
        else ""
    )
    title = findings.say_rank(sheet, tally)
    _add_rows(slides, sheet, title, header, rows, tally.label, more=left_out)


def _add_table(slides: Slides, sheet: ReportedWorksheet, tally: TableTally) -> None:
    first = next((cell for row in tally.rows for cell in row if cell), tally.label)
    more = "など" if len(tally.rows) > 1 else ""
    title = f"{quote(first, 24)}{more}、{quote(tally.label, 20)}に{len(tally.rows)}行"
    teams = any(tally.teams) and unit_of(sheet.worksheet) == "班"
    header = ("班", *tally.columns) if teams else tally.columns
    rows = [
        (team, *row) if teams else row for team, row in zip(tally.teams, tally.rows, strict=True)
    ]
    if teams:
        rows.sort(key=lambda row: _place_of(slides, row[0]))
    if len(header) > _WIDEST:
        title += f"（はじめの{_WIDEST}列。すべての列はExcel）"
    few = [row[:_WIDEST] for row in rows]
    _add_rows(slides, sheet, title, header[:_WIDEST], few, tally.label, pages=2)


def _place_of(slides: Slides, team: str) -> int:
    """Return the place of a team in the list of teams; strangers come last."""
    names = [one.label for one in slides.report.teams]
    return names.index(team) if team in names else len(names)


def _add_rows(
    slides: Slides,
    sheet: ReportedWorksheet,
    title: str,
    header: Row,
    rows: Sequence[Row],
    label: str,
    *,
    more: str = "",
    pages: int | None = None,
) -> None:
    """Add a table; with `pages` only so many slides of it, the rest stands in the Excel file."""
    table = lay_out_table(header, rows[:_ROWS], total=slides.body.width, height=slides.room.height)
    shown = table.pages[:pages]
    rest = len(rows) - sum(len(page) for page in shown)
    for number, page in enumerate(shown):
        slide = slides.add(
            continued(title, number),
            source=tell_source(sheet),
            notes=explain(
                f"「{label}」に書かれた内容です。全部は読まず、2つほど選んで読みます。",
                more,
                "長い文は途中で切れています。全文はExcelにあります。",
                ask="この中で、もう少し聞いてみたいものはどれですか。",
            ),
        )
        alt = f"{label} {len(page)}行"
        add_table(slide, slides.body, header, page, widths=table.widths, size=table.size, alt=alt)
        if number == len(shown) - 1:
            tell_rest(slide, slides.body, rest, "行")


def _add_form(
    slides: Slides, sheet: ReportedWorksheet, title: str, rows: Sequence[tuple[str, str]]
) -> None:
    """Add what the whole room wrote as one form."""
    header = ("項目", "書かれたこと")
    body = slides.body
    form = lay_out_form(header, rows, total=body.width, height=body.height, lines=_FORM_LINES)
    for number, page in enumerate(form.pages):
        slide = slides.add(
            continued(title, number),
            source=tell_source(sheet),
            notes=explain(
                f"「{sheet.title}」に書かれた内容です。全部は読まず、2つほど選んで読みます。",
                "長い文は途中で切れています。全文はExcelにあります。",
                ask="この中で、もう少し聞いてみたいものはどれですか。",
            ),
        )
        add_table(
            slide,
            body,
            header,
            page,
            widths=form.widths,
            size=form.size,
            alt=f"{sheet.title} {len(page)}行",
        )


def _add_number(slides: Slides, sheet: ReportedWorksheet, tally: NumberTally) -> None:
    slides.add_points(
        findings.say_number(sheet, tally),
        [
            f"いちばん小さい数 {tally.least:g}、いちばん大きい数 {tally.most:g}",
            f"平均 {tally.mean:.1f}、真ん中（中央値） {tally.median:g}",
        ],
        source=tell_source(sheet),
        notes=explain(f"「{tally.label}」に{tally.answered}件の答えがありました。", CAREFUL),
    )


def _add_words(
    slides: Slides,
    sheet: ReportedWorksheet,
    label: str,
    given: Sequence[tuple[ReportedAnswer, str]],
    most: int,
) -> None:
    words = {answer.id: text for answer, text in given}
    chosen = pick_voices([answer for answer, _ in given], most * _CARDS_A_PAGE, words=words)
    cards = [make_card(sheet, answer, text=words[answer.id]) for answer in chosen]
    unit = unit_of(sheet.worksheet)
    if not chosen:
        return
    title = say_words(sheet, words[chosen[0].id], len(given))
    pages = lay_out(cards, slides.room, most=most)
    rest = len(given) - sum(len(column) for page in pages for column in page.columns)
    for number, page in enumerate(pages):
        slide = slides.add(
            continued(title, number),
            source=tell_source(sheet),
            notes=explain(
                f"「{label}」に出た本人の言葉です。2枚ほど選んで、そのまま読み上げます。",
                "選び方：票の多い順。票がなければ、班から1枚ずつ、書かれた順に取りました。",
                f"ほかの{rest}{unit}はExcelにすべてあります。" if rest else "",
                ask="この言葉の中に、自分も言いそうなものはありますか。",
            ),
        )
        draw_page(slide, slides.body, page)
        if number == len(pages) - 1:
            tell_rest(slide, slides.body, rest, unit)
