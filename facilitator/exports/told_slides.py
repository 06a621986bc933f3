"""Make the slides of what people of the town said: how many were heard, voices by kind."""

from collections.abc import Sequence

from facilitator.analysis import told_findings
from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.tallies import ChoiceTally, OptionCount
from facilitator.analysis.told import NO_KIND, Told, ToldVoice
from facilitator.analysis.wording import shorten
from facilitator.exports import slide_charts
from facilitator.exports.box import Box
from facilitator.exports.cards import Card, draw_column, draw_page, lay_out
from facilitator.exports.counted_slides import add_choice
from facilitator.exports.slide_shapes import add_table, add_text, tell_rest
from facilitator.exports.slides import Slides, continued
from facilitator.exports.table_pages import lay_out_table
from facilitator.exports.telling import QUOTE, explain, tell_source
from worksheets.promises import SHARING

_BESIDE = 3  # quotations beside the numbers
_ROWS = 12  # of those who are named in a table
_CARDS, _PAGES = 8, 1  # voices of one kind, and slides for them
KEEP = "名前は出さず、だれの話か分からない形で載せてよいと選ばれた言葉だけです。"


def make_voice_card(voice: ToldVoice, most: int = QUOTE) -> Card:
    """Return somebody's words with the name they go by here."""
    return Card(shorten(voice.text, most), voice.who)


def spread(voices: Sequence[ToldVoice], most: int) -> list[ToldVoice]:
    """Choose voices so that everybody is heard once before anybody is heard twice."""
    waiting: dict[str, list[ToldVoice]] = {}
    for voice in voices:
        waiting.setdefault(voice.person, []).append(voice)
    chosen: list[ToldVoice] = []
    while waiting and len(chosen) < most:
        for person in list(waiting):
            chosen.append(waiting[person].pop(0))
            if not waiting[person]:
                del waiting[person]
    return chosen[:most]


def add_records(slides: Slides, sheet: ReportedWorksheet, told: Told) -> None:
    """Add how many were visited and heard, and who should meet."""
    count = slides.report.fieldwork
    if count is None:
        return
    counts = [
        OptionCount("planned", "計画した訪問", count.planned),
        OptionCount("met", "会って話を聞いた", count.met),
        OptionCount("records", "書いた記録", count.records),
        OptionCount("open", "載せてよい記録", len(told.records)),
        OptionCount("returned", "お返しを伝えた", count.returned),
    ]
    in_words = "、".join(f"{one.label} {one.count}件" for one in counts)
    slide = slides.add(
        told_findings.say_visits(count, told),
        source=tell_source(sheet),
        notes=explain(
            f"内訳：{in_words}。",
            f"載せない約束の記録が{count.withheld}件あります。言葉も呼び名も、この資料にはありません。",
            KEEP,
            ask="この方たちに共通していることは、何だと思いますか。",
        ),
    )
    cards = [make_voice_card(voice, 56) for voice in spread(told.voices, _BESIDE)]
    left = slides.body.part(0, 0.52 if cards else 1)
    slide_charts.add_bars(slide, left, counts, unit="件", alt=in_words)
    if cards:
        right = slides.body.part(0.56, 0.44)
        head = Box(right.left, right.top, right.width, 24)
        add_text(slide, head, ["聞いた言葉から"], bold=True)
        draw_column(slide, Box(right.left, right.top + 36, right.width, right.height - 36), cards)
    _add_meetings(slides, sheet, told)


def _add_meetings(slides: Slides, sheet: ReportedWorksheet, told: Told) -> None:
    rows = [(one.who, shorten(one.should_meet, 60)) for one in told.records if one.should_meet]
    if not rows:
        return
    header = ("話した方", "会えたほうがいい人や場（役割）")
    table = lay_out_table(header, rows[:_ROWS], total=slides.body.width, height=slides.room.height)
    for number, page in enumerate(table.pages):
        slide = slides.add(
            continued(f"{len(rows)}人が、会いたい人や場を話した", number),
            source=tell_source(sheet),
            notes=explain(
                "本人が話した相手、または本人が「それはいいね」と言った相手だけです。",
                "引き合わせる前に、それぞれの方に、会いたいかどうかを必ず尋ねます。",
                ask="この中で、自然に出会えそうなのは、どの組合せですか。",
            ),
        )
        add_table(
            slide, slides.body, header, page, widths=table.widths, size=table.size, alt=header[1]
        )
        if number == len(table.pages) - 1:
            tell_rest(slide, slides.body, len(rows) - len(rows[:_ROWS]), "人")


def add_voices(slides: Slides, sheet: ReportedWorksheet, told: Told) -> None:
    """Add how many voices there are of each kind and field, then the words of each kind."""
    for tally in sheet.tallies:
        if not isinstance(tally, ChoiceTally) or tally.question == SHARING:
            continue
        # A question left open by most says more about the writing than about the town.
        if tally.answered * 2 >= len(sheet.answers):
            add_choice(slides, sheet, tally)
    for kind, label in {**told.kinds, NO_KIND: "まだ分けていない声"}.items():
        voices = [voice for voice in told.list_of_kind(kind) if voice.id in _ids(sheet)]
        if voices:
            _add_kind(slides, sheet, label, voices)


def _ids(sheet: ReportedWorksheet) -> frozenset[str]:
    return frozenset(answer.id for answer in sheet.answers)


def _add_kind(
    slides: Slides, sheet: ReportedWorksheet, label: str, voices: Sequence[ToldVoice]
) -> None:
    cards = [make_voice_card(voice) for voice in spread(voices, _CARDS)]
    pages = lay_out(cards, slides.room, most=_PAGES)
    shown = sum(len(column) for page in pages for column in page.columns)
    suggested = sum(voice.suggested for voice in voices)
    notes = explain(
        "2枚ほど選んで、そのまま読み上げます。" + KEEP,
        "選び方：一人ずつ順に1枚、二巡目から2枚目を取りました。",
        f"{suggested}枚は、種類をまだ人が確かめていない候補です。" if suggested else "",
        f"ほかの{len(voices) - shown}枚はExcelにあります。" if len(voices) > shown else "",
        ask="この中に、自分も言いそうな言葉はありますか。",
    )
    for number, page in enumerate(pages):
        title = continued(told_findings.say_kind(label, voices), number)
        slide = slides.add(title, source=tell_source(sheet), notes=notes)
        draw_page(slide, slides.body, page)
        if number == len(pages) - 1:
            tell_rest(slide, slides.body, len(voices) - shown, "枚")
