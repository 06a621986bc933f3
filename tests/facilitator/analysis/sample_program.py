"""A small program with three gatherings that uses every kind of question."""

from typing import Any

from programs.model import Program

OURS = {"kind": "ours", "note": "テスト用"}


def _question(key: str, kind: str, label: str, **more: object) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": label, **more}


def _options(*pairs: str) -> list[dict[str, str]]:
    return [dict(zip(("key", "label"), pair.split(":"), strict=True)) for pair in pairs]


def _sheet(
    key: str, title: str, role: str, scope: str, questions: list[Any], **more: object
) -> dict[str, Any]:
    return {
        "key": key,
        "title": title,
        "role": role,
        "scope": scope,
        "questions": questions,
        "source": OURS,
        **more,
    }


def _step(key: str, title: str, *worksheets: str, kind: str = "write") -> dict[str, Any]:
    return {
        "key": key,
        "title": title,
        "kind": kind,
        "aim": f"{title}を通して、おたがいの見えている景色を知る。",
        "minutes": 30,
        "shortest": 20,
        "instruction": f"{title}を書いてください",
        "say": ["では、はじめましょう。うまく言えなくてもかまいません。", "時間は30分です。"],
        "do": ["机のあいだを回り、手が止まっている人に声をかける。"],
        "troubles": [{"sign": "声の大きい人が続ける", "remedy": "「次は書いてから話しましょう」"}],
        "stage": {"heading": title, "lines": ["1枚に1つ書く", "もやもやのままでよい"]},
        "worksheets": list(worksheets),
        "source": OURS,
    }


_CALMNESS = ["全くあてはまらない", "あてはまらない", "あてはまる", "とてもあてはまる"]
_SURVEY = [
    _question("inside", "scale", "庁内の連携はしやすい", least=1, most=4, labels=_CALMNESS),
    _question(
        "tell",
        "scale",
        "包括的な支援体制の必要性を自分の言葉で説明できる",
        least=1,
        most=4,
        labels=_CALMNESS,
    ),
    _question("free", "long_text", "連携で困ったこと"),
]


def make_program() -> Program:
    """Make a program with three gatherings that uses every kind of question."""
    return Program.model_validate(
        {
            "key": "sample",
            "title": "チームづくり編",
            "official_name": "包括的な支援体制構築に向けた実践型プログラム(チームづくり編)",
            "notice": "本ツールの進行例(原プログラムの内容ではありません)",
            "aims": [{"text": "必要な体制や取組を検討する", "source": OURS}],
            "effects": [{"text": "自分の言葉で語れる", "source": OURS}],
            "main_contents": [
                {"text": text, "source": OURS}
                for text in (
                    "わがまちの連携・協働を振り返る",
                    "包括的な支援体制構築のための取組みアイデアを出す",
                    "取組みアイデアの実行プランをつくる",
                )
            ],
            "for_whom": [
                {"text": "これから核となる関係者との協力体制をつくる市町村", "source": OURS}
            ],
            "ground_rules": ["よく聴く", "短く話す", "書きとめる", "解決を急がない"],
            "purpose": "書いたものは、この研修のまとめに使います。",
            "retention_days": 90,
            "affiliations": [
                {"key": "elderly", "label": "高齢担当課", "group": "office"},
                {"key": "children", "label": "子ども担当課", "group": "office"},
                {"key": "shakyo", "label": "社会福祉協議会", "group": "council"},
                {"key": "centre", "label": "地域包括支援センター", "group": "contractor"},
            ],
            "fields": _options("elderly:高齢・介護", "children:子ども・子育て"),
            "sources": [],
            "meetings": [_first(), _second(), _third()],
        }
    )


def _meeting(number: int, title: str, steps: list[Any], sheets: list[Any]) -> dict[str, Any]:
    return {
        "key": f"m{number}",
        "label": f"第{number}回",
        "title": title,
        "kind": "gathering",
        "aim": f"{title}。解決を急がず、まず並べる。",
        "main_content": number,
        "outcome": ["持ちかえるものが1つある"],
        "homework": ["所属で15分話す"],
        "source": OURS,
        "steps": steps,
        "worksheets": sheets,
    }


def _first() -> dict[str, Any]:
    cards = [
        _question("text", "short_text", "もやもやを1つ", required=True),
        _question(
            "between",
            "choice",
            "だれとの間",
            options=_options("inside:庁内どうし", "outside:庁外と", "people:住民と", "system:制度"),
        ),
        _question("weight", "number", "強さ", least=1, most=3),
    ]
    case = [
        _question("can", "long_text", "わたしの部署・機関ができること"),
        _question(
            "why",
            "choices",
            "うまくつながらない理由",
            options=_options("rule:制度", "person:人", "time:時間", "news:情報"),
        ),
    ]
    memo = [
        _question(
            "rows",
            "table",
            "全体共有",
            columns=[
                {"key": "worry", "label": "もやもや"},
                {"key": "finding", "label": "気づき"},
            ],
        )
    ]
    return _meeting(
        1,
        "わがまちの連携・協働を振り返る",
        [
            _step("open", "開会", "before", kind="opening"),
            _step("moya", "もやもや", "moya"),
            _step("rest", "休憩", kind="break"),
            _step("case", "ケース", "case"),
            _step("share", "全体共有", "memo", kind="share"),
        ],
        [
            _sheet("before", "事前アンケート", "survey", "individual", _SURVEY, anonymous=True),
            _sheet("moya", "もやもやカード", "voices", "individual", cards, many=True),
            _sheet("case", "ケースシート", "case", "individual", case),
            _sheet("memo", "全体共有メモ", "memo", "team", memo),
        ],
    )


def _second() -> dict[str, Any]:
    ideas = [
        _question("text", "short_text", "アイデア", required=True),
        _question("whom", "short_text", "だれの困りごとに"),
        _question("from", "reference", "もとになったもやもや", of="moya"),
    ]
    place = {
        "x": {"label": "やりやすさ", "low": "手間がかかる", "high": "すぐできる"},
        "y": {"label": "効果", "low": "小さい", "high": "大きい"},
    }
    rating = [
        _question("idea", "reference", "アイデア", of="ideas"),
        _question("place", "position", "置き場所", least=1, most=5, **place),
    ]
    choice = [
        _question("order", "rank", "実行プランにする順", of="ideas"),
        _question("why", "long_text", "えらんだ理由"),
    ]
    return _meeting(
        2,
        "取組みアイデアを出す",
        [_step("ideas", "アイデア出し", "ideas"), _step("rate", "4象限", "rating", "choice")],
        [
            _sheet("ideas", "アイデアカード", "ideas", "individual", ideas, many=True, votes=3),
            _sheet("rating", "4象限ボード", "rating", "team", rating, many=True),
            _sheet("choice", "実行プランの候補", "choice", "plenary", choice),
        ],
    )


def _third() -> dict[str, Any]:
    plan = [
        _question("name", "short_text", "取組の名前", required=True),
        _question("why", "long_text", "なぜするのか"),
        _question("from", "reference", "もとになったアイデア", of="ideas"),
        _question("who", "short_text", "主担当(役割)"),
        _question("start", "date", "はじめる日"),
        _question(
            "steps",
            "table",
            "まず2週間ですること",
            columns=[
                {"key": "what", "label": "すること"},
                {"key": "who", "label": "担当(役割)"},
                {"key": "due", "label": "いつまで", "kind": "date"},
            ],
        ),
        _question("agree", "long_text", "必要な合意・決裁"),
    ]
    return _meeting(
        3,
        "実行プランをつくる",
        [_step("plan", "実行プラン", "plan"), _step("tell", "自分の言葉で語る", "own", "after")],
        [
            _sheet("plan", "実行プラン", "plan", "team", plan, many=True),
            _sheet(
                "own",
                "語りシート",
                "own_words",
                "individual",
                [_question("words", "long_text", "わがまちで起きている問題は")],
                anonymous=True,
            ),
            _sheet("after", "事後アンケート", "survey", "individual", _SURVEY, anonymous=True),
        ],
    )
