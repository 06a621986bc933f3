"""Make the slide of cards laid out in four places: two by two, an empty place says so."""

from collections.abc import Sequence

from pptx.slide import Slide

from facilitator.analysis import told_findings
from facilitator.analysis.records import ReportedAnswer, ReportedWorksheet
from facilitator.analysis.tallies import ChoiceTally
from facilitator.analysis.wording import shorten
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, card_height, draw_card
from facilitator.exports.slide_shapes import BODY_SIZE, FOOT_ROOM, FOOT_SIZE, add_text
from facilitator.exports.slides import Slides
from facilitator.exports.telling import explain, tell_source
from facilitator.exports.words import clean_line
from programs.crossings import Crossing, find_crossing

_GAP = 14.0


def find_places(sheet: ReportedWorksheet) -> ChoiceTally | None:
    """Return the choice of the four places, where a sheet asks for it."""
    crossing = find_crossing(sheet.worksheet)
    found = sheet.find_tally(crossing.question.key) if crossing is not None else None
    return found if isinstance(found, ChoiceTally) else None


def add_places(slides: Slides, sheet: ReportedWorksheet, tally: ChoiceTally) -> None:
    """Add the cards laid out in four places."""
    crossing = find_crossing(sheet.worksheet)
    if crossing is None:
        raise ValueError(f"no four places: {sheet.key}")
    found = _sort(sheet.answers, tally.question)
    labels = {count.key: count.label for count in tally.counts}
    told = "。".join(
        f"{label}：{'、'.join(shorten(a.headline, 30) for a in found.get(key, [])) or 'なし'}"
        for key, label in labels.items()
    )
    fields = {option.key for option in crossing.options.values()}
    slide = slides.add(
        told_findings.say_places(tally, fields),
        source=tell_source(sheet),
        notes=explain(
            _explain_sides(crossing),
            told,
            "数は並べたカードの枚数です。力の大きさや、よしあしではありません。",
            ask="薄いところは、聞いてきた声で埋まりそうですか。",
        ),
    )
    rest = [answer for key in found if key not in fields for answer in found[key]]
    room = slides.body.height - (FOOT_ROOM + 6 if rest else 0)
    width, height = (slides.body.width - _GAP) / 2, (room - _GAP) / 2
    for row, upper in enumerate(crossing.rows):
        for column, word in enumerate(crossing.columns):
            key = crossing.options[upper, word].key
            left = slides.body.left + column * (width + _GAP)
            place = Box(left, slides.body.top + row * (height + _GAP), width, height)
            _draw_place(slide, place, labels[key], found.get(key, []))
    if rest:
        names = "、".join(shorten(answer.headline, 24) for answer in rest)
        others = "・".join(option.label for option in crossing.others) or "どこにも置いていないもの"
        add_text(slide, slides.foot, [f"{others}：{names}"], size=FOOT_SIZE, name="ほか")


def _explain_sides(crossing: Crossing) -> str:
    upper, lower = crossing.rows
    left, right = crossing.columns
    return f"上が「{upper}」、下が「{lower}」。左が「{left}」、右が「{right}」に強いものです。"


def _sort(answers: Sequence[ReportedAnswer], question: str) -> dict[str, list[ReportedAnswer]]:
    found: dict[str, list[ReportedAnswer]] = {}
    for answer in answers:
        found.setdefault(str(answer.values.get(question, "")), []).append(answer)
    return found


def _draw_place(slide: Slide, box: Box, label: str, answers: Sequence[ReportedAnswer]) -> None:
    """Name as many systems as there is room for, as large as they fit."""
    names = [f"・{shorten(clean_line(answer.headline), 22)}" for answer in answers]
    for size in (22, 20, 18):
        for shown in range(len(names), 0, -1):
            rest = len(names) - shown
            more = [f"ほか{rest}枚はExcelに"] if rest else []
            card = Card("\n".join([*names[:shown], *more]), head=f"{label}　{len(names)}枚")
            if card_height(card, box.width, size) <= box.height and (not rest or size == BODY_SIZE):
                draw_card(slide, box, card, size=size, strong=False, anchor="t")
                return
    card = Card("まだ、ない" if not names else "", head=f"{label}　{len(names)}枚")
    draw_card(slide, box, card, size=BODY_SIZE, strong=False, anchor="t")
