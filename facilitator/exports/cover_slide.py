"""Make the cover that the decks of a workshop share: what, whose, as of when."""

from facilitator.analysis.records import Report
from facilitator.analysis.wording import day_words, local
from facilitator.exports.slides import Slides
from facilitator.exports.telling import explain
from facilitator.exports.words import clean_line


def add_cover(slides: Slides, report: Report, kind: str, *notes: str) -> None:
    """Add the cover; the whole notice stands in its notes, on the wall only how it begins."""
    day = day_words(local(report.as_of).date())
    slides.add_cover(
        f"{report.title}　{kind}",
        [clean_line(report.municipality), f"{report.program.title}　{day}時点"],
        small=begin_notice(report.program.notice),
        notes=explain(*notes, *report.program.notice.splitlines()),
    )


def begin_notice(notice: str) -> str:
    """Return what a program says first about where it comes from."""
    return next(iter(notice.splitlines()), "")
