"""Make the result deck: what the room said, found and decided, in the order it happened.

The whole story with its numbers and words; lists stand in the Excel file, plans in their forms.
"""

from collections.abc import Sequence

from facilitator.analysis.records import Report, ReportedMeeting, ReportedWorksheet
from facilitator.analysis.told import Told, has_told, read_told
from facilitator.analysis.wording import day_words, local, shorten
from facilitator.exports.box import Box
from facilitator.exports.community_slides import add_told_worksheet
from facilitator.exports.cover_slide import add_cover
from facilitator.exports.deck_choice import list_told
from facilitator.exports.people_slides import add_comparison, add_people
from facilitator.exports.plan_slides import add_overview
from facilitator.exports.reflection_slides import add_reflections
from facilitator.exports.sheet_slides import add_worksheet
from facilitator.exports.slide_shapes import add_table, add_text, row_height
from facilitator.exports.slides import Slides
from facilitator.exports.summary_slide import add_summary
from facilitator.exports.system_slides import add_judged
from facilitator.exports.telling import NOTICE, explain, tell_report
from facilitator.exports.thread_slides import add_thread
from facilitator.exports.timeline_slide import add_timeline

_THREADS = 3  # of plans; those of all plans stand in the deck of plans
_KEPT = "地域の方の言葉は、載せてよいと選ばれたものだけです。ほかの言葉は、どこにも入れていません。"
_AIMS, _LEAST_AIMS = 136, 60  # points for the aims below the table, and when they stay away
_MAIN_CONTENTS = 3  # of every program


def make_deck(report: Report, template: bytes | None = None) -> bytes:
    """Return the result deck; also for a workshop where nothing was written yet."""
    slides = Slides(report, subject="研修の結果", template=template)
    add_cover(
        slides,
        report,
        "結果のまとめ",
        "参加した人の言葉をそのまま使ったまとめです。はじめに、書いてくれた人へお礼を言います。",
        f"{report.joined}人が参加し、{report.answers}件の回答がありました。",
    )
    add_summary(slides, report)
    _add_program(slides, report)
    add_people(slides, report)
    told = read_told(report) if has_told(report) else None
    sheets = list_told(report)
    for meeting in report.meetings:
        _add_meeting(slides, meeting, sheets[meeting.meeting.key], told)
    add_reflections(slides, report)
    add_comparison(slides, report)
    _add_plans(slides, report)
    _add_reading(slides, report)
    return slides.finish()


def _add_program(slides: Slides, report: Report) -> None:
    program = report.program
    done = {meeting.meeting.main_content for meeting in report.meetings if meeting.answers}
    slide = slides.add(
        _say_progress(len(done - {None})),
        source=NOTICE,
        notes=explain(
            f"正式な名前は「{program.official_name}」です。",
            f"原プログラムにあるのは3つの主な内容と順番です。{program.notice}",
            "目的：" + " ".join(aim.text for aim in program.aims),
        ),
    )
    rows = [
        (
            str(number),
            content.text,
            "、".join(m.label for m in program.meetings if m.main_content == number) or "—",
            "回答あり" if number in done else "これから",
        )
        for number, content in enumerate(program.main_contents, 1)
    ]
    widths = (50.0, slides.body.width - 50 - 200 - 120, 200.0, 120.0)
    header = ("", "主な内容", "この研修では", "いま")
    body = slides.body
    add_table(slide, body, header, rows, widths=widths, size=20, alt="主な内容と回")
    used = sum(row_height(row, widths, 20) for row in (header, *rows))
    top = max(body.top + used + 12, body.bottom - _AIMS)
    if body.bottom - top < _LEAST_AIMS:
        return
    add_text(slide, Box(body.left, top, body.width, 28), ["目的"], size=20, bold=True)
    aims = [f"・{shorten(aim.text, 120)}" for aim in program.aims[:2]]
    place = Box(body.left, top + 32, body.width, body.bottom - top - 32)
    add_text(slide, place, aims, size=20)


def _say_progress(done: int) -> str:
    if done == _MAIN_CONTENTS:
        return "3つの主な内容の順に話し合った"
    return f"3つの主な内容のうち{done}つに回答がある" if done else "この研修は3つの主な内容で進む"


def _add_meeting(
    slides: Slides,
    meeting: ReportedMeeting,
    sheets: Sequence[ReportedWorksheet],
    told: Told | None,
) -> None:
    if not sheets:
        return
    given = [sheet for sheet in meeting.worksheets if sheet.answers]
    number = sum(len(sheet.answers) for sheet in given)
    left = "、".join(f"「{sheet.title}」" for sheet in given if sheet not in sheets)
    slides.add_section(
        f"{meeting.meeting.label}　{meeting.meeting.title}",
        [shorten(meeting.meeting.aim, 110), f"{len(given)}種類のワークシートに{number}件の回答"],
        notes=explain(
            f"ねらい：{meeting.meeting.aim}",
            f"この資料に出していないワークシート：{left}。Excelの「回答の一覧」にあります。"
            if left
            else "",
            "ここで一息おいて、次の話題に移ります。",
        ),
    )
    for sheet in sheets:
        if told is None:
            add_worksheet(slides, sheet)
        else:
            add_told_worksheet(slides, sheet, told)


def _add_plans(slides: Slides, report: Report) -> None:
    if not report.plans and not report.first_steps and not report.threads:
        return
    if report.plans:
        add_overview(slides, report)
    if has_told(report):
        add_judged(slides, report)
    for thread in report.threads[:_THREADS]:
        add_thread(slides, thread)
    if report.first_steps:
        source = f"出典：実行プランと最初の一歩（{day_words(local(report.as_of).date())}時点）"
        add_timeline(slides, report.first_steps, source=source)


def _add_reading(slides: Slides, report: Report) -> None:
    slides.add_points(
        "このプログラムについて",
        [report.program.notice],
        source=tell_report(report),
        notes=explain("質問が出たときのためのスライドです。読み上げなくてもかまいません。"),
    )
    slides.add_points(
        "数は回答をそのまま数え、言葉は書かれたまま載せた",
        [
            "数は、出された回答をそのまま数えたものです。取り下げた回答と、進行役が伏せた回答は入れていません。",
            "5件に満たないときは傾向を述べません。5人に満たない立場の数は示しません。",
            "声は、票の多い順、票がなければ班から1枚ずつ、書かれた順に選びました。長い文は「…」で切りました。",
            "すべての回答はExcelの「回答の一覧」、プランは「実行プランのスライド」と様式にあります。個人の名前は出していません。",
            *([_KEPT] if has_told(report) else []),
        ],
        source=tell_report(report),
        notes=explain("質問が出たときのためのスライドです。読み上げなくてもかまいません。"),
    )
