"""Write the days of the first steps and of the follow-up as a calendar file (.ics).

Read a second time by the same calendar it brings the same entries up to date: each keeps its id.
"""

import hashlib
from datetime import UTC, date, timedelta

from icalendar import Alarm, Calendar, Event

from facilitator.analysis.meeting_days import find_days
from facilitator.analysis.records import FirstStep, Report
from facilitator.analysis.wording import shorten
from facilitator.exports.words import clean, clean_line
from programs.model import Meeting, MeetingKind

_FIRST, _LAST = date(1970, 1, 1), date(9999, 12, 30)  # a slip of the pen no calendar takes
_LATER = timedelta(days=91)  # 約3か月後, on the same day of the week
_REMIND = timedelta(days=-1)
_TITLE = 60  # letters; the whole stands in the description


def make_calendar(report: Report) -> bytes:
    """Return the calendar: one whole-day entry for each step with a day, and the follow-up."""
    calendar = Calendar()
    calendar.add("prodid", "-//municipal workshop//action plan//JA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean_line(f"{report.title}　実行プラン"))
    for step in report.first_steps:
        if step.due is not None and _FIRST <= step.due <= _LAST:
            calendar.add_component(_make_step(report, step, step.due))
    follow_up = _find_follow_up(report)
    if follow_up is not None:
        calendar.add_component(_make_follow_up(report, *follow_up))
    return bytes(calendar.to_ical())


def _make_step(report: Report, step: FirstStep, due: date) -> Event:
    lines = [
        clean(step.what),
        f"担当（役割）：{clean_line(step.who)}" if step.who else "",
        f"実行プラン：{clean_line(step.plan)}" if step.plan else "",
        *(f"{label}：{clean_line(text)}" for label, text in step.others),
    ]
    # Without the day: a step that was put off moves in the calendar, instead of standing twice.
    number = _number(report, step.plan, step.what, step.who)
    return _make_event(report, due, f"【期日】{step.what}", lines, number)


def _find_follow_up(report: Report) -> tuple[Meeting, date] | None:
    """Return the follow-up and a day about three months after the last gathering with answers."""
    meetings = [one for one in report.meetings if one.meeting.kind is MeetingKind.GATHERING]
    days = find_days(meetings[-1]) if meetings else None
    later = [one.meeting for one in report.meetings if one.meeting.kind is MeetingKind.FOLLOW_UP]
    return (later[0], days[1] + _LATER) if later and days else None


def _make_follow_up(report: Report, meeting: Meeting, day: date) -> Event:
    lines = [
        "最後の回から約3か月後の目安です。決まった日に動かしてください。",
        f"ねらい：{meeting.aim}",
    ]
    title = f"【目安】{meeting.label}　{meeting.title}"
    return _make_event(report, day, title, lines, _number(report, meeting.key))


def _make_event(report: Report, day: date, title: str, lines: list[str], number: str) -> Event:
    event = Event()
    event.add("uid", f"{number}@workshop.invalid")
    event.add("dtstamp", report.as_of.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", shorten(clean_line(title), _TITLE))
    event.add("description", "\n".join(line for line in lines if line))
    event.add("transp", "TRANSPARENT")  # a reminder does not make anybody busy
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", shorten(clean_line(title), _TITLE))
    alarm.add("trigger", _REMIND)
    event.add_component(alarm)
    return event


def _number(report: Report, *parts: str) -> str:
    return hashlib.sha256("\n".join((report.code, *map(clean, parts))).encode()).hexdigest()[:32]
