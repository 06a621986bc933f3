"""A finished run of the shipped 地域づくり編 in a real database: people of a made-up town.

What may not be told carries words of its own, so that a test can search the files for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from worksheets import answers, participants, rooms, votes, workshops
from worksheets.records import Options, Participant, Submission, Workshop

Values = Mapping[str, Any]
TEAM_WORDS = "夜中に目がさめると娘の部屋の灯りを見に行くんです"
NONE_WORDS = "店をたたむと決めたことはまだ家の者にも話していない"
WITHDRAWN_WORDS = "去年の台風で畑を半分あきらめたのは自分だけの話です"
HIDDEN_WORDS = "組合のお金のことでもめて寄り合いに行かなくなった"
CHANGED_WORDS = "息子とは三年も口をきいていないのがつらいところだね"
STRUCK_WORDS = "となりの奥さんの物忘れがひどくて毎日さがしに行く"
OWN_PAPER_WORDS = "団地の奥の青い屋根の店"
GUIDE_WORDS = "うちの班だけのあいさつの言葉です"
_CLOSED_NAMES = (
    "団地で一人暮らしの人",
    "小さな店の主人",
    "畑をしている人",
    "組合の世話役",
    "釣りの好きな人",
)
_CLOSED_PROMISE = "その日の話を、もう一度だけ伝えに行く約束"
SECRETS = (
    TEAM_WORDS,
    NONE_WORDS,
    WITHDRAWN_WORDS,
    HIDDEN_WORDS,
    CHANGED_WORDS,
    STRUCK_WORDS,
    OWN_PAPER_WORDS,
    GUIDE_WORDS,
    _CLOSED_PROMISE,
    *_CLOSED_NAMES,
)
_OPEN = (
    (
        "商店街で修理の店を開いている人",
        "朝、シャッターを開ける音で、となりの元気が分かるんだよ",
        "ラジカセでも扇風機でも、たいていの物は直せる",
        "若い人に道具の使い方を教えてみたい",
        "店を継ぐ人がいないのは、このあたりみんな同じだね",
        "古い道具を捨てるのがしのびないという人",
    ),
    (
        "洋裁を続けてきた八十代の人",
        "手を動かしていると、まだ役に立てると思えるの",
        "ボタン付けやすそ上げなら、一日に何枚でもできますよ",
        "だれかと一緒に縫い物をする時間がほしい",
        "午前中に出かける先がなくて、テレビばかり見ている",
        "子育て中で、縫い物をする時間がない人",
    ),
    (
        "二人の子どもを育てている会社員",
        "下の子が商店街の人に名前を呼ばれるのがうれしい",
        "土曜の午前なら、荷物を運ぶくらいは手伝えます",
        "子どもと一緒に、物を直すところを見てみたい",
        "ボタンの取れた服が、箱にたまっていく",
        "昔の道具の使い方を知っている人",
    ),
    (
        "公民館の花壇を世話している人",
        "水やりの時間に通る人と話すのが、一日の楽しみ",
        "花の苗なら、毎年あまるほどある",
        "花壇のまわりに、腰かける場所をつくりたい",
        "夏の水やりが、年々しんどくなってきた",
        "学校の帰りに公民館の前を通る子どもたち",
    ),
    (
        "夜の介護の仕事をしている人",
        "夜勤明けに、商店街の朝の音を聞いて帰るのが好きなんです",
        "車いすの押し方なら、だれにでも教えられます",
        "朝の喫茶店で、仕事の話をしない友だちがほしい",
        "昼間に寝ているので、地域のことが何も分からない",
        "朝早くから開いている店の人",
    ),
    (
        "高校で吹奏楽をしている生徒の保護者",
        "発表会のあと、知らない人が拍手してくれたのが忘れられない",
        "楽器の運び出しに、軽トラックを出せる",
        "商店街で、小さな演奏会を開いてみたい",
        "練習の音がうるさいと言われないか、気になっている",
        "空いている店先を持っている人",
    ),
)
_IDEAS = (
    ("ボタンも直す、服の交換会", "午前中に行く所がほしい人の、土曜の朝", (0, 1)),
    ("ラジカセを直す土曜日", "物を直すところを見てみたい親子", (0,)),
    ("花壇の横の、直した椅子", "水やりの時間に一人で来ている人", (2,)),
    ("朝の音の喫茶店", "夜に働いて朝に帰る人", (3,)),
    ("シャッター前の十五分演奏会", "家で練習している高校生と、通りかかる人", (4,)),
)


@dataclass(slots=True)
class Town:
    """An open workshop of the shipped program, with everything answered by id."""

    workshop: Workshop
    people: dict[str, list[Participant]] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    _sent: int = 0

    @property
    def code(self) -> str:
        """The workshop's code."""
        return self.workshop.code

    def give(
        self, worksheet: str, *values: Values, team: str = "", who: int | None = None
    ) -> list[str]:
        """Store answers of a person, or of the office where nobody is named."""
        person = self.people[team][who] if who is not None else None
        made = []
        for one in values:
            self._sent += 1
            made.append(
                Submission(
                    code=self.code,
                    sent_id=f"sent-{self._sent}",
                    worksheet=worksheet,
                    values=one,
                    participant=person,
                    team=team,
                )
            )
        found = []
        for receipt in answers.save_answers(made):
            if isinstance(receipt, Exception):
                raise receipt
            found.append(receipt.answer_id)
        self.ids.setdefault(worksheet, []).extend(found)
        return found

    def change(self, worksheet: str, answer_id: str, values: Values) -> None:
        """Give an answer other values, as the office."""
        self._sent += 1
        answers.save_answer(
            Submission(
                code=self.code,
                sent_id=f"sent-{self._sent}",
                worksheet=worksheet,
                values=values,
                participant=None,
                answer_id=answer_id,
            )
        )


def open_town(*, title: str = "重なりをさがす地域づくり研修", teams: int = 4) -> Town:
    """Open a workshop with three people at each table."""
    opened = workshops.open_workshop(
        "community-building",
        title=title,
        municipality="みなと市",
        options=Options(teams=workshops.make_teams(teams)),
    )
    town = Town(opened.workshop)
    affiliations = [one.key for one in opened.workshop.program.affiliations]
    for number, team in enumerate(opened.workshop.options.teams):
        town.people[team.key] = [
            participants.join(
                town.code,
                name=f"みどり{number}{place}号",
                affiliation=affiliations[(number * 3 + place) % 6],
                team=team.key,
            ).participant
            for place in range(3)
        ]
    return town


def fill_town(town: Town) -> Town:
    """Play the whole program: plans, visits, records, voices, overlaps, ideas, systems, plans."""
    _visit(town)
    _lay_out(town)
    _overlap(town)
    _imagine(town)
    _carry(town)
    _take_back(town)
    return town


def _visit(town: Town) -> None:
    for number, (who, *_) in enumerate(_OPEN):
        team = f"t{number % 4 + 1}"
        plan = {"whom": f"{OWN_PAPER_WORDS}その{number}", "state": "met", "ask": OWN_PAPER_WORDS}
        (visit,) = town.give("visit-plan", plan, team=team)
        record = _make_record(number, visit)
        town.give("interview-record", {"who": who, **record}, team=team)
    town.give("visit-plan", {"whom": OWN_PAPER_WORDS, "state": "asked"}, team="t4")
    town.give("visit-plan", {"whom": OWN_PAPER_WORDS, "state": "declined"}, team="t4")
    guide = {"consent": f"{GUIDE_WORDS}。お名前は書きません。", "greeting": GUIDE_WORDS}
    for team in town.people:
        town.give("interview-guide", guide, team=team)
    told = [
        ("team", TEAM_WORDS),
        ("none", NONE_WORDS),
        ("anonymous", WITHDRAWN_WORDS),
        ("anonymous", HIDDEN_WORDS),
        ("anonymous", CHANGED_WORDS),
    ]
    for number, (who, (sharing, words)) in enumerate(zip(_CLOSED_NAMES, told, strict=True)):
        record = {
            "who": who,
            "sharing": sharing,
            "day": "2026-11-12",
            "values": words,
            "words": [{"word": words}],
            "noticed": f"聞き手の気づき {words}",
            "return-what": _CLOSED_PROMISE,
        }
        (key,) = town.give("interview-record", record, team=f"t{number % 4 + 1}")
        town.ids.setdefault("told", []).append(key)


def _make_record(number: int, visit: str) -> dict[str, Any]:
    _, value, can, trying, worry, meet = _OPEN[number]
    struck = f"\n{STRUCK_WORDS}" if number == 0 else ""
    return {
        "visit": [visit],
        "sharing": "anonymous",
        "day": f"2026-11-{10 + number}",
        "place": "店先",
        "words": [{"word": value}, {"word": worry}],
        "values": value,
        "can-do": can,
        "worries": worry + struck,
        "want-to-try": trying,
        "should-meet": meet,
        "noticed": "こちらが聞く前に、となりの人の話を始められた。",
        "return-what": "研修でどんな話になったかを、紙1枚で伝えに行く",
        "return-day": f"2026-12-{5 + number:02}",
        "returned": ("done", "not-yet", "later")[number % 3],
        "return-answer": "そう言われると、また来てもらいたくなるね" if number % 3 == 0 else "",
    }


def _lay_out(town: Town) -> None:
    rooms.open_worksheet(town.code, "voices")
    kinds = ("value", "can-do", "want-to-try", "worry")
    for number, (_, value, can, trying, worry, _) in enumerate(_OPEN):
        record = town.ids["interview-record"][number]
        for kind, text in zip(kinds, (value, can, trying, worry), strict=True):
            voice = {"kind": kind, "text": text, "from": [record], "sharing": "anonymous"}
            seen = 0 if kind != "worry" else None  # the others nobody has looked at yet
            town.give("voices", voice, team=f"t{number % 4 + 1}", who=seen)
    told = town.ids["told"]
    closed = [
        (told[0], TEAM_WORDS, "team"),
        (told[2], WITHDRAWN_WORDS, "anonymous"),
        (told[4], CHANGED_WORDS, "anonymous"),
        (town.ids["interview-record"][0], STRUCK_WORDS, "anonymous"),
    ]
    for record, text, sharing in closed:
        voice = {"kind": "worry", "text": text, "from": [record], "sharing": sharing}
        town.give("voices", voice, team="t1")
        town.ids.setdefault("closed", []).append(town.ids["voices"][-1])
    found = {"found": f"並べてみると、{NONE_WORDS}という話もあった。ほかは直すことに集まった。"}
    town.give("voices-found", found, team="t2")


def _overlap(town: Town) -> None:
    voice = town.ids["voices"]
    cards = [
        ("手を動かしたい人と、直してほしい物がある人", (6, 11), "try-meets-worry"),
        ("物を直せる人と、教わりたい親子", (1, 10), "skill"),
        ("公民館の前で腰かけたい人たち", (14, 5), "place"),
        ("朝の商店街の音が好きな二人", (0, 16), "same-wish"),
        ("店先で演奏したい人と、店先が空いた人", (22, 3), "place"),
        ("運べる人と、運んでほしい人", (9, 21, 12), "people"),
    ]
    for number, (name, (a, b, *more), kind) in enumerate(cards):
        card = {
            "name": name,
            "a": [voice[a]],
            "b": [voice[b]],
            "kind": kind,
            "reason": "どちらも、だれかと一緒にする時間を楽しみにしていると話していた。",
            "could-do": "月に一度、同じ机を囲んでみる",
            "care": "頼みごとが一人に集まらないようにする",
        }
        town.give(
            "overlaps", card | ({"c": [voice[more[0]]]} if more else {}), team=f"t{number % 4 + 1}"
        )
    for number, key in enumerate(town.ids["closed"][:3]):
        card = {
            "name": f"もうない声の重なり{number}",
            "a": [key],
            "b": [voice[0]],
            "kind": "same-wish",
            "reason": "一つの声が載せられないので、どこにも出ない理由。",
        }
        town.give("overlaps", card, team="t1")


def _imagine(town: Town) -> None:
    overlaps = town.ids["overlaps"]
    for number, (idea, whom, roots) in enumerate(_IDEAS):
        card = {
            "idea": idea,
            "whom": whom,
            "meets": "直せる人と、直してほしい人",
            "small": "次の交換会の日に、針と糸を置いた机を一つ出す",
            "keep-out": "申込書をつくらない",
            "from": [overlaps[root] for root in roots],
        }
        town.give("ideas", card, team=f"t{number % 4 + 1}")
    lost = {"idea": "畑の横で朝ごはん", "whom": TEAM_WORDS, "from": [overlaps[7], overlaps[3]]}
    town.give("ideas", lost, team="t2")
    town.give("ideas", {"idea": "もとの声がなくなった案", "from": [overlaps[6]]}, team="t3")
    rooms.open_votes(town.code, "ideas")
    ideas = town.ids["ideas"]
    for number, person in enumerate(one for table in town.people.values() for one in table):
        first = ideas[0] if number % 2 else ideas[1]
        votes.cast(
            town.code, person, sent_id=f"vote-{number}", worksheet="ideas", choices={first: 2}
        )
    town.give(
        "choice-2",
        {
            "adopted": [ideas[0], ideas[1], ideas[5]],
            "reach": f"役に立ちたい人の午前中に届く。{WITHDRAWN_WORDS}という方にも。",
        },
    )


def _carry(town: Town) -> None:
    systems = [
        ("公民館の夜の空き部屋", "base", "beyond", "informal-find"),
        ("生活支援の協議体", "meeting", "elderly", "formal-find"),
        ("地域活動支援センターの送迎車", "base", "disability", "formal-solve"),
        ("商店街の朝市", "project", "beyond", "informal-find"),
        ("生活困窮者の自立相談", "project", "poverty", "formal-solve"),
        ("学校の地域連携の担当", "people", "children", "formal-find"),
        ("ふれあいサロンの世話役", "people", "elderly", "informal-solve"),
        ("地域づくりの補助", "budget", "across", "unclear"),
    ]
    for number, (name, kind, area, place) in enumerate(systems):
        card = {
            "name": name,
            "kind": kind,
            "field": area,
            "owner": "地域福祉課 地域福祉係",
            "frequency": "毎週水曜の夕方",
            "usable": "机と椅子がすぐ使える",
            "limits": "申込みは1か月前（昔からの習慣）",
            "place": place,
        }
        town.give("stocktake-systems", card, team=f"t{number % 4 + 1}")
    _plan(town)
    voice = town.ids["voices"]
    town.give("vision-cards", {"text": "名前を呼び合える店が、歩いて行ける所にある地域"}, team="t1")
    vision = {
        "sentence": "直し合い、呼び合う声が、朝から聞こえる地域をめざします",
        "voices": [voice[0], voice[6], town.ids["closed"][0], town.ids["closed"][1]],
        "life-change": "午前中に行く所があり、そこに自分の席と役割がある。",
    }
    town.give("vision-team", vision, team="t1")
    town.give(
        "own-words",
        {"value": "直せる人がこんなに近くにいた。", "tell": f"{STRUCK_WORDS}と聞いて驚いた。"},
        team="t1",
    )


def _plan(town: Town) -> None:
    ideas, systems = town.ids["ideas"], town.ids["stocktake-systems"]
    plans = [
        ("ボタンも直す、服の交換会", [0, 1], "existing", [0, 3]),
        ("花壇の横の、直した椅子", [2], "combine", [0, 1, 5]),
        ("畑の横で朝ごはん", [5], "watch", []),
        ("もとの声がなくなった案", [6], "revise", [7]),
    ]
    for number, (name, roots, judgement, used) in enumerate(plans):
        card = {
            "name": name,
            "why": "手を動かしたい人の午前中に、行く所ができる。",
            "ideas": [ideas[root] for root in roots],
            "judgement": judgement,
            "systems": [systems[one] for one in used],
            "what": "月に一度、交換会の日に机を一つ足す。役所は鍵だけ開ける。",
            "who": "地域福祉課 地域福祉係",
            "partners": "商店街で店を開いている人（これから相談）",
            "starts": "2027-01-16",
            "approval": "公民館の館長、そのあと課長会議",
            "first-steps": [
                {"task": "修理の店の人に相談に行く", "owner": "地域福祉係", "due": "2026-12-11"},
                {"task": "空き部屋の空きを聞く", "owner": "公民館 職員"},
            ],
            "steps": [{"what": "要綱を確かめる", "who": "地域福祉係", "due": "2027-02-01"}],
            "risk": "直せる人に頼みごとが集まりすぎないようにする。",
            "plan-section": ["community", "other-plan"],
        }
        town.give("use-of-systems", {k: v for k, v in card.items() if v}, team=f"t{number % 4 + 1}")


def _take_back(town: Town) -> None:
    """Let somebody withdraw, somebody be hidden, somebody change their mind, a line be struck."""
    told = town.ids["told"]
    answers.withdraw(town.code, told[2], participant=None)
    answers.hide_answer(town.code, told[3])
    town.change("interview-record", told[4], {"who": _CLOSED_NAMES[4], "sharing": "none"})
    first = town.ids["interview-record"][0]
    record = next(a for a in answers.list_answers(town.code, "interview-record") if a.id == first)
    worries = record.values["worries"].split("\n")[0]
    town.change("interview-record", first, {**record.values, "worries": worries})


def fill_hostile_town(town: Town, text: str) -> Town:
    """Write the same words wherever people can write, as far as the questions take them."""
    long = text if text.strip() else "題"
    line = long[:60]
    lines = dict.fromkeys(("values", "can-do", "worries", "want-to-try"), long[:800])
    records = [
        {
            **lines,
            "who": line,
            "sharing": "anonymous",
            "words": [{"word": long[:200]}],
            "should-meet": long[:150],
            "noticed": long[:300],
            "return-what": long[:150],
            "return-answer": long[:150],
        }
    ] * 3
    made = town.give("interview-record", *records, team="t1")
    voices = [
        {"kind": "worry", "text": long[:200], "from": [key], "sharing": "anonymous"} for key in made
    ]
    voice = town.give("voices", *voices, team="t1")
    overlap = {
        "name": line,
        "a": [voice[0]],
        "b": [voice[1]],
        "c": [voice[2]],
        "kind": "skill",
        "reason": long[:300],
        "could-do": long[:120],
        "care": long[:150],
    }
    (root,) = town.give("overlaps", overlap, team="t1")
    (idea,) = town.give("ideas", {"idea": line, "from": [root]}, team="t1")
    system = {"name": line, "usable": long[:120], "limits": long[:120], "place": "formal-find"}
    systems = town.give("stocktake-systems", *[system] * 9, team="t1")
    plan = {
        "name": line,
        "why": long[:400],
        "ideas": [idea],
        "judgement": "existing",
        "systems": systems,
        "first-steps": [{"task": long[:200], "owner": long[:200], "due": "2026-12-11"}],
    }
    town.give("use-of-systems", plan, team="t1")
    town.give("vision-team", {"sentence": long[:100], "voices": voice}, team="t1")
    return town


def fill_large_town(town: Town) -> Town:
    """Let fifty people say ten things each, and find thirty overlaps between them."""
    kinds = ("value", "can-do", "worry", "want-to-try")
    said = [f"{n}番目の声。{'だれかと話す時間が、楽しみ。' * (1 + n % 3)}" for n in range(500)]
    records = [
        {"who": f"まちの人その{n}", "sharing": "anonymous", "values": "\n".join(said[n::50])}
        for n in range(50)
    ]
    made = town.give("interview-record", *records, team="t1")
    voices = []
    for start in (0, 250):
        cards = [
            {"kind": kinds[n % 4], "text": said[n], "from": [made[n % 50]], "sharing": "anonymous"}
            for n in range(start, start + 250)
        ]
        voices += town.give("voices", *cards, team=f"t{start // 250 + 1}")
    for team in ("t1", "t2"):
        cards = [
            {
                "name": f"{team}の重なり{n}",
                "a": [voices[n]],
                "b": [voices[(n * 7 + 3) % 24]],
                "kind": ("same-wish", "try-meets-worry", "place")[n % 3],
                "reason": "どちらも話す時間を楽しみにしている。",
            }
            for n in range(15)
        ]
        town.give("overlaps", *cards, team=team)
    return town
