"""What in the fieldwork needs somebody's eye, in sentences that say what to do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from facilitator.analysis.fieldwork import Fieldwork, Stage, TeamVisits, Visit, VisitRecord
from facilitator.analysis.likeness import are_alike
from facilitator.analysis.wording import quote, short_day
from worksheets.promises import Reach

_DAYS_TO_WRITE = 2
_FEW_SAID = 1  # a record with no more than this is worth asking about


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to look at; `team` is empty where it concerns several."""

    kind: str
    team: str
    text: str


def list_attention(fieldwork: Fieldwork) -> tuple[Attention, ...]:
    """Return what needs attention: promises first, then teams in their order."""
    found = [*_list_broken_promises(fieldwork), *_list_double_plans(fieldwork)]
    for team in fieldwork.teams:
        found += _list_of_team(fieldwork, team)
    return tuple(found)


def _list_broken_promises(fieldwork: Fieldwork) -> Iterator[Attention]:
    for team in fieldwork.teams:
        spoken = [one for one in team.records if one.reach is Reach.NONE and one.said]
        if spoken:
            yield Attention(
                "none-with-words",
                team.team.key,
                f"{team.team.name}に、「ほかの人には伝えない」のに言葉が書かれている記録が"
                f"{len(spoken)}件あります。だれの画面にも出ていませんが、書いた人に、"
                "言葉を消してもらってください。",
            )


def _list_double_plans(fieldwork: Fieldwork) -> Iterator[Attention]:
    going = [(team, visit) for team in fieldwork.teams for visit in team.going if visit.whom]
    for (one_team, one), (other_team, other) in combinations(going, 2):
        if one_team is other_team or not are_alike(one.whom, other.whom):
            continue
        yield Attention(
            "same-person",
            "",
            f"{one_team.team.name}の{quote(one.whom)}と{other_team.team.name}の"
            f"{quote(other.whom)}は、同じ人かもしれません。両方の班に確かめ、"
            "同じ人なら、どちらか一方の班が訪ねるようにします。",
        )


def _list_of_team(fieldwork: Fieldwork, team: TeamVisits) -> Iterator[Attention]:
    key, name = team.team.key, team.team.name
    if not team.going:
        yield Attention(
            "no-visit",
            key,
            f"{name}には、訪問の予定がまだ1件もありません。電話をして、1件だけ一緒に決めます。",
        )
        return
    if fieldwork.asks_tie and not any(visit.thin for visit in team.going):
        yield Attention(
            "no-thin-tie",
            key,
            f"{name}には、福祉との関わりがうすい人への訪問がまだありません。"
            "心当たりのある人がいれば、紹介します。",
        )
    for visit in team.going:
        yield from _list_of_visit(fieldwork, name, visit)
    yield from _list_twins(name, team)


def _list_of_visit(fieldwork: Fieldwork, name: str, visit: Visit) -> Iterator[Attention]:
    whom = quote(visit.whom) if visit.whom else "訪問先"
    day = visit.day or visit.since
    past = (fieldwork.today - day).days
    if visit.stage is Stage.MET and past >= _DAYS_TO_WRITE:
        yield Attention(
            "not-written",
            visit.team,
            f"{name}が会った{whom}の記録が、{past}日たってもまだです。"
            "言葉を三つと、伝えてよい範囲だけでも書いてもらいます。",
        )
    elif visit.stage < Stage.MET and visit.day and past > 0:
        yield Attention(
            "day-passed",
            visit.team,
            f"{name}の{whom}は、訪問の日（{short_day(visit.day)}）を過ぎましたが、"
            "様子が変わっていません。会えたかどうかを聞きます。",
        )
    for record in visit.records:
        yield from _list_of_record(fieldwork, name, whom, record)


def _list_of_record(
    fieldwork: Fieldwork, name: str, whom: str, record: VisitRecord
) -> Iterator[Attention]:
    if record.owed and record.return_day and record.return_day < fieldwork.today:
        yield Attention(
            "not-returned",
            record.team,
            f"{name}の{whom}へのお返しの日（{short_day(record.return_day)}）を過ぎました。"
            "お返しが済んだかを聞き、記録に印を付けてもらいます。",
        )
    if record.reach is not Reach.NONE and record.said <= _FEW_SAID and not record.hidden:
        amount = "1行だけ" if record.said else "空"
        yield Attention(
            "few-words",
            record.team,
            f"{name}の{whom}の記録は、聞いた言葉が{amount}です。"
            "覚えている言葉を、そのまま2、3行書き足してもらいます。",
        )


def _list_twins(name: str, team: TeamVisits) -> Iterator[Attention]:
    """Give visits that were written down more than once, by one person or by two."""
    for visit in team.going:
        written = [record for record in visit.records if not record.hidden]
        if len(written) > 1:
            whom = quote(visit.whom) if visit.whom else "同じ訪問"
            people = Counter(record.writer for record in written)
            by = "2人以上が" if len(people) > 1 else "同じ人が"
            yield Attention(
                "written-twice",
                team.team.key,
                f"{name}の{whom}には、{by}書いた記録が{len(written)}件あります。"
                "1件にまとめてもらい、残りは取り下げてもらいます。",
            )
    alone = [visit for visit in team.going if visit.whom and not visit.planned]
    others = [visit for visit in team.going if visit.records]
    for one in alone:
        for other in others:
            # Each pair once: of two records without a plan, the earlier is told.
            later = other.planned or other.id > one.id
            if other is not one and later and are_alike(one.whom, other.whom):
                yield Attention(
                    "written-twice",
                    team.team.key,
                    f"{name}の{quote(one.whom)}と{quote(other.whom)}の記録は、"
                    "同じ訪問かもしれません。同じなら1件にまとめてもらいます。",
                )
