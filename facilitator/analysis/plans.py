"""Read action plans and first steps out of the answers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from facilitator.analysis.counting import cell_text
from facilitator.analysis.records import (
    FirstStep,
    Plan,
    PlanTable,
    ReportedAnswer,
    ReportedWorksheet,
)
from programs.questions import Column, Question, QuestionKind, Role, Worksheet

_LATEST = date.max


def list_plans(sheets: Iterable[ReportedWorksheet]) -> tuple[Plan, ...]:
    """Return the plans with their own first steps, in the order they were given."""
    sheets = tuple(sheets)
    extra = _separate_steps(sheets)
    return tuple(
        _make_plan(sheet, answer, extra)
        for sheet in sheets
        if sheet.worksheet.role is Role.PLAN
        for answer in sheet.answers
    )


def list_first_steps(
    sheets: Iterable[ReportedWorksheet], plans: Iterable[Plan]
) -> tuple[FirstStep, ...]:
    """Return all first steps, the earliest due first, those without a day last."""
    owned = [step for plan in plans for step in plan.first_steps]
    loose = [step for step, _ in _separate_steps(tuple(sheets)) if step.plan == ""]
    steps = [*owned, *(step for step in loose if step not in owned)]
    return tuple(sorted(steps, key=lambda step: step.due or _LATEST))


def _make_plan(
    sheet: ReportedWorksheet,
    answer: ReportedAnswer,
    extra: list[tuple[FirstStep, frozenset[str]]],
) -> Plan:
    tables = [
        question
        for question in sheet.worksheet.questions
        if question.kind is QuestionKind.TABLE and question.key in answer.values
    ]
    # Of several tables with days only the first is about now; the others look further ahead.
    dated = [question for question in tables if _due_column(question.columns)][:1]
    own = [step for one in dated for step in _rows_as_steps(one, answer, answer.headline)]
    linked = [step for step, sources in extra if answer.id in sources]
    table_labels = {question.label for question in tables}
    return Plan(
        answer=answer,
        worksheet=sheet.key,
        meeting=sheet.meeting,
        title=answer.headline,
        team=answer.team,
        lines=tuple(line for line in answer.lines if line[0] not in table_labels),
        tables=tuple(_table(question, answer) for question in tables),
        first_steps=(*own, *linked),
    )


def _separate_steps(
    sheets: tuple[ReportedWorksheet, ...],
) -> list[tuple[FirstStep, frozenset[str]]]:
    """Return the steps of worksheets made for them, with the answers each points at."""
    titles = {
        answer.id: answer.headline
        for sheet in sheets
        if sheet.worksheet.role is Role.PLAN
        for answer in sheet.answers
    }
    found: list[tuple[FirstStep, frozenset[str]]] = []
    for sheet in sheets:
        if sheet.worksheet.role is not Role.FIRST_STEPS:
            continue
        for answer in sheet.answers:
            plan = next((titles[key] for key in answer.sources if key in titles), "")
            steps = _answer_as_steps(sheet.worksheet, answer, plan)
            found.extend((step, frozenset(answer.sources)) for step in steps)
    return found


def _answer_as_steps(
    worksheet: Worksheet, answer: ReportedAnswer, plan: str
) -> Iterator[FirstStep]:
    tables = [q for q in worksheet.questions if q.kind is QuestionKind.TABLE]
    for question in tables:
        if question.key in answer.values:
            yield from _rows_as_steps(question, answer, plan)
    if not tables:
        columns = tuple(
            Column(key=q.key, label=q.label, kind=q.kind, options=q.options)
            for q in worksheet.questions
            if q.kind in _CELLS
        )
        yield _make_step(columns, answer.values, answer, plan)


_CELLS = (
    QuestionKind.SHORT_TEXT,
    QuestionKind.LONG_TEXT,
    QuestionKind.CHOICE,
    QuestionKind.NUMBER,
    QuestionKind.DATE,
)


def _rows_as_steps(question: Question, answer: ReportedAnswer, plan: str) -> Iterator[FirstStep]:
    for row in answer.values[question.key]:
        yield _make_step(question.columns, row, answer, plan)


def _make_step(
    columns: tuple[Column, ...], row: Mapping[str, Any], answer: ReportedAnswer, plan: str
) -> FirstStep:
    """Take the first date as the day, the first words as what, the next as who."""
    due_column = _due_column(columns)
    words = [column for column in columns if column is not due_column]
    texts = [(column.label, cell_text(column, row.get(column.key))) for column in words]
    what, who, *others = [*texts, ("", ""), ("", "")]
    due = row.get(due_column.key) if due_column else None
    return FirstStep(
        what=what[1],
        who=who[1],
        due=date.fromisoformat(due) if due else None,
        others=tuple((label, text) for label, text in others if text),
        plan=plan,
        team=answer.team,
    )


def _due_column(columns: tuple[Column, ...]) -> Column | None:
    return next((column for column in columns if column.kind is QuestionKind.DATE), None)


def _table(question: Question, answer: ReportedAnswer) -> PlanTable:
    return PlanTable(
        label=question.label,
        columns=tuple(column.label for column in question.columns),
        rows=tuple(
            tuple(cell_text(column, row.get(column.key)) for column in question.columns)
            for row in answer.values[question.key]
        ),
    )
