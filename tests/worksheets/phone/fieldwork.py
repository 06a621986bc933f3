"""A small program that goes out between two meetings, and a hall of phones for it."""

from programs.model import MeetingKind, Program
from programs.questions import Column, Option, Question, QuestionKind, Role, Scope, Worksheet
from programs.roles import OVERLAP_KINDS, RECORD_LINES, RETURN_STATES, VISIT_STATES, VOICE_KINDS
from tests.samples import make_program, make_question, make_sheet, make_step
from worksheets import workshops
from worksheets.records import Opened, Options

SHORT, LONG = QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT
CONSENT = "お話は研修で使います。お名前は書きません。"
_SHARING = {"team": "班の中だけ", "anonymous": "みんなに見せてよい", "none": "伝えない"}
_STATES = dict(
    zip(
        VISIT_STATES,
        ("これから頼む", "お願いした", "日が決まった", "話を聞いた", "見送り"),
        strict=True,
    )
)
_LINES = {
    "values": "大切にしていること",
    "can-do": "できること",
    "worries": "気になること",
    "want-to-try": "やってみたいこと",
}


def _choice(key: str, options: dict[str, str], **more: object) -> Question:
    given = [Option(key=name, label=label) for name, label in options.items()]
    return make_question(key, QuestionKind.CHOICE, options=given, **more)


def _make_visits() -> Worksheet:
    return make_sheet(
        "visits",
        make_question("whom", SHORT, label="だれに", required=True, max_length=60),
        make_question("ask", SHORT, label="聞きたいこと"),
        _choice("how", {"phone": "電話で", "visit": "訪ねて"}, label="頼み方"),
        make_question("day", QuestionKind.DATE, label="訪ねる日"),
        _choice("state", _STATES, label="いまの様子"),
        title="訪問計画",
        scope=Scope.TEAM,
        role=Role.VISITS,
        many=True,
    )


def _make_guide() -> Worksheet:
    return make_sheet(
        "guide",
        make_question("greeting", LONG, label="はじめのあいさつ", help="例：こんにちは。"),
        make_question("consent", LONG, label="約束の文", help=f"例：{CONSENT}", required=True),
        make_question("q-joy", SHORT, label="問い1　うれしいときは、どんなときですか"),
        title="質問シート",
        scope=Scope.TEAM,
        role=Role.GUIDE,
    )


def _make_records() -> Worksheet:
    words = Column(key="word", label="聞いた言葉")
    return make_sheet(
        "records",
        make_question("who", SHORT, label="話してくださった方", required=True, max_length=60),
        make_question("visit", QuestionKind.REFERENCE, label="訪問", of="visits"),
        _choice("sharing", _SHARING, label="どこまで伝えてよいか", required=True),
        make_question("day", QuestionKind.DATE, label="聞いた日"),
        make_question("place", SHORT, label="聞いた場所"),
        make_question("words", QuestionKind.TABLE, label="聞いた言葉", columns=[words], max_rows=5),
        *(make_question(key, LONG, label=_LINES[key], max_length=400) for key in RECORD_LINES),
        make_question("should-meet", SHORT, label="会えたらよい人"),
        make_question("noticed", LONG, label="気づいたこと"),
        make_question("return-what", SHORT, label="お返しすること"),
        make_question("return-day", QuestionKind.DATE, label="お返しする日"),
        _choice(
            "returned",
            dict(zip(RETURN_STATES, ("これから", "お返しした", "もう少しあと"), strict=True)),
            label="お返しのようす",
        ),
        make_question("return-answer", SHORT, label="返ってきた言葉"),
        title="聞き取りの記録",
        scope=Scope.TEAM,
        role=Role.INTERVIEWS,
        many=True,
        most_cards=30,
    )


def _make_voices() -> Worksheet:
    kinds = ("大切", "できる", "気になる", "やってみたい")
    options = {key: label for key, label in _SHARING.items() if key != "none"}
    fields = [Option(key="elderly", label="高齢"), Option(key="beyond", label="福祉のほか")]
    return make_sheet(
        "heard",
        _choice("kind", dict(zip(VOICE_KINDS, kinds, strict=True)), label="種類"),
        make_question("text", SHORT, label="声", required=True),
        make_question("from", QuestionKind.REFERENCE, label="もとの記録", of="records"),
        _choice("sharing", options, label="どこまで", required=True),
        *(make_question(key, SHORT) for key in ("place", "time", "tool")),
        make_question("field", QuestionKind.CHOICES, options=fields),
        title="声",
        scope=Scope.TEAM,
        role=Role.VOICES,
        many=True,
    )


def _make_overlaps() -> Worksheet:
    kinds = ("同じ思い", "応える", "場所", "時間", "道具や技", "人手")
    return make_sheet(
        "overlaps",
        make_question("name", SHORT, label="ひとことで", required=True, max_length=40),
        *(make_question(key, QuestionKind.REFERENCE, of="heard") for key in ("a", "b", "c")),
        _choice("kind", dict(zip(OVERLAP_KINDS, kinds, strict=True)), label="どんな重なり"),
        make_question("reason", LONG, label="理由"),
        title="重なり",
        scope=Scope.TEAM,
        role=Role.OVERLAPS,
        many=True,
    )


def make_town_program() -> Program:
    """A meeting, the weeks of the visits, and a meeting that opens on what came back."""
    tiny = make_program()
    first, second = tiny.meetings
    ideas = make_sheet(
        "ideas",
        make_question("name", SHORT, label="案の名前", required=True),
        make_question("from", QuestionKind.REFERENCE, label="もとの重なり", of="overlaps"),
        title="案",
        scope=Scope.TEAM,
        role=Role.IDEAS,
        many=True,
    )
    walk = first.model_copy(
        update={
            "key": "walk",
            "label": "訪問期間",
            "title": "会いに行く",
            "kind": MeetingKind.FIELDWORK,
            "steps": (make_step("visit", "visits", "guide", "records"),),
            "worksheets": (_make_visits(), _make_guide(), _make_records()),
        }
    )
    back = second.model_copy(
        update={
            "title": "重なりをさがす",
            "steps": (
                make_step("heard", "heard"),
                make_step("overlaps", "overlaps"),
                make_step("ideas", "ideas"),
            ),
            "worksheets": (_make_voices(), _make_overlaps(), ideas),
        }
    )
    return tiny.model_copy(update={"key": "town", "meetings": (first, walk, back)})


def open_town() -> Opened:
    """Open a workshop of that program with three teams."""
    return workshops.open_workshop(
        make_town_program(),
        title="まちの研修",
        municipality="みどり町",
        options=Options(teams=workshops.make_teams(3)),
    )
