"""Write the minutes (結果要旨): for each meeting what was talked about, found and agreed on."""

from collections.abc import Iterator

from facilitator.analysis import findings
from facilitator.analysis.meeting_days import tell_when
from facilitator.analysis.records import Report, ReportedMeeting, ReportedWorksheet
from facilitator.analysis.sheet_messages import list_messages
from facilitator.analysis.told import has_told
from facilitator.analysis.wording import moment_words, quote, shorten
from facilitator.exports.telling import pick_voices
from facilitator.exports.word_paper import WIDTH, Paper
from facilitator.exports.words import name_workshop
from programs.model import MeetingKind
from programs.questions import QuestionKind, Role, Scope

_HEAD = (40.0, WIDTH - 40.0)
_VOICES = 4
_OWN_WORDS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)
_LETTERS, _TEAM = 80, 16
_LATER = (Role.PLAN, Role.FIRST_STEPS)
_HELD = (MeetingKind.GATHERING, MeetingKind.FOLLOW_UP)
# People spoke of these under a promise; what may be told of them stands in 「訪問のまとめ」.
_TOLD = (Role.VISITS, Role.INTERVIEWS, Role.VOICES, Role.OVERLAPS)


def make_minutes_paper(report: Report) -> bytes:
    """Return the paper: one part for each meeting that has answers, each on a page of its own."""
    paper = Paper(report, subject="結果要旨")
    paper.add_title(
        "結果要旨",
        [name_workshop(report, "　"), f"{moment_words(report.as_of)} 時点（案）"],
    )
    held = [one for one in report.meetings if one.answers and one.meeting.kind in _HELD]
    if not held:
        paper.add("まだ回答のある回がありません。回が終わってから、もう一度作ってください。")
        return paper.finish()
    paper.add(
        "この要旨は、参加者がワークシートに書いた言葉と数から作った案です。"
        "口頭の発言は入っていません。確かめて、足したり直したりしてお使いください。"
    )
    for number, meeting in enumerate(held):
        _add_meeting(paper, meeting, new_page=number > 0)
    return paper.finish()


def _add_meeting(paper: Paper, meeting: ReportedMeeting, *, new_page: bool) -> None:
    report, content = paper.report, meeting.meeting
    paper.add_heading(f"{content.label}　{content.title}", new_page=new_page)
    groups = "、".join(f"{group.label}{group.count}人" for group in report.groups)
    rows = [
        ("日時", tell_when(meeting) or "＿＿＿＿年＿＿月＿＿日"),
        ("場所", ""),
        ("参加した人", f"{report.joined}人（{groups}）" if groups else f"{report.joined}人"),
        ("ねらい", content.aim),
        ("次第", "　".join(f"{n}.{step.title}" for n, step in enumerate(content.steps, 1))),
    ]
    paper.add_table(("項目", "内容"), rows, _HEAD)
    paper.add_heading("話し合ったこと", 2)
    unsaid = [sheet for sheet in _list_sheets(report, meeting) if not _add_sheet(paper, sheet)]
    if unsaid:
        counted = "、".join(map(findings.count_collected, unsaid))
        paper.add(f"ほかに書いたもの（中身は載せません）：{counted}")
    decided = list(_list_decided(report, meeting))
    paper.add_heading("決まったこと", 2)
    if decided:
        paper.add_points(decided)
    else:
        paper.add(
            "ワークシートに書かれた決定はありません。口頭で決まったことがあれば書き足します。"
        )
    if content.homework:
        paper.add_heading("次までにすること", 2)
        paper.add_points(content.homework)


def _list_sheets(report: Report, meeting: ReportedMeeting) -> Iterator[ReportedWorksheet]:
    told = has_told(report)
    for sheet in meeting.worksheets:
        role = sheet.worksheet.role
        if sheet.answers and role not in _LATER and not (told and role in _TOLD):
            yield sheet


def _add_sheet(paper: Paper, sheet: ReportedWorksheet) -> bool:
    """Add what was found and quoted; False where a heading would stand with nothing below it."""
    found = list_messages(sheet)[1:]
    quotes = list(_list_quotes(sheet))
    if not found and not quotes:
        return False
    paper.add_heading(findings.count_collected(sheet), 3)
    paper.add_points(found)
    for words in quotes:
        paper.add(words, "Quote")
    return True


def _list_quotes(sheet: ReportedWorksheet) -> Iterator[str]:
    if sheet.worksheet.scope is Scope.INDIVIDUAL and not sheet.worksheet.many:
        return  # what one person wrote for themselves is counted, not quoted
    words = _list_words(sheet)
    for answer in pick_voices((one for one in sheet.answers if one.id in words), _VOICES):
        foot = "" if sheet.worksheet.anonymous else _name_team(answer.team)
        yield f"{quote(words[answer.id], _LETTERS)}{foot}"


def _name_team(team: str) -> str:
    return f"（{shorten(team, _TEAM)}）" if team else ""


def _list_words(sheet: ReportedWorksheet) -> dict[str, str]:
    """Return by answer what stands first in people's own words; what was chosen is counted."""
    texts = [one.key for one in sheet.worksheet.questions if one.kind in _OWN_WORDS]
    return {
        answer.id: str(answer.values[key])
        for answer in sheet.answers
        for key in texts[:1]
        if answer.values.get(key)
    }


def _list_decided(report: Report, meeting: ReportedMeeting) -> Iterator[str]:
    keys = {sheet.key for sheet in meeting.worksheets}
    for sheet in meeting.worksheets:
        if sheet.voted:
            yield findings.say_votes(sheet)
    plans = [plan for plan in report.plans if plan.worksheet in keys]
    for plan in plans:
        yield f"実行プラン{quote(plan.title, 60)}を書いた{_name_team(plan.team)}"
    if plans and report.first_steps:
        yield findings.say_first_steps(report.first_steps)
