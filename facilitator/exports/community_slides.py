"""Choose the slides of what came from listening in the town; other sheets are not its matter."""

from facilitator.analysis.records import Report, ReportedWorksheet, Thread
from facilitator.analysis.threads import follow_threads
from facilitator.analysis.told import Told
from facilitator.exports.cluster_bars import add_cluster_bars, has_cluster_bars
from facilitator.exports.overlap_slides import add_overlaps
from facilitator.exports.place_slides import add_places, find_places
from facilitator.exports.sheet_slides import add_worksheet
from facilitator.exports.slides import Slides
from facilitator.exports.system_slides import add_vision
from facilitator.exports.thread_slides import add_thread
from facilitator.exports.told_slides import add_records, add_voices
from programs.questions import QuestionKind, Role

# Ideas with a slide of where they came from: where plans were made, only the most voted of those
# that became none.
_IDEAS, _BESIDE_PLANS = 3, 1


def add_told_worksheet(slides: Slides, sheet: ReportedWorksheet, told: Told) -> None:
    """Add the slides of one worksheet of a program that sends people out."""
    role = sheet.worksheet.role
    places = find_places(sheet)
    if role is Role.INTERVIEWS:
        add_records(slides, sheet, told)
    elif role is Role.VOICES:
        add_voices(slides, sheet, told)
        if has_cluster_bars(sheet):
            add_cluster_bars(slides, sheet)
    elif role is Role.OVERLAPS:
        add_overlaps(slides, sheet, told)
    elif role is Role.VISION and _names_voices(sheet):
        add_vision(slides, sheet, told)
    elif places is not None and places.answered:
        add_places(slides, sheet, places)
    else:
        add_worksheet(slides, sheet)
    if role is Role.IDEAS:
        for thread in _list_idea_threads(slides.report):
            add_thread(slides, thread)


def _names_voices(sheet: ReportedWorksheet) -> bool:
    kinds = {question.kind for question in sheet.worksheet.questions}
    return QuestionKind.REFERENCE in kinds


def _list_idea_threads(report: Report) -> list[Thread]:
    """Return where ideas came from that lead to no plan, those with most votes first."""
    stages = [stage for thread in report.threads for stage in thread.stages]
    led_on = {answer.id for stage in stages for answer in stage.answers}
    threads = follow_threads(report.worksheets, ends=(Role.IDEAS,))
    # Of an idea whose voices were all taken back there is nothing to draw but the idea.
    found = [one for one in threads if one.end.id not in led_on and len(one.stages) > 1]
    most = _BESIDE_PLANS if report.plans else _IDEAS
    return sorted(found, key=lambda thread: -thread.end.points)[:most]
