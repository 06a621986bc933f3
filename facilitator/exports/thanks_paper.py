"""Write a page of thanks for everybody who was heard, to hand over or to read aloud.

Whoever let their words be told finds them quoted, and what came of them. All others get the
same thanks without a word of theirs. Names are written by hand.
"""

from collections.abc import Sequence

from docx.shared import Pt

from facilitator.analysis.records import Report
from facilitator.analysis.told import Told, ToldOverlap, ToldRecord, has_told, read_told
from facilitator.analysis.wording import day_words, quote, shorten
from facilitator.exports.word_paper import Paper
from facilitator.exports.words import name_workshop

_QUOTED = 3  # of somebody's own words
_OVERLAPS = 3
_IDEAS = 3
_LETTERS, _NAME = 90, 40
_SIZE = 12.5
_BLANK = "＿" * 12  # to be filled by hand
_GREETING = (
    "先日は、お忙しいところお話を聞かせてくださり、本当にありがとうございました。",
    "うかがったお話は、これからの地域づくりを考えるための、なによりの手がかりになりました。",
)
_AFTERWARDS = (
    "お話をどこまで人に伝えてよいかは、あとから変えることも、取り消すこともできます。"
    "気になることがありましたら、いつでもお知らせください。"
)
_CLOSING = "これからも、このまちのことを、一緒に考えさせてください。ありがとうございました。"


def make_thanks_paper(report: Report) -> bytes:
    """Return the paper: how to use it first, then a page for each record."""
    paper = Paper(report, subject="お返しの文", size=_SIZE)
    told = read_told(report)
    count = report.fieldwork
    plain = count.withheld if count else 0
    _add_guide(paper, told, plain)
    for record in told.records:
        _add_letter(paper, told, record)
    for _ in range(plain):
        _add_plain_letter(paper)
    return paper.finish()


def _add_guide(paper: Paper, told: Told, plain: int) -> None:
    report = paper.report
    paper.add_title("お返しの文", [name_workshop(report, "　")])
    if not has_told(report):
        paper.add(f"「{report.program.title}」には、地域の人を訪ねて話を聞く期間がありません。")
        return
    if not told.records and not plain:
        paper.add("聞き取りの記録が書かれると、ここに1件1ページのお返しの文ができます。")
        return
    paper.add_heading("お渡しする前に（このページは渡しません）", 2)
    paper.add_points(
        [
            "1件の記録につき1ページです。手渡しても、読み上げても使えます。",
            "宛名、日付、名前と連絡先は、手で書き入れてください。文は自由に直せます。",
            "決まっていないことは、決まっていないまま、お話しください。約束は増やさないでください。",
            f"本人の言葉を載せたのは、載せてよいと選ばれた{len(told.records)}件だけです。",
        ]
    )
    if told.records:
        paper.add("本人の言葉のあるページ")
        rows = [
            (f"{number}枚目", shorten(record.who, _NAME), record.answer.team)
            for number, record in enumerate(told.records, 1)
        ]
        paper.add_table(("順", "お渡しする方（呼び名）", "訪ねた班"), rows, (22, 108, 40))
    if plain and report.fieldwork:
        paper.add(
            f"言葉のない、お礼だけのページは{plain}枚です。載せない約束の記録の方にお使いください。"
        )
        teams = [(one.label, f"{one.count}枚") for one in report.fieldwork.withheld_of]
        paper.add_table(("訪ねた班", "枚数"), teams, (108, 40))


def _add_letter(paper: Paper, told: Told, record: ToldRecord) -> None:
    _add_head(paper)
    if record.day:
        paper.add(f"{day_words(record.day)}にうかがったお話のお礼です。")
    _add_lines(paper, _GREETING)
    words = [voice.text for voice in record.voices][:_QUOTED]
    if words:
        paper.add_heading("お聞きした言葉", 2)
        for text in words:
            paper.add(quote(text, _LETTERS), "Quote")
        paper.add("この言葉は、お名前を出さず、どなたのお話か分からない形で、大切に使いました。")
    _add_talked(paper, told, record)
    if record.promised:
        paper.add_heading("お返しすると約束したこと", 2)
        paper.add(record.promised)
    _add_foot(paper)


def _add_talked(paper: Paper, told: Told, record: ToldRecord) -> None:
    """Say in general words what the room talked about; others only by what nobody can trace."""
    own = told.list_overlaps_of(record.answer.id)
    shown = (own or told.overlaps)[:_OVERLAPS]
    if not shown:
        return
    paper.add_heading("みんなで話したこと", 2)
    paper.add(
        "お話を、ほかの方のお話と並べてみると、こんな重なりが見えてきました。"
        if own
        else "まちのいろいろな方のお話を並べてみると、こんな重なりが見えてきました。"
    )
    for overlap in shown:
        could = f"　そこから、{quote(overlap.could_do, 60)}という話になりました。"
        paper.add(f"{quote(overlap.name, 60)}{could if overlap.could_do else ''}", "List Bullet")
    ideas = _list_ideas(shown)
    if ideas:
        paper.add("その中から、次のような案も生まれています。まだ、決まったことではありません。")
        paper.add_points([quote(idea, 60) for idea in ideas])
    paper.add("どう思われますか。違うところがあれば、ぜひ教えてください。")


def _list_ideas(overlaps: Sequence[ToldOverlap]) -> list[str]:
    ideas = {idea.id: idea.headline for overlap in overlaps for idea in overlap.ideas}
    return [shorten(text, 60) for text in ideas.values()][:_IDEAS]


def _add_plain_letter(paper: Paper) -> None:
    _add_head(paper)
    _add_lines(paper, _GREETING)
    paper.add("お約束のとおり、お話の中身は、この紙にも、研修のまとめにも書いていません。")
    paper.add("お聞きしたことは、私たちの胸にとどめ、これからの仕事のしかたを見直す力にします。")
    _add_foot(paper)


def _add_head(paper: Paper) -> None:
    paper.start_page_one()
    paper.add(f"{_BLANK[:3]}年{_BLANK[:2]}月{_BLANK[:2]}日", right=True)
    paper.add(f"{_BLANK}　様", size=14)
    paper.add_heading("お話を聞かせてくださったお礼")


def _add_lines(paper: Paper, lines: Sequence[str]) -> None:
    for line in lines:
        paper.add(line)


def _add_foot(paper: Paper) -> None:
    paper.add(_AFTERWARDS).paragraph_format.space_before = Pt(14)
    paper.add(_CLOSING)
    # Who gives thanks stands on one page, however long the town's name is.
    town = paper.add(paper.report.municipality, right=True, keep=True)
    town.paragraph_format.space_before = Pt(24)
    paper.add(f"うかがった者　{_BLANK}", right=True, keep=True)
    paper.add(f"連絡先　{_BLANK}", right=True)
