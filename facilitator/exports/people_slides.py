"""Make the slides of who was there, and how answers to the same questions moved."""

from facilitator.analysis import findings
from facilitator.analysis.records import Comparison, Report
from facilitator.analysis.tallies import OptionCount
from facilitator.analysis.wording import count_things, day_words, local
from facilitator.exports import slide_charts
from facilitator.exports.slide_shapes import add_table
from facilitator.exports.slides import Slides, continued
from facilitator.exports.table_pages import Row, lay_out_table, take_rows
from facilitator.exports.telling import explain

QUESTIONS_A_SLIDE = 5


def add_people(slides: Slides, report: Report) -> None:
    """Add how many people came from where; nothing where nobody has joined."""
    if not report.joined:
        return
    groups = [OptionCount(group.label, group.label, group.count) for group in report.groups]
    told = "、".join(f"{group.label}{group.count}人" for group in report.groups)
    teams = [team for team in report.teams if team.count]
    spread = "、".join(f"{team.label}{team.count}人" for team in teams)
    slide = slides.add(
        f"{count_things(len(groups))}の立場から{report.joined}人が集まった",
        source=f"出典：参加のときの登録（{day_words(local(report.as_of).date())}時点）",
        notes=explain(
            f"内訳は、{told}です。",
            f"班ごとには、{spread}です。",
            ask="この場にいない人で、次に声をかけたいのはどなたですか。",
        ),
    )
    ranked = sorted(groups, key=lambda count: -count.count)
    slide_charts.add_bars(slide, slides.body.part(0, 0.6), ranked, unit="人", alt=told)
    right = slides.body.part(0.66, 0.34)
    rows = [(team.label, f"{team.count}人") for team in teams]
    widths = (right.width - 90, 90.0)
    if rows:
        header = ("班", "人数")
        page = take_rows(header, rows, widths=widths, size=18, height=right.height)
        add_table(slide, right, header, page, widths=widths, size=18, alt=spread)


def add_comparison(slides: Slides, report: Report) -> None:
    """Add the means of questions asked more than once, then of the groups that may be shown."""
    comparison = report.comparison
    if comparison is None:
        return
    pages = [
        comparison.questions[at : at + QUESTIONS_A_SLIDE]
        for at in range(0, len(comparison.questions), QUESTIONS_A_SLIDE)
    ]
    for number, questions in enumerate(pages):
        add_rounds(slides, Comparison(comparison.moments, questions), comparison, number)
    # The means of one group alone say nothing that the chart before does not.
    if not any(len(question.groups) > 1 for question in comparison.questions):
        return
    rows: list[Row] = [
        (
            question.label,
            group.label,
            *(f"{value.mean:.1f}（{value.answered}人）" for value in group.values),
        )
        for question in comparison.questions
        for group in question.groups
    ]
    _add_groups(slides, comparison, rows)


def _add_groups(slides: Slides, comparison: Comparison, rows: list[Row]) -> None:
    header = ("問い", "立場", *comparison.moments)
    table = lay_out_table(header, rows, total=slides.body.width, height=slides.body.height)
    for number, page in enumerate(table.pages):
        slide = slides.add(
            continued(findings.say_groups(comparison), number),
            source="出典：アンケート（5人以上いる立場だけ。人数の少ない立場は示さない）",
            notes=explain(
                "行政と委託先などで受けとめがちがうことがあります。どちらが正しいかは問いません。",
                ask="立場によってちがって見えるのは、なぜだと思いますか。",
            ),
        )
        alt = "立場ごとの平均"
        add_table(slide, slides.body, header, page, widths=table.widths, size=table.size, alt=alt)


def add_rounds(slides: Slides, part: Comparison, whole: Comparison, number: int = 0) -> None:
    """Add one slide of means side by side; `number` counts the slides of the whole from 0."""
    told = "。".join(findings.say_compared(question) for question in part.questions)
    slide = slides.add(
        continued(findings.say_comparison(whole), number),
        source=f"出典：{'・'.join(part.moments)}（無記名。同じ人どうしの比較ではない）",
        notes=explain(
            told,
            "同じ問いをくり返したずね、答えの平均を並べました。無記名なので、同じ人の変化ではありません。",
            "研修だけの効果とは言えません。5人に満たない集まりの数は示しません。",
            ask="上がった（下がった）のは、何があったからだと思いますか。",
        ),
    )
    slide_charts.add_rounds(slide, slides.body, part, alt=told)
