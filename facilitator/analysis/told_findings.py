"""Say in one sentence what came of listening in the town, and never more than that."""

from collections import Counter
from collections.abc import Collection, Sequence

from facilitator.analysis.records import FieldCount, Plan, ReportedWorksheet
from facilitator.analysis.tallies import ChoiceTally, OptionCount
from facilitator.analysis.told import Told, ToldOverlap, ToldVoice
from facilitator.analysis.wording import count_things, quote

# What stands on a line of a map, where the whole words of a kind find no room.
_SHORT_KINDS = {
    "same-wish": "同じ思い",
    "try-meets-worry": "応え合う",
    "place": "同じ場所",
    "time": "同じ時間",
    "skill": "道具や技",
    "people": "人手",
}
_LETTERS = 6


def name_kind(overlap: ToldOverlap) -> str:
    """Return the kind of an overlap in at most a few letters."""
    if len(overlap.kind_label) <= _LETTERS:
        return overlap.kind_label or "重なり"
    return _SHORT_KINDS.get(overlap.kind, overlap.kind_label[: _LETTERS - 1] + "…")


def say_visits(count: FieldCount, told: Told) -> str:
    """Say how many were heard and how many let it be told."""
    if not count.records:
        return f"{count.planned}件の訪問を計画し、記録はまだない"
    if count.withheld == count.records:
        return f"{count.records}件の記録があり、載せてよいものはまだない"
    if not count.withheld:
        return f"{count.records}人に話を聞き、全員の声を分かち合える"
    return f"{count.records}人に話を聞き、{len(told.records)}人の声を分かち合える"


def say_kind(label: str, voices: Sequence[ToldVoice]) -> str:
    """Say how many voices of a kind came, and from how many people."""
    people = len({voice.person for voice in voices})
    return f"「{label}」は{len(voices)}枚、{people}人の声"


def say_overlaps(overlaps: Sequence[ToldOverlap]) -> str:
    """Say how many people the overlaps bring together, and who is in most of them."""
    names = {voice.person: voice.who for one in overlaps for voice in one.voices}
    met = Counter(person for one in overlaps for person in one.people)
    said = f"{len(overlaps)}件の重なりに、{len(names)}人の声がある"
    top = met.most_common(2)
    alone = len(top) > 1 and top[0][1] > top[1][1]
    if alone and names[top[0][0]]:
        said += f"。いちばん多いのは{quote(names[top[0][0]], 20)}（{top[0][1]}件）"
    return said


def say_overlap(number: int, overlap: ToldOverlap) -> str:
    """Say what meets."""
    kind = f"（{overlap.kind_label}）" if overlap.kind_label else ""
    return f"重なり{number}　{quote(overlap.name, 40)}{kind}"


def say_places(tally: ChoiceTally, fields: Collection[str]) -> str:
    """Say in which of the four fields most cards lie and in which none does."""
    known = [count for count in tally.counts if count.key in fields]
    total = sum(count.count for count in known)
    if not total:
        return f"「{tally.label}」を選んだものは、まだない"
    most = max(count.count for count in known)
    top = [count for count in known if count.count == most]
    empty = [count for count in known if not count.count]
    said = f"{total}件のうち、いちばん多いのは{_name(top)}（{_each(top)}{most}件）"
    if len(top) == len(known):
        said = f"四つの位置に同じ数（各{most}件）"
    return f"{said}。{_name(empty)}には、まだない" if empty else said


def _name(counts: Sequence[OptionCount]) -> str:
    return "と".join(f"「{count.label}」" for count in counts)


def _each(counts: Sequence[OptionCount]) -> str:
    return "各" if len(counts) > 1 else ""


def say_judged(plans: Sequence[Plan], tally: ChoiceTally) -> str:
    """Say how the plans are to be carried."""
    judged = [count for count in tally.ranked if count.count]
    said = f"{count_things(len(plans))}の取組の支え方は"
    if len(judged) == 1:
        return f"{said}、すべて{quote(judged[0].label, 20)}"
    if len(tally.top) == 1:
        top = tally.top[0]
        return f"{said}、{quote(top.label, 20)}が{top.count}件で最も多い"
    return f"{said}、{len(judged)}通りに分かれた"


def say_vision(sheet: ReportedWorksheet, roots: int) -> str:
    """Say how many visions there are and how many voices they are rooted in."""
    number = len(sheet.answers)
    if not roots:
        return f"{count_things(number)}の班が、めざす地域を一文にした"
    return f"{count_things(number)}の班の一文は、{roots}枚の声に根ざしている"
