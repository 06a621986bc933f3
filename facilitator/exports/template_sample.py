"""Make one slide of every kind, to look at a template before using it."""

from facilitator.analysis.records import Report
from facilitator.analysis.tallies import OptionCount
from facilitator.exports.cards import Card, draw_column
from facilitator.exports.slide_charts import add_bars
from facilitator.exports.slides import Slides

_NOTES = "見本のスライドです。"
_SOURCE = "出典：見本（研修の回答ではありません）"


def make_sample(report: Report, template: bytes) -> bytes:
    """Return five slides; the words on them are made up."""
    slides = Slides(report, subject="ひな形の見本", template=template)
    slides.add_cover(
        "表紙の見本", [report.municipality, "2行目の見本"], small="小さな字の見本", notes=_NOTES
    )
    slides.add_section("区切りの見本", ["次に話すことの見本"], notes=_NOTES)
    slides.add_points(
        "本文の見本：言いたいことを題に書く",
        ["1つめのこと", "2つめのこと。少し長い文が入ると、このように折り返します。"],
        source=_SOURCE,
        notes=_NOTES,
    )
    slide = slides.add("図と表の見本：「見本A」が最も多い（12枚）", source=_SOURCE, notes=_NOTES)
    counts = [OptionCount(name, name, number) for name, number in (("見本A", 12), ("見本B", 7))]
    told = "見本A 12枚、見本B 7枚"
    add_bars(slide, slides.body.part(0, 0.56), counts, unit="枚", alt=told)
    cards = [Card("本人の言葉の見本です", "1班"), Card("強く見せる言葉の見本です", "2班")]
    draw_column(slide, slides.body.part(0.6, 0.4), cards[:1])
    room = slides.body.part(0.6, 0.4)
    draw_column(slide, room.lower(0.5), cards[1:], strong=True)
    slides.add_big("大きな指示の見本", ["1人で書く", "5分"], small="第1回", notes=_NOTES)
    return slides.finish()
