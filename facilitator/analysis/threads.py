"""Follow what people made back to what it came from: もやもや, then ideas, then the plan."""

from collections.abc import Iterable, Mapping, Sequence

from facilitator.analysis.records import (
    ReportedAnswer,
    ReportedWorksheet,
    Thread,
    ThreadStage,
)
from programs.questions import Role

# What a thread may lead to, the furthest first: plans, or ideas where no plan was made yet.
_ENDS = (Role.PLAN, Role.CHOICE, Role.IDEAS)
# What a plan names without coming from it: the systems that carry it, and the records of
# which the voices are the words.
_NO_ROOTS = (Role.STOCKTAKE, Role.INTERVIEWS)
LOST_ROOT = "もとになった声が取り下げられました"


def follow_threads(
    sheets: tuple[ReportedWorksheet, ...], *, ends: Sequence[Role] = _ENDS
) -> tuple[Thread, ...]:
    """Return one thread for everything made last, in the order it was given."""
    known = {
        answer.id: (sheet, answer)
        for sheet in sheets
        if sheet.worksheet.role not in _NO_ROOTS
        for answer in sheet.answers
    }
    for role in ends:
        made = [
            (sheet, answer)
            for sheet in sheets
            if sheet.worksheet.role is role
            for answer in sheet.answers
        ]
        threads = [_follow(sheet, answer, sheets, known) for sheet, answer in made]
        if any(threads):
            return tuple(thread for thread in threads if thread is not None)
    return ()


def _follow(
    sheet: ReportedWorksheet,
    end: ReportedAnswer,
    sheets: tuple[ReportedWorksheet, ...],
    known: Mapping[str, tuple[ReportedWorksheet, ReportedAnswer]],
) -> Thread | None:
    """Walk the references back; None when the end never named a source."""
    seen, lost = {end.id}, end.lost_roots
    waiting = [*end.sources]
    found: dict[str, list[ReportedAnswer]] = {}
    while waiting:
        key = waiting.pop(0)
        if key in seen or key not in known:
            continue
        seen.add(key)
        source_sheet, answer = known[key]
        found.setdefault(source_sheet.key, []).append(answer)
        lost += answer.lost_roots
        waiting.extend(answer.sources)
    if not found and not lost:
        return None
    earlier = [_stage(one, found[one.key]) for one in sheets if one.key in found]
    return Thread((*earlier, _stage(sheet, [end])), lost)


def _stage(sheet: ReportedWorksheet, answers: Iterable[ReportedAnswer]) -> ThreadStage:
    return ThreadStage(
        worksheet=sheet.key,
        title=sheet.title,
        meeting=sheet.meeting,
        role=sheet.worksheet.role,
        answers=tuple(answers),
    )
