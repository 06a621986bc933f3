"""Write action plans as a Word form: one plan a page, then all first steps by day."""

from collections.abc import Sequence

from facilitator.analysis.records import FirstStep, Plan, PlanTable, Report
from facilitator.analysis.wording import day_words, local, moment_words, shorten
from facilitator.exports.telling import PAPER_NOTICE
from facilitator.exports.word_paper import WIDTH, Paper, table_height
from facilitator.exports.words import name_workshop
from programs.questions import QuestionKind, Role

_LABEL = 60.0  # millimetres
_SIZES = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0)  # the largest at which one plan finds room on one page
_PAGE = 650.0  # points; what is left below the title
_HEADING = 30.0
_ITEMS = (_LABEL, WIDTH - _LABEL)
_EMPTY_HEIGHT = 14.0  # room to write by hand
_BLANK_ROWS = 3
_TITLE, _TEAM = 60, 16  # letters of a plan's name and of a team's in one line
_DATE = 48.0  # millimetres of 「2026年12月11日」 at the largest size
_LEAST = 7.0  # millimetres of a row to write in
_BOXES = (40.0, 40.0, WIDTH - 80.0)
_ROLES = "担当は、人の名前ではなく役割（課・係・職）で書きます。人が替わっても続けるためです。"
_CHECKED = ("所属長の確認", "関係機関の確認", "見直した日と変えたこと")
_STEP_HEAD = ("いつまで", "すること", "担当（役割）", "すんだ日")
_STEP_WIDTHS = (44.0, 64.0, 40.0, 22.0)


def make_plan_paper(report: Report) -> bytes:
    """Return the paper; without plans it holds an empty form for each worksheet of plans."""
    paper = Paper(report, subject="実行プラン")
    paper.add_title(
        "実行プラン",
        [name_workshop(report, "　"), f"{moment_words(report.as_of)} 時点"],
    )
    paper.add(PAPER_NOTICE)
    if not report.plans:
        paper.add("実行プランは、まだ書かれていません。手で書きこめる様式を付けます。")
        _add_empty_forms(paper)
        return paper.finish()
    _add_overview(paper, report.plans)
    for plan in report.plans:
        _add_plan(paper, plan)
    if report.first_steps:
        _add_all_steps(paper, report.first_steps)
    return paper.finish()


def _add_overview(paper: Paper, plans: Sequence[Plan]) -> None:
    rows = [
        (str(number), shorten(plan.title, _TITLE), shorten(plan.team, _TEAM))
        for number, plan in enumerate(plans, 1)
    ]
    paper.add_table(("", "取組", "班"), rows, (12, WIDTH - 12 - 34, 34))


def _add_plan(paper: Paper, plan: Plan) -> None:
    paper.add_heading(plan.title, new_page=True)
    team = shorten(plan.team, _TEAM)
    paper.add(f"{team}　{_ROLES}" if team else _ROLES, size=9.5)
    # A name that was cut in the heading stands whole in the form.
    told = plan.title if len(plan.title) <= _TITLE else ""
    rows = [(label, text) for label, text in plan.lines if text != told]
    size = _choose_size(rows, plan.tables)
    if rows:
        paper.add_table(("項目", "内容"), rows, _ITEMS, size=size)
    for table in plan.tables:
        _add_table(paper, table, size)
    paper.add_table(_CHECKED, [("",) * len(_CHECKED)], _BOXES, least=15, together=True)


def _choose_size(rows: Sequence[tuple[str, str]], tables: Sequence[PlanTable]) -> float:
    """Return a size at which a plan of usual length stands on one page."""
    for size in _SIZES:
        height = table_height([("項目", ""), *rows], _ITEMS, size=size)
        for table in tables:
            lines = [table.columns, *table.rows, *_make_blanks(table)]
            widths = _share(len(table.columns))
            height += _HEADING + table_height(lines, widths, size=size, least=_LEAST)
        if height <= _PAGE:
            return size
    return _SIZES[0]


def _make_blanks(table: PlanTable) -> list[tuple[str, ...]]:
    return [("",) * len(table.columns)] * (1 if table.rows else _BLANK_ROWS)


def _share(columns: int) -> list[float]:
    """Return the widths of columns: what is to be done comes first and takes most words."""
    # A whole date stands in one line, as long as the first column stays the widest.
    share = min(max(WIDTH / (columns + 1), _DATE), WIDTH / columns)
    return [WIDTH - share * (columns - 1), *[share] * (columns - 1)]


def _add_table(paper: Paper, table: PlanTable, size: float = _SIZES[0]) -> None:
    paper.add_heading(table.label, 2)
    rows = [*table.rows, *_make_blanks(table)]
    paper.add_table(table.columns, rows, _share(len(table.columns)), least=_LEAST, size=size)


def _add_all_steps(paper: Paper, steps: Sequence[FirstStep]) -> None:
    paper.add_heading("最初の一歩（期日の早い順）", new_page=True)
    paper.add("済んだら日付を書き、変わったことは実行プランにも書きこみます。")
    rows = [
        (
            day_words(step.due) if step.due else "未定",
            "\n".join(
                [step.what, *(f"{label}：{text}" for label, text in step.others), *_of(step)]
            ),
            step.who,
            "",
        )
        for step in steps
    ]
    paper.add_table(_STEP_HEAD, rows, _STEP_WIDTHS, least=9)


def _of(step: FirstStep) -> list[str]:
    return [f"（{shorten(step.plan, _TITLE)}）"] if step.plan else []


def _add_empty_forms(paper: Paper) -> None:
    for number, sheet in enumerate(paper.report.list_with_role(Role.PLAN)):
        paper.add_heading(sheet.title, new_page=number > 0)
        questions = sheet.worksheet.questions
        rows = [(one.label, "") for one in questions if one.kind is not QuestionKind.TABLE]
        paper.add_table(("項目", "内容"), rows, _ITEMS, least=_EMPTY_HEIGHT)
        for question in questions:
            if question.kind is QuestionKind.TABLE:
                columns = tuple(column.label for column in question.columns)
                _add_table(paper, PlanTable(question.label, columns, ()))
    paper.add(f"{day_words(local(paper.report.as_of).date())}に作りました。", right=True)
