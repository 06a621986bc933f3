"""Make the slides of action plans: each plan, where it came from, what is done first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pptx.slide import Slide

from facilitator.analysis import findings
from facilitator.analysis.records import (
    FirstStep,
    Plan,
    Report,
    Thread,
    ThreadStage,
)
from facilitator.analysis.threads import LOST_ROOT
from facilitator.analysis.told import has_told, read_told
from facilitator.analysis.wording import day_words, local, quote, short_day, shorten
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, column_height, draw_column
from facilitator.exports.slide_shapes import FOOT_ROOM, FOOT_SIZE, add_table, add_text, tell_rest
from facilitator.exports.slide_text import MAIN, MUTED
from facilitator.exports.slides import Slides, continued
from facilitator.exports.table_pages import choose_widths, shorten_cells, split_rows
from facilitator.exports.telling import explain, make_card, tell_source
from programs.questions import Role

_SIZE = 18
_FORM_SIZE, _FORM_LINES = 16, 3  # a plan has many items; the whole stands in the Excel form
_MOST_STAGES = 4
_DAY = 160.0  # a day with its weekday in one line
_ARROW = 28
_HEAD = 36
_LOST = 36  # two lines on what was taken back


def add_plan(slides: Slides, report: Report, plan: Plan, *, whole: bool) -> None:
    """Add the form of one plan, or only its first page."""
    sheet = report.find_worksheet(plan.worksheet)
    source = tell_source(sheet) if sheet else ""
    rows = [(label, text) for label, text in plan.lines if text != plan.answer.headline]
    rows += [
        (table.label, "\n".join(_row_words(row) for row in table.rows)) for table in plan.tables
    ]
    widths = (230.0, slides.body.width - 230)
    cells = shorten_cells(rows, widths, _FORM_SIZE, lines=_FORM_LINES)
    header = ("項目", "内容")
    title = f"実行プラン{quote(plan.title, 34)}" + (f"（{plan.team}）" if plan.team else "")
    notes = explain(
        "なぜするのか、だれの暮らしが変わるのかから話します。項目を順に読み上げません。",
        "主担当は役割で書いてあります。名前にしないのは、人が替わっても続けるためです。",
        ask="この取組を、明日だれに最初に話しますか。",
    )
    room = slides.room.height
    pages = split_rows(header, cells, widths=widths, size=_FORM_SIZE, height=room) or [[]]
    for number, page in enumerate(pages if whole else pages[:1]):
        slide = slides.add(continued(title, number), source=source, notes=notes)
        add_table(
            slide,
            slides.body,
            header,
            page,
            widths=widths,
            size=_FORM_SIZE,
            alt="。".join(f"{label}：{text}" for label, text in page),
            first_column=True,
        )
        if not whole:
            tell_rest(slide, slides.body, sum(len(one) for one in pages[1:]), "項目")


def _row_words(row: tuple[str, ...]) -> str:
    return "・" + "／".join(cell for cell in row if cell)


def add_first_steps(slides: Slides, report: Report, steps: Sequence[FirstStep]) -> None:
    """Add the list of first steps in the order of their days."""
    if not steps:
        return
    header = ("いつまで", "すること", "担当（役割）", "実行プラン")
    rows = [(_due(step.due), step.what, step.who, step.plan or step.team) for step in steps]
    widths = (
        _DAY,
        *choose_widths(
            header[1:], [row[1:] for row in rows], total=slides.body.width - _DAY, size=_SIZE
        ),
    )
    cells = shorten_cells(rows, widths, _SIZE)
    pages = split_rows(header, cells, widths=widths, size=_SIZE, height=slides.body.height)
    for number, page in enumerate(pages):
        slide = slides.add(
            continued(findings.say_first_steps(steps), number),
            source=f"出典：実行プランと最初の一歩のワークシート（{day_words(local(report.as_of).date())}時点）",
            notes=explain(
                "期日の早い順です。担当は役割で読み上げ、その場でうなずきを確かめます。",
                "期日のないものは、この場で日を決めるか、決める人を決めます。",
                ask="この中で、今週中に電話1本で始められるものはどれですか。",
            ),
        )
        add_table(
            slide, slides.body, header, page, widths=widths, size=_SIZE, alt="最初の一歩の一覧"
        )


def _due(day: date | None) -> str:
    return short_day(day) if day else "未定"


def add_thread(slides: Slides, thread: Thread) -> None:
    """Show from left to right what a thing came from."""
    stages = _choose_stages(thread.stages)
    widths = _share_width(slides, stages)
    size = _choose_size(slides, stages, widths)
    slide = slides.add(
        findings.say_thread(thread),
        source="出典：" + "、".join(f"{stage.meeting}「{stage.title}」" for stage in stages),
        notes=explain(
            "左から右へ読みます。最初の言葉が、何を通って、この取組になったかを話します。",
            "上司や議会に「なぜこれをするのか」と聞かれたら、いちばん左の言葉から答えられます。",
            f"{LOST_ROOT}（{thread.lost_roots}件）。" if thread.lost_roots else "",
            ask="左の言葉を書いた人に、この取組は届くでしょうか。",
        ),
    )
    left = slides.body.left
    for number, (stage, width) in enumerate(zip(stages, widths, strict=True)):
        place = Box(left, slides.body.top, width, slides.body.height)
        _add_stage(slide, slides.report, stage, place, size=size, last=number == len(stages) - 1)
        if number:
            arrow = Box(left - _ARROW, slides.body.top + _HEAD + 12, _ARROW, 28)
            add_text(slide, arrow, ["▶"], colour=MAIN, centred=True, name="矢印")
        left += width + _ARROW
    if thread.lost_roots:
        # Below the last card: what it leads to has lost them.
        left = slides.body.right - widths[-1]
        foot = Box(left, slides.body.bottom - _LOST, widths[-1], _LOST)
        lost = f"{LOST_ROOT}（{thread.lost_roots}件）"
        add_text(slide, foot, [lost], size=FOOT_SIZE, colour=MUTED, name="取り下げ")


def _choose_stages(stages: tuple[ThreadStage, ...]) -> tuple[ThreadStage, ...]:
    """Keep the first and the last where there are too many to stand side by side."""
    if len(stages) <= _MOST_STAGES:
        return stages
    return (stages[0], *stages[-(_MOST_STAGES - 1) :])


def _share_width(slides: Slides, stages: Sequence[ThreadStage]) -> list[float]:
    """Return how wide each stage is; what people of the town said needs more room."""
    told = has_told(slides.report)
    shares = [1.4 if told and stage.role is Role.VOICES else 1.0 for stage in stages]
    room = slides.body.width - _ARROW * (len(stages) - 1)
    return [room * share / sum(shares) for share in shares]


def _choose_size(slides: Slides, stages: Sequence[ThreadStage], widths: Sequence[float]) -> float:
    """Return the largest size at which all cards of all stages find room."""
    room = slides.room.height - _HEAD
    columns = [_make_cards(slides.report, one) for one in stages]
    for size in (28, 24, 22):
        fits = zip(columns, widths, strict=True)
        if all(column_height(cards, width, size) <= room for cards, width in fits):
            return size
    return 20


def _make_cards(report: Report, stage: ThreadStage) -> list[Card]:
    """Return what a stage holds; whose words a voice is stands below it."""
    sheet = report.find_worksheet(stage.worksheet)
    cards = [make_card(sheet, answer, most=60) for answer in stage.answers]
    if stage.role is not Role.VOICES or not has_told(report):
        return cards
    names = {voice.id: voice.who for voice in read_told(report).voices}
    return [
        replace(card, text=shorten(answer.headline, 44), foot=names.get(answer.id, ""))
        for card, answer in zip(cards, stage.answers, strict=True)
    ]


def _add_stage(
    slide: Slide,
    report: Report,
    stage: ThreadStage,
    box: Box,
    *,
    size: float,
    last: bool,
) -> None:
    told = has_told(report)
    count = f" {len(stage.answers)}件" if told else f"（{len(stage.answers)}件）"
    head = stage.title if last else f"{stage.title}{count}"
    place = Box(box.left, box.top, box.width, 26)
    add_text(slide, place, [head], size=16 if told else 18, bold=True, colour=MAIN)
    cards = _make_cards(report, stage)
    foot = _LOST if last and told else FOOT_ROOM
    room = Box(box.left, box.top + _HEAD, box.width, box.height - _HEAD - foot - 4)
    shown = draw_column(slide, room, cards, size=size, strong=last)
    tell_rest(slide, box, len(cards) - shown, "件")


def make_overview_cards(plans: Sequence[Plan]) -> list[Card]:
    """Return one card for each plan with its first step."""
    cards = []
    for plan in plans:
        first = next(iter(plan.first_steps), None)
        text = "最初の一歩は、まだ書かれていない"
        if first:
            who = shorten(first.who, 20) or "担当は未定"
            text = f"最初の一歩：{shorten(first.what, 40)}（{_due(first.due)}、{who}）"
        cards.append(Card(text, plan.team, head=quote(plan.title, 40)))
    return cards
