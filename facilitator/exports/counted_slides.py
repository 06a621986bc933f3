"""Make the slides of counted questions: choices, scales, votes."""

from collections.abc import Sequence

from facilitator.analysis import findings
from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.tallies import ChoiceTally, OptionCount, ScaleTally
from facilitator.analysis.wording import quote, shorten, unit_of
from facilitator.exports import slide_charts
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, draw_column
from facilitator.exports.slide_shapes import FOOT_ROOM, add_table, add_text, tell_rest
from facilitator.exports.slides import Slides, continued
from facilitator.exports.table_pages import Row, take_rows
from facilitator.exports.telling import (
    CAREFUL,
    explain,
    list_texts,
    make_card,
    pick_voices,
    tell_source,
)

_SCALES_A_SLIDE = 5
_CARDS_BESIDE = 3
_VOTED = 6  # cards named beside the bars


def add_choice(slides: Slides, sheet: ReportedWorksheet, tally: ChoiceTally) -> None:
    """Add the counts of a choice, with voices of those who chose the top option."""
    unit = unit_of(sheet.worksheet)
    told = "、".join(f"{count.label} {count.count}{unit}" for count in tally.ranked)
    several = "1つの回答でいくつも選べます。" if tally.multiple else ""
    slide = slides.add(
        findings.say_choice(sheet, tally),
        source=tell_source(sheet, extra="複数回答" if tally.multiple else ""),
        notes=explain(
            f"「{tally.label}」に答えた{tally.answered}{unit}を数えました。{several}",
            f"内訳：{told}",
            CAREFUL,
            ask="この数を見て、みなさんの実感と同じですか。ちがうところはどこですか。",
        ),
    )
    cards = _cards_of_top(sheet, tally)
    left = slides.body.part(0, 0.58 if cards else 1)
    add_text(slide, Box(left.left, left.top, left.width, 24), [tally.label], bold=True)
    room = Box(left.left, left.top + 30, left.width, left.height - 30)
    slide_charts.add_bars(slide, room, tally.ranked, unit=unit, alt=f"{tally.label}：{told}")
    if cards:
        right = slides.body.part(0.61, 0.39)
        head = f"{quote(tally.top[0].label, 12)}を選んだ人の言葉"
        add_text(slide, Box(right.left, right.top, right.width, 24), [head], bold=True)
        draw_column(slide, Box(right.left, right.top + 36, right.width, right.height - 36), cards)


def _cards_of_top(sheet: ReportedWorksheet, tally: ChoiceTally) -> list[Card]:
    """Return voices of those who chose the top option, where there is only one."""
    texts = [text for text in list_texts(sheet) if text[1]]
    if len(tally.top) != 1 or not texts:
        return []
    key = tally.top[0].key
    words = {answer.id: text for answer, text in texts[0][1]}
    chosen = [
        answer
        for answer in sheet.answers
        if answer.id in words
        and (
            key == answer.values.get(tally.question)
            or (tally.multiple and key in answer.values.get(tally.question, ()))
        )
    ]
    return [
        make_card(sheet, answer, text=words[answer.id], most=56)
        for answer in pick_voices(chosen, _CARDS_BESIDE, words=words)
    ]


def add_scales(slides: Slides, sheet: ReportedWorksheet, tallies: Sequence[ScaleTally]) -> None:
    """Add the scales of a worksheet, those with the same steps together."""
    groups: dict[tuple[str, ...], list[ScaleTally]] = {}
    for tally in tallies:
        steps = tuple(f"{count.key}{count.label}" for count in tally.counts)
        groups.setdefault(steps, []).append(tally)
    unit = unit_of(sheet.worksheet)
    for same in groups.values():
        title = findings.say_scales(sheet, same)
        for page, start in enumerate(range(0, len(same), _SCALES_A_SLIDE)):
            shown = same[start : start + _SCALES_A_SLIDE]
            told = "。".join(
                f"{tally.label}："
                + "、".join(f"{c.key}{c.label} {c.count}{unit}" for c in tally.counts)
                for tally in shown
            )
            slide = slides.add(
                continued(title, page),
                source=tell_source(sheet),
                notes=explain(
                    f"左が低い段、右が高い段です。数字は選んだ{unit}数です。",
                    told,
                    CAREFUL,
                    ask="高い段を選んだ人、低い段を選んだ人は、それぞれ何を思いうかべたでしょうか。",
                ),
            )
            slide_charts.add_scales(slide, slides.body, shown, alt=told)


def add_votes(slides: Slides, sheet: ReportedWorksheet) -> None:
    """Add the cards with most votes."""
    voted = sheet.voted[:_VOTED]
    unit = sheet.vote_unit
    told = "、".join(f"{shorten(one.headline, 40)} {one.points}{unit}" for one in sheet.voted)
    hall = f"（うち{sheet.paper_voters}人は会場で数えた）" if sheet.paper_voters else ""
    slide = slides.add(
        findings.say_votes(sheet),
        source=tell_source(sheet, extra=f"{sheet.voters}人が投票{hall}"),
        notes=explain(
            f"1人{sheet.votes_each}{unit}までで、{sheet.voters}人が投票しました{hall}。",
            f"{unit}の多い順：{told}",
            "票の少ない案も、Excelにすべて残っています。捨てた案ではありません。",
            ask="票は少なくても、これは残したいという案はありますか。",
        ),
    )
    left, right = slides.body.part(0, 0.4), slides.body.part(0.43, 0.57)
    height = left.height - FOOT_ROOM
    header = ("案", "出された言葉", "班")
    rows: list[Row] = [
        (str(number), shorten(answer.headline, 40), answer.team)
        for number, answer in enumerate(voted, 1)
    ]
    widths = (48.0, right.width - 48 - 90, 90.0)
    page = take_rows(header, rows, widths=widths, size=18, height=height)
    # As many bars as there are rows beside them.
    voted = voted[: len(page)]
    bars = [OptionCount("", f"案{n}", answer.points) for n, answer in enumerate(voted, 1)]
    place = Box(left.left, left.top, left.width, height)
    slide_charts.add_bars(slide, place, bars, unit=unit, alt=told)
    add_table(slide, right, header, page, widths=widths, size=18, alt=told)
    tell_rest(slide, right, len(sheet.answers) - len(page), unit_of(sheet.worksheet))
