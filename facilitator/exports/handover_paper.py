"""Write the sheet for whoever takes over (引継ぎシート): why, what is agreed, what comes next."""

from facilitator.analysis.meeting_days import tell_when
from facilitator.analysis.records import FirstStep, Plan, Report, Thread
from facilitator.analysis.told import has_told
from facilitator.analysis.wording import day_words, moment_words, quote, shorten
from facilitator.exports.telling import pick_voices
from facilitator.exports.word_paper import WIDTH, Paper
from facilitator.exports.words import name_workshop
from programs.model import MeetingKind
from programs.questions import QuestionKind, Role

_VOICES = 6
_QUOTED = 2  # of each worksheet on the way to a plan
_LETTERS = 90
_TITLE, _TEAM = 50, 16
_TOLD = 2  # long texts of a plan: why and what
_FACTS = (QuestionKind.SHORT_TEXT, QuestionKind.DATE)
_ITEMS = (44.0, WIDTH - 44.0)
_BY_HAND = (
    "いまの担当と連絡先（役割で）",
    "事務局で一緒に動いた人（役割で）",
    "引き継ぐ会議と次の開催日",
    "所属長・関係課に約束していること",
    "気をつけること（うまくいかなかったこと）",
    "データの置き場所と、消す日",
)


def make_handover_paper(report: Report) -> bytes:
    """Return the paper; what the tool cannot know is left to be filled in by hand."""
    paper = Paper(report, subject="引継ぎシート")
    paper.add_title(
        "引継ぎシート",
        [name_workshop(report, "　"), f"{moment_words(report.as_of)} 時点"],
    )
    paper.add(
        "次に担当する人が、はじめの1時間で読むための紙です。"
        "空いている欄は、前の担当者が手で書きこんでから渡します。"
    )
    _add_why(paper)
    _add_so_far(paper)
    _add_agreed(paper)
    _add_next(paper)
    _add_words(paper)
    _add_by_hand(paper)
    return paper.finish()


def _add_why(paper: Paper) -> None:
    program = paper.report.program
    paper.add_heading("1　何のための研修か")
    paper.add_points([aim.text for aim in program.aims])
    paper.add(f"正式な名前：{program.official_name}")
    paper.add(program.notice)


def _add_so_far(paper: Paper) -> None:
    report = paper.report
    paper.add_heading("2　これまでの経過")
    groups = "、".join(f"{group.label}{group.count}人" for group in report.groups)
    paper.add(f"参加した人は{report.joined}人です" + (f"（{groups}）。" if groups else "。"))
    rows = [
        (
            f"{one.meeting.label}　{one.meeting.title}",
            tell_when(one) or ("回答なし" if not one.answers else ""),
            f"{one.answers}件",
        )
        for one in report.meetings
        if one.meeting.kind is not MeetingKind.PREPARATION
    ]
    paper.add_table(("回", "回答のあった日", "回答"), rows, (88, 60, 22))


def _add_agreed(paper: Paper) -> None:
    report = paper.report
    paper.add_heading("3　いま決まっていること")
    if not report.plans:
        paper.add("実行プランは、まだ書かれていません。")
        return
    paper.add(
        "なぜ・何を・だれが・どこで・いつまでに、だけを載せます。全部は「実行プランの様式」にあります。"
    )
    threads = {thread.end.id: thread for thread in report.threads}
    for plan in report.plans:
        team = f"（{shorten(plan.team, _TEAM)}）" if plan.team else ""
        paper.add_heading(f"{shorten(plan.title, _TITLE)}{team}", 2)
        rows = _list_facts(report, plan)
        if rows:
            paper.add_table(("項目", "内容"), rows, _ITEMS)
        if plan.answer.id in threads:
            _add_thread(paper, threads[plan.answer.id])


def _list_facts(report: Report, plan: Plan) -> list[tuple[str, str]]:
    """Choose why and what, who, where and when; the rest stands in the form of the plan."""
    sheet = report.find_worksheet(plan.worksheet)
    questions = sheet.worksheet.questions if sheet else ()
    told = [one.label for one in questions if one.kind is QuestionKind.LONG_TEXT][:_TOLD]
    told += [one.label for one in questions if one.kind in _FACTS]
    return [
        (label, shorten(text, _LETTERS))
        for label, text in plan.lines
        if label in told and text != plan.title
    ]


def _add_thread(paper: Paper, thread: Thread) -> None:
    """Say where a plan came from: without it the next person drops it first."""
    stages = [stage for stage in thread.stages[:-1] if stage.answers]
    if not stages:
        return
    paper.add("どこから来たか", keep=True)
    paper.add_points(
        [
            f"{stage.meeting}「{stage.title}」："
            + "、".join(quote(answer.headline, 40) for answer in stage.answers[:_QUOTED])
            + (f"ほか{len(stage.answers) - _QUOTED}件" if len(stage.answers) > _QUOTED else "")
            for stage in stages
        ]
    )


def _add_next(paper: Paper) -> None:
    report = paper.report
    paper.add_heading("4　これから動くこと")
    if not report.first_steps:
        paper.add("期日のある行動は、まだ書かれていません。")
    else:
        rows = [
            (_due(step), shorten(step.what, _LETTERS), shorten(step.who, _TITLE), "")
            for step in report.first_steps
        ]
        paper.add_table(
            ("いつまで", "すること", "担当（役割）", "いまの様子"), rows, (44, 62, 40, 24), least=8
        )
    coming = [one.meeting for one in report.meetings if not one.answers]
    if coming:
        paper.add("まだ回答のない回", keep=True)
        paper.add_points([f"{one.label}　{one.title}：{one.aim}" for one in coming])


def _due(step: FirstStep) -> str:
    return day_words(step.due) if step.due else "未定"


def _add_words(paper: Paper) -> None:
    """Quote what people wrote to be heard; told words stand in their own paper."""
    report = paper.report
    roles = [Role.OWN_WORDS, Role.DECLARATION, Role.VISION]
    if not has_told(report):
        roles.append(Role.VOICES)
    sheets = report.list_with_role(*roles)
    answers = [answer for sheet in sheets for answer in pick_voices(sheet.answers, 2)]
    if not answers:
        return
    paper.add_heading("5　大事にしてきた言葉")
    for answer in answers[:_VOICES]:
        paper.add(quote(answer.headline, _LETTERS), "Quote")


def _add_by_hand(paper: Paper) -> None:
    paper.add_heading("6　前の担当者が書きこむこと")
    paper.add("人の名前ではなく役割で書くと、次に替わったあとも使えます。", keep=True)
    paper.add_table(
        ("項目", "書きこみ"), [(one, "") for one in _BY_HAND], _ITEMS, least=16, together=True
    )
