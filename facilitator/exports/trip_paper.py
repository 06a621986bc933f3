"""Write the draft of a traveller's report (復命書素案): facts from the answers, room for views."""

from facilitator.analysis.findings import count_collected
from facilitator.analysis.meeting_days import tell_when
from facilitator.analysis.records import Report, ReportedMeeting
from facilitator.analysis.sheet_messages import list_messages
from facilitator.analysis.told import has_told
from facilitator.exports.word_paper import WIDTH, Paper
from programs.model import MeetingKind
from programs.questions import Role

_ITEMS = (36.0, WIDTH - 36.0)
_MOST = 8  # sentences a meeting
_NOT_HERE = (Role.VISITS, Role.INTERVIEWS, Role.GUIDE)
_VIEWS = ("分かったこと・学んだこと", "自分の仕事・うちの課で活かせること", "課題・確かめたいこと")


def make_trip_paper(report: Report) -> bytes:
    """Return the paper: one part for each meeting held; views are left to the writer."""
    paper = Paper(report, subject="復命書（素案）")
    paper.add("＿＿＿＿年＿＿月＿＿日", right=True)
    paper.add("＿＿＿＿＿＿　様")
    paper.add("所属・職・氏名　＿＿＿＿＿＿＿＿＿＿＿＿", right=True)
    paper.add_title("復命書（素案）")
    paper.add("次のとおり出席しましたので、復命します。")
    paper.add(
        "（この素案の「概要」は、ワークシートに書かれた言葉と数だけから作っています。"
        "事実を確かめ、この行を消してからお使いください。）"
    )
    held = [one for one in report.meetings if _is_held(one)]
    days = [tell_when(one) for one in held if tell_when(one)]
    rows = [
        ("用務", f"{report.title}（{report.program.title}）への出席"),
        ("日時", "、".join(dict.fromkeys(days)) or "＿＿＿＿年＿＿月＿＿日"),
        ("場所", ""),
        ("主催", report.municipality),
        ("出席した人", f"{report.joined}人"),
    ]
    paper.add_table(("項目", "内容"), rows, _ITEMS, least=9)
    paper.add_heading("1　概要")
    if not held:
        paper.add("回答のある回は、まだありません。")
    for meeting in held:
        _add_meeting(paper, meeting)
    paper.add_heading("2　所感")
    paper.add_table(
        ("項目", "書きこみ"), [(one, "") for one in _VIEWS], _ITEMS, least=28, together=True
    )
    paper.add_heading("3　配布された資料")
    paper.add("（資料の名前を書きます。）")
    return paper.finish()


def _is_held(meeting: ReportedMeeting) -> bool:
    return bool(meeting.answers) and meeting.meeting.kind is not MeetingKind.PREPARATION


def _add_meeting(paper: Paper, meeting: ReportedMeeting) -> None:
    content = meeting.meeting
    paper.add_heading(f"{content.label}　{content.title}", 2)
    paper.add(f"ねらい：{content.aim}")
    told = has_told(paper.report)
    sheets = [
        sheet
        for sheet in meeting.worksheets
        if sheet.answers and not (told and sheet.worksheet.role in _NOT_HERE)
    ]
    if sheets:
        paper.add("書いたもの：" + "、".join(count_collected(sheet) for sheet in sheets))
    found = [message for sheet in sheets for message in list_messages(sheet)[1:]]
    paper.add_points(found[:_MOST])
