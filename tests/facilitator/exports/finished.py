"""A finished workshop: forty people, six teams, real statements as cards."""

import csv
from collections.abc import Sequence
from pathlib import Path

from facilitator.analysis.records import Report
from tests.facilitator.analysis.sample import (
    answer_id,
    make_answer,
    make_people,
    make_workshop,
    report_of,
)
from worksheets.records import Answer, Participant, Progress, TeamProgress, Workshop
from worksheets.vote_ways import Tally

VOICES = Path(__file__).parent / "data" / "voices.csv"
TEAMS = 6
_IDEAS = (
    "月に1回、部署を越えた合同の昼休みをひらく",
    "相談を受けた人が一緒に隣の窓口まで歩いていく",
    "地域包括支援センターと庁内の担当が名前と顔の一覧をつくる",
    "断らない受付の合言葉を決めて、全部の窓口に貼る",
    "ケース会議を、既にある地域ケア会議の後半30分に重ねる",
    "異動の引きつぎに「困ったときに電話する人」の1枚を入れる",
    "居場所を探している人と、手が足りない商店街をつなぐ見学会",
    "新任職員が社協の訪問に半日ついていく",
    "学校のチャイムのあとに使える空き教室の相談日",
    "個人情報の同意の取り方を、部署ごとではなく1枚にそろえる",
)
_PLANS = (
    ("合同の昼休み「ひるつな」", 0, "地域福祉課 地域福祉係長"),
    ("地域ケア会議の後半30分をケースの場にする", 4, "高齢福祉課 地域包括ケア係"),
    ("引きつぎに「困ったときに電話する人」を入れる", 5, "人事課 研修担当"),
)
_STEPS = (
    ("会議室と日程をおさえる", "地域福祉係", "2026-12-18"),
    ("委託先の3か所に電話で趣旨を伝える", "社会福祉協議会 地域支援係", "2026-12-11"),
    ("1枚の案内をつくり、所属長に見せる", "高齢福祉課", "2026-12-21"),
    ("最初の回で話すケースの形を決める", "地域包括支援センター", ""),
)
_OWN = (
    "困っている人が窓口を3つ回って、同じ話を3回している。まず私たちが同じ部屋で話すことから始めたい。",
    "制度のすきまにいる人は、地域の人が先に気づいている。気づいた人が困らない電話番号を1つにしたい。",
    "会議は多いが、顔が見える場は少ない。",
)


def read_voices() -> list[str]:
    """Return the statements of officials that lie beside the tests."""
    with VOICES.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def make_finished(
    voices: Sequence[str], *, people: int = 40, workshop: Workshop | None = None
) -> Report:
    """Return the report of a finished workshop; the same input gives the same report."""
    crowd = make_people(people, teams=TEAMS)
    workshop = workshop or make_workshop(
        title="包括的な支援体制を考える多機関連携研修", teams=TEAMS
    )
    answers = [*_surveys(crowd), *_first(voices, crowd), *_second(crowd), *_third(crowd)]
    points = {answer_id("ideas", n): (n * 7) % 13 for n in range(len(_IDEAS))}
    return report_of(
        answers,
        people=crowd,
        workshop=workshop,
        progress={
            s.key: _progress(s.key, answers, workshop, people) for s in workshop.program.worksheets
        },
        tallies={"ideas": Tally("ideas", {k: v for k, v in points.items() if v}, people - 4, 3)},
    )


def make_small(text: str) -> Report:
    """Return a report in which this text stands in every place a person can write."""
    crowd = make_people(8)
    points = {answer_id("ideas", 0): 3}
    plan = {
        "name": text,
        "why": text,
        "from": [answer_id("ideas", 0)],
        "who": text,
        "steps": [{"what": text, "who": text, "due": "2026-12-18"}],
    }
    answers = [
        make_answer(0, "moya", {"text": text, "between": "inside"}, crowd[0]),
        make_answer(0, "case", {"can": text, "why": ["rule"]}, crowd[1]),
        make_answer(0, "memo", {"rows": [{"worry": text, "finding": text}]}, team="t1"),
        make_answer(0, "ideas", {"text": text, "from": [answer_id("moya", 0)]}, crowd[2]),
        make_answer(0, "rating", {"idea": [answer_id("ideas", 0)], "place": {"x": 5, "y": 5}}),
        make_answer(0, "choice", {"order": [answer_id("ideas", 0)], "why": text}),
        make_answer(0, "plan", plan, team="t2"),
        make_answer(0, "own", {"words": text}, crowd[3]),
    ]
    return report_of(
        answers,
        people=crowd,
        workshop=make_workshop(title=text or "題"),
        tallies={"ideas": Tally("ideas", points, 3, 3)},
    )


def _progress(key: str, answers: Sequence[Answer], workshop: Workshop, people: int) -> Progress:
    given = [answer for answer in answers if answer.worksheet == key]
    sheet = workshop.program.find_worksheet(key)
    assert sheet is not None
    teams = tuple(TeamProgress(team, 0, 0, 0) for team in workshop.options.teams)
    if sheet.scope == "team":
        return Progress(key, TEAMS, len({a.team for a in given}), len(given), teams)
    answered = len({answer.participant_id for answer in given if answer.participant_id})
    return Progress(key, people, answered, len(given), teams)


def _surveys(crowd: Sequence[Participant]) -> list[Answer]:
    before = [
        make_answer(
            n,
            "before",
            {
                "inside": 1 + (n * 5) % 3,
                "tell": 1 + (n * 7) % 4,
                "free": "異動のたびに、一から関係をつくり直している。"
                if n % 6 == 0
                else "声をかける相手が分からない",
            },
            person,
        )
        for n, person in enumerate(crowd)
    ]
    after = [
        make_answer(n, "after", {"inside": 2 + (n * 5) % 3, "tell": 2 + n % 3}, person)
        for n, person in enumerate(crowd[:-5])
    ]
    return [*before, *after]


def _first(voices: Sequence[str], crowd: Sequence[Participant]) -> list[Answer]:
    between = ("inside", "outside", "inside", "people", "inside", "system", "outside")
    cards = [
        make_answer(
            n,
            "moya",
            {"text": text[:200], "between": between[n % len(between)], "weight": 1 + n % 3},
            crowd[n % len(crowd)],
        )
        for n, text in enumerate(voices)
    ]
    cases = [
        make_answer(
            n,
            "case",
            {
                "can": "本人の好きなことを聞きに、もう一度会いに行く。",
                "why": [("rule", "person", "time", "news")[n % 4], "news"][: 1 + n % 2],
            },
            person,
        )
        for n, person in enumerate(crowd[:30])
    ]
    memos = [
        make_answer(
            n,
            "memo",
            {
                "rows": [
                    {
                        "worry": "だれが最初に動くのかを決める場がない。",
                        "finding": "「断られるかもしれない」と思い、声をかけていなかった。",
                    }
                ]
            },
            team=f"t{n + 1}",
        )
        for n in range(TEAMS)
    ]
    return [*cards, *cases, *memos]


def _second(crowd: Sequence[Participant]) -> list[Answer]:
    ideas = [
        make_answer(
            n,
            "ideas",
            {
                "text": text,
                "whom": "相談先が分からない家族",
                "from": [answer_id("moya", n), answer_id("moya", n + 11)],
            },
            crowd[n * 3 % len(crowd)],
        )
        for n, text in enumerate(_IDEAS)
    ]
    ratings = [
        make_answer(
            n * 10 + rater,
            "rating",
            {
                "idea": [answer_id("ideas", n)],
                "place": {"x": 1 + (n * 3 + rater) % 5, "y": 2 + (n * 2 + rater) % 4},
            },
            team=f"t{n % TEAMS + 1}",
        )
        for n in range(len(_IDEAS))
        for rater in range(1 + n % 2)
    ]
    order = [answer_id("ideas", n) for n in (0, 4, 5)]
    choice = make_answer(1, "choice", {"order": order, "why": "明日から声をかけられるから。"})
    return [*ideas, *ratings, choice]


def _third(crowd: Sequence[Participant]) -> list[Answer]:
    plans = [
        make_answer(
            n,
            "plan",
            {
                "name": name,
                "why": "困っている本人が同じ話を何度もしなくてよいようにする。",
                "from": [answer_id("ideas", idea)],
                "who": who,
                "start": "2027-01-15",
                "steps": [
                    dict(zip(("what", "who", "due"), step, strict=True))
                    if step[2]
                    else {"what": step[0], "who": step[1]}
                    for step in _STEPS[n : n + 2]
                ],
                "agree": "課長会議での了承。費用はかからない。",
            },
            team=f"t{n + 1}",
        )
        for n, (name, idea, who) in enumerate(_PLANS)
    ]
    own = [
        make_answer(n, "own", {"words": _OWN[n % len(_OWN)]}, person)
        for n, person in enumerate(crowd[:12])
    ]
    return [*plans, *own]
