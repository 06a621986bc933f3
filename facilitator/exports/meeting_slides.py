"""Make slides for running a meeting from PowerPoint: agenda, aims, instructions, worksheets.

The script stands in the speaker notes, so that the deck works without this product too.
"""

from facilitator.analysis.records import Report
from facilitator.analysis.wording import count_things
from facilitator.exports.box import Box
from facilitator.exports.cover_slide import begin_notice
from facilitator.exports.join_slide import add_join
from facilitator.exports.slide_shapes import add_table, add_text
from facilitator.exports.slides import Slides, continued
from facilitator.exports.table_pages import Row, TablePages, lay_out_table
from facilitator.exports.telling import explain
from facilitator.exports.text_fitting import LINE, count_lines, leaves_rest
from facilitator.exports.words import clean_line
from programs.model import Meeting, MeetingKind, Program, Step, StepKind
from programs.questions import Question, QuestionKind, Scope, Worksheet

_WHO = {
    Scope.INDIVIDUAL: "1人ずつ書きます",
    Scope.TEAM: "班で1枚書きます",
    Scope.PLENARY: "みんなで1枚をつくります",
}
_SIZES = (28, 24, 22, 20, 18)
_LEADS, _LEAD_LINES = (24, 22, 20, 18), 3  # points and lines of what is said about a sheet
_BELOW = 12.0  # points between that and the questions
_QUESTIONS = ("", "問い", "書き方")
_WAYS = {
    QuestionKind.SHORT_TEXT: "一言で書く",
    QuestionKind.LONG_TEXT: "自由に書く",
    QuestionKind.CHOICE: "1つ選ぶ",
    QuestionKind.CHOICES: "いくつでも選ぶ",
    QuestionKind.SCALE: "段を1つ選ぶ",
    QuestionKind.NUMBER: "数を書く",
    QuestionKind.DATE: "日を書く",
    QuestionKind.POSITION: "ものさしに置く",
    QuestionKind.RANK: "順に並べる",
    QuestionKind.TABLE: "1行に1つ書く",
    QuestionKind.REFERENCE: "前のカードから選ぶ",
}
_LONGEST_NOTES = 1400  # letters; more would run off the printed notes page


def make_meeting_slides(
    report: Report, template: bytes | None = None, *, meeting: str | None = None
) -> bytes:
    """Return the slides of one meeting, or of all where people come together."""
    slides = Slides(report, subject="進行のスライド", template=template)
    program = report.program
    chosen = [
        one
        for one in program.meetings
        if one.key == meeting or (meeting is None and one.kind is not MeetingKind.PREPARATION)
    ]
    slides.add_cover(
        report.title,
        [report.municipality, program.official_name],
        small=begin_notice(program.notice),
        notes=explain(
            "会場に人が集まるまで映しておきます。",
            "言い方と時間は、各スライドのノートにあります。時間も言い方も、町に合わせて変えてください。",
            *program.notice.splitlines(),
        ),
    )
    _add_rules(slides, program)
    for one in chosen:
        _add_meeting(slides, report, one)
    return slides.finish()


def _add_rules(slides: Slides, program: Program) -> None:
    slides.add_big(
        "話し合いの約束",
        [f"{number}. {rule}" for number, rule in enumerate(program.ground_rules, 1)],
        small="",
        notes=explain("1つずつ読み上げ、うなずきを待ちます。", program.purpose),
    )


def _add_meeting(slides: Slides, report: Report, meeting: Meeting) -> None:
    slides.add_section(
        f"{meeting.label}　{meeting.title}",
        [meeting.aim, f"全部で{meeting.minutes}分"],
        notes=explain(
            f"ねらい：{meeting.aim}",
            "終わったときに手元にあるもの：" + "、".join(meeting.outcome),
            report.program.notice,
        ),
    )
    _add_agenda(slides, meeting)
    add_join(slides, report, meeting.label)
    # A sheet that goes on in a later step was read out already.
    shown: set[str] = set()
    for number, step in enumerate(meeting.steps, 1):
        _add_step(slides, meeting, step, number, shown)
    if meeting.homework:
        last = meeting.key == report.program.meetings[-1].key
        slides.add_big(
            f"{meeting.label}　{'これからの' if last else '次回までの'}宿題",
            list(meeting.homework),
            small="",
            notes=explain("できる範囲でよいことを、はっきり伝えます。"),
        )


def _add_agenda(slides: Slides, meeting: Meeting) -> None:
    header = ("", "内容", "時間")
    rows: list[Row] = [
        (str(number), step.title, f"{step.minutes}分")
        for number, step in enumerate(meeting.steps, 1)
    ]
    body = slides.body
    table = lay_out_table(header, rows, total=body.width, height=body.height, sizes=_SIZES)
    title = f"{meeting.label}は{count_things(len(meeting.steps))}の流れ、全部で{meeting.minutes}分"
    for number, page in enumerate(table.pages):
        slide = slides.add(
            continued(title, number),
            source="",
            notes=explain("全部は読みません。休憩の場所と、終わる時間だけを伝えます。"),
        )
        alt = "進行表"
        add_table(slide, slides.body, header, page, widths=table.widths, size=table.size, alt=alt)


def _add_step(slides: Slides, meeting: Meeting, step: Step, number: int, shown: set[str]) -> None:
    small = f"{meeting.label}　{number}／{len(meeting.steps)}　{step.minutes}分"
    notes = _script(step)
    lines = list(step.stage.lines) or [step.instruction]
    slides.add_big(step.stage.heading, lines, small=small, notes=notes)
    if step.kind is StepKind.BREAK:
        return
    sheets = {sheet.key: sheet for sheet in meeting.worksheets}
    for key in step.worksheets:
        if key in sheets and key not in shown:
            _add_sheet(slides, sheets[key], small)
            shown.add(key)


def _script(step: Step) -> str:
    """Return what to say, what to do and what helps, as the notes of a slide."""
    skip = "、飛ばしてもよい" if step.droppable else ""
    lines = [
        f"【ねらい】{step.aim}",
        f"【時間】{step.minutes}分（短くするなら{step.shortest}分{skip}）",
        "【言い方の例】",
        *(f"「{say.strip('「」')}」" for say in step.say),
        "【すること】",
        *(f"・{do}" for do in step.do),
    ]
    if step.troubles:
        lines.append("【つまずいたら】")
        lines.extend(f"・{trouble.sign} → {trouble.remedy}" for trouble in step.troubles)
    text = "\n".join(lines)
    return text if len(text) <= _LONGEST_NOTES else text[:_LONGEST_NOTES].rstrip() + "…"


def _add_sheet(slides: Slides, sheet: Worksheet, small: str) -> None:
    """Show the questions as they stand on phone and paper, each with how it is answered."""
    who = _WHO[sheet.scope] + ("（無記名）" if sheet.anonymous else "")
    body = slides.body
    lead = clean_line(sheet.lead)
    rows = _list_questions(sheet)
    size, high, table = _lay_out_sheet(body, lead, rows)
    top = high + _BELOW if lead else 0.0
    for number, page in enumerate(table.pages):
        slide = slides.add(
            continued(f"「{sheet.title}」に書く", number),
            source=f"{small}　{who}",
            notes=explain(
                who + ("。1枚に1つ、何枚でも出せます" if sheet.many else "") + "。",
                "問いを読み上げたら、静かに書く時間をとります。書き終わりを急がせません。",
                "番号は、紙のワークシートと同じです。",
            ),
        )
        if lead:
            add_text(slide, Box(body.left, body.top, body.width, high), [lead], size=size)
        place = Box(body.left, body.top + top, body.width, body.height - top)
        alt = "。".join(" ".join(row) for row in page)
        add_table(slide, place, _QUESTIONS, page, widths=table.widths, size=table.size, alt=alt)


def _list_questions(sheet: Worksheet) -> list[Row]:
    """Return number, question and way of each; the same scale is spelled out once."""
    rows: list[Row] = []
    first: dict[str, int] = {}
    for number, question in enumerate(sheet.questions, 1):
        way = tell_way(question)
        same = first.setdefault(way, number)
        if question.kind is QuestionKind.SCALE and same != number:
            way = f"{_WAYS[question.kind]}（{same}と同じ）"
        rows.append((str(number), question.label, way))
    return rows


def _lay_out_sheet(body: Box, lead: str, rows: list[Row]) -> tuple[float, float, TablePages]:
    """Choose the size of the lead: few slides first, then no last line of one letter, then large.

    Returned are the size, how high the lead is, and the table below it.
    """
    found = []
    for size in _LEADS if lead else _LEADS[:1]:
        lines = min(_LEAD_LINES, count_lines(lead, width=body.width, size=size))
        high = lines * size * LINE
        room = body.height - (high + _BELOW if lead else 0.0)
        table = lay_out_table(_QUESTIONS, rows, total=body.width, height=room, sizes=_SIZES)
        rest = leaves_rest(lead, width=body.width, size=size)
        found.append((len(table.pages), rest, -size, high, table))
    _, _, size, high, table = min(found, key=lambda one: one[:3])
    return -size, high, table


def tell_way(question: Question) -> str:
    """Say in a few words how a question is answered."""
    parts = [one.label for one in question.options] or list(question.labels)
    if question.columns:
        parts = [one.label for one in question.columns]
    told = "・".join(parts)
    way = _WAYS[question.kind]
    if question.kind is QuestionKind.POSITION and question.x and question.y:
        told = f"横：{question.x.label}、縦：{question.y.label}"
    return f"{way}（{told}）" if told and question.kind is not QuestionKind.REFERENCE else way
