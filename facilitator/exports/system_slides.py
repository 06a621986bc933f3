"""Make the slides of what carries an idea: plans judged, the vision."""

from collections.abc import Sequence

from pptx.slide import Slide

from facilitator.analysis import told_findings
from facilitator.analysis.records import Plan, Report, ReportedAnswer, ReportedWorksheet
from facilitator.analysis.tallies import ChoiceTally
from facilitator.analysis.threads import LOST_ROOT
from facilitator.analysis.told import Told, ToldVoice
from facilitator.analysis.wording import quote, shorten
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, card_height, column_height, draw_card, draw_column
from facilitator.exports.slide_shapes import BODY_SIZE, FOOT_SIZE, add_text, tell_rest
from facilitator.exports.slide_text import MAIN, MUTED
from facilitator.exports.slides import Slides
from facilitator.exports.telling import explain, tell_source
from facilitator.exports.told_slides import KEEP, make_voice_card, spread
from facilitator.exports.words import clean_line
from programs.questions import Role

_JUDGED = 4  # plans in one column
_ROOTS = 4  # voices below a vision
_GAP = 14.0
_SIZES = (28, 26, 24, 22, 20, 18)
# Sizes of the voices, and letters of each.
_TRIES = ((28, 60), (26, 60), (24, 60), (22, 60), (20, 60), (20, 44), (18, 36), (18, 22))


def find_judgement(report: Report) -> ChoiceTally | None:
    """Return how the plans are to be carried, where the sheet of plans asks for it."""
    for sheet in report.list_with_role(Role.PLAN):
        for tally in sheet.tallies:
            if isinstance(tally, ChoiceTally) and not tally.multiple and tally.answered:
                return tally
    return None


def add_judged(slides: Slides, report: Report) -> None:
    """Add the plans sorted by how they are to be carried, the lightest way first."""
    tally = find_judgement(report)
    sheet = next(iter(report.list_with_role(Role.PLAN)), None)
    if tally is None or sheet is None:
        return
    by_way = {
        count.label: [p for p in report.plans if p.answer.values.get(tally.question) == count.key]
        for count in tally.counts
    }
    told = "。".join(f"{way}：{'、'.join(p.title for p in p_)}" for way, p_ in by_way.items() if p_)
    slide = slides.add(
        told_findings.say_judged(report.plans, tally),
        source=tell_source(sheet),
        notes=explain(
            f"{tally.label}。左が軽い支え方です。",
            told,
            "軽いことがよい、ということではありません。事業にしないほうが続くものもあります。",
            ask="この中で、いまの会議や部屋だけで始められるものはどれですか。",
        ),
    )
    shown = [(way, plans) for way, plans in by_way.items() if plans]
    width = (slides.body.width - _GAP * (len(shown) - 1)) / len(shown)
    room = slides.room.height - 56
    columns = [[_make_plan_card(report, p) for p in plans[:_JUDGED]] for _, plans in shown]
    sizes = (s for s in _SIZES if all(column_height(c, width, s) <= room for c in columns))
    size = next(sizes, _SIZES[-1])
    for place, (way, plans) in enumerate(shown):
        left = slides.body.left + place * (width + _GAP)
        head = Box(left, slides.body.top, width, 48)
        add_text(slide, head, [way, f"{len(plans)}件"], bold=True, colour=MAIN)
        box = Box(left, slides.body.top + 56, width, room)
        drawn = draw_column(slide, box, columns[place], size=size)
        tell_rest(
            slide, Box(left, slides.body.top, width, slides.body.height), len(plans) - drawn, "件"
        )


def _make_plan_card(report: Report, plan: Plan) -> Card:
    """Return a plan with the systems that carry it."""
    systems = {a.id: a for s in report.list_with_role(Role.STOCKTAKE) for a in s.answers}
    used = [shorten(systems[key].headline, 24) for key in plan.answer.sources if key in systems]
    return Card(shorten(plan.title, 40), "使う：" + "、".join(used[:3]) if used else plan.team)


def add_vision(slides: Slides, sheet: ReportedWorksheet, told: Told) -> None:
    """Add the sentence of each team above the voices it is rooted in."""
    voices = {voice.id: voice for voice in told.voices}
    rooted = {
        answer.id: [voices[key] for key in answer.sources if key in voices]
        for answer in sheet.answers
    }
    title = told_findings.say_vision(sheet, len({v.id for found in rooted.values() for v in found}))
    for number, answer in enumerate(sheet.answers):
        slide = slides.add(
            _name_vision(answer) if number else title,
            source=tell_source(sheet),
            notes=explain(
                "一文を先に、ゆっくり読みます。それから、根になった声を読みます。" + KEEP,
                *(f"{label}：{text}" for label, text in answer.lines[1:]),
                ask="話してくださった方が読んだら、うなずいてくれるでしょうか。",
            ),
        )
        _draw_vision(slides, slide, answer, rooted[answer.id])


def _name_vision(answer: ReportedAnswer) -> str:
    team = f"（{answer.team}）" if answer.team else ""
    return f"{quote(answer.headline, 40)}{team}"


def _draw_vision(
    slides: Slides, slide: Slide, answer: ReportedAnswer, voices: Sequence[ToldVoice]
) -> None:
    body = slides.body
    top = Box(body.left, body.top, body.width, 108)
    sentence = Card(shorten(clean_line(answer.headline), 100), answer.team)
    fitting = (s for s in (32, 28, 24, 20, 18) if card_height(sentence, top.width, s) <= top.height)
    draw_card(slide, top, sentence, size=next(fitting, BODY_SIZE), strong=True)
    head = Box(body.left, body.top + 124, body.width, 24)
    said = f"根になった声（{len(voices)}枚）" if voices else "根になった声は、まだ選ばれていない"
    add_text(slide, head, [said], bold=True, colour=MAIN)
    chosen = spread(voices, _ROOTS)
    width = (body.width - _GAP) / 2
    room = slides.room.height - 156
    for size, letters in _TRIES:
        columns = [[make_voice_card(voice, letters) for voice in chosen[n::2]] for n in range(2)]
        if all(column_height(cards, width, size) <= room for cards in columns):
            break
    for number, cards in enumerate(columns):
        left = body.left + number * (width + _GAP)
        draw_column(slide, Box(left, body.top + 156, width, room), cards, size=size)
    if answer.lost_roots:
        lost = f"{LOST_ROOT}（{answer.lost_roots}枚）"
        add_text(slide, slides.foot, [lost], size=FOOT_SIZE, colour=MUTED, name="取り下げ")
