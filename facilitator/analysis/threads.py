"""Follow what people made back to what it came from: もやもや, then ideas, then the plan."""

from collections.abc import Iterable, Mapping

from facilitator.analysis.records import (
    ReportedAnswer,
    ReportedWorksheet,
    Thread,
    ThreadStage,
)
from programs.questions import Role

# What a thread may lead to, the furthest first: plans, or ideas where no plan was made yet.
_ENDS = (Role.PLAN, Role.CHOICE, Role.IDEAS)


def follow_threads(sheets: tuple[ReportedWorksheet, ...]) -> tuple[Thread, ...]:
    """Return one thread for everything made last, in the order it was given."""
    known = {answer.id: (sheet, answer) for sheet in sheets for answer in sheet.answers}
    for role in _ENDS:
        ends = [
            (sheet, answer)
            for sheet in sheets
            if sheet.worksheet.role is role
            for answer in sheet.answers
        ]
        threads = [_follow(sheet, answer, sheets, known) for sheet, answer in ends]
        if any(threads):
            return tuple(thread for thread in threads if thread is not None)
    return ()


def _follow(
    sheet: ReportedWorksheet,
    end: ReportedAnswer,
    sheets: tuple[ReportedWorksheet, ...],
    known: Mapping[str, tuple[ReportedWorksheet, ReportedAnswer]],
) -> Thread | None:
    """Walk the references back; None when the end names no source that still exists."""
    seen = {end.id}
    waiting = [*end.sources]
    found: dict[str, list[ReportedAnswer]] = {}
    while waiting:
        key = waiting.pop(0)
        if key in seen or key not in known:
            continue
        seen.add(key)
        source_sheet, answer = known[key]
        found.setdefault(source_sheet.key, []).append(answer)
        waiting.extend(answer.sources)
    if not found:
        return None
    earlier = [_stage(one, found[one.key]) for one in sheets if one.key in found]
    return Thread((*earlier, _stage(sheet, [end])))


def _stage(sheet: ReportedWorksheet, answers: Iterable[ReportedAnswer]) -> ThreadStage:
    return ThreadStage(
        worksheet=sheet.key,
        title=sheet.title,
        meeting=sheet.meeting,
        role=sheet.worksheet.role,
        answers=tuple(answers),
    )
