"""Make the story for the section chief: at most twelve slides, each saying one thing.

From what people felt to what is asked of the chief. The long version is the result deck.
"""

from collections.abc import Iterator

from facilitator.analysis import findings
from facilitator.analysis.records import (
    Comparison,
    Plan,
    Report,
    ReportedWorksheet,
)
from facilitator.analysis.tallies import ChoiceTally, PositionTally
from facilitator.analysis.told import has_told, read_told
from facilitator.analysis.wording import count_things, day_words, local, quote, shorten
from facilitator.exports import plan_slides
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, card_height, draw_card, draw_page, lay_out
from facilitator.exports.cluster_bars import add_cluster_bars, has_cluster_bars
from facilitator.exports.counted_slides import add_choice, add_votes
from facilitator.exports.cover_slide import add_cover
from facilitator.exports.map_slides import add_map
from facilitator.exports.people_slides import QUESTIONS_A_SLIDE, add_people, add_rounds
from facilitator.exports.slide_shapes import add_text, tell_rest
from facilitator.exports.slide_text import MAIN
from facilitator.exports.slides import Slides
from facilitator.exports.summary_slide import say_whole
from facilitator.exports.telling import explain, make_card, pick_voices, tell_report, tell_source
from facilitator.exports.thread_slides import add_thread
from facilitator.exports.timeline_slide import add_timeline
from facilitator.exports.told_slides import make_voice_card, spread
from programs.questions import Role

_VOICES = 4
_PLANS = 6  # on one slide
_ASKS = 3  # that can be decided in one talk; the others stand in the forms
_ARROW = 40.0
_SIZES = (28, 24, 22, 20, 18)
# What plans of both programs say about what they need from above, by the key of the question.
_NEEDS = {"approval": "合意", "budget": "予算や人手"}


def make_story(report: Report, template: bytes | None = None) -> bytes:
    """Return the deck; what was not done yet has no slide.

    Each of the parts below adds one slide for each thing there is, together never more than 12.
    """
    slides = Slides(report, subject="所属長に話す資料", template=template)
    add_cover(
        slides,
        report,
        "報告",
        "10分で話せる短い版です。くわしい数と全部の声は「結果のスライド」にあります。",
        "数は、出された回答をそのまま数えたものです。5件に満たないときは傾向を述べません。",
        "はじめに、結論（次の1枚）を話し、それから「なぜ」を順に話します。",
    )
    _add_chain(slides, report)
    add_people(slides, report)
    _add_felt(slides, report)
    _add_words(slides, report)
    _add_chosen(slides, report)
    _add_plans(slides, report)
    _add_change(slides, report)
    _add_asks(slides, report)
    return slides.finish()


def _add_chain(slides: Slides, report: Report) -> None:
    """Add the whole on one slide: what was felt, what was chosen, what is done."""
    parts = list(_list_parts(report))
    slide = slides.add(
        say_whole(report),
        source=tell_report(report),
        notes=explain(
            "この1枚だけで終わってもよいように、左から右へ、一つずつ話します。",
            *(f"{card.head}：{card.text}" for card in parts),
            ask="この中で、うちの課に関わるところはどこでしょうか。",
        ),
    )
    if not parts:
        words = "回答が集まると、ここに、感じられたこと・選んだこと・これからすることが並びます。"
        add_text(slide, slides.body, [words], size=24)
        return
    width = (slides.body.width - _ARROW * (len(parts) - 1)) / len(parts)
    size = next(
        (s for s in _SIZES if all(card_height(c, width, s) <= slides.room.height for c in parts)),
        _SIZES[-1],
    )
    height = min(slides.room.height, max(card_height(card, width, size) for card in parts))
    for number, card in enumerate(parts):
        left = slides.body.left + number * (width + _ARROW)
        last = number == len(parts) - 1 and number > 0
        draw_card(slide, Box(left, slides.body.top, width, height), card, size=size, strong=last)
        if number:
            arrow = Box(left - _ARROW, slides.body.top + height / 2 - 16, _ARROW, 32)
            add_text(slide, arrow, ["▶"], size=24, colour=MAIN, centred=True, name="矢印")


def _list_parts(report: Report) -> Iterator[Card]:
    felt = _say_felt(report)
    if felt:
        yield Card(felt, head="感じられたこと")
    voted = next((s for s in report.list_with_role(Role.IDEAS) if s.voted), None)
    if voted is not None:
        yield Card(findings.say_votes(voted), head="選んだこと")
    if report.plans:
        names = "、".join(quote(plan.title, 20) for plan in report.plans[:3])
        yield Card(f"{findings.say_plans(report.plans)}：{names}", head="これからすること")


def _find_felt(report: Report) -> ReportedWorksheet | None:
    """Return the sheet of what people felt; told words of the town have slides of their own."""
    sheets = [sheet for sheet in report.list_with_role(Role.VOICES) if sheet.answers]
    return max(sheets, key=lambda sheet: len(sheet.answers), default=None)


def _say_felt(report: Report) -> str:
    sheet = _find_felt(report)
    if sheet is None:
        return ""
    choice = _find_choice(sheet)
    if has_cluster_bars(sheet):
        return findings.say_clusters(sheet)
    return findings.say_choice(sheet, choice) if choice else findings.say_collected(sheet)


def _find_choice(sheet: ReportedWorksheet) -> ChoiceTally | None:
    found = (tally for tally in sheet.tallies if isinstance(tally, ChoiceTally) and tally.answered)
    return next(found, None)


def _add_felt(slides: Slides, report: Report) -> None:
    sheet = _find_felt(report)
    if sheet is None:
        return
    choice = _find_choice(sheet)
    if has_cluster_bars(sheet):
        add_cluster_bars(slides, sheet)
    elif choice:
        add_choice(slides, sheet, choice)


def _add_words(slides: Slides, report: Report) -> None:
    """Add a few people's own words on one slide."""
    sheet = _find_felt(report)
    if sheet is None:
        return
    if has_told(report):
        voices = read_told(report).voices
        cards = [make_voice_card(voice) for voice in spread(voices, _VOICES)]
    else:
        cards = [make_card(sheet, answer) for answer in pick_voices(sheet.answers, _VOICES)]
    if not cards:
        return
    page = lay_out(cards, slides.room, most=1)[0]
    shown = sum(len(column) for column in page.columns)
    slide = slides.add(
        f"本人の言葉：{quote(cards[0].text, 30)}",
        source=tell_source(sheet),
        notes=explain(
            "2枚だけ選び、そのまま読み上げます。要約しません。",
            "選び方：班（人）から1枚ずつ、書かれた順に取りました。",
            ask="この言葉を、窓口で聞いたことはありますか。",
        ),
    )
    draw_page(slide, slides.body, page)
    tell_rest(slide, slides.body, len(sheet.answers) - shown, "枚")


def _add_chosen(slides: Slides, report: Report) -> None:
    voted = next((s for s in report.list_with_role(Role.IDEAS) if s.voted), None)
    if voted is not None:
        add_votes(slides, voted)
    for sheet in report.list_with_role(Role.IDEAS, Role.RATING):
        for tally in sheet.tallies:
            if isinstance(tally, PositionTally) and tally.placements:
                add_map(slides, sheet, tally, whole=False)
                return


def _add_plans(slides: Slides, report: Report) -> None:
    """Add the plans together, where the first one came from, and what is done when."""
    if report.plans:
        plan_slides.add_overview(slides, report, most=_PLANS)
        ends = {plan.answer.id for plan in report.plans}
        threads = [thread for thread in report.threads if thread.end.id in ends]
        if threads:
            add_thread(slides, max(threads, key=lambda one: len(one.stages)))
    if report.first_steps:
        source = f"出典：実行プランと最初の一歩（{day_words(local(report.as_of).date())}時点）"
        add_timeline(slides, report.first_steps, source=source)


def _add_change(slides: Slides, report: Report) -> None:
    if report.comparison is not None:
        whole = report.comparison
        part = Comparison(whole.moments, whole.questions[:QUESTIONS_A_SLIDE])
        add_rounds(slides, part, whole)


def _add_asks(slides: Slides, report: Report) -> None:
    """Add what the plans need from the chief, in the words of those who wrote them."""
    asks = [line for plan in report.plans for line in _list_needs(plan)]
    if not asks:
        return
    plans = sum(1 for plan in report.plans if any(_list_needs(plan)))
    shown = asks[:_ASKS]
    if len(asks) > len(shown):
        shown.append(
            f"ほか{count_things(len(asks) - len(shown))}の取組の分は、実行プランの様式にあります。"
        )
    slides.add_points(
        f"{count_things(plans)}の取組に、合意と後押しをお願いしたい",
        shown,
        source=tell_report(report),
        notes=explain(
            "書かれた言葉のままです。この場で決められることと、持ち帰ることを分けて話します。",
            ask="この中で、今日「よい」と言えるものはどれでしょうか。",
        ),
    )


def _list_needs(plan: Plan) -> Iterator[str]:
    texts = [(name, plan.answer.values.get(key)) for key, name in _NEEDS.items()]
    words = "　".join(
        f"{name}…{shorten(text, 44)}" for name, text in texts if isinstance(text, str) and text
    )
    if words:
        yield f"{quote(plan.title, 24)}：{words}"
