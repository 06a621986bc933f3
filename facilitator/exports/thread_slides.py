"""Make the slide of a thread: from left to right what a thing came from, in people's words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pptx.slide import Slide

from facilitator.analysis import findings
from facilitator.analysis.records import Report, Thread, ThreadStage
from facilitator.analysis.threads import LOST_ROOT
from facilitator.analysis.told import has_told, read_told
from facilitator.analysis.wording import shorten
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, column_height, draw_stretched
from facilitator.exports.slide_shapes import FOOT_ROOM, FOOT_SIZE, add_text, tell_rest
from facilitator.exports.slide_text import MAIN, MUTED
from facilitator.exports.slides import Slides
from facilitator.exports.telling import explain, make_card
from facilitator.exports.text_fitting import line_width
from programs.questions import Role

_MOST_STAGES = 4
_ARROW = 28
_HEAD = 36
_LOST = 48  # two lines on what was taken back
# Sizes of the words, and letters of each card: few words are cut before letters get small.
_TRIES = ((32, 60), (28, 60), (24, 60), (22, 60), (22, 44), (20, 44), (20, 32), (18, 32))


@dataclass(frozen=True, slots=True)
class _Laid:
    """The cards of every stage, and how they find room."""

    columns: tuple[tuple[Card, ...], ...]
    widths: tuple[float, ...]
    size: float
    height: float


def add_thread(slides: Slides, thread: Thread) -> None:
    """Show from left to right what a thing came from."""
    stages = _choose_stages(thread.stages)
    widths = _share_width(slides, stages)
    laid = _lay_out(slides, stages, widths, _LOST if thread.lost_roots else FOOT_ROOM)
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
        _add_stage(slide, stage, place, laid, number)
        if number:
            arrow = Box(left - _ARROW, slides.body.top + _HEAD + laid.height / 2 - 14, _ARROW, 28)
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


def _lay_out(
    slides: Slides, stages: Sequence[ThreadStage], widths: Sequence[float], foot: float
) -> _Laid:
    """Choose the largest words with which all cards of all stages find room."""
    room = slides.body.height - _HEAD - foot - 4
    for size, most in _TRIES:
        columns = tuple(tuple(_make_cards(slides.report, one, most)) for one in stages)
        pairs = zip(columns, widths, strict=True)
        height = max(column_height(cards, width, size) for cards, width in pairs)
        if height <= room:
            break
    return _Laid(columns, tuple(widths), size, min(height, room))


def _make_cards(report: Report, stage: ThreadStage, most: int) -> list[Card]:
    """Return what a stage holds; whose words a voice is stands below it."""
    sheet = report.find_worksheet(stage.worksheet)
    cards = [make_card(sheet, answer, most=most) for answer in stage.answers]
    if stage.role is not Role.VOICES or not has_told(report):
        return cards
    names = {voice.id: voice.who for voice in read_told(report).voices}
    return [
        replace(card, text=shorten(answer.headline, min(most, 44)), foot=names.get(answer.id, ""))
        for card, answer in zip(cards, stage.answers, strict=True)
    ]


def _add_stage(slide: Slide, stage: ThreadStage, box: Box, laid: _Laid, number: int) -> None:
    cards, last = laid.columns[number], number == len(laid.columns) - 1
    head = stage.title if last else f"{stage.title}（{len(stage.answers)}件）"
    if line_width(head, size=FOOT_SIZE) > box.width:
        head = stage.title
    place = Box(box.left, box.top, box.width, 26)
    add_text(slide, place, [head], size=18, bold=True, colour=MAIN)
    room = Box(box.left, box.top + _HEAD, box.width, laid.height)
    shown = draw_stretched(slide, room, cards, size=laid.size, strong=last)
    tell_rest(slide, box, len(cards) - shown, "件")
