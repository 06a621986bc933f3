"""Make the result deck: what the room said, found and decided, in the order it happened."""

from facilitator.analysis import findings, told_findings
from facilitator.analysis.records import Report, ReportedMeeting, ReportedWorksheet
from facilitator.analysis.tallies import ChoiceTally, PositionTally
from facilitator.analysis.told import Told, has_told, read_told
from facilitator.analysis.wording import shorten
from facilitator.exports import plan_slides
from facilitator.exports.box import Box
from facilitator.exports.community_slides import add_told_worksheet, is_told_of
from facilitator.exports.cover_slide import add_cover
from facilitator.exports.people_slides import add_comparison, add_people
from facilitator.exports.plan_deck import add_overview
from facilitator.exports.sheet_slides import add_worksheet
from facilitator.exports.slide_shapes import add_table, add_text, row_height
from facilitator.exports.slides import Slides
from facilitator.exports.system_slides import add_judged
from facilitator.exports.telling import CAREFUL, NOTICE, explain, tell_report
from facilitator.exports.thread_slides import add_thread
from programs.model import MeetingKind
from programs.questions import Role, Scope

_OWN_PART = (Role.PLAN, Role.FIRST_STEPS)  # shown together at the end
_THREADS = 6
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
    _add_summary(slides, report)
    _add_program(slides, report)
    add_people(slides, report)
    told = read_told(report) if has_told(report) else None
    for meeting in report.meetings:
        _add_meeting(slides, meeting, told)
    add_comparison(slides, report)
    _add_plans(slides, report)
    _add_reading(slides, report)
    return slides.finish()


def _add_summary(slides: Slides, report: Report) -> None:
    points = list_points(report)
    title = f"{report.joined}人が参加し、{report.answers}件の言葉が集まった"
    if not report.answers:
        title, points = "回答はまだ集まっていない", ["回答が集まると、ここに要点が出ます。"]
    slides.add_points(
        title,
        points,
        source=tell_report(report),
        notes=explain(
            "ここだけで全体が伝わるように、1点ずつ、短く話します。",
            "数字の元と本人の言葉は、このあとのスライドにあります。",
            CAREFUL,
        ),
    )


def list_points(report: Report) -> list[str]:
    """Return the most important sentences: voices, ideas, plans, first steps, change."""
    points = _list_told_points(report) if has_told(report) else []
    for sheet in report.list_with_role(Role.VOICES):
        choice = next((t for t in sheet.tallies if isinstance(t, ChoiceTally)), None)
        if choice and choice.answered:
            points.append(findings.say_choice(sheet, choice))
        elif sheet.answers:
            points.append(findings.say_collected(sheet))
    for sheet in report.list_with_role(Role.IDEAS, Role.RATING):
        if sheet.voted:
            points.append(findings.say_votes(sheet))
        points.extend(
            findings.say_positions(tally)
            for tally in sheet.tallies
            if isinstance(tally, PositionTally) and tally.placements
        )
    if report.plans:
        points.append(findings.say_plans(report.plans))
    if report.first_steps:
        points.append(findings.say_first_steps(report.first_steps))
    if report.comparison:
        points.append(findings.say_comparison(report.comparison))
    if not points:
        points = [findings.say_collected(sheet) for sheet in report.worksheets if sheet.answers]
    return points[:6]


def _list_told_points(report: Report) -> list[str]:
    told, count = read_told(report), report.fieldwork
    points = (
        [told_findings.say_visits(count, told)]
        if count and (count.planned or count.records)
        else []
    )
    return [*points, *([told_findings.say_overlaps(told.overlaps)] if told.overlaps else [])]


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


def _add_meeting(slides: Slides, meeting: ReportedMeeting, told: Told | None) -> None:
    answered = [
        sheet
        for sheet in meeting.worksheets
        if (sheet.answers or is_told_of(slides.report, sheet)) and _is_shown(meeting, sheet)
    ]
    if not answered:
        return
    number = sum(len(sheet.answers) for sheet in answered)
    slides.add_section(
        f"{meeting.meeting.label}　{meeting.meeting.title}",
        [
            f"{len(answered)}種類のワークシートに{number}件の回答",
            "、".join(sheet.title for sheet in answered),
        ],
        notes=explain(f"ねらい：{meeting.meeting.aim}", "ここで一息おいて、次の話題に移ります。"),
    )
    for sheet in answered:
        if told is None:
            add_worksheet(slides, sheet)
        else:
            add_told_worksheet(slides, sheet, told)


def _is_shown(meeting: ReportedMeeting, sheet: ReportedWorksheet) -> bool:
    """Tell whether a worksheet belongs here: not plans, and not the office's own preparation."""
    own = meeting.meeting.kind is MeetingKind.PREPARATION
    return sheet.worksheet.role not in _OWN_PART and not (
        own and sheet.worksheet.scope is Scope.PLENARY
    )


def _add_plans(slides: Slides, report: Report) -> None:
    if not report.plans and not report.first_steps and not report.threads:
        return
    if report.plans:
        add_overview(slides, report)
    if has_told(report):
        add_judged(slides, report)
    for plan in report.plans:
        plan_slides.add_plan(slides, report, plan, whole=False)
    for thread in report.threads[:_THREADS]:
        add_thread(slides, thread)
    plan_slides.add_first_steps(slides, report, report.first_steps)


def _add_reading(slides: Slides, report: Report) -> None:
    slides.add_points(
        "この資料の読み方",
        [
            report.program.notice,
            "数は、出された回答をそのまま数えたものです。取り下げた回答と、進行役が伏せた回答は入れていません。",
            "5件に満たないときは傾向を述べません。5人に満たない立場の数は示しません。",
            "声は、票の多い順、票がなければ班から1枚ずつ、書かれた順に選びました。長い文は「…」で切りました。",
            "すべての回答は、Excelの「回答の一覧」にあります。個人の名前はこの資料に出していません。",
            *([_KEPT] if has_told(report) else []),
        ],
        source=tell_report(report),
        notes=explain("質問が出たときのためのスライドです。読み上げなくてもかまいません。"),
    )
