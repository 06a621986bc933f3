"""Say on which days a meeting's answers were given."""

from datetime import date

from facilitator.analysis.records import ReportedMeeting
from facilitator.analysis.wording import day_words, local


def find_days(meeting: ReportedMeeting) -> tuple[date, date] | None:
    """Return the first and the last day in Japan; None where no time is known."""
    first = [sheet.first_at for sheet in meeting.worksheets if sheet.first_at]
    last = [sheet.last_at for sheet in meeting.worksheets if sheet.last_at]
    if not first or not last:
        return None
    return local(min(first)).date(), local(max(last)).date()


def tell_when(meeting: ReportedMeeting) -> str:
    """Return the days in words, "" where they are not known."""
    days = find_days(meeting)
    if days is None:
        return ""
    first, last = days
    return day_words(first) if first == last else f"{day_words(first)}から{day_words(last)}まで"
