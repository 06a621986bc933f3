"""Write the meeting notice and the request to a section head, in the order of official letters.

Number, day, addressee, sender, subject, text, 「記」, 「以上」, who to ask. What the tool cannot
know (days, places, names) is left open, so that nobody sends out a day that was never fixed.
"""

from collections.abc import Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from facilitator.analysis.records import Report
from facilitator.exports.word_paper import WIDTH, Paper
from facilitator.exports.words import clean_line, name_workshop
from programs.model import Meeting, MeetingKind

_DAY = "＿＿＿＿年＿＿月＿＿日"
_DATE = f"{_DAY}（＿）"
_ITEMS = (40.0, WIDTH - 40.0)
_RULES = 3  # of the talk, in the notice
_HOUR = 60


def make_letters_paper(report: Report) -> bytes:
    """Return both letters, each counted from page 1, after a page on how to use them."""
    paper = Paper(report, subject="開催通知と依頼文")
    _add_guide(paper)
    _add_notice(paper)
    _add_request(paper)
    return paper.finish()


def _add_guide(paper: Paper) -> None:
    report = paper.report
    paper.add_title("開催通知と依頼文（案）", [name_workshop(report, "　")])
    paper.add_heading("お使いになる前に（このページは送りません）", 2)
    paper.add_points(
        [
            "2通あります。1通目は参加する方への開催通知、2通目は参加する方の所属長への依頼文です。",
            "文書番号、日付、宛名、発信者、日時、場所は、空けてあります。決まったことだけを書き入れてください。",
            "番号・日付・宛名・発信者・件名・本文・記・以上・担当の順に並べた例です。所属の文書規程に合わせて直してください。",
            "研修の中身は、いまのプログラムから入れています。回の数や時間を変えたら、ここも直します。",
        ]
    )


def _add_head(paper: Paper, addressee: str, subject: str) -> None:
    report = paper.report
    paper.start_page_one()
    paper.add("＿＿＿第＿＿＿＿号", right=True)
    paper.add(_DAY, right=True)
    paper.add(addressee)
    paper.add(f"{clean_line(report.municipality)}　＿＿＿＿＿＿課長　＿＿＿＿＿＿", right=True)
    paper.add("（公印省略）", right=True)
    heading = paper.add(subject, size=13)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_before = Pt(14)
    heading.paragraph_format.space_after = Pt(10)


def _add_text(paper: Paper, text: str) -> None:
    paper.add(text).paragraph_format.first_line_indent = Mm(4)


def _add_record(paper: Paper, rows: Sequence[tuple[str, str]]) -> None:
    mark = paper.add("記")
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    mark.paragraph_format.space_before = Pt(10)
    mark.paragraph_format.keep_with_next = True
    numbered = [(f"{number}　{label}", text) for number, (label, text) in enumerate(rows, 1)]
    paper.add_table((), numbered, _ITEMS, least=9, size=11.5, with_next=True)
    paper.add("以上", right=True, keep=True)


def _add_contact(paper: Paper) -> None:
    paper.add("担当：＿＿＿＿＿課＿＿＿＿＿係　＿＿＿＿＿＿　電話：＿＿＿＿＿＿＿＿", right=True)


def _add_notice(paper: Paper) -> None:
    report = paper.report
    program = report.program
    _add_head(paper, "（参加する方）　様", f"「{clean_line(report.title)}」の開催について（通知）")
    _add_text(
        paper,
        "日頃から、地域福祉の推進に御協力をいただき、ありがとうございます。"
        f"このたび、「{clean_line(report.title)}」を下記のとおり開催します。"
        "お忙しいところ恐れ入りますが、御参加くださいますようお願いします。",
    )
    _add_text(paper, f"この研修では、{_join_aims(report)}")
    meetings = _list_meetings(report)
    rules = "、".join(f"「{rule}」" for rule in program.ground_rules[:_RULES])
    _add_record(
        paper,
        [
            (
                "日時",
                "\n".join(f"{one.label}　{_DATE}　{_tell_length(one)}" for one in meetings),
            ),
            ("場所", ""),
            ("対象", ""),
            ("内容", "\n".join(f"{one.label}　{one.title}" for one in meetings)),
            (
                "持ち物",
                "筆記用具。お持ちの方はスマートフォン（なくても参加できます。紙もあります）",
            ),
            ("お願い", f"話し合いでは{rules}を約束にします。個人が分かる話は持ち出しません。"),
            ("参加の連絡", "＿＿月＿＿日（＿）までに、下の担当へお知らせください。"),
            (
                "配慮",
                "手話通訳、要約筆記、車いす、文字の大きい資料など、必要なことをお知らせください。",
            ),
        ],
    )
    _add_contact(paper)


def _add_request(paper: Paper) -> None:
    report = paper.report
    _add_head(
        paper, "（所属長）　様", f"「{clean_line(report.title)}」への職員の参加について（依頼）"
    )
    _add_text(
        paper,
        "日頃から、包括的な支援体制の整備に御理解と御協力をいただき、ありがとうございます。"
        "社会福祉法第106条の3は、市町村が包括的な支援体制の整備に努めることを定めています。"
        "制度や担当をまたぐ困りごとに応えるには、関係する部署と機関が、"
        "同じ場で話し合い、考えをそろえておくことが欠かせません。",
    )
    _add_text(
        paper,
        f"そこで、「{clean_line(report.title)}」を開催します。{_join_aims(report)}"
        "ついては、下記のとおり、貴所属の職員の参加について、御配慮くださいますようお願いします。",
    )
    meetings = _list_meetings(report)
    total = sum(one.minutes for one in meetings)
    _add_record(
        paper,
        [
            ("依頼すること", "貴所属の職員＿＿名の参加（できるだけ、同じ方が続けて参加）"),
            (
                "日時",
                "\n".join(f"{one.label}　{_DATE}　{_tell_length(one)}" for one in meetings),
            ),
            (
                "かかる時間",
                f"全{len(meetings)}回、合わせて約{_tell_minutes(total)}（次の回までの宿題あり）",
            ),
            ("場所", ""),
            ("対象の職員", ""),
            (
                "貴所属の利点",
                "（例：窓口で困っているケースの相談先が分かる。1行で書きます）",
            ),
            ("返事の期限", "＿＿月＿＿日（＿）"),
        ],
    )
    _add_contact(paper)


def _join_aims(report: Report) -> str:
    return "".join(aim.text for aim in report.program.aims)


def _list_meetings(report: Report) -> list[Meeting]:
    kinds = (MeetingKind.GATHERING, MeetingKind.FOLLOW_UP)
    return [one for one in report.program.meetings if one.kind in kinds]


def _tell_length(meeting: Meeting) -> str:
    return f"（約{_tell_minutes(meeting.minutes)}）"


def _tell_minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, _HOUR)
    return "".join((f"{hours}時間" if hours else "", f"{rest}分" if rest or not hours else ""))
