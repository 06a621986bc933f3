"""Make the slides of action plans: each plan, where it came from, what is done first."""

from collections.abc import Sequence
from datetime import date

from facilitator.analysis import findings
from facilitator.analysis.records import (
    FirstStep,
    Plan,
    Report,
    ReportedWorksheet,
    Thread,
)
from facilitator.analysis.wording import day_words, local, quote, short_day, shorten
from facilitator.exports.cards import Card, draw_grid, fits_grid
from facilitator.exports.slide_shapes import add_table, tell_rest
from facilitator.exports.slides import Slides, continued
from facilitator.exports.table_pages import choose_widths, lay_out_form, shorten_cells, split_rows
from facilitator.exports.telling import explain, tell_report, tell_source

_SIZE = 18
_HEADER = ("項目", "内容")
_FORM_LINES = (4, 3, 2)  # of one item, fewer where that saves a slide; the form holds the whole
_STEP_LINES, _STEP_PAGES = 3, 4  # of one first step in the list, and slides of that list
_PLANS = 6  # on one slide
# Letters of name, first step and role on a card: few words are cut before the role is left out.
_LETTERS = ((30, 36, 20), (26, 30, 14), (24, 28, 0), (18, 20, 0), (10, 12, 0))
_DAY = 160.0  # a day with its weekday in one line


def add_plan(slides: Slides, report: Report, plan: Plan, thread: Thread | None) -> None:
    """Add the form of one plan; where a slide of its thread follows, that tells what it is from."""
    sheet = report.find_worksheet(plan.worksheet)
    source = tell_source(sheet) if sheet else ""
    rows = _list_form_rows(plan, sheet, thread)
    title = f"実行プラン{quote(plan.title, 34)}" + (f"（{plan.team}）" if plan.team else "")
    notes = explain(
        "なぜするのか、だれの暮らしが変わるのかから話します。項目を順に読み上げません。",
        "主担当は役割で書いてあります。名前にしないのは、人が替わっても続けるためです。",
        ask="この取組を、明日だれに最初に話しますか。",
    )
    body = slides.body
    form = lay_out_form(_HEADER, rows, total=body.width, height=body.height, lines=_FORM_LINES)
    for number, page in enumerate(form.pages or ((),)):
        slide = slides.add(continued(title, number), source=source, notes=notes)
        add_table(
            slide,
            slides.body,
            _HEADER,
            page,
            widths=form.widths,
            size=form.size,
            alt="。".join(f"{label}：{text}" for label, text in page),
            first_column=True,
        )


def _list_form_rows(
    plan: Plan, sheet: ReportedWorksheet | None, thread: Thread | None
) -> list[tuple[str, str]]:
    """Return what was written to each item in one paragraph; not the title, which is above."""
    told = {stage.worksheet for stage in thread.stages} if thread else set()
    questions = sheet.worksheet.questions if sheet else ()
    left_out = {one.label for one in questions if one.of in told}
    rows = [
        (label, "　".join(text.split("\n")))
        for label, text in plan.lines
        if text != plan.answer.headline and label not in left_out
    ]
    tables = [(one.label, "\n".join(_row_words(row) for row in one.rows)) for one in plan.tables]
    return [*rows, *tables]


def _row_words(row: tuple[str, ...]) -> str:
    return "・" + "／".join(cell for cell in row if cell)


def add_first_steps(slides: Slides, report: Report, steps: Sequence[FirstStep]) -> None:
    """Add the list of first steps in the order of their days."""
    if not steps:
        return
    header = ("いつまで", "すること", "担当（役割）", "実行プラン")
    rows = [(_due(step.due), step.what, step.who, step.plan or step.team) for step in steps]
    widths = (
        _DAY,
        *choose_widths(
            header[1:], [row[1:] for row in rows], total=slides.body.width - _DAY, size=_SIZE
        ),
    )
    cells = shorten_cells(rows, widths, _SIZE, lines=_STEP_LINES)
    pages = split_rows(header, cells, widths=widths, size=_SIZE, height=slides.room.height)
    shown = pages[:_STEP_PAGES]
    for number, page in enumerate(shown):
        slide = slides.add(
            continued(findings.say_first_steps(steps), number),
            source=f"出典：実行プランと最初の一歩のワークシート（{day_words(local(report.as_of).date())}時点）",
            notes=explain(
                "期日の早い順です。担当は役割で読み上げ、その場でうなずきを確かめます。",
                "期日のないものは、この場で日を決めるか、決める人を決めます。",
                ask="この中で、今週中に電話1本で始められるものはどれですか。",
            ),
        )
        add_table(
            slide, slides.body, header, page, widths=widths, size=_SIZE, alt="最初の一歩の一覧"
        )
        if number == len(shown) - 1:
            tell_rest(slide, slides.body, len(rows) - sum(len(one) for one in shown), "件")


def _due(day: date | None) -> str:
    return short_day(day) if day else "未定"


def add_overview(slides: Slides, report: Report, *, most: int | None = None) -> None:
    """Add one card for each plan with its first step; with `most` only so many of them."""
    plans = report.plans[:most]
    pages = [plans[at : at + _PLANS] for at in range(0, len(plans), _PLANS)]
    for number, page in enumerate(pages):
        slide = slides.add(
            continued(findings.say_plans(report.plans), number),
            source=tell_report(report),
            notes=explain("取組の名前と、最初の一歩だけを読みます。様式はWordとExcelにあります。"),
        )
        for name, what, who in _LETTERS:
            cards = [_make_overview_card(plan, name, what, who) for plan in page]
            if fits_grid(slides.room, cards):
                break
        draw_grid(slide, slides.room, cards)
        if number == len(pages) - 1:
            tell_rest(slide, slides.body, len(report.plans) - len(plans), "件")


def _make_overview_card(plan: Plan, name: int, what: int, who: int) -> Card:
    first = next(iter(plan.first_steps), None)
    if first is None:
        return Card("最初の一歩は、まだ書かれていない", plan.team, head=quote(plan.title, name))
    role = shorten(first.who, who) if who else ""
    foot = "　".join(part for part in (_due(first.due), role or shorten(plan.team, name)) if part)
    return Card(f"まず、{shorten(first.what, what)}", foot, head=quote(plan.title, name))
