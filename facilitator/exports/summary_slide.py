"""Make the one slide that tells everything: from what was felt to what is done, line by line."""

from collections.abc import Iterator

from pptx.slide import Slide

from facilitator.analysis import findings, told_findings
from facilitator.analysis.records import Report
from facilitator.analysis.tallies import ChoiceTally, PositionTally
from facilitator.analysis.told import has_told, read_told
from facilitator.analysis.wording import count_things, quote
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, card_height, draw_card
from facilitator.exports.cluster_bars import has_cluster_bars
from facilitator.exports.slide_shapes import add_text
from facilitator.exports.slides import Slides, continued
from facilitator.exports.telling import CAREFUL, explain, tell_report
from programs.questions import Role

_MOST = 6
_NAMED = 3  # plans that are named
_LABEL, _BETWEEN, _GAP = 170.0, 6.0, 8.0
_SIZES = (24, 22, 20, 18)


def add_summary(slides: Slides, report: Report) -> None:
    """Add the summary; where nothing was written yet, say so."""
    lines = list_points(report)
    for number, page in enumerate(_share(slides, lines)):
        slide = slides.add(
            continued(say_whole(report), number),
            source=tell_report(report),
            notes=explain(
                "この1枚だけで全体が伝わるように、上から1行ずつ、短く話します。",
                *(f"{card.head}：{card.text}" for card in page),
                "数字の元と本人の言葉は、このあとのスライドにあります。",
                CAREFUL,
            ),
        )
        if page:
            _draw(slide, slides.body, page)
        else:
            add_text(slide, slides.body, ["回答が集まると、ここに要点が出ます。"], size=24)


def _share(slides: Slides, lines: list[Card]) -> list[list[Card]]:
    """Return the lines of each slide: one, unless a template has too little room for all."""
    width = slides.body.width - _LABEL - _BETWEEN
    pages: list[list[Card]] = [[]]
    for card in lines:
        page = [*pages[-1], card]
        if pages[-1] and _measure(page, width, _SIZES[-1]) > slides.body.height:
            pages.append([card])
        else:
            pages[-1] = page
    # Shared evenly, so that no single line stands on a slide of its own.
    each = max(1, -(-len(lines) // len(pages)))
    even = [lines[at : at + each] for at in range(0, len(lines), each)]
    fits = all(_measure(page, width, _SIZES[-1]) <= slides.body.height for page in even)
    return even if len(pages) > 1 and fits else pages


def _measure(lines: list[Card], width: float, size: float) -> float:
    heights = sum(card_height(Card(card.text), width, size) for card in lines)
    return heights + _GAP * (len(lines) - 1)


def _draw(slide: Slide, body: Box, lines: list[Card]) -> None:
    width = body.width - _LABEL - _BETWEEN
    size = next((s for s in _SIZES if _measure(lines, width, s) <= body.height), _SIZES[-1])
    left = max(0.0, min(body.height - _measure(lines, width, size), 14.0 * len(lines)))
    top = body.top
    for card in lines:
        height = card_height(Card(card.text), width, size) + left / len(lines)
        box = Box(body.left, top, _LABEL, height)
        draw_card(slide, box, Card(card.head), size=min(size, 20), strong=True, anchor="ctr")
        right = Box(body.left + _LABEL + _BETWEEN, top, width, height)
        draw_card(slide, right, Card(card.text), size=size, strong=False, anchor="ctr")
        top += height + _GAP


def say_whole(report: Report) -> str:
    """Say how many people came, how much they wrote and what came of it."""
    if not report.answers:
        return "回答はまだ集まっていない"
    start = f"{report.joined}人の{report.answers}件の言葉から"
    if not report.plans:
        return f"{start}、話し合いが進んでいる"
    return f"{start}、実行プランが{count_things(len(report.plans))}生まれた"


def list_points(report: Report) -> list[Card]:
    """Return the most important sentences, each below what it is about."""
    points = list(_list_points(report))
    if not points:
        points = [
            Card(findings.say_collected(sheet), head="集まった言葉")
            for sheet in report.worksheets
            if sheet.answers
        ]
    return points[:_MOST]


def _list_points(report: Report) -> Iterator[Card]:
    yield from _list_told(report) if has_told(report) else _list_felt(report)
    yield from _list_chosen(report)
    if report.plans:
        names = "、".join(quote(plan.title, 20) for plan in report.plans[:_NAMED])
        more = "など" if len(report.plans) > _NAMED else ""
        yield Card(f"{findings.say_plans(report.plans)}：{names}{more}", head="実行プラン")
    if report.first_steps:
        yield Card(findings.say_first_steps(report.first_steps), head="最初の一歩")
    if report.comparison:
        yield Card(findings.say_comparison(report.comparison), head="前と後")


def _list_felt(report: Report) -> Iterator[Card]:
    for sheet in report.list_with_role(Role.VOICES)[:1]:
        choice = next((t for t in sheet.tallies if isinstance(t, ChoiceTally)), None)
        if has_cluster_bars(sheet):
            yield Card(findings.say_clusters(sheet), head="感じたこと")
        elif choice and choice.answered:
            yield Card(findings.say_choice(sheet, choice), head="感じたこと")
        elif sheet.answers:
            yield Card(findings.say_collected(sheet), head="感じたこと")


def _list_told(report: Report) -> Iterator[Card]:
    told, count = read_told(report), report.fieldwork
    if count and (count.planned or count.records):
        yield Card(told_findings.say_visits(count, told), head="聞いたこと")
    if told.overlaps:
        yield Card(told_findings.say_overlaps(told.overlaps), head="重なり")


def _list_chosen(report: Report) -> Iterator[Card]:
    """Say what got most votes, or where things stand on two axes."""
    voted = next((s for s in report.list_with_role(Role.IDEAS, Role.RATING) if s.voted), None)
    placed = [
        tally
        for sheet in report.list_with_role(Role.IDEAS, Role.RATING)
        for tally in sheet.tallies
        if isinstance(tally, PositionTally) and tally.placements
    ]
    if voted is not None:
        yield Card(findings.say_votes(voted), head="選んだこと")
    elif placed:
        yield Card(findings.say_positions(placed[0]), head="選んだこと")
