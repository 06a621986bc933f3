"""Draw first steps along a line of days, so that a room sees at once what comes when."""

from collections.abc import Sequence
from datetime import date

from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Pt

from facilitator.analysis.findings import say_first_steps
from facilitator.analysis.records import FirstStep
from facilitator.analysis.wording import short_day, shorten
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, column_height, draw_column
from facilitator.exports.slide_shapes import FOOT_ROOM, FOOT_SIZE, add_text, describe
from facilitator.exports.slide_text import MAIN, MUTED
from facilitator.exports.slides import Slides
from facilitator.exports.telling import explain
from facilitator.exports.text_fitting import line_width

_DAYS = 4  # side by side; more could not be read from the back
_GAP = 20.0
_LINE = 44.0  # below the days
_DOT = 14.0
_LETTERS = 44
_LEAST_DAY = 18  # points of the smallest day
_SIZES = (28, 26, 24, 22, 20, 18)


def add_timeline(slides: Slides, steps: Sequence[FirstStep], *, source: str) -> None:
    """Add one slide: the first days in their order, and how many steps stand outside."""
    by_day: dict[date, list[FirstStep]] = {}
    for step in steps:
        if step.due is not None:
            by_day.setdefault(step.due, []).append(step)
    days = sorted(by_day)[:_DAYS]
    slide = slides.add(
        say_first_steps(steps),
        source=source,
        notes=explain(
            "左から期日の早い順です。日と日のあいだの長さは、日数とは合わせていません。",
            "担当は役割で読み上げ、その場でうなずきを確かめます。",
            ask="この中で、今週中に電話1本で始められるものはどれですか。",
        ),
    )
    if not days:
        add_text(
            slide, slides.body, ["期日は、まだ決まっていません。この場で日を決めます。"], size=24
        )
        return
    _draw_line(slide, slides.body)
    width = (slides.body.width - _GAP * (len(days) - 1)) / len(days)
    columns = [[_make_card(step) for step in by_day[day]] for day in days]
    top = _LINE + 18
    room = slides.body.height - top - FOOT_ROOM - 6
    fitting = (s for s in _SIZES if all(column_height(c, width, s) <= room for c in columns))
    size = next(fitting, _SIZES[-1])
    drawn = 0
    for number, day in enumerate(days):
        box = Box(
            slides.body.left + number * (width + _GAP), slides.body.top, width, slides.body.height
        )
        drawn += _draw_day(slide, box, day, columns[number], size=size)
    left = len(steps) - drawn
    if left:
        undated = "（期日のないものをふくむ）" if any(step.due is None for step in steps) else ""
        words = f"ほか{left}件{undated}は、様式にあります"
        add_text(slide, slides.foot, [words], size=FOOT_SIZE, colour=MUTED, name="残り")


def _draw_line(slide: Slide, body: Box) -> None:
    top = Pt(body.top + _LINE)
    line = slide.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, Pt(body.left), top, Pt(body.right), top
    )
    line.line.width = Pt(3)
    line.line.color.theme_color = MAIN
    describe(line, "時間の線")


def _make_card(step: FirstStep) -> Card:
    return Card(shorten(step.what, _LETTERS), shorten(step.who, 24))


def _draw_day(slide: Slide, box: Box, day: date, cards: Sequence[Card], *, size: float) -> int:
    """Draw a day with its steps; return how many found room."""
    head = Box(box.left, box.top, box.width, 30)
    words = short_day(day)
    if line_width(words, size=_LEAST_DAY) > box.width:
        words = f"{day.month}月{day.day}日"  # a cut weekday tells nothing
    add_text(slide, head, [words], size=20, bold=True, colour=MAIN, name="期日")
    dot = slide.shapes.add_shape(
        MSO_SHAPE.OVAL, Pt(box.left), Pt(box.top + _LINE - _DOT / 2), Pt(_DOT), Pt(_DOT)
    )
    describe(dot, "点")
    dot.shadow.inherit = False
    dot.fill.solid()
    dot.fill.fore_color.theme_color = MAIN
    dot.line.fill.background()
    top = _LINE + 18
    room = Box(box.left, box.top + top, box.width, box.height - top - FOOT_ROOM - 6)
    return draw_column(slide, room, cards, size=size)
