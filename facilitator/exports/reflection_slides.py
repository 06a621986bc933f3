"""Make the slide of a question that was asked after every meeting: one bar for each day."""

from dataclasses import replace

from facilitator.analysis import findings
from facilitator.analysis.records import Report, ReportedWorksheet
from facilitator.analysis.tallies import ScaleTally
from facilitator.exports import slide_charts
from facilitator.exports.slides import Slides
from facilitator.exports.telling import CAREFUL, explain
from programs.questions import Role

_Asked = tuple[ReportedWorksheet, ScaleTally]


def add_reflections(slides: Slides, report: Report) -> None:
    """Add one slide for each scale that at least two days have in common."""
    asked: dict[tuple[str, ...], list[_Asked]] = {}
    for sheet in report.list_with_role(Role.REFLECTION):
        for tally in sheet.tallies:
            if isinstance(tally, ScaleTally) and tally.answered:
                key = (tally.label, *(f"{one.key}{one.label}" for one in tally.counts))
                asked.setdefault(key, []).append((sheet, tally))
    for found in asked.values():
        if len(found) > 1:
            _add(slides, found)


def _add(slides: Slides, found: list[_Asked]) -> None:
    days = [
        replace(tally, label=f"{sheet.meeting}（{tally.answered}人）") for sheet, tally in found
    ]
    told = "。".join(
        f"{day.label}：" + "、".join(f"{one.key}{one.label} {one.count}人" for one in day.counts)
        for day in days
    )
    meetings = [(sheet.meeting, tally) for sheet, tally in found]
    titles = "・".join(f"「{sheet.title}」" for sheet, _ in found)
    slide = slides.add(
        findings.say_repeated(meetings),
        source=f"出典：{titles}（同じ人どうしの比較ではない）",
        notes=explain(
            "回の終わりに同じことをたずねました。左が低い段、右が高い段です。",
            told,
            "答えた人は回によってちがいます。研修だけの効果とは言えません。",
            CAREFUL,
            ask="腹に落ちたのは、どの話のときでしたか。",
        ),
    )
    slide_charts.add_scales(slide, slides.body, days, alt=told)
