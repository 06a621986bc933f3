"""Say in one sentence what the numbers say, and never more.

With fewer than five answers nothing is called a tendency; ties are told as ties.
"""

from collections.abc import Sequence

from facilitator.analysis.records import (
    SMALLEST_GROUP,
    ComparedQuestion,
    Comparison,
    FirstStep,
    Plan,
    ReportedWorksheet,
    Thread,
)
from facilitator.analysis.tallies import (
    ChoiceTally,
    NumberTally,
    PositionTally,
    RankTally,
    ScaleTally,
)
from facilitator.analysis.wording import count_things, quote, short_day, unit_of
from programs.questions import Scope

_MANY_TIES = 3


def say_collected(sheet: ReportedWorksheet) -> str:
    """Say how much was given to a worksheet."""
    number, unit = len(sheet.answers), unit_of(sheet.worksheet)
    if not number:
        return f"「{sheet.title}」への回答はまだない"
    if sheet.worksheet.many:
        return f"「{sheet.title}」に{number}{unit}が集まった"
    if sheet.worksheet.scope is Scope.PLENARY:
        return f"「{sheet.title}」に全体で書きとめた"
    return f"「{sheet.title}」に{number}{unit}が書いた"


def count_collected(sheet: ReportedWorksheet) -> str:
    """Name a worksheet with how much was given to it, without a verb."""
    if sheet.worksheet.scope is Scope.PLENARY and not sheet.worksheet.many:
        return f"{sheet.title}（全体で1枚）"
    return f"{sheet.title}（{len(sheet.answers)}{unit_of(sheet.worksheet)}）"


def say_choice(sheet: ReportedWorksheet, tally: ChoiceTally) -> str:
    """Say which option was chosen most."""
    unit = unit_of(sheet.worksheet)
    if tally.answered < SMALLEST_GROUP:
        return f"「{sheet.title}」はまだ{tally.answered}{unit}のため、傾向は読まない"
    top = tally.top
    if not top:
        return say_collected(sheet)
    count = top[0].count
    if len(top) >= _MANY_TIES:
        return (
            f"「{sheet.title}」は{count_things(len(top))}が並び、一つに集まらなかった"
            f"（{tally.answered}{unit}中 各{count}{unit}）"
        )
    if len(top) > 1:
        both = "と".join(quote(one.label, 16) for one in top)
        share = f"{tally.answered}{unit}中 各{count}{unit}"
        return f"「{sheet.title}」は{both}が並んで最も多い（{share}）"
    ending = "が半数を超えた" if count * 2 > tally.answered else "が最も多い"
    if count == tally.answered:
        ending = "がすべて"
    return (
        f"「{sheet.title}」は{quote(top[0].label)}{ending}（{tally.answered}{unit}中{count}{unit}）"
    )


def say_scales(sheet: ReportedWorksheet, tallies: Sequence[ScaleTally]) -> str:
    """Say of which statement most people chose the upper half of the scale."""
    unit = unit_of(sheet.worksheet)
    asked = [tally for tally in tallies if tally.answered]
    if not asked or max(tally.answered for tally in asked) < SMALLEST_GROUP:
        number = max((tally.answered for tally in asked), default=0)
        return f"「{sheet.title}」はまだ{number}{unit}のため、傾向は読まない"
    best = max(tally.upper * 1000 // tally.answered for tally in asked)
    most = [tally for tally in asked if tally.upper * 1000 // tally.answered == best]
    upper = f"「{most[0].upper_name}」" + ("以上" if most[0].upper_steps > 1 else "")
    if len(most) > 1:
        return f"「{sheet.title}」では{len(most)}問が並んで{upper}が最も多い"
    tally = most[0]
    share = f"{tally.answered}{unit}中{tally.upper}{unit}"
    if len(asked) == 1:
        return f"{quote(tally.label, 40)}は{share}が{upper}"
    return f"{upper}が最も多いのは{quote(tally.label, 40)}（{share}）"


def say_repeated(asked: Sequence[tuple[str, ScaleTally]]) -> str:
    """Say how many chose the upper half after each meeting, where enough answered."""
    enough = [(day, tally) for day, tally in asked if tally.answered >= SMALLEST_GROUP]
    label = quote(asked[0][1].label, 22)
    if not enough:
        return f"{label}は、どの回も{SMALLEST_GROUP}人に満たないため、傾向は読まない"
    first = enough[0][1]
    upper = f"「{first.upper_name}」" + ("以上" if first.upper_steps > 1 else "")
    days = "、".join(f"{day}{tally.answered}人中{tally.upper}人" for day, tally in enough)
    return f"{label}に{upper}は{days}"


def say_number(sheet: ReportedWorksheet, tally: NumberTally) -> str:
    """Say the middle of the numbers given."""
    unit = unit_of(sheet.worksheet)
    if tally.answered < SMALLEST_GROUP or tally.median is None:
        return f"「{sheet.title}」はまだ{tally.answered}{unit}のため、傾向は読まない"
    return f"{quote(tally.label, 30)}の真ん中は{tally.median:g}（{tally.answered}{unit}）"


def say_votes(sheet: ReportedWorksheet) -> str:
    """Say what got most votes and how far it is ahead; ties are ties."""
    chosen, unit = sheet.voted, sheet.vote_unit
    if not chosen:
        return say_collected(sheet)
    points = chosen[0].points
    top = [answer for answer in chosen if answer.points == points]
    if len(top) > 1:
        return f"「{sheet.title}」では{len(top)}件が並んで最も票を集めた（各{points}{unit}）"
    if len(chosen) == 1:
        return f"票を集めたのは{quote(top[0].headline, 30)}だけだった（{points}{unit}）"
    second = chosen[1].points
    ahead = f"{points}{unit}、次は{second}{unit}"
    return f"最も票を集めたのは{quote(top[0].headline, 30)}（{ahead}）"


def say_clusters(sheet: ReportedWorksheet) -> str:
    """Say under which label most cards came together."""
    number = len(sheet.answers)
    several = count_things(len(sheet.clusters))
    named = [cluster for cluster in sheet.clusters if cluster.label]
    if number < SMALLEST_GROUP or not named:
        return f"「{sheet.title}」の{number}枚は、{several}のまとまりになった"
    most = max(cluster.count for cluster in sheet.clusters)
    top = [cluster for cluster in sheet.clusters if cluster.count == most]
    if len(sheet.clusters) == 1:
        return f"「{sheet.title}」の{number}枚から、1つのまとまりができた"
    # A few cards of many are no place where "most" came together; one without a label has no name.
    nameless = any(not cluster.label for cluster in top)
    if len(top) >= _MANY_TIES or most < SMALLEST_GROUP or nameless:
        return f"「{sheet.title}」は{several}のまとまりに分かれた（{number}枚）"
    both = "と".join(quote(cluster.label, 16 if len(top) > 1 else 24) for cluster in top)
    share = f"{number}枚中{'各' if len(top) > 1 else ''}{most}枚"
    return f"「{sheet.title}」は{both}に最も多く集まった（{share}）"


def say_positions(tally: PositionTally) -> str:
    """Say how many things lie on the high side of both axes."""
    side = f"「{tally.y.label}：{tally.y.high}」「{tally.x.label}：{tally.x.high}」の側"
    if tally.rated:
        return _say_rated(tally, side)
    total = len(tally.placements)
    count = len(tally.upper_right)
    if not count:
        return f"{side}に置かれたものはなかった（{total}件）"
    return f"{side}に{total}件中{count}件"


def _say_rated(tally: PositionTally, side: str) -> str:
    """Speak only of things that enough people rated."""
    if tally.people < SMALLEST_GROUP:
        return f"二つのものさしに置いたのはまだ{tally.people}人のため、傾向は読まない"
    sure = tally.sure
    if not sure:
        return f"どれも{SMALLEST_GROUP}人以上は置いていないため、傾向は読まない"
    best = [one for one in tally.upper_right if one in sure]
    name = f"「{tally.quarters.high_high}」の区画" if tally.quarters else side
    total = f"{len(sure)}案"
    if not best:
        return f"平均が{name}に入った案はなかった（{total}）"
    if len(best) == 1:
        return f"平均が{name}に入ったのは{total}のうち{quote(best[0].text, 24)}"
    return f"平均が{name}に入ったのは{total}のうち{len(best)}案"


def say_spread(tally: PositionTally) -> str:
    """Name the thing people placed furthest apart; empty where that is no single one."""
    widths = {
        one.number: sum(span.high - span.low for span in one.middle)
        for one in tally.placements
        if one.middle is not None
    }
    most = max(widths.values(), default=0.0)
    widest = [one for one in tally.placements if widths.get(one.number) == most > 0]
    if len(widest) != 1:
        return ""
    return f"置いた場所がいちばん分かれたのは{widest[0].number}番{quote(widest[0].text, 24)}"


def say_rank(sheet: ReportedWorksheet, tally: RankTally) -> str:
    """Say what came first on average; ties are told as ties."""
    if not tally.items:
        return say_collected(sheet)
    if tally.answered == 1:
        return f"1番目に選んだのは{quote(tally.items[0].label, 30)}"
    unit = unit_of(sheet.worksheet)
    if tally.answered < SMALLEST_GROUP and sheet.worksheet.scope is Scope.INDIVIDUAL:
        return f"「{sheet.title}」の順位はまだ{tally.answered}{unit}のため、傾向は読まない"
    top = [item for item in tally.items if item.place == 1]
    if len(top) >= _MANY_TIES:
        return f"「{sheet.title}」の順位は{count_things(len(top))}が並び、一つに決まらなかった"
    if len(top) > 1:
        both = "と".join(quote(item.label, 16) for item in top)
        return f"平均の順位は{both}が並んで1位（{tally.answered}{unit}）"
    mean, firsts = (
        f"{top[0].mean_place:.1f}位",
        f"1番目は{tally.answered}{unit}中{top[0].firsts}{unit}",
    )
    return f"平均の順位が最も高いのは{quote(top[0].label, 30)}（{mean}、{firsts}）"


def say_compared(question: ComparedQuestion) -> str:
    """Say how the mean of a question moved between the first and the last time."""
    given = [value for value in question.values if value.mean is not None]
    before, after = (f"{value.mean:.1f}" for value in (given[0], given[-1]))
    moved = f"{before}のままだった" if before == after else f"{before}から{after}になった"
    return f"{quote(question.label, 30)}の平均は{moved}"


def say_comparison(comparison: Comparison) -> str:
    """Say how many means rose, fell or stayed from the first to the last time, to one decimal."""
    if len(comparison.questions) == 1:
        return say_compared(comparison.questions[0])
    rose = fell = 0
    for question in comparison.questions:
        means = [round(value.mean, 1) for value in question.values if value.mean is not None]
        rose += means[-1] > means[0]
        fell += means[-1] < means[0]
    asked = len(comparison.questions)
    same = asked - rose - fell
    span = f"「{comparison.moments[0]}」から「{comparison.moments[-1]}」で、"
    for number, end in ((rose, "が上がった"), (fell, "が下がった"), (same, "は同じだった")):
        if number == asked:
            return f"{span}{asked}問すべての平均{end}"
    told = [(rose, "上がった"), (fell, "下がった"), (same, "同じ")]
    parts = "、".join(f"{word}{number}問" for number, word in told if number)
    return f"{span}{asked}問の平均は{parts}"


def say_groups(comparison: Comparison) -> str:
    """Say how far the means of the groups lie apart at the last time, to one decimal."""
    gaps = []
    for question in comparison.questions:
        means = [round(group.values[-1].mean or 0, 1) for group in question.groups]
        if len(means) > 1:
            gaps.append(round(max(means) - min(means), 1))
    if not gaps:
        return "1つの立場の平均だけを示せる"
    if not max(gaps):
        return f"「{comparison.moments[-1]}」では、立場ごとの平均に差がなかった"
    return f"「{comparison.moments[-1]}」での立場ごとの平均の差は、最も大きい問いで{max(gaps):.1f}"


def say_plans(plans: Sequence[Plan]) -> str:
    """Say how many plans there are."""
    return f"実行プランが{count_things(len(plans))}できた" if plans else "実行プランはまだない"


def say_first_steps(steps: Sequence[FirstStep]) -> str:
    """Say how many first steps there are and which day comes first."""
    days = [step.due for step in steps if step.due]
    if not days:
        return f"最初の一歩は{len(steps)}件、期日はまだ決まっていない"
    missing = len(steps) - len(days)
    open_ones = f"、期日のないもの{missing}件" if missing else ""
    return f"最初の一歩は{len(steps)}件、いちばん早い期日は{short_day(min(days))}{open_ones}"


def say_thread(thread: Thread) -> str:
    """Say how many cards a thing goes back to."""
    parts = [f"{stage.title}{len(stage.answers)}件" for stage in thread.stages[:-1]]
    if not parts:
        return f"{quote(thread.end.headline, 24)}のもとになった声は、取り下げられた"
    return f"{quote(thread.end.headline, 24)}のもとには、{'と'.join(parts)}がある"
