"""Make the slides of overlaps: the map, then each by itself with the voices facing each other."""

from collections.abc import Sequence

from pptx.slide import Slide

from facilitator.analysis import told_findings
from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.told import Told, ToldOverlap
from facilitator.analysis.told_findings import name_kind
from facilitator.analysis.wording import quote, shorten
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, card_height, draw_card
from facilitator.exports.overlap_map import add_overlap_map
from facilitator.exports.slide_shapes import FOOT_ROOM, FOOT_SIZE, add_table, add_text
from facilitator.exports.slide_text import MAIN
from facilitator.exports.slides import Slides, continued
from facilitator.exports.table_pages import lay_out_table
from facilitator.exports.telling import explain, tell_source
from facilitator.exports.text_fitting import height_of
from facilitator.exports.words import clean_line

_EACH = 6  # overlaps with a slide of their own
_GAP_OF_TWO, _GAP_OF_THREE = 132.0, 40.0
_BETWEEN = 24.0
_FACING = 0.56  # of the height may be taken by the voices
# Sizes of the voices, and letters of each: few words are cut before letters get small.
_TRIES = ((32, 80), (28, 80), (26, 80), (24, 80), (22, 80), (20, 80), (20, 60), (18, 44), (18, 24))


def add_overlaps(slides: Slides, sheet: ReportedWorksheet, told: Told) -> None:
    """Add the map, the overlaps one by one, and those that found no slide as a table."""
    overlaps = told.overlaps
    if not overlaps:
        return
    ranked = _rank(overlaps)
    add_overlap_map(slides, sheet, overlaps, ranked)
    chosen = sorted(ranked[:_EACH])
    for number in chosen:
        _add_overlap(slides, sheet, number, overlaps[number - 1])
    rest = [n for n in range(1, len(overlaps) + 1) if n not in chosen]
    if rest:
        _add_rest(slides, sheet, overlaps, rest)


def _rank(overlaps: Sequence[ToldOverlap]) -> list[int]:
    """Return the numbers of the overlaps, those from which most came first."""
    numbers = range(1, len(overlaps) + 1)
    return sorted(numbers, key=lambda n: (-_strength(overlaps[n - 1]), n))


def _strength(overlap: ToldOverlap) -> int:
    return sum(1 + idea.points for idea in overlap.ideas)


def _add_overlap(
    slides: Slides, sheet: ReportedWorksheet, number: int, overlap: ToldOverlap
) -> None:
    """Show the voices facing each other, and below why they meet and what to take care of."""
    names = "と".join(dict.fromkeys(quote(v.who, 20) for v in overlap.voices if v.who))
    slide = slides.add(
        told_findings.say_overlap(number, overlap),
        source=tell_source(sheet),
        notes=explain(
            f"{names}の言葉を、順に、そのまま読み上げます。"
            if names
            else "言葉を順に読み上げます。",
            f"なぜ重なると思ったか：{overlap.reason}" if overlap.reason else "",
            f"気をつけること：{overlap.care}" if overlap.care else "",
            "生まれたアイデア：" + "、".join(quote(i.headline, 30) for i in overlap.ideas)
            if overlap.ideas
            else "",
            ask="この二人が会ったら、最初に何の話をするでしょうか。",
        ),
    )
    top = _draw_facing(slide, slides.body, overlap)
    _draw_why(slide, slides.body, overlap, top)


def _draw_facing(slide: Slide, body: Box, overlap: ToldOverlap) -> float:
    """Draw the voices side by side with a sign between; return where the room below begins."""
    voices = overlap.voices
    number = max(1, len(voices))
    gap = _GAP_OF_TWO if number <= 2 else _GAP_OF_THREE  # noqa: PLR2004 -- two voices, or three
    width = (body.width - gap * (number - 1)) / number
    room = body.height * _FACING
    for size, letters in _TRIES:
        cards = [Card(quote(voice.text, letters), voice.who) for voice in voices]
        if all(card_height(card, width, size) <= room for card in cards):
            break
    height = min(room, max((card_height(card, width, size) for card in cards), default=room))
    for place, card in enumerate(cards):
        left = body.left + place * (width + gap)
        draw_card(slide, Box(left, body.top, width, height), card, size=size, strong=False)
        if place:
            sign = Box(left - gap, body.top + height / 2 - 30, gap, 60)
            lines = [name_kind(overlap), "⇔"] if gap == _GAP_OF_TWO else ["⇔"]
            add_text(slide, sign, lines, size=20, colour=MAIN, bold=True, centred=True, name="印")
    return body.top + height + 20


def _draw_why(slide: Slide, body: Box, overlap: ToldOverlap, top: float) -> None:
    """Write the reason, what could be done and what to take care of in one size."""
    parts = [
        ("なぜ重なるか", overlap.reason, 1.5),
        ("できそうなこと", overlap.could_do, 1.0),
        ("気をつけること", overlap.care, 1.0),
    ]
    shown = [(head, shorten(text, 160), share) for head, text, share in parts if clean_line(text)]
    if not shown:
        return
    room = body.width - _BETWEEN * (len(shown) - 1)
    whole = sum(share for _, _, share in shown)
    widths = [room * share / whole for _, _, share in shown]
    height = body.bottom - top - 32
    fitting = (
        size
        for size in (24, 22, 20, 18)
        if all(
            height_of([text], width=width, size=size) <= height
            for (_, text, _), width in zip(shown, widths, strict=True)
        )
    )
    size = next(fitting, FOOT_SIZE)
    left = body.left
    for (head, text, _), width in zip(shown, widths, strict=True):
        add_text(slide, Box(left, top, width, 26), [head], size=20, bold=True, colour=MAIN)
        add_text(slide, Box(left, top + 32, width, height), [text], size=size)
        left += width + _BETWEEN


def _add_rest(
    slides: Slides,
    sheet: ReportedWorksheet,
    overlaps: Sequence[ToldOverlap],
    numbers: Sequence[int],
) -> None:
    header = ("番号", "重なり", "種類")
    rows = [
        (str(n), shorten(overlaps[n - 1].name, 50), overlaps[n - 1].kind_label) for n in numbers
    ]
    height = slides.body.height - FOOT_ROOM
    table = lay_out_table(header, rows, total=slides.body.width, height=height)
    for number, page in enumerate(table.pages):
        slide = slides.add(
            continued(f"ほかに{len(rows)}件の重なりが見つかった", number),
            source=tell_source(sheet),
            notes=explain("声と理由は、Excelの「重なりの一覧」にあります。"),
        )
        add_table(
            slide, slides.body, header, page, widths=table.widths, size=table.size, alt="重なり"
        )
