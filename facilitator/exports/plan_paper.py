"""Write action plans as a Word form: one plan a page, then all first steps by day."""

from collections.abc import Sequence

from facilitator.analysis.records import FirstStep, Plan, PlanTable, Report
from facilitator.analysis.wording import day_words, local, moment_words
from facilitator.exports.telling import PAPER_NOTICE
from facilitator.exports.word_paper import WIDTH, Paper
from programs.questions import QuestionKind, Role

_LABEL = 46.0  # millimetres
_ITEMS = (_LABEL, WIDTH - _LABEL)
_EMPTY_HEIGHT = 14.0  # room to write by hand
_BLANK_ROWS = 3
_CHECKED = ("所属長の確認", "関係機関の確認", "見直した日と変えたこと")
_STEP_HEAD = ("いつまで", "すること", "担当（役割）", "すんだ日")
_STEP_WIDTHS = (38.0, 70.0, 40.0, 22.0)


def make_plan_paper(report: Report) -> bytes:
    """Return the paper; without plans it holds an empty form for each worksheet of plans."""
    paper = Paper(report, subject="実行プラン")
    paper.add_title(
        "実行プラン",
        [f"{report.municipality}　{report.title}", f"{moment_words(report.as_of)} 時点"],
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
    rows = [(str(number), plan.title, plan.team) for number, plan in enumerate(plans, 1)]
    paper.add_table(("", "取組", "班"), rows, (12, WIDTH - 12 - 34, 34))


def _add_plan(paper: Paper, plan: Plan) -> None:
    paper.add_heading(plan.title, new_page=True)
    if plan.team:
        paper.add(plan.team, "Subtitle")
    rows = [(label, text) for label, text in plan.lines if text != plan.title]
    if rows:
        paper.add_table(("項目", "内容"), rows, _ITEMS)
    for table in plan.tables:
        _add_table(paper, table)
    paper.add_table(("確かめ", "書きこみ"), [(one, "") for one in _CHECKED], _ITEMS, least=12)


def _add_table(paper: Paper, table: PlanTable) -> None:
    paper.add_heading(table.label, 2)
    columns = len(table.columns)
    empty = [("",) * columns] * (_BLANK_ROWS if not table.rows else 1)
    paper.add_table(table.columns, [*table.rows, *empty], [WIDTH / columns] * columns, least=9)


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
    return [f"（{step.plan}）"] if step.plan else []


def _add_empty_forms(paper: Paper) -> None:
    for sheet in paper.report.list_with_role(Role.PLAN):
        paper.add_heading(sheet.title, new_page=True)
        questions = sheet.worksheet.questions
        rows = [(one.label, "") for one in questions if one.kind is not QuestionKind.TABLE]
        paper.add_table(("項目", "内容"), rows, _ITEMS, least=_EMPTY_HEIGHT)
        for question in questions:
            if question.kind is QuestionKind.TABLE:
                columns = tuple(column.label for column in question.columns)
                _add_table(paper, PlanTable(question.label, columns, ()))
    paper.add(f"{day_words(local(paper.report.as_of).date())}に作りました。", right=True)
