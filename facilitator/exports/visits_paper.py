"""Write the summary of the visits: how many, what was said, by those who let it be told."""

from facilitator.analysis.records import FieldCount, Report
from facilitator.analysis.told import NO_KIND, Told, ToldVoice, has_told, read_told
from facilitator.analysis.wording import day_words, local, short_day
from facilitator.exports.word_paper import Paper
from facilitator.exports.words import name_workshop

_NO_NAME = "（呼び名なし）"
_NOT_LAID_OUT = "まだ分けていない声"


def make_visits_paper(report: Report) -> bytes:
    """Return the paper; where nobody was visited yet, or never will be, it says so."""
    paper = Paper(report, subject="訪問のまとめ")
    day = day_words(local(report.as_of).date())
    paper.add_title("訪問のまとめ", [name_workshop(report, "　"), f"{day}時点"])
    told = read_told(report)
    if not has_told(report) or report.fieldwork is None:
        paper.add(f"「{report.program.title}」には、地域の人を訪ねて話を聞く期間がありません。")
        return paper.finish()
    _add_numbers(paper, report.fieldwork, told)
    _add_voices(paper, told)
    _add_meetings(paper, told)
    _add_noticed(paper, told)
    _add_returns(paper, report.fieldwork, told)
    _add_reading(paper, report, told)
    return paper.finish()


def _add_numbers(paper: Paper, count: FieldCount, told: Told) -> None:
    paper.add_heading("訪問の数")
    unplanned = f"（計画になかった{count.unplanned}件をふくむ）" if count.unplanned else ""
    rows = [
        ("訪問を計画した先", f"{count.planned}件"),
        ("会って話を聞いた先", f"{count.met}件{unplanned}"),
        ("聞き取りの記録", f"{count.records}件"),
        ("うち、まとめに載せてよいと選ばれたもの", f"{len(told.records)}件"),
        ("お返しを約束した記録", f"{count.promised}件"),
        ("うち、お返しを伝えたもの", f"{count.returned}件"),
    ]
    paper.add_table(("項目", "数"), rows, (95, 75))
    paper.add(say_withheld(count))


def say_withheld(count: FieldCount) -> str:
    """Say how many records are not told of, because of the promise."""
    if not count.records:
        return "聞き取りの記録は、まだありません。"
    if not count.withheld:
        return f"聞き取りの記録{count.records}件は、すべて、載せてよいと選ばれたものです。"
    return (
        "この資料の言葉は、話してくださった方が、だれの話か分からない形で載せてよいと選んだ"
        f"{count.records - count.withheld}件の記録だけによります。ほかの{count.withheld}件は、"
        "載せない約束なので、言葉も呼び名も、この資料のどこにも入れていません。"
    )


def _add_voices(paper: Paper, told: Told) -> None:
    paper.add_heading("聞いた声")
    if not told.voices:
        paper.add("載せてよい声は、まだありません。")
        return
    paper.add(
        "話してくださった方の言葉を、そのまま載せます。呼び名は、だれか分からないくらいの役割です。"
    )
    kinds = {**told.kinds, NO_KIND: _NOT_LAID_OUT}
    for kind, label in kinds.items():
        voices = told.list_of_kind(kind)
        if voices:
            paper.add_heading(f"{label}（{len(voices)}枚）", 2)
            rows = [(voice.text, _name(voice)) for voice in voices]
            paper.add_table(("聞いた言葉", "話した方"), rows, (102, 68))
    suggested = sum(voice.suggested for voice in told.voices)
    if suggested:
        paper.add(
            f"{len(told.voices)}枚のうち{suggested}枚は、記録の行から自動で作った「候補」で、"
            "種類をまだ人が確かめていません。"
        )


def _name(voice: ToldVoice) -> str:
    return voice.who or _NO_NAME


def _add_meetings(paper: Paper, told: Told) -> None:
    rows = [(one.who, one.should_meet) for one in told.records if one.should_meet]
    if rows:
        paper.add_heading("会えたほうがいい人や場")
        paper.add("本人が話した相手、または本人が「それはいいね」と言った相手です。", keep=True)
        paper.add_table(("話した方", "会えたほうがいい人や場（役割）"), rows, (65, 105))


def _add_noticed(paper: Paper, told: Told) -> None:
    noticed = [(one.who, one.noticed) for one in told.records if one.noticed]
    if noticed:
        paper.add_heading("聞き手が驚いたこと、気づいたこと")
        paper.add_table(("話した方", "聞き手の気づき"), noticed, (65, 105))


def _add_returns(paper: Paper, count: FieldCount, told: Told) -> None:
    paper.add_heading("お返し")
    paper.add(
        f"お返しを約束した記録は{count.promised}件、伝えたものは{count.returned}件です。", keep=True
    )
    rows = [
        (
            one.who,
            one.promised,
            short_day(one.return_day) if one.return_day else "",
            one.returned_label,
            one.return_answer,
        )
        for one in told.records
        if one.promised or one.return_day or one.returned
    ]
    if rows:
        header = ("話した方", "約束したこと", "日", "様子", "返ってきた言葉")
        paper.add_table(header, rows, (36, 46, 32, 20, 36))


def _add_reading(paper: Paper, report: Report, told: Told) -> None:
    paper.add_heading("この資料の読み方")
    points = [
        "取り下げられた記録、進行役が伏せた記録と、それらから作られた声は入れていません。",
        "数には、載せない約束の記録も入っています。言葉は入っていません。",
        "小さなまちでは、言葉から気づく人がいるかもしれません。配る範囲を決めてから使ってください。",
        "どこまで伝えてよいかは、話してくださった方が、あとから変えることも、取り消すこともできます。",
        "変わったときは、この資料を作り直し、古いものは捨ててください。",
    ]
    if told.overlaps:
        points.append("声と声の重なりは、Excelの「重なりの一覧」にあります。")
    paper.add_points(points)
    paper.add(report.program.notice, size=9.5)
